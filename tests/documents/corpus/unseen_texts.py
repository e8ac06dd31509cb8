"""Plain texts in the styles of converters, e-mail and old machines, written before the rules had read them."""

from datetime import date

from tests.documents.corpus.papers import Expected

# -- what `pdftotext -layout` makes of a letter: the summary runs beside the day --------------------
LETTER = """\
      UBND TỈNH NINH THUẬN                       CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
   SỞ GIÁO DỤC VÀ ĐÀO TẠO                            Độc lập - Tự do - Hạnh phúc

     Số : 2917 /SGDĐT-VP                   Phan Rang-Tháp Chàm, ngày 05 tháng11 năm 2010
V/v báo cáo nhanh tình hình thiệt hại
 do lũ lụt của ngành Giáo dục và Đào tạo

                    Kính gửi:
                        - Ủy ban nhân dân tỉnh Ninh Thuận;
                        - Bộ Giáo dục và Đào tạo.

       Vừa qua, tỉnh Ninh Thuận bị ảnh hưởng của không khí lạnh, gây mưa lớn trên toàn tỉnh.
Theo Công văn số 12/UBND-VX ngày 01 tháng 11 năm 2010, Sở báo cáo như sau:
       I. TÌNH HÌNH THIỆT HẠI
Nơi nhận:                                                KT. GIÁM ĐỐC
- Như trên;                                            PHÓ GIÁM ĐỐC
- Lưu: VT, VP.
                                                            (Đã ký)

                                                      Nguyễn Huệ Khải
"""
LETTER_EXPECTED = Expected(
    "2917/SGDĐT-VP", date(2010, 11, 5), "Công văn", "Sở Giáo dục và Đào tạo",
    "báo cáo nhanh tình hình thiệt hại do lũ lụt của ngành Giáo dục và Đào tạo",
    "Nguyễn Huệ Khải", "Phó Giám đốc",
)  # fmt: skip

# -- a page of a law site: bars, capitals, the authority before the bases ---------------------------
DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH NINH BÌNH
------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
--------------- |
Số: 232/QĐ-UBND | Ninh Bình, ngày 12 tháng 4 năm 2019 |
QUYẾT ĐỊNH
VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH
THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA SỞ GIÁO DỤC VÀ ĐÀO TẠO
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH BÌNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Công bố Danh mục thủ tục hành chính.
Nơi nhận:
- Như Điều 3;
- Lưu VT, VP7. | KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Tống Quang Thìn |
"""
DECISION_EXPECTED = Expected(
    "232/QĐ-UBND", date(2019, 4, 12), "Quyết định", "Ủy ban nhân dân tỉnh Ninh Bình",
    "CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH THUỘC THẨM QUYỀN GIẢI QUYẾT CỦA SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "Tống Quang Thìn", "Phó Chủ tịch",
)  # fmt: skip

# -- a school's report without a number; the year under the title -----------------------------------
REPORT = """\
PHÒNG GD&ĐT BẢO LÂM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

TRƯỜNG: THCS MÔNG ÂN Độc lập- Tự do- Hạnh phúc

BÁO CÁO
Kết quả thực hiện công tác xây dựng trường, lớp xanh, sạch, đẹp, an toàn
Năm học 2021-2022

I. ĐẶC ĐIỂM TÌNH HÌNH

1. Thuận lợi:
- Nhà trường có đội ngũ thầy cô giáo có trình độ đạt chuẩn và trên chuẩn.
Mông Ân, ngày 25 tháng 5 năm 2022
HIỆU TRƯỞNG

Nông Văn Lợi
"""
REPORT_EXPECTED = Expected(
    None, date(2022, 5, 25), "Báo cáo", "Trường THCS Mông Ân",
    "Kết quả thực hiện công tác xây dựng trường, lớp xanh, sạch, đẹp, an toàn Năm học 2021-2022",
    "Nông Văn Lợi", "Hiệu trưởng",
)  # fmt: skip

# -- the Party's central organ as a news site prints it ---------------------------------------------
PARTY = """\
BAN CHẤP HÀNH TRUNG ƯƠNG
-------

ĐẢNG CỘNG SẢN VIỆT NAM
---------------

Số: 97-QĐ/TW

Hà Nội, ngày 07 tháng 02 năm 2023

QUY ĐỊNH

CHỨC NĂNG, NHIỆM VỤ, QUYỀN HẠN, CƠ CẤU TỔ CHỨC CỦA ĐẢNG ĐOÀN

