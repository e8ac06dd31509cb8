"""A third set, written after two rounds of learning; each text is short, each has its own oddity."""

from datetime import date

from docx.document import Document as WordDocument

from tests.documents.corpus.papers import Expected

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

TEXTS: dict[str, tuple[str, Expected]] = {
    "dispatch": (
        "THỦ TƯỚNG CHÍNH PHỦ\n--------\n" + _STATE + "---------------\n"
        "Số: 131/CĐ-TTg\nHà Nội, ngày 10 tháng 8 năm 2025\n\nCÔNG ĐIỆN\n"
        "Về việc bảo đảm cơ sở vật chất, trang thiết bị dạy học\n\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n"
        "- Bộ trưởng Bộ Giáo dục và Đào tạo;\n\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\n\n\nLê Thành Long\n",
        Expected(
            "131/CĐ-TTg", date(2025, 8, 10), "Công điện", "Thủ tướng Chính phủ",
            "bảo đảm cơ sở vật chất, trang thiết bị dạy học", "Lê Thành Long", "Phó Thủ tướng",
        ),
    ),
    "rules": (
        "TRƯỜNG TIỂU HỌC VÀ\nTRUNG HỌC CƠ SỞ SƠN BA\n" + _STATE + "\nNỘI QUY\nNĂM HỌC 2025-2026\n\n"
        "Điều 1. Học sinh đi học đúng giờ.\n\nSơn Ba, ngày 8 tháng 9 năm 2025\nHiệu trưởng\n\nĐinh Văn Krể\n",
        Expected(None, date(2025, 9, 8), None, "Trường Tiểu học và Trung học cơ sở Sơn Ba", None, "Đinh Văn Krể", "Hiệu trưởng"),
    ),
    "copy": (
        "UBND XÃ PHÚ RIỀNG                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TRƯỜNG MG HƯỚNG DƯƠNG              Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 09/QĐ-MGHD                 Phú Riềng, ngày 11 tháng 09 năm 2025\n\n"
        "                    QUYẾT ĐỊNH\n   Về việc phân công nhiệm vụ cán bộ, giáo viên, nhân viên\n"
        "                  năm học 2025 – 2026\n\n       HIỆU TRƯỞNG TRƯỜNG MẪU GIÁO HƯỚNG DƯƠNG\n\n"
        "Căn cứ Thông tư 52/2020/TT-BGDĐT ngày 31/12/2020;\n\nQUYẾT ĐỊNH\n\nĐiều 1. Phân công nhiệm vụ.\n"
        "NƠI NHẬN:                          P. HIỆU TRƯỞNG PHỤ TRÁCH\n- Như điều 3;\n- Lưu HS.\n\n"
        "                                     Đoàn Ngọc Ánh Tuyết\n",
        Expected(
            "09/QĐ-MGHD", date(2025, 9, 11), "Quyết định", "Trường MG Hướng Dương",
            "phân công nhiệm vụ cán bộ, giáo viên, nhân viên năm học 2025 – 2026", "Đoàn Ngọc Ánh Tuyết",
            "P. Hiệu trưởng phụ trách",
        ),
    ),
    "ministry letter": (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\n-------\n" + _STATE + "---------------\nSố: 3935/BGDĐT-GDTrH\n"
        "V/v hướng dẫn thực hiện nhiệm vụ giáo dục trung học năm học 2024-2025\n"
        "Hà Nội, ngày 30 tháng 7 năm 2024\n\nKính gửi: Các Sở Giáo dục và Đào tạo\n\n"
        "Thực hiện Quyết định số 2045/QĐ-BGDĐT ngày 01/8/2024.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT, Vụ GDTrH.\n"
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\n\n\n\nPhạm Ngọc Thưởng\n",
        Expected(
            "3935/BGDĐT-GDTrH", date(2024, 7, 30), "Công văn", "Bộ Giáo dục và Đào tạo",
            "hướng dẫn thực hiện nhiệm vụ giáo dục trung học năm học 2024-2025", "Phạm Ngọc Thưởng", "Thứ trưởng",
        ),
    ),
    "resolution": (
        "QUỐC HỘI\n" + _STATE + "Nghị quyết số: 29/2023/QH15\n\nNGHỊ QUYẾT\n"
        "VỀ TIẾP TỤC ĐỔI MỚI CHƯƠNG TRÌNH, SÁCH GIÁO KHOA\nQUỐC HỘI\n\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ "
        "nghĩa Việt Nam;\nQUYẾT NGHỊ:\nĐiều 1.\nCHỦ TỊCH QUỐC HỘI\n\n\n\n\nVương Đình Huệ\n",
        Expected(
            "29/2023/QH15", None, "Nghị quyết", "Quốc hội", "VỀ TIẾP TỤC ĐỔI MỚI CHƯƠNG TRÌNH, SÁCH GIÁO KHOA",
            "Vương Đình Huệ", "Chủ tịch Quốc hội",
        ),
    ),
}  # fmt: skip


