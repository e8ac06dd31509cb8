"""The normal form of a reference number, and the keys it is found and compared by (Q8-2.3b, Q8-2.3d).

`vietnamese.numbers` takes the number apart; here stands what the portal keeps of it.
"""

from dataclasses import dataclass

from documents.document_types import TypeOfDocument, type_by_abbreviation
from vietnamese import parse_reference_number, search_reference


@dataclass(frozen=True, slots=True)
class Numbering:
    """The parts of a reference number; empty where it has none.

    `number` is as printed ("123.3", "05"), `suffix` the letter after it, `year` stands only in legal
    normative documents, `issuer` is the abbreviation in capitals ("THHNINH", "BGDĐT"). `key` is equal for all
    spellings of one number, also without marks ("123.3/qd-thhninh"): for duplicates, together with the
    issuing authority, and for search by its beginning.
    """

    number: str
    suffix: str
    year: int | None
    type: TypeOfDocument | None
    issuer: str
    key: str

    @property
    def is_blank(self) -> bool:
        """A draft's number, of which only the abbreviations are there: never a key to find duplicates by."""
        return not self.number


def normalise(reference_number: str) -> Numbering:
    """Take a reference number apart; what is none, in whatever words, still has a key to be found by."""
    parts = parse_reference_number(reference_number)
    key = search_key(reference_number)
    if parts is None:
        return Numbering("", "", None, None, "", key)
    return Numbering(
        number=parts.number,
        suffix=parts.suffix,
        year=parts.year,
        type=type_by_abbreviation(parts.type),
        issuer=parts.issuer or "",
        key=key,
    )


def search_key(typed: str) -> str:
    """Return what the keys of the numbers that a person means begin with: `123.3/QD`, `123.3 qđ-thhninh`.

    Empty for a blank text, which would be the beginning of every key.
    """
    return search_reference(typed).lstrip("0")
