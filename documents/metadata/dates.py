"""The place and day of issue (ô 4): “Hà Ninh, ngày 05 tháng 9 năm 2026”; a day left blank is no day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.layout import Line
from documents.metadata.wording import plain

_DIGIT = r"[0-9oil|]"
_WORDS = r"[^\d/:;()“\"]"
_PLACE = rf"(?P<place>[10]?{_WORDS}{{0,45}}?(?:\d{{1,2}}{_WORDS}{{0,25}}?)?)"  # Quận 8; OCR reads Ia as 1a
_SPELLED = re.compile(
    rf"{_PLACE}\s?,?\s?\bngay\s?(?P<day>{_DIGIT}{{1,2}})\s?t[hn]ang\s?(?P<month>{_DIGIT}{{1,2}})\s?nam\s?"
    rf"(?P<year>{_DIGIT}{{4}})\W*"
)
_SLASHED = re.compile(
    rf"{_PLACE},\s?ngay\s?(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>\d{{4}})\W*"
)
_DOTS = r"[\s._…]*"
_BLANK = re.compile(
    rf"{_PLACE}\s?,?\s?\bngay[\s._…/]*(?:{_DIGIT}{{1,2}}{_DOTS})?thang{_DOTS}(?:{_DIGIT}{{1,2}})?{_DOTS}nam.{{0,8}}"
)
_DAYS = (_SPELLED, _SLASHED)
_BLANKS = (_BLANK,)
_DIGITS = str.maketrans("oil|", "0111")
# "theo", "tại cuộc họp", "hôm nay": the day of something else.
_NOT_A_PLACE = re.compile(r"\b(?:theo|can cu|hop|hom nay|hieu luc|so|den|tu|truoc|ke|gio|luc|vao|nghi)\b")
_YEARS = range(1945, 2100)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A line that tells the day of issue; `value` is None where the day or the month is still blank."""

    value: date | None
    line: Line


def find_date(lines: Sequence[Line], *, place_needed: bool = False) -> FoundDate | None:
    """Return the first line that is a place and a day and nothing else, also one broken over two lines.

    `place_needed`: a day alone does not count, as at the end of a document.
    """
    for at, line in enumerate(lines):
        following = next((other for other in lines[at + 1 : at + 3] if other.text), None)
        whole = plain(line.text)
        joined = plain(f"{line.text} {following.text}") if following and whole else ""
        for words, patterns in ((whole, _DAYS), (joined, _DAYS), (whole, _BLANKS), (joined, _BLANKS)):
            match = next((found for pattern in patterns if (found := pattern.fullmatch(words))), None)
            if match and _is_place(match["place"], needed=place_needed):
                return FoundDate(_day_of(match) if patterns is _DAYS else None, line)
    return None


def _is_place(words: str, *, needed: bool) -> bool:
    return bool(words.strip() or not needed) and not _NOT_A_PLACE.search(words)


def _day_of(match: re.Match[str]) -> date | None:
    day, month, year = (int(match[part].translate(_DIGITS)) for part in ("day", "month", "year"))
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value if year in _YEARS else None
