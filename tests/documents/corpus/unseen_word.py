"""Word files as typists make them: tabs, frames, split runs; written before the rules had read them.

All but “committee” are of the first round of `unseen`, that one is of the second.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.documents.corpus.papers import Expected


def _add(document: WordDocument, text: str, *, bold: bool = False, middle: bool = False) -> None:
    """A paragraph in which every second word is a run of its own, as Word's spelling check leaves them."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else None
    for place, word in enumerate(text.split(" ")):
        run = paragraph.add_run(word if place == 0 else f" {word}")
        run.bold = bold
        run.font.size = Pt(13)


def _merit(document: WordDocument) -> None:
    """One table of three columns for the head, the middle one empty, line breaks instead of paragraphs."""
    cells = document.add_table(1, 3).rows[0].cells
    cells[0].text = "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG SƠN\nTRƯỜNG TIỂU HỌC SỐ 2\nĐÔNG SƠN\nSố: 07/QĐ-TH2ĐS"
    cells[
        2
    ].text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐông Sơn, ngày 3 tháng 1 năm 2026"
    )
    _add(document, "QUYẾT ĐỊNH", bold=True, middle=True)
    _add(document, "V/v khen thưởng học sinh có thành tích xuất sắc", bold=True, middle=True)
    _add(document, "trong học kỳ I năm học 2025-2026", bold=True, middle=True)
    _add(document, "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC SỐ 2 ĐÔNG SƠN", bold=True, middle=True)
    _add(document, "- Căn cứ Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020;")
    _add(document, "QUYẾT ĐỊNH:", bold=True, middle=True)
    _add(document, "Điều 1. Khen thưởng 25 học sinh có tên sau:")
    table = document.add_table(2, 3)
    for place, text in enumerate(("STT", "Họ và tên", "Lớp", "1", "Lê Minh Anh", "5A")):
        table.rows[place // 3].cells[place % 3].text = text
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT."
    cells[1].text = "HIỆU TRƯỞNG\n\n\n\nĐặng Thị Bích Phượng"


def _youth(document: WordDocument) -> None:
    """Tabs between the columns, the union's two-line name, an official letter of the union."""
    for text in (
        "TỈNH ĐOÀN ĐỒNG NAI\t\tĐOÀN TNCS HỒ CHÍ MINH",
        "BCH ĐOÀN TRƯỜNG THPT NGÔ QUYỀN\t\tBiên Hòa, ngày 20 tháng 3 năm 2025",
        "***",
        "Số: 31-CV/ĐTN",
        "V/v tổ chức Hội trại truyền thống 26/3",
    ):
        _add(document, text)
    _add(document, "Kính gửi: Ban Chấp hành các chi đoàn", middle=True)
    _add(
        document,
        "Thực hiện Chương trình số 05-CTr/TĐTN ngày 10/01/2025, Ban Thường vụ đề nghị các chi đoàn tham gia.",
    )
    _add(document, "\t\t\tTM. BAN THƯỜNG VỤ", bold=True)
    _add(document, "\t\t\tPHÓ BÍ THƯ", bold=True)
    _add(document, "")
    _add(document, "\t\t\tTrương Gia Bảo", bold=True)


def _contract(document: WordDocument) -> None:
    """The number under the title, two parties who both sign, none of them the school's head alone."""
    _add(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, middle=True)
    _add(document, "Độc lập - Tự do - Hạnh phúc", bold=True, middle=True)
    _add(document, "HỢP ĐỒNG LAO ĐỘNG", bold=True, middle=True)
    _add(document, "Số: 04/HĐLĐ-MNHS", middle=True)
    _add(document, "Căn cứ Bộ luật Lao động số 45/2019/QH14 ngày 20 tháng 11 năm 2019;")
    _add(document, "Hôm nay, ngày 01 tháng 9 năm 2025, tại Trường Mầm non Hoa Sen, chúng tôi gồm:")
    _add(document, "Bên A: Trường Mầm non Hoa Sen. Đại diện: Bà Vũ Thị Nga, chức vụ: Hiệu trưởng.")


def _programme(document: WordDocument) -> None:
    """The whole head in the page's header, and the title in letters set apart."""
    header = document.sections[0].header
    header.paragraphs[0].text = "SỞ GD&ĐT LÀO CAI\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    header.add_paragraph("TRƯỜNG PTDTNT THPT SỐ 1 BẮC HÀ\t\tĐộc lập - Tự do - Hạnh phúc")
    header.add_paragraph("Số: 66/CTr-PTDTNT1\t\tBắc Hà, ngày 15 tháng 10 năm 2024")
    _add(document, "C H Ư Ơ N G  T R Ì N H", bold=True, middle=True)
    _add(document, "Hành động thực hiện chuyển đổi số năm học 2024 - 2025", bold=True, middle=True)
    _add(document, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    _add(document, "Nâng cao nhận thức về chuyển đổi số trong nhà trường.")
    _add(document, "Nơi nhận:\t\tQ. HIỆU TRƯỞNG")
    _add(document, "- Sở GD&ĐT (b/c);\t\t(Ký tên, đóng dấu)")
    _add(document, "- Lưu VT.\t\tGiàng A Páo")


def _frames(document: WordDocument) -> None:
    """Two frames hold the columns, inside a content control; the number's line breaks after the dash."""
    left = ("UBND PHƯỜNG BẮC LÝ", "TRƯỜNG THCS BẮC LÝ", "Số: 118/BC-", "THCSBL")
    right = (
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bắc Lý, ngày 30",
        "tháng 12 năm 2025",
    )
    for lines in (left, right):
        words = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in lines)
        document.element.body.insert(
            -1,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:pict>"
                '<v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
                f"<v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
                "</w:sdtContent></w:sdt>"
            ),
        )
    _add(document, "BÁO CÁO", bold=True, middle=True)
    _add(document, "Công tác phòng, chống dịch bệnh sốt xuất huyết", bold=True, middle=True)
    _add(
        document,
        "Thực hiện Công văn số 1125/UBND-VHXH ngày 12/11/2025 của UBND phường, nhà trường báo cáo như sau:",
    )
    _add(document, "TL. HIỆU TRƯỞNG", bold=True)
    _add(document, "TỔ TRƯỞNG TỔ VĂN PHÒNG", bold=True)
    _add(document, "Mai Thị Hạnh", bold=True)


