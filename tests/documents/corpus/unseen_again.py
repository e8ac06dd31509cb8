"""A second set of documents, written after the rules had learnt from the first and before they met these."""

import unicodedata
from datetime import date

from docx.document import Document as WordDocument

from tests.documents.corpus.papers import Expected

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

_PROPOSAL = f"""UBND XÃ YÊN LẠC
TRƯỜNG TIỂU HỌC YÊN LẠC
{STATE}
Số: 15/TTr-THYL
Yên Lạc, ngày 10 tháng 10 năm
2025
TỜ TRÌNH
Về việc đề nghị phê duyệt chủ trương đầu tư xây dựng nhà
đa năng
Kính gửi: Ủy ban nhân dân xã Yên Lạc
Căn cứ Nghị quyết số 33/NQ-HĐND ngày 12 tháng 7 năm 2025;
Nơi nhận:
- Như trên;
- Lưu: VT.
HIỆU TRƯỞNG
Phùng Thị Hồng Thắm
"""
_UNION = """LIÊN ĐOÀN LAO ĐỘNG HUYỆN CHƯ SÊ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CÔNG ĐOÀN CƠ SỞ
TRƯỜNG TIỂU HỌC IA PAL                        Độc lập – Tự do – Hạnh phúc
       Số: 08/KH-CĐCS                       Ia Pal, ngày 06 tháng 02 năm 2024

                                KẾ HOẠCH
             Tổ chức các hoạt động chào mừng Ngày Quốc tế Phụ nữ 8/3

      Căn cứ Kế hoạch số 02/KH-LĐLĐ ngày 15 tháng 01 năm 2024 của Liên đoàn Lao động huyện;
Nơi nhận:                                     TM. BAN CHẤP HÀNH
- LĐLĐ huyện;                                      CHỦ TỊCH
- Lưu CĐCS.


                                               Rơ Châm H'Nhung
"""
_LIST = """PHÒNG GD&ĐT TP VINH
TRƯỜNG THCS ĐẶNG THAI MAI

DANH SÁCH HỌC SINH ĐƯỢC MIỄN, GIẢM HỌC PHÍ
Học kỳ II năm học 2023 - 2024
(Kèm theo Quyết định số 21/QĐ-THCSĐTM ngày 15 tháng 01 năm 2024)

TT   Họ và tên   Lớp
1    Nguyễn Văn A   6A
"""
_DECOMPOSED = unicodedata.normalize(
    "NFD",
    f"""ĐẢNG ỦY PHƯỜNG HÒA XUÂN
CHI BỘ TRƯỜNG THPT HÒA VANG
*
Số 21-NQ/CB
ĐẢNG CỘNG SẢN VIỆT NAM
Hòa Xuân, ngày 05 tháng 11 năm 2025

NGHỊ QUYẾT
sinh hoạt chi bộ thường kỳ tháng 11 năm 2025

I. Đánh giá tình hình tháng 10
T/M CHI BỘ
PHÓ BÍ THƯ

Trần Quốc Toản
""",
)
TEXTS: dict[str, tuple[str, Expected]] = {
    "proposal": (
        _PROPOSAL,
        Expected(
            "15/TTr-THYL", date(2025, 10, 10), "Tờ trình", "Trường Tiểu học Yên Lạc",
            "đề nghị phê duyệt chủ trương đầu tư xây dựng nhà đa năng", "Phùng Thị Hồng Thắm", "Hiệu trưởng",
        ),
    ),
    "union": (
        _UNION,
        Expected(
            "08/KH-CĐCS", date(2024, 2, 6), "Kế hoạch", "Công đoàn cơ sở Trường Tiểu học Ia Pal",
            "Tổ chức các hoạt động chào mừng Ngày Quốc tế Phụ nữ 8/3", "Rơ Châm H'Nhung", "Chủ tịch",
        ),
    ),
    "list": (_LIST, Expected(issuing_authority="Trường THCS Đặng Thai Mai")),
    "decomposed": (
        _DECOMPOSED,
        Expected(
            "21-NQ/CB", date(2025, 11, 5), "Nghị quyết", "Chi bộ Trường THPT Hòa Vang",
            "sinh hoạt chi bộ thường kỳ tháng 11 năm 2025", "Trần Quốc Toản", "Phó Bí thư",
        ),
    ),
}  # fmt: skip