def _tables(
    document: WordDocument, left: str, right: str, middle: str, end_left: str, end_right: str
) -> None:
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = left, right
    for text in middle.split("\n"):
        document.add_paragraph(text)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = end_left, end_right


def _leave(document: WordDocument) -> None:
    _tables(
        document, "SỞ GD&ĐT ĐIỆN BIÊN\nTRƯỜNG PTDTNT TỈNH\nSố: 17/GNP-PTDTNT",
        _STATE + "Điện Biên, ngày 02 tháng 6 năm 2025",
        "GIẤY NGHỈ PHÉP\nXét Đơn đề nghị nghỉ phép ngày 30 tháng 5 năm 2025 của bà Lò Thị Phương\n"
        "Trường cho bà Lò Thị Phương nghỉ phép.",
        "Nơi nhận:\n- Bà Phương;\n- Lưu: VT.", "TUQ. HIỆU TRƯỞNG\nTRƯỞNG PHÒNG HÀNH CHÍNH\n\n\nQuàng Văn Hặc",
    )  # fmt: skip


def _plan_of_team(document: WordDocument) -> None:
    _tables(
        document, "TRƯỜNG THPT LÊ QUÝ ĐÔN\nTỔ TOÁN - TIN", _STATE + "\nTam Kỳ, ngày 4 tháng 9 năm 2025",
        "KẾ HOẠCH HOẠT ĐỘNG CỦA TỔ CHUYÊN MÔN\nHọc kỳ I, năm học 2025 – 2026\n\nI. Đặc điểm tình hình\n1. Số lượng: 9",
        "HIỆU TRƯỞNG\n(Ký và ghi rõ họ tên)\n\n\nTrịnh Thanh Hải", "TỔ TRƯỞNG\n(Ký và ghi rõ họ tên)\n\n\nVõ Hồng Sơn",
    )  # fmt: skip


def _notice(document: WordDocument) -> None:
    _tables(
        document, "UBND TP. THỦ ĐỨC\nTRƯỜNG TIỂU HỌC LINH TÂY\n\nSố: 233/TB-LT",
        _STATE + "\nThủ Đức, ngày 6 tháng 5 năm 2025",
        "THÔNG BÁO\nKết luận của Hiệu trưởng tại cuộc họp giao ban tháng 5\n\nNgày 05 tháng 5 năm 2025, Hiệu trưởng họp.",
        "Nơi nhận:\n- BGH;\n- Lưu.", "TL. HIỆU TRƯỞNG\nVĂN THƯ\n\n\n\nBùi Thị Xuân Hương",
    )  # fmt: skip


def _charter(document: WordDocument) -> None:
    _tables(
        document, "UBND TỈNH HÒA BÌNH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO", _STATE,
        "QUY ĐỊNH\nVề dạy thêm, học thêm trên địa bàn tỉnh\n"
        "(Kèm theo Quyết định số 14/2025/QĐ-UBND ngày 02 tháng 4 năm 2025)\n\nChương I\nQUY ĐỊNH CHUNG",
        "", "",
    )  # fmt: skip


def _thanks(document: WordDocument) -> None:
    _tables(
        document, "UBND HUYỆN MƯỜNG LA\nTRƯỜNG MẦM NON ÍT ONG", _STATE,
        "THƯ CẢM ƠN\nKính gửi: Công ty Thủy điện Sơn La\nNhà trường trân trọng cảm ơn Quý công ty.",
        "", "Mường La, ngày 20 tháng 11 năm 2024\nHIỆU TRƯỞNG\n\n\nHoàng Thị Sao",
    )  # fmt: skip


