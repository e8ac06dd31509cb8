"""Documents by the author of the rules: every layout that the rules were written for, 40 of them."""

import random
from dataclasses import replace

from tests.documents.corpus.papers import Expected, Paper, Printed, heading, motto
from tests.documents.corpus.schools import day, person, school, spelled

_SUBJECTS = {
    "Quyết định": ("QĐ", "QUYẾT ĐỊNH", "Về việc thành lập Ban Biên tập Trang thông tin điện tử năm học 2026 - 2027"),
    "Kế hoạch": ("KH", "KẾ HOẠCH", "Giáo dục nhà trường năm học 2026-2027"),
    "Báo cáo": ("BC", "BÁO CÁO", "Tổng kết công tác năm học 2025 - 2026 và phương hướng năm học 2026 - 2027 của nhà trường"),
    "Thông báo": ("TB", "THÔNG BÁO", "Về việc tuyển sinh vào lớp 1 năm học 2026-2027"),
    "Tờ trình": ("TTr", "TỜ TRÌNH", "Về việc xin cấp kinh phí sửa chữa phòng học"),
    "Nghị quyết": ("NQ", "NGHỊ QUYẾT", "Hội nghị viên chức, người lao động năm học 2026-2027"),
    "Quy chế": ("QC", "QUY CHẾ", "Chi tiêu nội bộ năm 2026"),
    "Quy định": ("QyĐ", "QUY ĐỊNH", "Về quản lý và sử dụng tài sản công"),
    "Chương trình": ("CTr", "CHƯƠNG TRÌNH", "Công tác tháng 11 năm 2026"),
    "Hướng dẫn": ("HD", "HƯỚNG DẪN", "Sử dụng hệ thống thư điện tử"),
    "Phương án": ("PA", "PHƯƠNG ÁN", "Phòng cháy, chữa cháy và cứu nạn, cứu hộ"),
    "Biên bản": ("BB", "BIÊN BẢN", "Họp Hội đồng thi đua, khen thưởng"),
}  # fmt: skip
_BASES = (
    "Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14 tháng 6 năm 2019;",
    "Căn cứ Thông tư số 37/2020/TT-BGDĐT ngày 05 tháng 10 năm 2020 của Bộ Giáo dục và Đào tạo quy định về tổ chức "
    "hoạt động, sử dụng thư điện tử và cổng thông tin điện tử;",
    "Căn cứ Quyết định số 113.1/QĐ-UBND ngày 21 tháng 9 năm 2023 của Ủy ban nhân dân huyện về việc giao chỉ tiêu;",
    "Theo đề nghị của Tổ Văn phòng.",
)
_ARTICLES = (
    "Điều 1. Ban hành kèm theo văn bản này các nội dung cần thực hiện trong năm học, có danh sách kèm theo.",
    "Điều 2. Cán bộ, giáo viên, nhân viên và học sinh nhà trường chịu trách nhiệm thi hành.",
    "Điều 3. Văn bản này có hiệu lực kể từ ngày ký./.",
)
_RECIPIENTS = ("Nơi nhận:", "- Như Điều 2;", "- Phòng VH-XH xã (b/c);", "- Website nhà trường;", "- Lưu: VT.")
_PRINCIPAL = ("HIỆU TRƯỞNG",)
_DEPUTY = ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")


def usual(
    kind: str, seed: int, form: str = "table", signed: tuple[str, ...] = _PRINCIPAL, **changes: object
) -> Paper:
    """A document of this type as Phụ lục I wants it."""
    chance = random.Random(f"{kind} {seed}")
    at, who, when = school(chance), person(chance), day(chance)
    short, title, subject = _SUBJECTS[kind]
    number = f"{chance.choice(['05', '12', '123.3', '248', '07a', '1811'])}/{short}-{at.sign}"
    paper = Paper(
        name=f"{short.lower()}-{seed}",
        left=(*heading(f"UBND XÃ {at.commune.upper()}", at.capitals, bold_from=1), Printed(f"Số: {number}")),
        right=motto(f"{at.commune}, {spelled(when)}"),
        middle=(Printed(title, bold=True, size=14), Printed(subject, bold=True)),
        body=(*_BASES, *_ARTICLES),
        end_left=_RECIPIENTS,
        end_right=(*signed, "", "", "", who),
        form=form,
        expected=Expected(
            number, when, kind, at.name, subject.removeprefix("Về việc "), who,
            {"PHÓ HIỆU TRƯỞNG": "Phó Hiệu trưởng"}.get(signed[-1], "Hiệu trưởng"),
        ),
    )  # fmt: skip
    return replace(paper, **changes)


