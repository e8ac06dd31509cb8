"""What became of the lines of a work week since it was first public: each change is marked (TS-III.2.2.9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS: dict[Mark, str | Promise] = {
    Mark.KEPT: "",
    Mark.CHANGED: _("Thay đổi"),
    Mark.ADDED: _("Bổ sung"),
    Mark.REMOVED: _("Hủy"),
}


@dataclass(frozen=True)
class MarkedEntry:
    """A line with its mark; `before` is what it said when first public, of a changed one."""

    entry: WorkEntry
    mark: Mark
    before: WorkEntry | None = None


def marked_entries(week: WorkWeek) -> list[MarkedEntry]:
    """The lines of this edition in the order of the week, with those that were called off since.

    Asks for the first edition that was ever public, which the marks are counted from; of that one nothing is
    marked. Two queries, three for a later edition.
    """
    own = list(week.entries.all())
    for one in own:
        one.edition = week
    first = _first_public(week)
    if first is None:
        return [MarkedEntry(one, Mark.KEPT) for one in in_order(own)]
    return compare_entries(list(first.entries.all()), own)


def compare_entries(old: Iterable[WorkEntry], new: Iterable[WorkEntry]) -> list[MarkedEntry]:
    """Lines are the same line by what they say, else by their lineage."""
    left = {one.lineage: one for one in old}
    said = {one.said: one.lineage for one in left.values()}
    marked = []
    for one in new:
        if (same := said.pop(one.said, None)) is not None:
            left.pop(same, None)
            marked.append(MarkedEntry(one, Mark.KEPT))
        else:
            marked.append(MarkedEntry(one, Mark.ADDED))
    return _in_order([*_changed(marked, left), *(MarkedEntry(one, Mark.REMOVED) for one in left.values())])


def _changed(marked: list[MarkedEntry], left: dict[object, WorkEntry]) -> list[MarkedEntry]:
    """What seemed new and carries the lineage of an old line says something else now; taken from `left`."""
    found = []
    for one in marked:
        before = left.pop(one.entry.lineage, None) if one.mark is Mark.ADDED else None
        found.append(MarkedEntry(one.entry, Mark.CHANGED, before) if before else one)
    return found


def _in_order(marked: list[MarkedEntry]) -> list[MarkedEntry]:
    places = {id(entry): place for place, entry in enumerate(in_order(one.entry for one in marked))}
    return sorted(marked, key=lambda one: places[id(one.entry)])


def _first_public(week: WorkWeek) -> WorkWeek | None:
    """The first edition of the item that the public saw, if it is an earlier one than this."""
    earlier = WorkWeek.objects.filter(item=week.item_id, number__lt=week.number)
    return earlier.filter(state__in=sorted(ONCE_PUBLIC)).order_by("number").first()