- Căn cứ Điều lệ Đảng và Quy định số 24-QĐ/TW, ngày 30/7/2021;

Bộ Chính trị quy định như sau:

T/M BỘ CHÍNH TRỊ

Võ Văn Thưởng
"""
PARTY_EXPECTED = Expected(
    "97-QĐ/TW", date(2023, 2, 7), "Quy định", "Ban chấp hành Trung ương",
    "CHỨC NĂNG, NHIỆM VỤ, QUYỀN HẠN, CƠ CẤU TỔ CHỨC CỦA ĐẢNG ĐOÀN", "Võ Văn Thưởng", "T/M Bộ Chính trị",
)  # fmt: skip

# -- a law: no place, no signer's number ------------------------------------------------------------
LAW = """\
QUỐC HỘI
________

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
________________________

Luật số: 73/2025/QH15

LUẬT
NHÀ GIÁO

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam đã được sửa đổi, bổ sung;
Quốc hội ban hành Luật Nhà giáo.

Điều 1. Phạm vi điều chỉnh
Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 9 thông qua ngày 16 tháng 6 \
năm 2025.

CHỦ TỊCH QUỐC HỘI

Trần Thanh Mẫn
"""
LAW_EXPECTED = Expected(
    "73/2025/QH15", None, "Luật", "Quốc hội", "NHÀ GIÁO", "Trần Thanh Mẫn", "Chủ tịch Quốc hội"
)

# -- an invitation typed as an e-mail: no head at all -----------------------------------------------
INVITATION = """\
Kính gửi quý phụ huynh,

Căn cứ Kế hoạch số 45/KH-THHN ngày 12 tháng 8 năm 2026 của nhà trường, trường mời quý phụ huynh dự họp vào
ngày 05 tháng 9 năm 2026 tại phòng hội đồng. Số: 0912345678 là số máy của văn phòng.

Trân trọng.
Cô Lan - văn phòng
"""
INVITATION_EXPECTED = Expected()

# -- a draft letter of an old typist: number and day dotted -----------------------------------------
DRAFT = """\
UBND QUẬN 8
TRƯỜNG MN TUỔI THƠ

Số: ......../CV-MNTT
V/v đề nghị cấp bù học phí

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc

Quận 8, ngày ...... tháng ...... năm 2024

Kính gửi: Phòng Tài chính - Kế hoạch Quận 8

Thực hiện Nghị định số 81/2021/NĐ-CP ngày 27 tháng 8 năm 2021 của Chính phủ.

Nơi nhận:                      HIỆU TRƯỞNG
- Như trên;
- Lưu VT.
"""
DRAFT_EXPECTED = Expected(
    None, None, "Công văn", "Trường MN Tuổi Thơ", "đề nghị cấp bù học phí", None, "Hiệu trưởng"
)

# -- a joint circular of two ministries -------------------------------------------------------------
JOINT = """\
BỘ GIÁO DỤC VÀ ĐÀO TẠO - BỘ NỘI VỤ
-----------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
------------------
Số: 16/2017/TTLT-BGDĐT-BNV
Hà Nội, ngày 12 tháng 7 năm 2017

THÔNG TƯ LIÊN TỊCH
HƯỚNG DẪN DANH MỤC KHUNG VỊ TRÍ VIỆC LÀM

Căn cứ Nghị định số 41/2012/NĐ-CP ngày 08 tháng 5 năm 2012 của Chính phủ;
Điều 1. Phạm vi điều chỉnh

KT. BỘ TRƯỞNG
BỘ NỘI VỤ
THỨ TRƯỞNG

Triệu Văn Cường
"""
JOINT_EXPECTED = Expected(
    "16/2017/TTLT-BGDĐT-BNV", date(2017, 7, 12), "Thông tư liên tịch", "Bộ Giáo dục và Đào tạo - Bộ Nội vụ",
    "HƯỚNG DẪN DANH MỤC KHUNG VỊ TRÍ VIỆC LÀM", "Triệu Văn Cường", "Thứ trưởng",
)  # fmt: skip

TEXTS: dict[str, tuple[str, Expected]] = {
    "letter": (LETTER, LETTER_EXPECTED),
    "decision": (DECISION, DECISION_EXPECTED),
    "report": (REPORT, REPORT_EXPECTED),
    "party": (PARTY, PARTY_EXPECTED),
    "law": (LAW, LAW_EXPECTED),
    "invitation": (INVITATION, INVITATION_EXPECTED),
    "draft": (DRAFT, DRAFT_EXPECTED),
    "joint": (JOINT, JOINT_EXPECTED),
}
