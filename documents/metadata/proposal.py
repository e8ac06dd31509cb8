"""A value read from a document, with the line it came from and how sure it is."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from documents.layout import Line


class Confidence(StrEnum):
    """How surely a value is what the field asks for, before anybody has looked."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed value; a date for the day of issue, text for all else.

    `needs_check` asks for the mark “kiểm tra lại”: what was read from a scan, or is little more than a guess.
    """

    value: str | date
    line: Line
    confidence: Confidence
    needs_check: bool = False

    def marked(self, *, scanned: bool) -> Self:
        return replace(self, needs_check=scanned or self.confidence is Confidence.LOW)

    @property
    def text(self) -> str:
        """The value as JSON carries it: a date in ISO form."""
        return self.value.isoformat() if isinstance(self.value, date) else self.value
