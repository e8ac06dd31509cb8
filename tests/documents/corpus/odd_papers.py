"""Documents with one oddity each: two signatures, an annex, titles that say more, lines that break."""

from dataclasses import replace

from tests.documents.corpus.papers import Paper, Printed, heading, motto
from tests.documents.corpus.schools import spelled
from tests.documents.corpus.usual_papers import ARTICLES, PRINCIPAL, usual


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
        body=("Thời gian: 8 giờ 00, ngày 12 tháng 3 năm 2020.", "Địa điểm: Phòng hội đồng.", *ARTICLES[1:]),
        end_left=("THƯ KÝ", "", "", "", "Lê Thị Hoa"),
        end_right=("CHỦ TỌA", "", "", "", paper.expected.signer or ""),
        expected=replace(paper.expected, signer_title="Chủ tọa"),
    )


def with_annex(seed: int, form: str = "table") -> Paper:
    """A decision and the rules it enacts, which another person signs again."""
    return usual(
        "Quyết định",
        seed,
        form,
        name=f"annex-{seed}",
        annex=(
            "QUY CHẾ",
            "HOẠT ĐỘNG CỦA TRANG THÔNG TIN ĐIỆN TỬ",
            "(Ban hành kèm theo Quyết định số 99/QĐ-KHAC ngày 03 tháng 10 năm 2011)",
            "Điều 1. Phạm vi điều chỉnh",
            "TRƯỞNG BAN",
            "Bùi Văn Khác",
        ),
    )


def annual_report(seed: int, form: str = "table") -> Paper:
    """More words on the line of the type, and all of the title in capitals."""
    paper = usual("Báo cáo", seed, form)
    return replace(
        paper,
        name=f"annual-{seed}",
        middle=(Printed("BÁO CÁO THƯỜNG NIÊN", bold=True, size=14), Printed("NĂM 2025", bold=True)),
        expected=replace(paper.expected, summary="Thường niên năm 2025"),
    )


def split_number(paper: Paper) -> Paper:
    """The number broken after its colon, the place from the day."""
    number = paper.expected.reference_number or ""
    place, _comma, when = paper.right[2].text.partition(", ")
    return replace(
        paper,
        name=f"split-{paper.name}",
        left=(*paper.left[:2], Printed("Số:"), Printed(number)),
        right=(*paper.right[:2], Printed(f"{place},"), Printed(when)),
    )


def wrapped_names(paper: Paper) -> Paper:
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
        end_right=(*PRINCIPAL, "", "", "", f"ThS. {paper.expected.signer}"),
        expected=replace(
            paper.expected, issuing_authority="Trường Phổ thông dân tộc bán trú Trung học cơ sở Trà Leng"
        ),
    )
