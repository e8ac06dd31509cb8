"""Reference numbers of official documents: 123.3/QĐ-THHNINH, 37/2020/TT-BGDĐT, 12-KH/ĐU, 148/2025/QH15.

Source: NĐ 30/2020/NĐ-CP Điều 8 and Phụ lục III; Hướng dẫn 05-HD/VPTW for Party documents (law.md §3).
"""

import re
from dataclasses import dataclass

from vietnamese.normal_form import nfc
from vietnamese.text import fold

# Abbreviations of document types as they are written; case tells QĐ from QyĐ only to the eye.
_TYPES = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GN TTh GUQ GM GGT GNP PG PC PB "
    "SY TrS SL CV NĐ TT TTLT NQLT PL L VBHN KL QĐi"
)
DOCUMENT_TYPES = tuple(_TYPES.split())
_TYPE_BY_NORMAL_FORM = {code.upper(): code for code in DOCUMENT_TYPES}
_LONGEST = 120

_PREFIX = re.compile(r"^.{0,40}?\bS[ỐO]\b(?:\s+(?:KÝ\s+)?HIỆU)?\s*[:.]?\s*(?=[\d/\s._…-]|$)")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_AROUND_SEPARATORS = re.compile(r"\s*([/&-])\s*")
_BLANK = re.compile(r"^[\s._…]+(?=[/-])")
_SERIAL = r"(?:(?P<number>\d+(?:\.\d+)*)(?P<suffix>[A-ZĐ]{1,3})?)?"
_ADMINISTRATIVE = re.compile(
    rf"{_SERIAL}/(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>[A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9.]*(?:-[A-ZĂÂĐÊÔƠƯ0-9.]+)*)"
)
_PARTY = re.compile(rf"{_SERIAL}-(?P<type>[A-ZĐ]+)/(?P<issuer>[A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9.-]*)")


@dataclass(frozen=True, slots=True)
class ReferenceNumber:
    """The parts of a reference number, in capitals as in its normal form.

    `number` is as printed ("123.3", "05") and empty where the number is still blank in a draft. A year means
    a legal normative document. `type` is an abbreviation of DOCUMENT_TYPES; it is None for official letters
    (công văn), which carry only who issued and who drafted them, and for laws.
    """

    number: str
    suffix: str
    year: int | None
    type: str | None
    issuer: str | None
    is_party_form: bool = False

    @property
    def normal(self) -> str:
        """The form two spellings of one reference number share; leading zeros of the number do not count."""
        serial = re.sub(r"^0+(?=\d)", "", self.number) + self.suffix
        kind = self.type.upper() if self.type else ""
        if self.is_party_form:
            return f"{serial}-{kind}/{self.issuer}"
        symbol = "-".join(part for part in (kind, self.issuer) if part)
        return f"{serial}/{self.year}/{symbol}" if self.year else f"{serial}/{symbol}"


def parse_reference_number(text: str) -> ReferenceNumber | None:
    """Return the parts of a text that is a reference number, with or without "Số:" before it, else None."""
    if len(text) > _LONGEST:
        return None
    candidate = _tidy(text)
    party = _PARTY.fullmatch(candidate)
    if party and party["type"] in _TYPE_BY_NORMAL_FORM:
        kind = _TYPE_BY_NORMAL_FORM[party["type"]]
        return ReferenceNumber(
            party["number"] or "", party["suffix"] or "", None, kind, party["issuer"], is_party_form=True
        )
    found = _ADMINISTRATIVE.fullmatch(candidate)
    if not found:
        return None
    kind_code, issuer = _split_symbol(found["symbol"])
    year = int(found["year"]) if found["year"] else None
    return ReferenceNumber(found["number"] or "", found["suffix"] or "", year, kind_code, issuer)


def normal_reference(text: str) -> str:
    """Return the normal form of a reference number; of another text its capitals without spaces."""
    parsed = parse_reference_number(text)
    return parsed.normal if parsed else re.sub(r"\s+", "", nfc(text).upper())


def search_reference(text: str) -> str:
    """Return the normal form without marks, in which "qd" finds "QĐ"."""
    return fold(normal_reference(text))


def _tidy(text: str) -> str:
    tidy = nfc(text).upper().replace("Ð", "Đ").replace("Ɖ", "Đ")
    tidy = _PREFIX.sub("", _DASHES.sub("-", tidy).strip())
    tidy = _AROUND_SEPARATORS.sub(r"\1", _BLANK.sub("", tidy)).strip()
    tidy = tidy.replace("&", "").replace("GD-ĐT", "GDĐT")
    if "/" not in tidy:
        tidy = re.sub(r"\s+", "/", tidy, count=1)
    return re.sub(r"\s+", "", tidy)


def _split_symbol(symbol: str) -> tuple[str | None, str | None]:
    first, _, rest = symbol.partition("-")
    if first in _TYPE_BY_NORMAL_FORM:
        return _TYPE_BY_NORMAL_FORM[first], rest or None
    return None, symbol
