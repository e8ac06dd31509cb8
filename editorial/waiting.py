"""What waits for whom: the next move of an edition is this person's. Asked for one edition or for many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Max, OuterRef, Q, Subquery

from editorial.actors import acts_at, know_heads
from editorial.models import Edition, Event, Review, ReviewAssignment
from editorial.routes import APPROVING_VERBS, step_of
from editorial.states import State
from people.models import User
from regulations.schema import Step

Key = tuple[int, int]  # an edition of whatever kind: its item, and its number


def key_of(edition: Edition) -> Key:
    return edition.item_id, edition.number


@dataclass
class Desk:
    """What the database says about many editions, asked once: no further query for any of them."""

    user: User
    owed: dict[Key, date | None] = field(default_factory=dict)  # verdicts this person owes, and until when
    heard: set[Key] = field(default_factory=set)  # editions whose text as it stands has the head's opinion
    arrived: dict[tuple[int, int, str], datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User, editions: Iterable[Edition]) -> "Desk":
        found = list(editions)
        know_heads(found)
        items = {edition.item_id for edition in found}
        return cls(user, _owed_by(user, items), _opinions_on(items), arrivals(items))

    def waits(self, edition: Edition) -> bool:
        """Whether the next move of this edition is this person's."""
        step = step_of(edition)
        if step is None:
            return False
        if acts_at(edition, step, self.user):
            return not (edition.submitted_by_id == self.user.pk and APPROVING_VERBS & set(step.verbs))
        return edition.state == State.IN_REVIEW and self._is_asked(edition, step)

    def _is_asked(self, edition: Edition, step: Step) -> bool:
        if step.opinion_of and edition.needs_opinion and self.user.has_role(step.opinion_of):
            return key_of(edition) not in self.heard
        return "assign" in step.verbs and key_of(edition) in self.owed

    def since(self, edition: Edition) -> datetime:
        """When the edition arrived where it stands."""
        arrived = self.arrived.get((*key_of(edition), edition.step))
        return arrived or edition.submitted_at or edition.created_at


def waits_for(edition: Edition, user: User) -> bool:
    """Whether the next move of this edition is this person's."""
    return Desk.of(user, [edition]).waits(edition)


def _owed_by(user: User, items: set[int]) -> dict[Key, date | None]:
    open_ones = ReviewAssignment.objects.filter(reviewer=user, review=None, closed_at=None, item__in=items)
    return {(one.item_id, one.edition_number): one.due_on for one in open_ones}


def _opinions_on(items: set[int]) -> set[Key]:
    """Editions with an opinion on the text as it stands: each event wrote down the digest of its moment."""
    events = Event.objects.filter(item=OuterRef("item"), edition_number=OuterRef("edition_number"))
    present = Subquery(events.order_by("-pk").values("digest")[:1])
    given = Review.objects.filter(kind=Review.Kind.OPINION, item__in=items).annotate(present=present)
    return set(given.filter(digest=F("present")).values_list("item_id", "edition_number"))


def arrivals(items: set[int]) -> dict[tuple[int, int, str], datetime]:
    """(item, edition number, step) -> when it last came to stand there; one query."""
    moved = Event.objects.filter(item__in=items).filter(
        ~Q(step_after=F("step_before")) | ~Q(state_after=F("state_before"))
    )
    rows = moved.values_list("item_id", "edition_number", "step_after").annotate(at=Max("at")).order_by()
    return {(item, number, step): at for item, number, step, at in rows}
