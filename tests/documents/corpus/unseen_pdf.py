"""PDF pages set by hand, written before the rules had read them: each line as (x, y, size, style, text)."""

from datetime import date

from fpdf import FPDF

from tests.documents.corpus.papers import Expected
from tests.documents.corpus.typeset import PAGE, font_file

Page = str

# -- narrow columns that almost touch, the summary under the number wrapped three times, a stamp's text ----
_LETTER = """
62 60 10.5 - ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI
98 75 10.5 B SỞ GIÁO DỤC VÀ ĐÀO TẠO
285 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
330 75 11 B Độc lập - Tự do - Hạnh phúc
110 100 11 - Số: 1466/SGDĐT-GDTrH
318 100 11 I Quảng Ngãi, ngày 29 tháng 8 năm 2025
80 116 10 - V/v hướng dẫn thực hiện nhiệm vụ
92 129 10 - giáo dục trung học năm học
132 142 10 - 2025 - 2026
190 180 12 - Kính gửi: Hiệu trưởng các trường THPT trực thuộc.
113 205 12 - Thực hiện Quyết định số 2269/QĐ-BGDĐT ngày 12 tháng 8 năm 2025 của Bộ Giáo dục
85 221 12 - và Đào tạo về khung kế hoạch thời gian năm học, Sở hướng dẫn như sau:
85 600 11 B Nơi nhận:
85 614 10 - - Như trên;
85 626 10 - - Bộ GDĐT (để b/c);
85 638 10 - - Lưu: VT, GDTrH.
370 600 12 B KT. GIÁM ĐỐC
363 616 12 B PHÓ GIÁM ĐỐC
330 640 7 - Ký bởi: Sở Giáo dục và Đào tạo
330 650 7 - Ngày ký: 29-08-2025 16:42:01 +07:00
358 700 12 B Đỗ Văn Phu
"""
# -- urgent, two marks in the head; day with slashes; the deputy's name in capitals -------------------------
_URGENT = """
75 60 11 - UBND THÀNH PHỐ ĐÀ NẴNG
70 76 11 B TRƯỜNG THPT PHAN CHÂU TRINH
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập – Tự do – Hạnh phúc
105 98 11 - Số: 305/TB-THPTPCT
330 98 11 I Đà Nẵng, ngày 02/10/2025
60 122 13 B HỎA TỐC
250 150 14 B THÔNG BÁO
140 170 12 B V/v cho học sinh nghỉ học để phòng, chống bão số 10
113 210 12 - Căn cứ Công điện số 12/CĐ-UBND ngày 01 tháng 10 năm 2025 của UBND thành phố;
113 230 12 - Nhà trường thông báo đến phụ huynh và học sinh như sau:
85 500 11 B Nơi nhận:
85 514 10 - - Phụ huynh, học sinh;
85 526 10 - - Lưu: VT.
365 500 12 B KT.HIỆU TRƯỞNG
355 516 12 B PHÓ HIỆU TRƯỞNG
352 590 12 B HUỲNH THỊ KIM NGÂN
"""
# -- minutes: number missing, two signatures, a table of names above them --------------------------------
_MINUTES = """
80 60 11 - PHÒNG GD&ĐT QUẬN 8
70 76 11 B TRƯỜNG TIỂU HỌC ÂU DƯƠNG LÂN
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
255 120 14 B BIÊN BẢN
170 140 12 B Kiểm kê tài sản cố định năm 2024
113 180 12 - Hôm nay, vào hồi 14 giờ 00 ngày 31 tháng 12 năm 2024, tại văn phòng trường.
113 200 12 - Thành phần gồm:
90 220 12 - 1. Bà Trần Thị Liên
300 220 12 - Hiệu trưởng
90 240 12 - 2. Ông Lý Văn Phúc
300 240 12 - Kế toán
110 500 12 B THƯ KÝ
380 500 12 B HIỆU TRƯỞNG
95 580 12 B Lý Văn Phúc
365 580 12 B Trần Thị Liên
"""
# -- a resolution of the council; the issuer is a body of the school; the title over two lines --------------
_COUNCIL = """
80 60 11 - TRƯỜNG THCS CHU VĂN AN
95 76 11 B HỘI ĐỒNG TRƯỜNG
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
105 100 12 - Số: 03/NQ-HĐT
325 100 12 I Tây Hồ, ngày 18 tháng 02 năm 2025
245 140 14 B NGHỊ QUYẾT
120 160 12 B Phê duyệt chiến lược phát triển nhà trường giai đoạn
200 176 12 B 2025 - 2030, tầm nhìn đến 2035
180 205 12 B HỘI ĐỒNG TRƯỜNG THCS CHU VĂN AN
113 235 12 I Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;
113 255 12 I Căn cứ Quyết định số 8812/QĐ-UBND ngày 30 tháng 12 năm 2024;
85 560 11 B Nơi nhận:
85 574 10 - - UBND quận;
365 560 12 B TM. HỘI ĐỒNG TRƯỜNG
395 576 12 B CHỦ TỊCH
375 650 12 B Phan Thị Thanh Huyền
"""
# -- a plan whose text begins right under the title, in the same size --------------------------------------
_PLAN = """
80 60 11 - UBND HUYỆN TRÀ BỒNG
75 76 11 B TRƯỜNG TH&THCS TRÀ TÂY
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
100 100 12 - Số: 91 /KH-THTHCS
320 100 12 I Trà Tây, ngày 09 tháng 01 năm 2023
235 135 13 B KẾ HOẠCH TỔ CHỨC
150 151 13 B HỘI KHỎE PHÙ ĐỔNG CẤP TRƯỜNG
200 167 13 B NĂM HỌC 2022 - 2023
113 183 12 - Thực hiện Kế hoạch số 12/KH-PGDĐT ngày 04 tháng 01 năm 2023 của Phòng GD&ĐT huyện
85 199 12 - Trà Bồng về việc tổ chức Hội khỏe Phù Đổng, trường xây dựng kế hoạch như sau:
380 500 12 B HIỆU TRƯỞNG
370 580 12 B Hồ Văn Y Tin
"""
# -- a Government decree, the issuer a single word ---------------------------------------------------------
_DECREE = """
120 60 12 B CHÍNH PHỦ
290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
95 100 12 - Số: 142/2025/NĐ-CP
330 100 12 I Hà Nội, ngày 12 tháng 6 năm 2025
245 140 14 B NGHỊ ĐỊNH
110 160 12 B Quy định về phân định thẩm quyền của chính quyền địa phương
110 176 12 B 02 cấp trong lĩnh vực quản lý nhà nước của Bộ Giáo dục và Đào tạo
113 215 12 I Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;
370 500 12 B TM. CHÍNH PHỦ
363 516 12 B KT. THỦ TƯỚNG
353 532 12 B PHÓ THỦ TƯỚNG
365 610 12 B Lê Thành Long
"""
PDF: dict[str, tuple[Page, Expected]] = {
    "letter": (
        _LETTER,
        Expected(
            "1466/SGDĐT-GDTrH", date(2025, 8, 29), "Công văn", "Sở Giáo dục và Đào tạo",
            "hướng dẫn thực hiện nhiệm vụ giáo dục trung học năm học 2025 - 2026", "Đỗ Văn Phu", "Phó Giám đốc",
        ),
    ),
    "urgent": (
        _URGENT,
        Expected(
            "305/TB-THPTPCT", date(2025, 10, 2), "Thông báo", "Trường THPT Phan Châu Trinh",
            "cho học sinh nghỉ học để phòng, chống bão số 10", "Huỳnh Thị Kim Ngân", "Phó Hiệu trưởng",
        ),
    ),
    "minutes": (
        _MINUTES,
        Expected(
            None, None, "Biên bản", "Trường Tiểu học Âu Dương Lân", "Kiểm kê tài sản cố định năm 2024",
            "Trần Thị Liên", "Hiệu trưởng",
        ),
    ),
    "council": (
        _COUNCIL,
        Expected(
            "03/NQ-HĐT", date(2025, 2, 18), "Nghị quyết", "Hội đồng trường",
            "Phê duyệt chiến lược phát triển nhà trường giai đoạn 2025 - 2030, tầm nhìn đến 2035",
            "Phan Thị Thanh Huyền", "Chủ tịch",
        ),
    ),
    "plan": (
        _PLAN,
        Expected(
            "91/KH-THTHCS", date(2023, 1, 9), "Kế hoạch", "Trường TH&THCS Trà Tây",
            "tổ chức Hội khỏe Phù Đổng cấp trường năm học 2022 - 2023", "Hồ Văn Y Tin", "Hiệu trưởng",
        ),
    ),
    "decree": (
        _DECREE,
        Expected(
            "142/2025/NĐ-CP", date(2025, 6, 12), "Nghị định", "Chính phủ",
            "Quy định về phân định thẩm quyền của chính quyền địa phương 02 cấp trong lĩnh vực quản lý nhà nước "
            "của Bộ Giáo dục và Đào tạo", "Lê Thành Long", "Phó Thủ tướng",
        ),
    ),
}  # fmt: skip


def pdf_of(page: Page) -> bytes:
    out = FPDF(unit="pt", format=PAGE)
    for style in ("", "B", "I"):
        out.add_font("letters", style=style, fname=font_file(style))
    out.add_page()
    for line in page.strip().splitlines():
        x, y, size, style, text = line.split(" ", 4)
        out.set_font("letters", style=style.strip("-"), size=float(size))
        out.text(float(x), float(y), text)
    return bytes(out.output())
