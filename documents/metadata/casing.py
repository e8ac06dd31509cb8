"""Names and titles printed in capitals, written as in running text (NĐ 30/2020/NĐ-CP, Phụ lục II)."""

import re

from vietnamese import is_syllable

# Words that stay small inside a name; all others are taken for proper names.
_PHRASES = """
ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|giáo dục và Đào tạo|mầm non|mẫu giáo|tiểu học
trung học cơ sở|trung học phổ thông|trung học|phổ thông dân tộc nội trú|phổ thông dân tộc bán trú|phổ thông
liên cấp|trung tâm|giáo dục nghề nghiệp|giáo dục thường xuyên|giáo dục|nhà trẻ|chuyên
đảng bộ|đảng ủy|đảng uỷ|chi bộ|chi ủy|chi uỷ|công đoàn|đoàn thanh niên|đoàn trường|liên đội|chi đoàn|liên đoàn
ban chấp hành|ban chỉ đạo|ban biên tập|ban quản lý|ban quản trị|ban tổ chức|ban giám hiệu|ban thường vụ
ban đại diện cha mẹ học sinh|hội cha mẹ học sinh|ban thanh tra nhân dân|thanh tra nhân dân|thanh tra
hội đồng trường|hội đồng thi đua khen thưởng|hội đồng tuyển sinh|hội đồng|hội khuyến học|hội chữ thập đỏ
tổ chuyên môn|tổ văn phòng|văn phòng|kế hoạch|tài chính|nội vụ|quốc hội|chính phủ|thủ tướng|bộ trưởng|thứ trưởng
hiệu trưởng|giám đốc|chủ tịch|bí thư|trưởng phòng|trưởng ban|tổ trưởng|tổ phó|chủ tọa|chủ toạ|chủ trì|thư ký
kế toán trưởng|kế toán|tổng phụ trách|phụ trách|chánh văn phòng|cục trưởng|vụ trưởng|nhóm trưởng|trưởng đoàn
tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|xã|phường|huyện|quận|tỉnh|thành phố|thị trấn|thị xã|đặc khu
và|của|các|với
"""
_SMALL = sorted((phrase for line in _PHRASES.split("\n") for phrase in line.split("|") if phrase), key=len)[
    ::-1
]
_SMALL_PATTERN = re.compile(
    "|".join(rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])" for phrase in _SMALL), re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATIONS = {"UBND", "UBMTTQ", "UB", "ĐU", "TU", "MTTQVN", "TH", "MN"}
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)
# After these a name goes on in capitals: Phó Hiệu trưởng, Ủy viên Ban chấp hành.
_AFTER_RANK = re.compile(r"\b(Phó|Quyền|Nguyên) (\w)")


def readable(name: str) -> str:
    """Return a name printed in capitals as it is written in a text: "TRƯỜNG TIỂU HỌC HẢI NINH" → "Trường Tiểu
    học Hải Ninh". A name that is not in capitals stays as it is.
    """
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) < 0.85 * len(letters):
        return name
    words = _WORD.sub(lambda match: _capitalised(match.group()), name)
    small = _SMALL_PATTERN.sub(lambda match: _small(match.group(), words, match.start()), words)
    return _AFTER_RANK.sub(lambda match: f"{match[1]} {match[2].upper()}", small)


def _capitalised(word: str) -> str:
    """Syllables become names; what has no vowel, or is known, is an abbreviation."""
    if word in _ABBREVIATIONS or not (is_syllable(word) or _VOWEL.search(word)):
        return word
    return word.capitalize()


def _small(phrase: str, name: str, place: int) -> str:
    """The phrase small, its first letter large at the beginning and after the kind of body it belongs to."""
    wanted = next(small for small in _SMALL if small.lower() == phrase.lower())
    before = name[:place].rstrip().rpartition(" ")[2]
    leads = not before or before in _KINDS
    return wanted[0].upper() + wanted[1:] if leads and wanted not in _ALWAYS_SMALL else wanted


_KINDS = {"Trường", "Sở", "Phòng", "Bộ", "Ban", "Vụ", "Cục", "-"}
_ALWAYS_SMALL = {"và", "của", "các", "với"}
