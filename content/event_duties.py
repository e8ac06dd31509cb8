"""What an event asks for once it is over: an article, and after the yearly conference the school's report.

The clock (`editorial.owing`) asks these sources; they tell of events that are still to come as well, so that
one that is put off takes along what was owed for it.
"""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone

from content.calendar_days import starting_at
from content.models import Article, EventKind, EventReport, EventStatus, SchoolEvent
from documents.models import OfficialDocument
from editorial.first_public import first_public
from editorial.obligations import Cause, Source, register_source
from regulations.reckoning import Trigger

_KEY = "event:"


class _OfEvents(Source):
    """Shared by both: which events, and which kind of item answers."""

    answered_by: ClassVar[str]

    @abstractmethod
    def events(self) -> Any:
        """The events that ask for it, whatever their time and status."""

    @abstractmethod
    def happened(self, event: SchoolEvent) -> Trigger:
        """What the clock counts from."""

    def end(self, event: SchoolEvent) -> datetime:
        """Its end; what has none is not among the events asked for."""
        if event.ends_at is None:
            raise ValueError(event.pk)
        return event.ends_at

    def last_day(self, event: SchoolEvent) -> date:
        return event.last_day or timezone.localdate(self.end(event))

    def causes(self, since: date) -> Iterable[Cause]:
        """Events that end on or after that day (Asia/Ho_Chi_Minh), put off and called off ones left out."""
        rows = self.events().filter(ends_at__gte=starting_at(since), status=EventStatus.PLANNED)
        return self._each(rows.select_related("item").defer("text", "participants").order_by("ends_at", "pk"))

    def _each(self, rows: Any) -> Iterator[Cause]:
        for event in rows.iterator(chunk_size=500):
            yield Cause(
                key=f"{_KEY}{event.item_id}",
                title=event.title,
                happened=self.happened(event),
                unit_id=event.item.unit_id,
                people=(event.information_provider_id or event.item.created_by_id,),
                item_id=event.item_id,
            )

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        """When the first linked report was first public: three queries for any number of events."""
        events = [int(key.removeprefix(_KEY)) for key in keys if key.startswith(_KEY)]
        links = EventReport.objects.filter(event__in=events, item__kind=self.answered_by)
        reports: dict[int, list[int]] = defaultdict(list)
        for event, item in links.values_list("event", "item"):
            reports[event].append(item)
        seen = first_public({item for items in reports.values() for item in items})
        found = {}
        for event, items in reports.items():
            if moments := [seen[item] for item in items if item in seen]:
                found[f"{_KEY}{event}"] = min(moments)
        return found


class EventEnded(_OfEvents):
    """HN-13.1: of what is for everybody; a meeting of the staff owes no article, nor what says why not."""

    trigger = "event_ended"
    answered_by = Article._meta.label_lower

    def events(self) -> Any:
        return SchoolEvent.objects.public().filter(owes_report=True)

    def happened(self, event: SchoolEvent) -> Trigger:
        return self.last_day(event) if event.all_day else self.end(event)


class ConferenceHeld(_OfEvents):
    """HN-13.6d: the yearly report is owed after the conference, whoever was there; a document answers it."""

    trigger = "conference_held"
    answered_by = OfficialDocument._meta.label_lower

    def events(self) -> Any:
        return SchoolEvent.objects.out().filter(event_kind=EventKind.SUMMARY_CONFERENCE)

    def happened(self, event: SchoolEvent) -> Trigger:
        return self.last_day(event)


register_source(EventEnded())
register_source(ConferenceHeld())
