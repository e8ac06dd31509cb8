"""The words that rules go by: bodies, positions, surnames; NFC in small letters, tones as in hoà, uỷ.

A rule that compares folded text folds the list, and one that must tell "ban" from "bán" does not.
"""

import re
from collections.abc import Iterable

from vietnamese import fold, tone_key


def _phrases(block: str) -> tuple[str, ...]:
    """Phrases set apart by commas, the longest first, so that an alternation prefers them."""
    phrases = {" ".join(phrase.split()) for phrase in block.split(",")}
    return tuple(sorted((tone_key(phrase) for phrase in phrases), key=lambda phrase: (-len(phrase), phrase)))


def any_of(phrases: Iterable[str], *, folded: bool = False) -> str:
    """A pattern for any of the phrases, as a group."""
    return "(?:" + "|".join(re.escape(fold(phrase) if folded else phrase) for phrase in phrases) + ")"


# Words that the name of an issuing authority begins with.
BODIES = _phrases("""
    UBND, ủy ban, sở, phòng, trường, bộ, trung tâm, đảng bộ, đảng ủy, chi bộ, chi ủy, hội đồng, HĐND,
    đoàn, ban, công đoàn, liên đội, chi đoàn, đội, tỉnh ủy, thành ủy, huyện ủy, quận ủy, thị ủy, cục,
    vụ, viện, học viện, đại học, văn phòng, tổ, nhóm, khoa, nhà trẻ, hội, BCH, BCĐ, thủ tướng, chính
    phủ, quốc hội, tòa án, mặt trận, liên đoàn, tổng, công ty, lớp, cơ sở, tiểu ban, thanh tra, thường
    trực
""")
# Bodies inside another one: "CÔNG ĐOÀN / TRƯỜNG THCS HÀ NINH" is one name over two lines.
INNER_BODIES = _phrases("""
    công đoàn, công đoàn cơ sở, chi bộ, chi ủy, đảng bộ, đảng ủy, liên đội, đoàn, đoàn thanh niên, đoàn
    TNCS, đoàn TNCS Hồ Chí Minh, hội đồng, ban chấp hành, BCH, BCH công đoàn, BCH đoàn, chi đoàn, hội
    cha mẹ học sinh, ban đại diện cha mẹ học sinh, ban đại diện CMHS, ban chấp hành đoàn, ban chấp hành
    công đoàn, ban thanh tra nhân dân, hội chữ thập đỏ, hội khuyến học, tổ chuyên môn
""")
# Who decides stands in capitals between the title and “Căn cứ”.
AUTHORITIES = _phrases("""
    hiệu trưởng, phó hiệu trưởng, quyền hiệu trưởng, giám đốc, phó giám đốc, trưởng phòng, phó trưởng
    phòng, chủ tịch, phó chủ tịch, bộ trưởng, thủ tướng, ủy ban, UBND, hội đồng, quốc hội, chính phủ,
    ban chấp hành, ban thường vụ, ban giám hiệu, chi bộ, đảng ủy, trưởng ban, bí thư, tổng bí thư, liên
    đội, đoàn trường, trường mầm non, trường mẫu giáo, trường tiểu học, trường THCS, trường THPT, trường
    trung học
""")
# What a signer may be; "phó", "quyền" and the like may stand before it.
POSITIONS = _phrases("""
    hiệu trưởng, hiệu phó, tổng giám đốc, giám đốc, trưởng phòng, trưởng ban, chủ tịch, tổng bí thư, bí
    thư, bộ trưởng, thứ trưởng, thủ tướng, vụ trưởng, cục trưởng, chánh văn phòng, chánh thanh tra, tổ
    trưởng, tổ phó, trưởng khoa, khoa trưởng, viện trưởng, trưởng đoàn, nhóm trưởng, kế toán trưởng, kế
    toán, thư ký, chủ tọa, chủ trì, tổng phụ trách, liên đội trưởng, trưởng tiểu ban, thủ quỹ, người
    lập, người báo cáo, chủ nhiệm, văn thư, nhân viên
""")
# Words that no personal name begins with, though they begin with a capital.
NO_NAMES = frozenset(_phrases("""
    nơi, nhận, lưu, như, điều, kính, căn, cứ, số, trường, phòng, hiệu, đã, ban, ủy, bộ, sở, tổ, hội
"""))  # fmt: skip
SURNAMES = frozenset(_phrases("""
    nguyễn, trần, lê, phạm, hoàng, huỳnh, phan, vũ, võ, đặng, bùi, đỗ, hồ, ngô, dương, lý, đinh, hà,
    lưu, mai, trịnh, đào, đoàn, lương, lâm, phùng, trương, tô, cao, chu, châu, tạ, quách, thái, kiều,
    la, ninh, tống, thạch, triệu, vương, kim, an, bạch, đàm, diệp, giang, hàn, khúc, lại, lò, lục, lù,
    lữ, mã, ma, nông, quang, quàng, quản, sùng, thân, thào, tiêu, tòng, vi, ksor, rmah, siu, rơ, thi,
    hứa, hầu, nghiêm, khuất, ông, đậu, đồng, ngân, cù, lăng, mạc, nhữ, tăng, trang, tôn, giàng, vàng,
    cư, y, h, hoa, lầu, mùa, phí, từ, viên, văn, âu, bế, cầm, chảo, điêu, đèo, hạng, hờ, kha, liêu, lộc,
    lỳ, mạch, nhâm, ung, vừ, xa, xồng, hảng, phàn
"""))  # fmt: skip
# Words that stay small inside a name in running text; the first letter may rise.
COMMON_WORDS = _phrases("""
    ủy ban nhân dân, hội đồng nhân dân, giáo dục và đào tạo, mầm non, mẫu giáo, tiểu học, trung học cơ
    sở, trung học phổ thông, trung học, phổ thông dân tộc nội trú, phổ thông dân tộc bán trú, phổ thông,
    liên cấp, trung tâm, giáo dục nghề nghiệp, giáo dục thường xuyên, giáo dục, nhà trẻ, chuyên, cao
    đẳng nghề, cao đẳng, đảng bộ, đảng ủy, chi bộ, chi ủy, công đoàn, đoàn thanh niên, đoàn trường, liên
    đội, chi đoàn, liên đoàn, liên đoàn lao động, cơ sở, ban chấp hành, ban chỉ đạo, ban biên tập, ban
    quản lý, ban quản trị, ban tổ chức, ban giám hiệu, ban thường vụ, ban đại diện cha mẹ học sinh, hội
    cha mẹ học sinh, ban thanh tra nhân dân, thanh tra nhân dân, thanh tra, hội đồng trường, hội đồng
    thi đua khen thưởng, hội đồng tuyển sinh, hội đồng, hội khuyến học, hội chữ thập đỏ, tổ chuyên môn,
    tổ văn phòng, văn phòng, kế hoạch, tài chính, hành chính, nội vụ, văn hóa, xã hội, quốc hội, chính
    phủ, thủ tướng, bộ trưởng, thứ trưởng, hiệu trưởng, giám đốc, chủ tịch, bí thư, trưởng phòng, trưởng
    ban, tổ trưởng, tổ phó, chủ tọa, chủ trì, thư ký, kế toán trưởng, kế toán, tổng phụ trách, phụ
    trách, chánh văn phòng, cục trưởng, vụ trưởng, nhóm trưởng, trưởng đoàn, văn thư, tỉnh ủy, thành ủy,
    huyện ủy, quận ủy, thị ủy, xã, phường, huyện, quận, tỉnh, thành phố, thị trấn, thị xã, đặc khu, số,
    và, của, các, với
""")
ABBREVIATIONS = frozenset({"UBND", "UBMTTQ", "UB", "ĐU", "TU", "MTTQVN", "TH", "MN", "MG"})