def _invitation(document: WordDocument) -> None:
    cells = document.add_table(2, 2).rows
    cells[0].cells[0].text = "UBND THỊ TRẤN LIÊN NGHĨA\nTRƯỜNG THCS LÊ LỢI"
    cells[0].cells[1].text = STATE
    cells[1].cells[0].text = "Số: 20 /GM-THCSLL"
    cells[1].cells[1].text = "Liên Nghĩa, ngày 28 tháng 8 năm 2024"
    for text in (
        "GIẤY MỜI",
        "Dự Lễ khai giảng năm học 2024 - 2025",
        "Kính gửi: Ông (Bà) ....................",
    ):
        document.add_paragraph(text)
    document.add_paragraph(
        "Trường THCS Lê Lợi trân trọng kính mời Ông (Bà) tới dự Lễ khai giảng năm học mới."
    )
    document.add_paragraph("Thời gian: 7 giờ 00, ngày 05 tháng 9 năm 2024.")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    cells[1].text = "HIỆU TRƯỞNG\n(đã ký)\nTS. Kơ Să K'Brôi"


def _people_committee(document: WordDocument) -> None:
    outer = document.add_table(1, 2).rows[0].cells
    inner = outer[0].add_table(2, 1)
    inner.rows[0].cells[0].text = "ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN LẬP"
    inner.rows[1].cells[0].text = "Số: 1024/QĐ-UBND"
    outer[1].text = STATE.replace(" - ", " – ") + "\nTân Lập, ngày 21 tháng 7 năm 2025"
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


def _cover(document: WordDocument) -> None:
    """A self-assessment report begins with a cover that names no number; the year stands at its foot."""
    for text in (
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO PHÚ THỌ",
        "TRƯỜNG THPT HÙNG VƯƠNG",
        "",
        "",
        "BÁO CÁO TỰ ĐÁNH GIÁ",
        "",
        "PHÚ THỌ - 2023",
    ):
        document.add_paragraph(text)
    document.add_paragraph("MỤC LỤC")
    document.add_paragraph("Danh mục các chữ viết tắt")


def _regulation(document: WordDocument) -> None:
    """Rules that come without their decision: number and day of the decision are not theirs."""
    for text in (
        "UBND XÃ TAM ĐẢO\t\t" + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG MẦM NON HỒ SƠN\t\t" + "Độc lập - Tự do - Hạnh phúc",
        "",
        "QUY CHẾ",
        "THỰC HIỆN DÂN CHỦ TRONG HOẠT ĐỘNG CỦA NHÀ TRƯỜNG",
        "(Ban hành kèm theo Quyết định số 55/QĐ-MNHS ngày 12 tháng 9 năm 2025 của Hiệu trưởng)",
        "CHƯƠNG I. QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
    ):
        document.add_paragraph(text)


WORD = {
    "invitation": (
        _invitation,
        Expected(
            "20/GM-THCSLL", date(2024, 8, 28), "Giấy mời", "Trường THCS Lê Lợi",
            "Dự Lễ khai giảng năm học 2024 - 2025", "Kơ Să K'Brôi", "Hiệu trưởng",
        ),
    ),
    "committee": (
        _people_committee,
        Expected(
            "1024/QĐ-UBND", date(2025, 7, 21), "Quyết định", "Ủy ban nhân dân phường Tân Lập",
            "giao dự toán ngân sách năm 2025 cho các đơn vị sự nghiệp giáo dục", "Y Wem Hwing", "Phó Chủ tịch",
        ),
    ),
    "cover": (_cover, Expected(None, None, "Báo cáo", "Trường THPT Hùng Vương", "tự đánh giá", None, None)),
    "regulation": (
        _regulation,
        Expected(None, None, "Quy chế", "Trường Mầm non Hồ Sơn", "THỰC HIỆN DÂN CHỦ TRONG HOẠT ĐỘNG CỦA NHÀ TRƯỜNG"),
    ),
}  # fmt: skip