def letter(seed: int, form: str = "table", *, code: str = "") -> Paper:
    """A công văn: issuer and drafting unit in its number, “V/v” wrapped under it, “Kính gửi”."""
    paper = usual("Thông báo", seed, form)
    chance = random.Random(seed)
    sign = (paper.expected.reference_number or "").rpartition("-")[2]
    number = f"{chance.randrange(10, 900)}/{code}{sign}" + ("" if code else "-VP")
    summary = "phối hợp tổ chức Ngày hội đọc sách và triển lãm sản phẩm STEM cấp trường"
    return replace(
        paper,
        name=f"cong-van-{seed}",
        left=(*paper.left[:2], Printed(f"Số: {number}"), Printed(f"V/v {summary}", size=10.5)),
        middle=(Printed("Kính gửi: Phòng Văn hóa - Xã hội xã."),),
        expected=replace(
            paper.expected, reference_number=number, document_type="Công văn", summary=summary.capitalize()
        ),
    )


def party(seed: int, form: str = "table") -> Paper:
    paper = usual("Kế hoạch", seed, form)
    right = (Printed("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True), paper.right[-1])
    at = paper.expected.issuing_authority or ""
    return replace(
        paper,
        name=f"party-{seed}",
        left=(
            *heading("ĐẢNG BỘ XÃ HÀ NINH", f"CHI BỘ {at.upper()}", bold_from=1),
            Printed("*"),
            Printed("Số 12-KH/CB"),
        ),
        right=right,
        end_right=("T/M CHI BỘ", "BÍ THƯ", "", "", "", paper.expected.signer or ""),
        expected=replace(
            paper.expected,
            reference_number="12-KH/CB",
            issuing_authority=f"Chi bộ {at}",
            signer_title="Bí thư",
        ),
    )


def youth(seed: int, form: str = "table") -> Paper:
    paper = party(seed, form)
    at = (paper.expected.issuing_authority or "").removeprefix("Chi bộ ")
    return replace(
        paper,
        name=f"youth-{seed}",
        left=(
            *heading("BCH ĐOÀN XÃ HÀ NINH", f"ĐOÀN {at.upper()}", bold_from=1),
            Printed("***"),
            Printed("Số: 12-KH/ĐTN"),
        ),
        right=(Printed("ĐOÀN TNCS HỒ CHÍ MINH", bold=True), paper.right[-1]),
        end_right=("TM. BAN CHẤP HÀNH ĐOÀN", "BÍ THƯ", "", "", "", paper.expected.signer or ""),
        expected=replace(paper.expected, reference_number="12-KH/ĐTN", issuing_authority=f"Đoàn {at}"),
    )


def blank_number(seed: int, form: str = "table") -> Paper:
    """A draft: neither number nor day yet, and a “Căn cứ” full of both."""
    paper = usual("Kế hoạch", seed, form)
    sign = (paper.expected.reference_number or "").partition("/")[2]
    return replace(
        paper,
        name=f"blank-{seed}",
        left=(*paper.left[:2], Printed(f"Số:      /{sign}")),
        right=(*paper.right[:2], Printed("Hà Ninh, ngày      tháng 9 năm 2026", italic=True)),
        expected=replace(paper.expected, reference_number=None, issued_on=None),
    )


def ministry(number: str, title: str, kind: str, name: str, form: str = "table") -> Paper:
    """A circular of the Ministry, and its consolidated text."""
    paper = usual("Quy định", 90, form)
    return replace(
        paper,
        name=name,
        left=(*heading("BỘ GIÁO DỤC", "VÀ ĐÀO TẠO"), Printed(f"Số: {number}")),
        right=motto(f"Hà Nội, {spelled(paper.expected.issued_on)}"),
        middle=(Printed(title, bold=True), Printed("Ban hành Quy chế đánh giá học sinh tiểu học", bold=True)),
        end_right=("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "", "", "(Đã ký)", "", "Phạm Ngọc Thưởng"),
        expected=replace(
            paper.expected,
            reference_number=number,
            document_type=kind,
            issuing_authority="Bộ Giáo dục và Đào tạo",
            summary="Ban hành Quy chế đánh giá học sinh tiểu học",
            signer="Phạm Ngọc Thưởng",
            signer_title="Thứ trưởng",
        ),
    )


def minutes(seed: int, form: str = "table") -> Paper:
    """Two signatures side by side: the right one presides."""
    paper = usual("Biên bản", seed, form)
    return replace(
        paper,
        body=("Thời gian: 8 giờ 00, ngày 12 tháng 3 năm 2020.", "Địa điểm: Phòng hội đồng.", *_ARTICLES[1:]),
        end_left=("THƯ KÝ", "", "", "", "Lê Thị Hoa"),
        end_right=("CHỦ TỌA", "", "", "", paper.expected.signer or ""),
        expected=replace(paper.expected, signer_title="Chủ tọa"),
    )


def with_annex(seed: int, form: str = "table") -> Paper:
    """A decision and the rules it enacts, which another person signs again."""
    return usual(
        "Quyết định", seed, form,
        name=f"annex-{seed}",
        annex=(
            "QUY CHẾ",
            "HOẠT ĐỘNG CỦA TRANG THÔNG TIN ĐIỆN TỬ",
            "(Ban hành kèm theo Quyết định số 99/QĐ-KHAC ngày 03 tháng 10 năm 2011)",
            "Điều 1. Phạm vi điều chỉnh", "TRƯỞNG BAN", "Bùi Văn Khác",
        ),
    )  # fmt: skip


def annual_report(seed: int, form: str = "table") -> Paper:
    """More words on the line of the type, and all of the title in capitals."""
    paper = usual("Báo cáo", seed, form)
    return replace(
        paper,
        name=f"annual-{seed}",
        middle=(Printed("BÁO CÁO THƯỜNG NIÊN", bold=True, size=14), Printed("NĂM 2025", bold=True)),
        expected=replace(paper.expected, summary="Thường niên năm 2025"),
    )


def _split_number(paper: Paper) -> Paper:
    """The number broken after its colon, the place from the day."""
    number = paper.expected.reference_number or ""
    place, _comma, when = paper.right[2].text.partition(", ")
    return replace(
        paper,
        name=f"split-{paper.name}",
        left=(*paper.left[:2], Printed("Số:"), Printed(number)),
        right=(*paper.right[:2], Printed(f"{place},"), Printed(when)),
    )


def _wrapped_names(paper: Paper) -> Paper:
    """A long name over two lines, the signer's name in capitals with a degree."""
    return replace(
        paper,
        name=f"wrapped-{paper.name}",
        left=(
            *heading(
                "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
                "TRƯỜNG PHỔ THÔNG DÂN TỘC BÁN TRÚ",
                "TRUNG HỌC CƠ SỞ TRÀ LENG",
                bold_from=1,
            ),
            paper.left[2],
        ),
        end_right=(*_PRINCIPAL, "", "", "", f"ThS. {paper.expected.signer}"),
        expected=replace(
            paper.expected, issuing_authority="Trường Phổ thông dân tộc bán trú Trung học cơ sở Trà Leng"
        ),
    )


def documents() -> list[tuple[Paper, str]]:
    """Every document with the extension it is written as."""
    word = [
        usual("Quyết định", 1), usual("Kế hoạch", 2, "rows", _DEPUTY), usual("Tờ trình", 3, "tabs"), letter(4, "rows"),
        usual("Báo cáo", 5, "boxes"), usual("Quy chế", 6, "page header"), party(7), youth(8, "rows"), blank_number(9),
        ministry("28/2023/TT-BGDĐT", "THÔNG TƯ", "Thông tư", "circular"), with_annex(10), letter(11, "boxes"),
        usual("Nghị quyết", 12, "stacked"), _split_number(usual("Thông báo", 13)), minutes(14),
    ]  # fmt: skip
    printed = [
        usual("Quyết định", 21), usual("Kế hoạch", 22, "shuffled", _DEPUTY), usual("Hướng dẫn", 23), letter(24),
        usual("Báo cáo", 25, "shuffled"), usual("Quy định", 26), party(27, "shuffled"), youth(28), blank_number(29),
        ministry("05/VBHN-BGDĐT", "THÔNG TƯ", "Văn bản hợp nhất", "consolidated", "shuffled"), with_annex(30),
        letter(31, "shuffled", code="CV-"), minutes(32), annual_report(33), _split_number(usual("Phương án", 34)),
        _wrapped_names(usual("Chương trình", 35)),
    ]  # fmt: skip
    plain = [
        usual("Quyết định", 41, "spaces"), letter(42, "spaces"), usual("Thông báo", 43, "airy"),
        usual("Kế hoạch", 44, "one space"), replace(blank_number(45, "spaces"), extra=("utf-16",)),
        replace(usual("Tờ trình", 46, "stacked"), extra=("tcvn3",)), annual_report(47, "stacked"),
        replace(usual("Quyết định", 48, "spaces"), extra=("vni",)), party(49, "stacked"),
    ]  # fmt: skip
    return [
        *((paper, "docx") for paper in word),
        *((paper, "pdf") for paper in printed),
        *((p, "txt") for p in plain),
    ]


def scans() -> list[Paper]:
    """Papers for the scanner: the usual ones, a deputy's, a letter, a blank draft, the Party's, an annex."""
    return [
        usual("Quyết định", 61), usual("Kế hoạch", 62, signed=_DEPUTY), usual("Báo cáo", 63), letter(64),
        blank_number(65), party(66), usual("Thông báo", 67), usual("Tờ trình", 68), with_annex(69), usual("Quy chế", 70),
    ]  # fmt: skip
