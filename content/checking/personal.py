"""Personal data that a public text should not carry (Luật 91/2025/QH15; NĐ 56/2017, Điều 33).

Every pattern is bounded, so that the time grows with the length of the text only.
"""

import re
from collections.abc import Iterator
from itertools import chain

from content.checking.people import person_at_start
from content.checking.text import Grid, Line, Text, found_at
from editorial.checklist import Found, own_contacts

SEVERAL = 2
# Codes of provinces in the first three digits of an identity number (TT 59/2021/TT-BCA and those before it).
_PROVINCES_WRITTEN = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
086 087 089 091 092 093 094 095 096
"""
_PROVINCES = frozenset(_PROVINCES_WRITTEN.split())
_IDENTITY = re.compile(r"(?<![\d.,/])\d{12}(?![\d/]|[.,]\d)")
_IDENTITY_WORDS = re.compile(
    r"(?:CCCD|CMND|CMTND|căn cước|chứng minh (?:nhân dân|thư)|định danh)"
    r"[^\d|]{0,40}(\d(?:[ .]?\d){8,11})(?!\d)",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"(?<![\d.,/])(?:\(?\+84\)?|0084|0)[ .\-]?(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)"
    r"(?:[ .\-]?\d){7}(?![\d/]|[.,]\d)"
)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
_FREE_MAIL = ("gmail.", "yahoo.", "ymail.", "outlook.", "hotmail.", "icloud.", "live.", "proton", "zoho.")
_OFFICE = re.compile(
    r"^(?:c[0-3](?![a-z])|c[0-3]\w*|mn|mam?non|th|tieuhoc|thcs|thpt|truong|ptdt|pgd|phonggd|sogd|vanphong|vanthu"
    r"|tuyensinh|lienhe|info|contact|hotro|ubnd|congdoan|doantruong|liendoi|banbientap|bbt|thuvien)",
)
_ACCOUNT = re.compile(
    r"(?:\bSTK|số tài khoản|số TK|tài khoản số|\bTK)[^\d|]{0,40}(\d(?:[ .\-]?\d){7,18})(?!\d)", re.IGNORECASE
)
_TREASURY = re.compile(r"kho bạc|KBNN", re.IGNORECASE)
_DAY = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d{2}"
    r"|ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s(?:19|20)\d{2})"
)
_BIRTH = re.compile(
    rf"(?:ngày sinh|sinh ngày|\bsinh)[\s:()]{{0,4}}{_DAY}|(?:\bsinh năm|\bSN)[\s:]{{0,3}}(?:19|20)\d{{2}}",
    re.IGNORECASE,
)
_ANY_DAY = re.compile(_DAY)
_OTHER_DAY = re.compile(r"ngày (?:họp|thi|nộp|trực|nhận)")
_HOME = re.compile(
    r"\b(?:thôn|xóm|ấp|bản|buôn|làng|tổ dân phố|khu phố|khối phố|số nhà|ngõ|ngách|hẻm)\b"
    r"|\b(?:thường trú|tạm trú|nơi ở|địa chỉ)\b"
    r"|\b\d{1,4}[A-Z]?(?:/\d{1,4})* đường\b",
    re.IGNORECASE,
)
_NAME_COLUMN = re.compile(
    r"họ\s*(?:và|,|&)?\s*tên|tên (?:học sinh|trẻ|em|cháu|hs)|^học sinh$|^họ tên", re.IGNORECASE
)
_BIRTH_COLUMN = re.compile(r"ngày,?\s*(?:tháng,?\s*năm\s*)?sinh|năm sinh|^NS$|^sinh ngày", re.IGNORECASE)
_HOME_COLUMN = re.compile(r"địa chỉ|nơi ở|chỗ ở|hộ khẩu|thường trú|quê quán|nơi cư trú", re.IGNORECASE)
_IDENTITY_COLUMN = re.compile(r"CCCD|CMND|căn cước|định danh", re.IGNORECASE)
_PRIVATE_COLUMN = re.compile(
    r"\bđiểm\b(?! trường)|ĐTB|trung bình|học lực|hạnh kiểm|xếp loại|hộ nghèo|cận nghèo|khuyết tật"
    r"|bệnh|sức kh(?:ỏe|oẻ)|chiều cao|cân nặng|BMI|thị lực|dân tộc|tôn giáo|hoàn cảnh|diện chính sách"
    r"|miễn giảm|phụ huynh|CCCD|định danh",
    re.IGNORECASE,
)
_PRIVATE_WORDS = re.compile(
    r"hộ nghèo|cận nghèo|khuyết tật|mồ côi|tự kỷ|nhiễm HIV|suy dinh dưỡng|béo phì|bệnh \w{1,20}"
    r"|hoàn cảnh (?:khó khăn|đặc biệt)|\bhạnh kiểm|\bhọc lực|\d{1,2}(?:[,.]\d{1,2})? điểm\b"
    r"|\bđiểm (?:thi |TB |trung bình |toán |văn )?:?\s?\d",
    re.IGNORECASE,
)


def identity_number(text: Text) -> Iterator[Found]:
    """Numbers of twelve digits built like an identity number, and what stands behind such words."""
    for line in text.everything:
        named = (match for match in _IDENTITY_WORDS.finditer(line.words) if len(_digits(match[1])) in {9, 12})
        built = (match for match in _IDENTITY.finditer(line.words) if _is_identity(match[0]))
        if match := next(chain(named, built), None):
            yield found_at(line, match)
    for grid in text.body.grids:
        if any(len(_digits(cell)) in {9, 12} for cell in _column(grid, _IDENTITY_COLUMN)):
            yield Found(str(grid.place), " | ".join(grid.rows[0]))


def _is_identity(number: str) -> bool:
    """Province, then century and sex (0-3 for those born in 1900-2099), then the year of birth."""
    return number[:3] in _PROVINCES and number[3] in "0123"


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter.isdigit())


def phone_number(text: Text) -> Iterator[Found]:
    """Mobile numbers belong to persons; fixed lines and the school's own numbers do not."""
    own = {_national(contact) for contact in own_contacts()}
    for line in text.everything:
        foreign = (match for match in _MOBILE.finditer(line.words) if _national(match[0]) not in own)
        if match := next(foreign, None):
            yield found_at(line, match)


