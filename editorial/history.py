"""What was changed in a text after it was first public, and when (HN-16b)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from editorial.states import State

MOST_CHANGES = 20


@dataclass(frozen=True)
class Change:
    at: datetime | None  # None while it is not public: in a preview
    note: str
    correction: bool


def changes_of(shown: Any) -> list[Change]:
    """The notes of this edition and of those it followed, newest first; of a first edition none.

    For kinds of edition that say `correction`.

    Notes of editions that were never public stay in the desk.
    """
    if shown.number == 1:
        return []
    replaced = Q(state__in=[State.PUBLISHED, State.SUPERSEDED], number__lt=shown.number)
    earlier = type(shown)._base_manager.filter(replaced | Q(pk=shown.pk), item=shown.item_id, number__gt=1)
    told = earlier.order_by("-number").values_list("published_at", "change_note", "correction")
    return [Change(*row) for row in told[:MOST_CHANGES]]
