"""The days of a month or a week with what is on each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from content.calendar_asking import AskedCalendar, address_of_span
from content.models import SchoolEvent

# More than any school has in six weeks; the list has the rest.
MOST_SHOWN = 500


@dataclass
class Day:
    """A day of the calendar (Asia/Ho_Chi_Minh)."""

    date: date
    in_month: bool
    is_today: bool
    events: list[SchoolEvent] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return not self.events and not self.notes


@dataclass(frozen=True)
class Neighbours:
    """Queries of the spans before and after, "" where nothing lies that way: robots do not walk on."""

    before: str = ""
    after: str = ""
    holds_some: bool = True  # whether the span lies where events are


def starting_at(day: date) -> datetime:
    """The first instant of the day here."""
    return timezone.make_aware(datetime.combine(day, time()))


def days_of(asked: AskedCalendar, events: Iterable[SchoolEvent]) -> list[Day]:
    """Every day that is shown, with its events in their order; one of several days stands on each."""
    first, after = asked.days
    today = timezone.localdate()
    days = [
        Day(day, day.month == asked.day.month or asked.view != "thang", day == today)
        for day in (first + timedelta(days=place) for place in range((after - first).days))
    ]
    for event in events:
        begins, ends = event.first_day, event.last_day
        if begins is None or ends is None:
            continue
        for place in range(max(0, (begins - first).days), min(len(days), (ends - first).days + 1)):
            days[place].events.append(event)
    return days


def weeks_of_days(days: Sequence[Day]) -> list[Sequence[Day]]:
    return [days[place : place + 7] for place in range(0, len(days), 7)]


def events_between(rows: Any, asked: AskedCalendar) -> list[SchoolEvent]:
    """Of these rows the events that touch the days shown, as they begin: one query."""
    first, after = asked.days
    touching = rows.filter(starts_at__lt=starting_at(after), ends_at__gt=starting_at(first))
    if asked.kind:
        touching = touching.filter(event_kind=asked.kind)
    shown = touching.select_related("item").defer("text", "participants")
    return list(shown.order_by("starts_at", "item_id")[:MOST_SHOWN])


def neighbours_of(rows: Any, asked: AskedCalendar) -> Neighbours:
    """Where the arrows beside the span lead: as far as these rows reach, and back to today; one query."""
    reach = rows.aggregate(first=Min("starts_at"), last=Max("ends_at"))
    today = timezone.localdate()
    first = min(today, timezone.localdate(reach["first"]) if reach["first"] else today)
    last = max(today, timezone.localdate(reach["last"]) if reach["last"] else today)
    begins, ends = asked.day, (asked.step(1) or date.max)
    before = asked.step(-1) if begins > first else None
    after = asked.step(1) if ends <= last else None
    return Neighbours(
        address_of_span(asked, before) if before else "",
        address_of_span(asked, after) if after else "",
        holds_some=begins <= last and ends > first,
    )


def coming_events() -> Any:
    """Public events that are not over yet, the nearest first."""
    rows = SchoolEvent.objects.public().filter(ends_at__gte=timezone.now()).select_related("item")
    return rows.defer("text", "participants").order_by("starts_at", "item_id")
