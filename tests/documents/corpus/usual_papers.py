"""The usual documents of a school as Phụ lục I wants them: decisions, letters, the Party's, drafts."""

import random
from dataclasses import replace

from tests.documents.corpus.papers import Expected, Paper, Printed, heading, motto
from tests.documents.corpus.schools import day, person, school, spelled

_SUBJECTS = {
    "Quyết định": (
        "QĐ",
        "QUYẾT ĐỊNH",
        "Về việc thành lập Ban Biên tập Trang thông tin điện tử năm học 2026 - 2027",
    ),
    "Kế hoạch": ("KH", "KẾ HOẠCH", "Giáo dục nhà trường năm học 2026-2027"),
    "Báo cáo": (
        "BC",
        "BÁO CÁO",
        "Tổng kết công tác năm học 2025 - 2026 và phương hướng năm học 2026 - 2027 của nhà trường",
    ),
    "Thông báo": ("TB", "THÔNG BÁO", "Về việc tuyển sinh vào lớp 1 năm học 2026-2027"),
    "Tờ trình": ("TTr", "TỜ TRÌNH", "Về việc xin cấp kinh phí sửa chữa phòng học"),
    "Nghị quyết": ("NQ", "NGHỊ QUYẾT", "Hội nghị viên chức, người lao động năm học 2026-2027"),
    "Quy chế": ("QC", "QUY CHẾ", "Chi tiêu nội bộ năm 2026"),
    "Quy định": ("QyĐ", "QUY ĐỊNH", "Về quản lý và sử dụng tài sản công"),
    "Chương trình": ("CTr", "CHƯƠNG TRÌNH", "Công tác tháng 11 năm 2026"),
    "Hướng dẫn": ("HD", "HƯỚNG DẪN", "Sử dụng hệ thống thư điện tử"),
    "Phương án": ("PA", "PHƯƠNG ÁN", "Phòng cháy, chữa cháy và cứu nạn, cứu hộ"),
    "Biên bản": ("BB", "BIÊN BẢN", "Họp Hội đồng thi đua, khen thưởng"),
}
_BASES = (
    "Căn cứ Luật Giáo dục số 43/2019/QH14 ngày 14 tháng 6 năm 2019;",
    "Căn cứ Thông tư số 37/2020/TT-BGDĐT ngày 05 tháng 10 năm 2020 của Bộ Giáo dục và Đào tạo quy định về tổ "
    "chức hoạt động, sử dụng thư điện tử và cổng thông tin điện tử;",
    "Căn cứ Quyết định số 113.1/QĐ-UBND ngày 21 tháng 9 năm 2023 của UBND huyện về việc giao chỉ tiêu;",
    "Theo đề nghị của Tổ Văn phòng.",
)
ARTICLES = (
    "Điều 1. Ban hành kèm theo văn bản này các nội dung cần thực hiện trong năm học, có danh sách kèm theo.",
    "Điều 2. Cán bộ, giáo viên, nhân viên và học sinh nhà trường chịu trách nhiệm thi hành.",
    "Điều 3. Văn bản này có hiệu lực kể từ ngày ký./.",
)
_RECIPIENTS = ("Nơi nhận:", "- Như Điều 2;", "- Phòng VH-XH xã (b/c);", "- Website nhà trường;", "- Lưu: VT.")
PRINCIPAL = ("HIỆU TRƯỞNG",)
DEPUTY = ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")


def usual(
    kind: str, seed: int, form: str = "table", signed: tuple[str, ...] = PRINCIPAL, **changes: object
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
        body=(*_BASES, *ARTICLES),
        end_left=_RECIPIENTS,
        end_right=(*signed, "", "", "", who),
        form=form,
        expected=Expected(
            number,
            when,
            kind,
            at.name,
            subject.removeprefix("Về việc "),
            who,
            {"PHÓ HIỆU TRƯỞNG": "Phó Hiệu trưởng"}.get(signed[-1], "Hiệu trưởng"),
        ),
    )
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
