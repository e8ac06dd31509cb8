"""The reference number in a head (ô 3): as printed, or nothing where it is blank or doubtful."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.document_types import TypeOfDocument, type_by_abbreviation
from documents.layout import Line
from documents.metadata.wording import is_motto
from vietnamese import parse_reference_number

_PREFIX = r"(?:(?:Luật|Pháp lệnh|Nghị quyết|Lệnh|LUẬT)\s+)?(?:S[ốỐ]|(?<=\s)số)\s*[:.]?\s*"
# What OCR makes of "Số:"; the colon must be there, for "So" begins other words.
_SCANNED_PREFIX = r"(?:[S5§][^\W\d_]?[\u0300-\u036f]?[6`'´’]?\s*[:;.,]\s*)"
_LETTERS = r"[A-ZÀ-ỸĐÐ][A-Za-zÀ-ỹĐđÐ&.\d]{0,14}"
_SYMBOL = rf"{_LETTERS}(?:\s?-\s?{_LETTERS}){{0,4}}(?: [A-ZĐ]{{1,8}}$)?"
_SERIAL = r"(?P<number>\d{1,5}(?:\.\d{1,3}){0,2})\s?(?P<suffix>[A-Za-zĐđ]{0,2})"
_SCANNED_SERIAL = r"(?P<number>[\dOolI|]{1,5}(?:\.\d{1,3}){0,2})(?P<suffix>)"
_FORM = (
    r"(?:(?P<dots>[._…]{{2,}})\s*)?{serial}\s*(?(dots)[._…\s]+)"
    r"(?:/\s*(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<symbol>{symbol})"
    r"|-\s*(?P<kind>[A-ZĐÐ][A-Za-zĐđÐ]{{0,4}})\s*/\s*(?P<organ>{symbol}))"
    r"(?=[\s,;.]|$)"
)
_TEXT = re.compile(_PREFIX + _FORM.format(serial=_SERIAL, symbol=_SYMBOL))
_SCANNED = re.compile(
    rf"(?:{_PREFIX}|{_SCANNED_PREFIX})" + _FORM.format(serial=_SCANNED_SERIAL, symbol=_SYMBOL)
)
_BLANK = re.compile(rf"{_PREFIX}[\s._…]*(?:/\s*(?P<symbol>{_SYMBOL})|-\s*(?P<kind>[A-ZĐ]{{1,4}})/)?")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_DIGITS = str.maketrans("OoIl|", "00111")
# Letters that OCR takes for others, where only one reading is an abbreviation in use.
_REPAIRED = "QĐ NĐ QyĐ CĐ BGDĐT GDĐT SGDĐT PGDĐT ĐU ĐTN HĐND HĐT"
_REPAIRS = {right.replace("Đ", "D"): right for right in _REPAIRED.split()}


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number line; `value` is empty where the number is blank, `abbreviation` tells the type even so."""

    value: str
    line: Line
    is_letter: bool  # numbered as an official letter: the issuer stands where others have their type
    type: TypeOfDocument | None


def find_number(lines: Sequence[Line], *, scanned: bool) -> FoundNumber | None:
    """Return the first number line of a head, also one broken over two lines; None when there is none."""
    for place, line in enumerate(lines):
        for text in _readings(lines, place):
            found = _read(text, line, scanned=scanned)
            if found:
                return found
    return None


def _readings(lines: Sequence[Line], place: int) -> list[str]:
    """The line; before that the line with the next one where it breaks off after "Số:", a slash, a dash."""
    text = _DASHES.sub("-", " ".join(lines[place].text.split())).replace("\u2044", "/")
    following = next((line.text for line in lines[place + 1 :] if line.text), "")
    breaks_off = re.search(r"(?:^S[ốỐ]\s*:?|\bsố\s*:?|[/-])$", text) or following.startswith("/")
    if breaks_off and following and not is_motto(following):
        return [f"{text} {_DASHES.sub('-', following)}", text]
    return [text]


def _read(text: str, line: Line, *, scanned: bool) -> FoundNumber | None:
    match = (_SCANNED if scanned else _TEXT).match(text)
    if match:
        return _found(match, line, scanned=scanned)
    blank = _BLANK.match(text)
    if blank and (blank["symbol"] or blank["kind"] or blank.end() == len(text)):
        first = (blank["symbol"] or blank["kind"] or "").split("-")[0].strip()
        kind = type_by_abbreviation(first)
        return FoundNumber("", line, is_letter=bool(first) and kind is None, type=kind)
    return None


def _found(match: re.Match[str], line: Line, *, scanned: bool) -> FoundNumber | None:
    mend = _mended if scanned else str
    number = match["number"]
    if scanned and not re.search(r"\d", number):
        return None
    serial = (number.translate(_DIGITS) if scanned else number) + match["suffix"]
    if match["kind"]:
        value = f"{serial}-{mend(match['kind'])}/{mend(_tight(match['organ']))}"
    else:
        year = f"{match['year']}/" if match["year"] else ""
        value = f"{serial}/{year}{mend(_tight(match['symbol']))}"
    parts = parse_reference_number(value)
    if parts is None or not parts.number or int(float(parts.number.split(".")[0])) == 0:
        return None
    kind = type_by_abbreviation(parts.type)
    return FoundNumber(value, line, is_letter=parts.type is None and parts.year is None, type=kind)


def _tight(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).strip(".").replace("Ð", "Đ")


def _mended(symbol: str) -> str:
    return "-".join(_REPAIRS.get(part, part) for part in symbol.split("-"))
