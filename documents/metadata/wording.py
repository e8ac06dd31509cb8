"""Telling the lines of an official document apart by their words (NĐ 30/2020/NĐ-CP, Phụ lục I).

Lines are compared folded, so a tone that OCR lost, or that stands on another letter, does not matter.
"""

import re
from difflib import SequenceMatcher

from vietnamese import fold

_MOTTOES = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
    "doan tncs ho chi minh",
    "doan thanh nien cong san ho chi minh",
    "doi tntp ho chi minh",
    "doi thieu nien tien phong ho chi minh",
)
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam"
    r"|doc lap\s?\W{1,3}\s?tu do\s?\W{1,3}\s?hanh phuc"
)
_ALMOST = 0.72
_SHORTEST_MOTTO = 14
_MARK = re.compile(
    r"(?:(?:tuyet |toi )?mat|(?:thuong )?khan|hoa toc.{0,20}|luu hanh noi bo|xem xong tra lai|du thao.{0,20}"
    r"|ban (?:du thao|sao)|mau (?:so )?\S{1,6}|phu luc.{0,20}|trang \d+.{0,8}|\d{1,3}"
    r"|(?:cong van|van ban) (?:den|di).{0,20}|den(?: so.{0,12})?|(?:ngay|gio)\s?:.{0,20})"
)
_BODY = re.compile(
    r"can cu\b|kinh gui|dieu [1i]\b|[i1]\s?[.:)/]|chuong (?:i|1)\b|phan (?:i|1|thu nhat)\b|ho va ten"
    r"|(?:kinh )?moi\s?:|ben [ab]\b|thoi gian\s?:|dia diem\s?:|thanh phan\b|muc luc"
)
# Beginnings of sentences; in capitals they are a title ("THỰC HIỆN DÂN CHỦ TRONG NHÀ TRƯỜNG").
_SENTENCE = re.compile(
    r"thuc hien .{20}|theo de nghi|xet (?:de nghi|don|thay)|nham .{20}|hom nay|quoc hoi ban hanh"
    r"|trong nam hoc .{20}|gioi thieu (?:ong|ba|thay|co|dong chi)|tran trong kinh moi|toi (?:la|ten)\b"
    r"|tren co so|duoc su "
)
_DATE_LINE = re.compile(
    r"[^(]{0,45}\bngay\b.{0,14}?(?:\bthang\b.{0,14}?(?:\bnam\b.{0,10})?|/.{2,10})|thang \d{1,2} nam \d{4}"
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain(text: str) -> str:
    """The text folded, with single spaces and plain dashes."""
    return " ".join(_DASHES.sub("-", fold(text)).split())


def is_motto(text: str) -> bool:
    """The name of the State or the Party and its motto, also with letters that OCR mistook."""
    words = plain(text).strip(" -_*.")
    if words in _MOTTOES or MOTTO.fullmatch(words):
        return True
    if len(words) < _SHORTEST_MOTTO:
        return False
    return any(_resembles(words, motto) for motto in _MOTTOES[:3])


def _resembles(words: str, motto: str) -> bool:
    if not 0.6 < len(words) / len(motto) < 1.6:
        return False
    compared = SequenceMatcher(None, motto, words, autojunk=False)
    return compared.quick_ratio() > _ALMOST and compared.ratio() > _ALMOST


def is_rule(text: str) -> bool:
    """A line drawn with signs, such as the star under the name of a Party organ."""
    return bool(text) and not any(character.isalnum() for character in text)


def is_mark(text: str) -> bool:
    """Secrecy, urgency, “dự thảo”, a page number: in the head, and no part of it."""
    return _MARK.fullmatch(plain(text).strip(" .:-/()")) is not None


def is_date_line(text: str) -> bool:
    """A place and a day, or a part of them, and nothing after them."""
    return _DATE_LINE.fullmatch(plain(text)) is not None


def begins_body(text: str) -> bool:
    """The first words after the head: “Căn cứ”, “Kính gửi”, “Điều 1”, the first chapter or section."""
    return bool(_BODY.match(_opening(text))) or begins_sentence(text)


def begins_sentence(text: str) -> bool:
    """Words that begin the text of many documents (“Thực hiện…”), and the summary of a few."""
    return bool(_SENTENCE.match(_opening(text))) and not is_capitals(text)


def _opening(text: str) -> str:
    return plain(text).lstrip('-+*•(“" ')


def is_capitals(text: str) -> bool:
    """A line in capitals; a few small letters may be there (“TRƯỜNG THCS HÀ NINH và”, “PTDTBT”)."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)