def _national(number: str) -> str:
    digits = _digits(number)
    return digits.removeprefix("00").removeprefix("84").removeprefix("0")


def email_address(text: Text) -> Iterator[Found]:
    """Addresses with a free provider, unless they are the school's or read like an office's."""
    own = {contact.lower() for contact in own_contacts()}
    for line in text.everything:
        private = (match for match in _ADDRESS.finditer(line.words) if _is_private(match, own))
        if match := next(private, None):
            yield found_at(line, match)


def _is_private(match: re.Match[str], own: set[str]) -> bool:
    address = match[0].lower().rstrip(".")
    if address in own or not match[1].lower().startswith(_FREE_MAIL):
        return False
    return _OFFICE.match(address) is None


def bank_account(text: Text) -> Iterator[Found]:
    """An account with the treasury is the school's, and public."""
    for line in text.everything:
        if (match := _ACCOUNT.search(line.words)) and not _TREASURY.search(line.words):
            yield found_at(line, match)


def birth_dates(text: Text) -> Iterator[Found]:
    """Days of birth of several people: one of a historical figure is no secret."""
    named = [line for line in text.written for _match in _BIRTH.finditer(line.words)]
    rows = [line for line in text.body.lines if _is_birth(line.words)]
    if len(named) >= SEVERAL or len(rows) >= SEVERAL:
        yield from _each(named if len(named) >= SEVERAL else rows)
        return
    for grid in text.body.grids:
        if sum(any(map(str.isdigit, cell)) for cell in _column(grid, _BIRTH_COLUMN)) >= SEVERAL:
            yield Found(str(grid.place), " | ".join(grid.rows[0]))


def _is_birth(words: str) -> bool:
    """A list of names with days; what happens at school happens this year, not when pupils were born."""
    return bool(person_at_start(words) and _ANY_DAY.search(words) and not _OTHER_DAY.search(words))


def home_address(text: Text) -> Iterator[Found]:
    rows = [line for line in text.body.lines if person_at_start(line.words) and _HOME.search(line.words)]
    if len(rows) >= SEVERAL:
        yield from _each(rows)
        return
    for grid in text.body.grids:
        if (
            _column(grid, _NAME_COLUMN)
            and len([cell for cell in _column(grid, _HOME_COLUMN) if cell]) >= SEVERAL
        ):
            yield Found(str(grid.place), " | ".join(grid.rows[0]))


def pupil_list(text: Text) -> Iterator[Found]:
    """Names beside marks, health or poverty: a child's private life wherever two of them stand."""
    rows = [
        line for line in text.body.lines if person_at_start(line.words) and _PRIVATE_WORDS.search(line.words)
    ]
    if len(rows) >= SEVERAL:
        yield from _each(rows)
        return
    for grid in text.body.grids:
        if len(_column(grid, _NAME_COLUMN)) >= SEVERAL and _column(grid, _PRIVATE_COLUMN):
            yield Found(str(grid.place), " | ".join(grid.rows[0]))


def _column(grid: Grid, head: re.Pattern[str]) -> list[str]:
    """The cells below the first head that fits; heads may take two rows."""
    for depth, row in enumerate(grid.rows[:2]):
        for place, words in enumerate(row):
            if len(words) < 60 and head.search(words):
                return [below[place] for below in grid.rows[depth + 1 :] if place < len(below)]
    return []


def _each(lines: list[Line]) -> Iterator[Found]:
    for line in lines:
        yield Found(str(line.place), line.words)