_CITY = """
70 60 11 - ỦY BAN NHÂN DÂN PHƯỜNG BẾN THÀNH
75 76 11 B TRƯỜNG THCS NGUYỄN DU
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
105 100 11 - Số: 412/NDu-VP
340 100 11 I Thành phố Hồ Chí Minh,
345 114 11 I ngày 15 tháng 8 năm 2025
80 122 10 - V/v báo cáo số liệu học sinh
85 135 10 - đầu năm học
200 170 12 - Kính gửi: Phòng Văn hóa - Xã hội phường Bến Thành.
113 195 12 - Phúc đáp Công văn số 88/VHXH ngày 11 tháng 8 năm 2025, nhà trường báo cáo:
85 600 11 B Nơi nhận:
85 614 10 - - Như trên;
85 626 10 - - Lưu: VT.
380 600 12 B HIỆU TRƯỞNG
360 690 12 B Cao Đức Khoa
"""
_WORDS = """
75 60 11 - SỞ
95 60 11 - GD&ĐT
142 60 11 - HÀ
165 60 11 - TĨNH
60 76 11 B TRƯỜNG
125 76 11 B THPT
165 76 11 B CÙ
192 76 11 B HUY
225 76 11 B CẬN
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
95 100 12 - Số:
125 100 12 - 77/PA-THPTCHC
320 100 12 I Vũ
340 100 12 I Quang,
390 100 12 I ngày 14 tháng 4
480 100 12 I năm 2025
245 140 14 B PHƯƠNG ÁN
150 160 12 B Tuyển sinh
228 160 12 B vào lớp 10 năm học 2025 - 2026
113 200 12 - Căn cứ
170 200 12 - Thông tư số 30/2024/TT-BGDĐT ngày
390 200 12 - 30 tháng 12 năm 2024;
380 500 12 B HIỆU TRƯỞNG
370 580 12 B Nguyễn Đình
450 580 12 B Nam
"""
_ANNEX = """
240 60 12 B PHỤ LỤC II
150 78 12 B MẪU ĐƠN ĐĂNG KÝ DỰ TUYỂN
100 96 11 I (Kèm theo Thông báo số 67/TB-THPTX ngày 05 tháng 5 năm 2025 của Hiệu trưởng)
120 130 11 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
170 146 11 B Độc lập - Tự do - Hạnh phúc
180 180 13 B ĐƠN ĐĂNG KÝ DỰ TUYỂN
85 210 12 - Họ và tên: ..............................................
300 400 12 I ............, ngày ..... tháng ..... năm 2025
370 420 12 B NGƯỜI LÀM ĐƠN
"""
_SCHEME = """
80 60 11 - BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
62 76 11 B TRƯỜNG CAO ĐẲNG NGHỀ SỐ 5
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
95 100 12 - Số :012A/ĐA-CĐN5
330 100 12 I Gia Lai, ngày 1 tháng 12 năm 2024
255 140 14 B ĐỀ ÁN
150 160 12 B Sắp xếp tổ chức bộ máy giai đoạn 2025-2030
255 185 12 - PHẦN I
200 205 12 - SỰ CẦN THIẾT XÂY DỰNG ĐỀ ÁN
85 560 11 B Nơi nhận:
85 574 10 - - Bộ NN&MT (b/c);
380 560 12 B HIỆU TRƯỞNG
375 650 12 B Lê Ngọc Hân
"""
PDF: dict[str, tuple[str, Expected]] = {
    "city": (
        _CITY,
        Expected(
            "412/NDu-VP", date(2025, 8, 15), "Công văn", "Trường THCS Nguyễn Du",
            "báo cáo số liệu học sinh đầu năm học", "Cao Đức Khoa", "Hiệu trưởng",
        ),
    ),
    "words": (
        _WORDS,
        Expected(
            "77/PA-THPTCHC", date(2025, 4, 14), "Phương án", "Trường THPT Cù Huy Cận",
            "Tuyển sinh vào lớp 10 năm học 2025 - 2026", "Nguyễn Đình Nam", "Hiệu trưởng",
        ),
    ),
    "annex": (_ANNEX, Expected()),
    "scheme": (
        _SCHEME,
        Expected(
            "012A/ĐA-CĐN5", date(2024, 12, 1), "Đề án", "Trường Cao đẳng nghề số 5",
            "Sắp xếp tổ chức bộ máy giai đoạn 2025-2030", "Lê Ngọc Hân", "Hiệu trưởng",
        ),
    ),
}  # fmt: skip
