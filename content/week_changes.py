"""Which lines of a work week differ from what was first public: each is marked (TS-III.2.2.9).

What an earlier edition said is not shown: a line may have been taken out because it should not be read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.models import WorkEntry, WorkWeek
from content.models.work_weeks import in_order
from editorial.states import ONCE_PUBLIC


class Mark(StrEnum):
    """What is said of a line beside it."""

    KEPT = ""
    CHANGED = "changed"
    ADDED = "added"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: dict[Mark, str | Promise] = {
    Mark.KEPT: "",
    Mark.CHANGED: _("Thay đổi"),
    Mark.ADDED: _("Bổ sung"),
    Mark.CANCELLED: _("Hủy"),
}


@dataclass(frozen=True)
class MarkedEntry:
    """A line with its mark."""

    entry: WorkEntry
    mark: Mark


def marked_entries(week: WorkWeek) -> list[MarkedEntry]:
    """The lines of this edition in the order of the week.

    They are counted from the first edition that was ever public; of that one nothing is marked but what is
    called off. Two queries, three for a later edition.
    """
    own = list(week.entries.all())
    for one in own:
        one.edition = week
    first = _first_public(week)
    return mark_entries(own if first is None else list(first.entries.all()), own)


def mark_entries(old: Iterable[WorkEntry], new: Iterable[WorkEntry]) -> list[MarkedEntry]:
    """Lines are the same line by what they say, else by their lineage."""
    before = list(old)
    said = {one.said for one in before}
    lineages = {one.lineage for one in before}
    return [MarkedEntry(one, _mark(one, said, lineages)) for one in in_order(new)]


def _mark(entry: WorkEntry, said: set[tuple[object, ...]], lineages: set[UUID]) -> Mark:
    if entry.is_cancelled:
        return Mark.CANCELLED
    if entry.said in said:
        return Mark.KEPT
    return Mark.CHANGED if entry.lineage in lineages else Mark.ADDED


def _first_public(week: WorkWeek) -> WorkWeek | None:
    """The first edition of the item that the public saw, if it is an earlier one than this."""
    earlier = WorkWeek.objects.filter(item=week.item_id, number__lt=week.number)
    found: WorkWeek | None = earlier.filter(state__in=sorted(ONCE_PUBLIC)).order_by("number").first()
    return found