def _people_committee(document: WordDocument) -> None:
    outer = document.add_table(1, 2).rows[0].cells
    inner = outer[0].add_table(2, 1)
    inner.rows[0].cells[0].text = "ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN LẬP"
    inner.rows[1].cells[0].text = "Số: 1024/QĐ-UBND"
    outer[
        1
    ].text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nTân Lập, ngày 21 tháng 7 năm 2025"
    )
    for text in (
        "QUYẾT ĐỊNH",
        "Về việc giao dự toán ngân sách năm 2025 cho các đơn vị sự nghiệp giáo dục",
        "ỦY BAN NHÂN DÂN PHƯỜNG TÂN LẬP",
        "Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Giao dự toán ngân sách năm 2025.",
    ):
        document.add_paragraph(text)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Nơi nhận:\n- Như Điều 3;\n- Lưu VT."
    cells[1].text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\n\nY Wem Hwing"


WORD: dict[str, tuple[Callable[[WordDocument], None], Expected]] = {
    "merit": (
        _merit,
        Expected(
            "07/QĐ-TH2ĐS",
            date(2026, 1, 3),
            "Quyết định",
            "Trường Tiểu học số 2 Đông Sơn",
            "khen thưởng học sinh có thành tích xuất sắc trong học kỳ I năm học 2025-2026",
            "Đặng Thị Bích Phượng",
            "Hiệu trưởng",
        ),
    ),
    "youth": (
        _youth,
        Expected(
            "31-CV/ĐTN",
            date(2025, 3, 20),
            "Công văn",
            "BCH Đoàn trường THPT Ngô Quyền",
            "tổ chức Hội trại truyền thống 26/3",
            "Trương Gia Bảo",
            "Phó Bí thư",
        ),
    ),
    "committee": (
        _people_committee,
        Expected(
            "1024/QĐ-UBND",
            date(2025, 7, 21),
            "Quyết định",
            "Ủy ban nhân dân phường Tân Lập",
            "giao dự toán ngân sách năm 2025 cho các đơn vị sự nghiệp giáo dục",
            "Y Wem Hwing",
            "Phó Chủ tịch",
        ),
    ),
    "contract": (_contract, Expected("04/HĐLĐ-MNHS", None, "Hợp đồng", None, "lao động", None, None)),
    "programme": (
        _programme,
        Expected(
            "66/CTr-PTDTNT1",
            date(2024, 10, 15),
            "Chương trình",
            "Trường PTDTNT THPT số 1 Bắc Hà",
            "Hành động thực hiện chuyển đổi số năm học 2024 - 2025",
            "Giàng A Páo",
            "Q. Hiệu trưởng",
        ),
    ),
    "frames": (
        _frames,
        Expected(
            "118/BC-THCSBL",
            date(2025, 12, 30),
            "Báo cáo",
            "Trường THCS Bắc Lý",
            "Công tác phòng, chống dịch bệnh sốt xuất huyết",
            "Mai Thị Hạnh",
            "Tổ trưởng Tổ Văn phòng",
        ),
    ),
}


def word_of(build: Callable[[WordDocument], None]) -> bytes:
    document = Document()
    build(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
