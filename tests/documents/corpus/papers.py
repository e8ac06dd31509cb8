"""A document as its typist sees it, whatever program writes it (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from dataclasses import dataclass, field
from datetime import date

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Printed:
    """One paragraph of a column; `size` in points."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 12.0


@dataclass(frozen=True)
class Expected:
    """What a careful văn thư would type into the form; None where the document does not say it."""

    reference_number: str | None = None
    issued_on: date | None = None
    document_type: str | None = None
    issuing_authority: str | None = None
    summary: str | None = None
    signer: str | None = None
    signer_title: str | None = None


@dataclass(frozen=True)
class Paper:
    """Two columns of a head, the middle (title, summary, addressee), the text, and two columns at the end."""

    name: str
    left: tuple[Printed, ...]
    right: tuple[Printed, ...]
    middle: tuple[Printed, ...]
    body: tuple[str, ...]
    end_left: tuple[str, ...]
    end_right: tuple[str, ...]
    expected: Expected
    annex: tuple[str, ...] = ()
    form: str = "table"  # how the head is made: see the writers
    extra: tuple[str, ...] = field(default=())


def heading(*texts: str, bold_from: int = 0, size: float = 11.0) -> tuple[Printed, ...]:
    """Lines of a head; those from `bold_from` on are bold."""
    return tuple(Printed(text, bold=place >= bold_from, size=size) for place, text in enumerate(texts))


def motto(place_and_day: str) -> tuple[Printed, ...]:
    state, words = STATE
    return (
        Printed(state, bold=True, size=10.5),
        Printed(words, bold=True),
        Printed(place_and_day, italic=True),
    )
