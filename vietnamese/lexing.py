"""Words of a text as search knows them: syllables, reference numbers, school years, dates, decimals, hosts.

One analysis for what is indexed and what is asked, whatever the engine: engines by themselves lose đ, text
in NFD, one-letter words and the parts of reference numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vietnamese.text import fold, tone_key

LONGEST = 64  # letters of one word; what is longer is no word
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("ÐƉðɖ", "đ"), **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")}
    | {**dict.fromkeys("\u2044\u2215", "/"), **dict.fromkeys("\u00a0\u202f\u2009", " ")}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
_LETTERS = r"[^\W_]"
_SIGN = rf"[^\W\d_]{_LETTERS}*(?:&{_LETTERS}+)*(?:[-/]{_LETTERS}+(?:&{_LETTERS}+)*)*"
_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b)"
    r"|(?P<years>\b(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d\b)"
    rf"|(?P<number>\b\d+(?:\.\d+){{0,3}}[a-zđ]{{0,2}}\s?/\s?(?:\d{{4}}(?:/{_SIGN})?|{_SIGN}))"
    r"|(?P<decimal>\b\d+(?:[.,]\d+)+\b)"
    rf"|(?P<host>\b{_LETTERS}+(?:[.-]{_LETTERS}+){{0,5}}\.(?:vn|com|net|org|edu|gov|info)\b)"
    rf"|(?P<word>{_LETTERS}+(?:&{_LETTERS}+)*)"
)
_SPELLED_DATE = re.compile(
    r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\b|\btháng\s+(\d{1,2})\s+năm\s+(\d{4})\b"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `key` is its folded form, `parts` all forms it is found by, `marked` the form with marks."""

    kind: str
    key: str
    parts: tuple[str, ...]
    marked: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; words longer than LONGEST are left out."""
    for match in _TOKEN.finditer(tidy(text)):
        if match.end() - match.start() <= LONGEST:
            yield _token(match.lastgroup or "word", match.group())


def spelled_dates(text: str) -> Iterator[str]:
    """Dates written in words ("ngày 05 tháng 10 năm 2020") as the date they are: 5/10/2020, 10/2020."""
    for day, month, year, only_month, of_year in _SPELLED_DATE.findall(tidy(text)):
        yield f"{int(day)}/{int(month)}/{year}" if day else f"{int(only_month)}/{of_year}"


def tidy(text: str) -> str:
    """Lower case, NFC, one placement of the tone, one đ, plain dashes and spaces."""
    return tone_key(text.translate(_LOOKALIKES))


@lru_cache(maxsize=65536)
def _token(kind: str, surface: str) -> Token:
    return _READERS[kind](kind, surface)


def _word(kind: str, surface: str) -> Token:
    key = fold(surface.replace("&", ""))
    parts = (key, *(fold(part) for part in surface.split("&"))) if "&" in surface else (key,)
    return Token(kind, key, parts, surface if surface != key and "&" not in surface else "")


def _number(kind: str, surface: str) -> Token:
    """37/2020/TT-BGDĐT is also found by 37/2020, 37, 2020, TT-BGDĐT, TT and BGDĐT."""
    whole = _without_zeros(fold(re.sub(r"\s", "", surface)).replace("&", ""))
    serial, *others = whole.split("/")
    beginnings = ["/".join([serial, *others[:count]]) for count in range(len(others), -1, -1)]
    pieces = [piece for other in others for piece in (other, *other.split("-"))]
    return Token(kind, whole, _once([*beginnings, serial.split(".")[0], *pieces]))


def _date(kind: str, surface: str) -> Token:
    day, month, year = re.split(r"[/.-]", surface)
    key = f"{int(day)}/{int(month)}/{year}"
    return Token(kind, key, (key, f"{int(month)}/{year}", year))


def _years(kind: str, surface: str) -> Token:
    first, second = re.split(r"\s?[-/]\s?", surface)
    key = f"{first}-{second}"
    return Token(kind, key, (key, first, second))


def _decimal(kind: str, surface: str) -> Token:
    key = surface.replace(",", ".")
    return Token(kind, key, _once([key, *key.split(".")]))


def _host(kind: str, surface: str) -> Token:
    key = fold(surface)
    return Token(kind, key, _once([key, *re.split(r"[.-]", key)]))


_READERS = {
    "word": _word,
    "number": _number,
    "date": _date,
    "years": _years,
    "decimal": _decimal,
    "host": _host,
}


def _without_zeros(text: str) -> str:
    return re.sub(r"^0+(?=\d)", "", text)


def _once(forms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))
