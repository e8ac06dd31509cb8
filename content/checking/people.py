"""Recognising a person's name at the head of a line, for lists of pupils (law on personal data, Art. 24)."""

import re

_LISTED = re.compile(r"^[\s|]*(?:\d{1,3}\s*[.)\-|]?|[-–+*•●▪])?[\s|]*")
_ROLES = frozenset({"em", "cháu", "bé", "bạn", "học", "sinh", "hs", "trò"})
_SURNAMES_WRITTEN = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương đoàn lâm mai đào cao hà tạ
tô lương trịnh châu quách thái la vi lò quàng giàng thào sùng vàng hờ cà lường tòng bạch kiều nông triệu chu
tống văn phùng doãn thạch sơn kim danh từ tăng lục mạc hứa ông khổng nghiêm thân ninh viên âu diệp lữ đàm cù
lại mạch nhâm quản ma vương lưu đồng hầu sầm lù cứ vừ mùa ly hạng thò cháng tẩn phàn chảo siu ksor rơ rmah y h
"""
_SURNAMES = frozenset(_SURNAMES_WRITTEN.split())
# What begins like a name and is none: places and streets that bear a surname.
_PLACES = frozenset(
    {"hà nội", "cao bằng", "lâm đồng", "thái nguyên", "thái bình", "ninh bình", "sơn la", "văn phòng"}
)


def person_at_start(words: str) -> str:
    """The Vietnamese name of two to five words that the line begins with, behind its number; "" if none."""
    tokens = [token.strip(",;:|–-()") for token in _LISTED.sub("", words[:120], count=1).split()[:8]]
    while tokens and tokens[0].lower() in _ROLES and not tokens[0].isupper():
        tokens = tokens[1:]
    name = []
    for token in tokens[:5]:
        if not (token.isalpha() and token[0].isupper()):
            break
        name.append(token)
    if len(name) < 2 or name[0].lower() not in _SURNAMES:
        return ""
    return "" if " ".join(name[:2]).lower() in _PLACES else " ".join(name)