WORD = {
    "leave": (
        _leave,
        Expected(
            "17/GNP-PTDTNT", date(2025, 6, 2), "Giấy nghỉ phép", "Trường PTDTNT tỉnh", None, "Quàng Văn Hặc",
            "Trưởng phòng Hành chính",
        ),
    ),
    "team": (
        _plan_of_team,
        Expected(
            None, date(2025, 9, 4), "Kế hoạch", "Tổ Toán - Tin",
            "hoạt động của tổ chuyên môn Học kỳ I, năm học 2025 – 2026", "Võ Hồng Sơn", "Tổ trưởng",
        ),
    ),
    "notice": (
        _notice,
        Expected(
            "233/TB-LT", date(2025, 5, 6), "Thông báo", "Trường Tiểu học Linh Tây",
            "Kết luận của Hiệu trưởng tại cuộc họp giao ban tháng 5", "Bùi Thị Xuân Hương", "Văn thư",
        ),
    ),
    "charter": (
        _charter,
        Expected(None, None, "Quy định", "Sở Giáo dục và Đào tạo", "Về dạy thêm, học thêm trên địa bàn tỉnh"),
    ),
    "thanks": (
        _thanks,
        Expected(None, date(2024, 11, 20), None, "Trường Mầm non Ít Ong", None, "Hoàng Thị Sao", "Hiệu trưởng"),
    ),
}  # fmt: skip

