"""How much of a set of documents was read right, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from documents.metadata.proposing import Proposals
from tests.documents.corpus.papers import Expected
from vietnamese import search_reference, tone_key


@dataclass
class Figures:
    """Counts over documents; a number counts as invented when another one, or none, was printed."""

    fields: int = 0
    right: int = 0
    invented: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / self.fields

    def add(self, name: str, expected: Expected, proposals: Proposals) -> None:
        for wanted in fields(Expected):
            value, proposal = getattr(expected, wanted.name), getattr(proposals, wanted.name)
            found = proposal.value if proposal else None
            self.fields += 1
            if _same(value, found):
                self.right += 1
                continue
            self.wrong.append(f"{name} {wanted.name}: {found!r}, printed {value!r}")
            if wanted.name == "reference_number" and found is not None:
                self.invented.append(f"{name}: {found}")


def measured(read: Iterable[tuple[str, Expected, Proposals]]) -> Figures:
    figures = Figures()
    for name, expected, proposals in read:
        figures.add(name, expected, proposals)
    return figures


def _same(value: str | date | None, found: str | date | None) -> bool:
    """Equal but for capitals and the placement of a tone; a number also but for leading zeros."""
    if not (isinstance(value, str) and isinstance(found, str)):
        return value == found
    return tone_key(value) == tone_key(found) or (
        "/" in value and search_reference(value) == search_reference(found)
    )
