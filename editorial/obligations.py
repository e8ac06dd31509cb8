"""What the school owes by when: who says so, what a person still has to do, and one-off duties by hand.

A room that knows a kind of cause (an event that ended, a document that was stamped) registers a Source; the
rounds of the clock (`editorial.owing`) ask it what happened and what was answered. Rules are those of the
regulation in force on the day of the cause (requirements 7.1, 7.2).
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from editorial.lights import Waiting, end_in_words
from editorial.models import BY_HAND, Item, Obligation, ObligationChange, Reminder, Responsible
from people.models import Unit, User
from regulations.reckoning import Trigger
from vietnamese import clean

LONGEST_TITLE = 255
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that happened and, by some rule, asks for something.

    `key` is stable ("event:123"): with the rule and the trigger it names the obligation. `happened` is a day,
    an aware moment or a period. `people` are numbers of accounts; empty leaves it to the duty holders of the
    rule, then to the head of the unit. `item_id` is the item that the work is about. A cause with `rule` sets
    off that rule only. `opens_on` is for what is owed before the day its time is counted from has come.
    """

    key: str
    title: str
    happened: Trigger
    unit_id: int | None = None
    people: tuple[int, ...] = ()
    item_id: int | None = None
    rule: str = ""
    opens_on: date | None = None


class Source(ABC):
    """What a room knows about one of `regulations.schema.TRIGGERS`; asked in bulk, never row by row."""

    trigger: str
    # Whether only something public answers it; then a report that it was done has to name the item.
    by_publication: bool = True

    @abstractmethod
    def causes(self, since: date) -> Iterable[Cause]:
        """Everything that happened on or after that day; streamed where there may be thousands."""

    @abstractmethod
    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        """Cause key -> the first moment (aware) at which what it asks for was there; without those unmet.

        It is the first public moment, not the approval. A cause that drops out is open again.
        """

    def places(self, keys: Collection[str]) -> dict[str, str]:
        """Cause key -> the address at the desk where the thing is done; needed where no item says it."""
        return {}


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> Source:
    """Let this source speak for its trigger; called once, when the room's module is read."""
    _SOURCES[source.trigger] = source
    return source


def sources() -> Iterator[Source]:
    """Every registered source, in the order of their triggers."""
    return iter([_SOURCES[trigger] for trigger in sorted(_SOURCES)])


def source_of(trigger: str) -> Source | None:
    """Who speaks for the trigger; None for one-off duties, and where no room knows of it."""
    return _SOURCES.get(trigger)


@dataclass(frozen=True)
class Duty:
    """An obligation as its person sees it: with the light, what is left, and where it is done."""

    obligation: Obligation
    place: str = ""

    @property
    def waiting(self) -> Waiting:
        return Waiting(self.obligation.opened_at, self.obligation.due_at)

    @property
    def end(self) -> str:
        return end_in_words(self.obligation.due_at)


def obligations_of(user: User) -> list[Duty]:
    """What this person still has to see to, the nearest end first."""
    return _duties(Obligation.objects.open().filter(responsible__user=user))


def late_for(user: User) -> list[Duty]:
    """What is late with others and this person was told of, as their head or the board; still open."""
    told = Reminder.objects.filter(user=user, stage__in=[Reminder.Stage.HEAD, Reminder.Stage.BOARD])
    late = Obligation.objects.open().filter(due_at__lte=timezone.now(), pk__in=told.values("obligation"))
    return _duties(late.exclude(responsible__user=user))


def _duties(rows: QuerySet[Obligation]) -> list[Duty]:
    found = list(rows.select_related("unit").order_by("due_at", "pk")[:MOST_SHOWN])
    places = places_of(found)
    return [Duty(one, places.get(one.pk, "")) for one in found]


def places_of(found: Collection[Obligation]) -> dict[int, str]:
    """Obligation number -> where it is done: as its source says, else at the newest edition of its item.

    One question for each trigger and kind of item.
    """
    places: dict[int, str] = {}
    for trigger in {one.trigger for one in found}:
        source = source_of(trigger)
        if source is not None:
            mine = {one.cause_key: one.pk for one in found if one.trigger == trigger}
            places |= {mine[key]: place for key, place in source.places(mine).items() if key in mine}
    desks = _desks({one.item_id for one in found if one.item_id is not None and one.pk not in places})
    return {one.pk: desks[one.item_id] for one in found if one.item_id and one.item_id in desks} | places


def _desks(items: set[int]) -> dict[int, str]:
    """Item number -> the page of its newest edition at the desk."""
    kinds = Item.objects.filter(pk__in=items).values_list("kind", flat=True).distinct()
    return {
        edition.item_id: edition.get_desk_url()
        for kind in kinds
        for edition in apps.get_model(kind).objects.latest_editions().filter(item__in=items).only("item")
    }


@transaction.atomic
def open_by_hand(
    title: str, due_at: datetime, people: Iterable[User], unit: Unit | None, by: User
) -> Obligation:
    """A duty for once, due at an hour of a day (Q8-6); `due_at` is aware, the first instant too late.

    ValueError for an empty title, for nobody to do it, and for a moment without time zone.
    """
    words = " ".join(clean(title).split())[:LONGEST_TITLE]
    chosen = sorted({person.pk for person in people})
    if not words or not chosen or due_at.tzinfo is None:
        raise ValueError(title)
    now = timezone.now()
    made = Obligation.objects.create(
        trigger=BY_HAND,
        title=words,
        unit=unit,
        due_at=due_at,
        happened_at=now,
        opened_at=now,
        remind_at=now,
        people_chosen=True,
    )
    Responsible.objects.bulk_create([Responsible(obligation=made, user_id=pk) for pk in chosen])
    ObligationChange.objects.create(obligation=made, verb=ObligationChange.Verb.OPENED, by=by, due_at=due_at)
    return made