_RIGHT = """290 60 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
335 76 11 B Độc lập - Tự do - Hạnh phúc
"""
PDF: dict[str, tuple[str, Expected]] = {
    "page number": (
        "300 30 10 - 1\n80 60 11 - UBND XÃ KHÁNH VĨNH\n70 76 11 B TRƯỜNG THCS KHÁNH THÀNH\n" + _RIGHT
        + "100 98 11 - Số: 44.2/BC-KT\n320 98 11 I Khánh Vĩnh, ngày 31 tháng 5 năm 2024\n250 140 14 B BÁO CÁO\n"
        "160 158 12 B Thực hiện quy chế dân chủ ở cơ sở năm học 2023-2024\n"
        "113 190 12 - Thực hiện Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;\n"
        "85 500 11 B Nơi nhận:\n85 514 10 - - Lưu: VT.\n365 500 12 B PHÓ HIỆU TRƯỞNG\n355 580 12 B Cao Thị Ngọc Bích",
        Expected(
            "44.2/BC-KT", date(2024, 5, 31), "Báo cáo", "Trường THCS Khánh Thành",
            "Thực hiện quy chế dân chủ ở cơ sở năm học 2023-2024", "Cao Thị Ngọc Bích", "Phó Hiệu trưởng",
        ),
    ),
    "long names": (
        "62 60 10 - SỞ GIÁO DỤC VÀ ĐÀO TẠO LÂM ĐỒNG\n75 73 10 B TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP -\n"
        "85 86 10 B GIÁO DỤC THƯỜNG XUYÊN ĐỨC TRỌNG\n" + _RIGHT
        + "100 108 11 - Số: 156/TTGDNN-GDTX\n320 108 11 I Đức Trọng, ngày 04 tháng 11 năm 2024\n"
        "75 121 10 - V/v cử giáo viên tham gia tập huấn\n180 150 12 - Kính gửi:\n230 150 12 - Sở Giáo dục và Đào tạo.\n"
        "113 175 12 - Căn cứ Công văn số 2218/SGDĐT-TCCB ngày 29 tháng 10 năm 2024;\n"
        "85 500 11 B Nơi nhận:\n85 514 10 - - Như trên.\n390 500 12 B GIÁM ĐỐC\n365 580 12 B Nguyễn Phan Hưng",
        Expected(
            "156/TTGDNN-GDTX", date(2024, 11, 4), "Công văn",
            "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên Đức Trọng",
            "cử giáo viên tham gia tập huấn", "Nguyễn Phan Hưng", "Giám đốc",
        ),
    ),
    "chairwoman": (
        "75 60 11 - ĐẢNG BỘ XÃ CƯ KUIN\n65 76 11 B CHI BỘ TRƯỜNG TH Y JÚT\n120 88 11 - *\n"
        "320 60 12 B ĐẢNG CỘNG SẢN VIỆT NAM\n95 105 11 - Số 09-BC/CB\n330 105 11 I Cư Kuin, ngày 30 tháng 6 năm 2025\n"
        "250 140 14 B BÁO CÁO\n140 158 12 B sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2025\n280 168 10 - -----\n"
        "85 195 12 B I. CÔNG TÁC CHÍNH TRỊ, TƯ TƯỞNG\n85 500 11 B Nơi nhận:\n85 514 10 - - Đảng ủy xã;\n"
        "380 500 12 B T/M CHI BỘ\n395 516 12 B BÍ THƯ\n365 590 12 B H'Linh Mlô Duôn Du",
        Expected(
            "09-BC/CB", date(2025, 6, 30), "Báo cáo", "Chi bộ Trường TH Y Jút",
            "sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2025", "H'Linh Mlô Duôn Du", "Bí thư",
        ),
    ),
    "amendment": (
        "75 60 11 - BỘ GIÁO DỤC VÀ ĐÀO TẠO\n" + _RIGHT
        + "95 98 11 - Số: 13/2025/TT-BGDĐT\n330 98 11 I Hà Nội, ngày 24 tháng 6 năm 2025\n250 140 14 B THÔNG TƯ\n"
        "115 158 12 B Sửa đổi, bổ sung một số điều của Thông tư số 05/2025/TT-BGDĐT\n"
        "140 174 12 B ngày 07 tháng 3 năm 2025 của Bộ trưởng Bộ Giáo dục và Đào tạo\n"
        "113 210 12 I Căn cứ Nghị định số 37/2025/NĐ-CP ngày 26 tháng 02 năm 2025 của Chính phủ;\n"
        "375 500 12 B KT. BỘ TRƯỞNG\n380 516 12 B THỨ TRƯỞNG\n370 590 12 B Phạm Ngọc Thưởng",
        Expected(
            "13/2025/TT-BGDĐT", date(2025, 6, 24), "Thông tư", "Bộ Giáo dục và Đào tạo",
            "Sửa đổi, bổ sung một số điều của Thông tư số 05/2025/TT-BGDĐT ngày 07 tháng 3 năm 2025 của Bộ trưởng "
            "Bộ Giáo dục và Đào tạo", "Phạm Ngọc Thưởng", "Thứ trưởng",
        ),
    ),
    "two blanks": (
        "80 60 11 - UBND XÃ NẬM CẮN\n70 76 11 B TRƯỜNG PTDTBT THCS NẬM CẮN\n" + _RIGHT
        + "90 98 11 - Số:……./QĐ-PTDTBT\n320 98 11 I Nậm Cắn, ngày…..tháng…..năm 2025\n240 140 14 B QUYẾT ĐỊNH\n"
        "130 158 12 B Về việc ban hành Quy chế chi tiêu nội bộ năm 2025\n"
        "113 190 12 - Căn cứ Quyết định số 77/QĐ-UBND ngày 15 tháng 01 năm 2025;\n"
        "85 500 11 B Nơi nhận:\n380 500 12 B HIỆU TRƯỞNG",
        Expected(
            None, None, "Quyết định", "Trường PTDTBT THCS Nậm Cắn", "ban hành Quy chế chi tiêu nội bộ năm 2025",
            None, "Hiệu trưởng",
        ),
    ),
    "stamp on head": (
        "60 40 9 - CÔNG VĂN ĐẾN\n60 50 9 - Số: 1207\n60 60 9 - Ngày: 12/9/2025\n80 90 11 - UBND XÃ TÂN KỲ\n"
        "75 106 11 B PHÒNG VĂN HÓA - XÃ HỘI\n290 90 10.5 B CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "335 106 11 B Độc lập - Tự do - Hạnh phúc\n100 128 11 - Số: 61/VHXH\n"
        "330 128 11 I Tân Kỳ, ngày 10 tháng 9 năm 2025\n75 142 10 - V/v rà soát học sinh khuyết tật\n"
        "180 180 12 - Kính gửi: Các trường học trên địa bàn xã.\n113 205 12 - Thực hiện Công văn số 5/SGDĐT-GDTH;\n"
        "375 500 12 B TRƯỞNG PHÒNG\n370 590 12 B Trần Đức Thịnh",
        Expected(
            "61/VHXH", date(2025, 9, 10), "Công văn", "Phòng Văn hóa - Xã hội", "rà soát học sinh khuyết tật",
            "Trần Đức Thịnh", "Trưởng phòng",
        ),
    ),
}  # fmt: skip
