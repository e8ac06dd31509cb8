"""What the calendar itself asks for: periods that ended, each month, each year, and once (HN-13.6, TS-II.2).

Nothing here is public by itself: somebody reports that it was done, and may name the item that answers it.
What ended before the portal had its first regulation is none of its business.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from editorial.obligations import Cause, Source, register_source
from regulations.in_force import Versions
from regulations.periods import TRIGGER_OF_KIND, Period
from regulations.reckoning import due_at
from regulations.schema import TIME_ZONE, DeadlineRule
from vietnamese.working_days import WorkingDays

# A day that comes once, or once a year, is on the list so long before it.
AHEAD = timedelta(days=30)


class PeriodEnded(Source):
    """A report for every month, quarter or half-year that ended."""

    by_publication = False

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.trigger = TRIGGER_OF_KIND[kind]

    def causes(self, since: date) -> Iterable[Cause]:
        begun, today = Versions().begun_on, _today()
        if begun is None:
            return
        period = Period.holding(max(since, begun), self.kind)
        while period.next_starts_on <= today:
            title = period.label
            yield Cause(f"period:{period}", title[:1].upper() + title[1:], period)
            period = Period.holding(period.next_starts_on, self.kind)

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        return {}


class CalendarDay(Source):
    """Rules that no happening sets off; each cause is one rule's alone."""

    trigger = "calendar"
    by_publication = False

    def causes(self, since: date) -> Iterable[Cause]:
        versions = Versions()
        if versions.begun_on is None:
            return
        begun, today = max(since, versions.begun_on), _today()
        for rule in versions.rules_for(self.trigger, today):
            for key, day in _days_of(rule, today):
                if begun <= day <= today:
                    yield Cause(f"{rule.key}:{key}", _title(rule, day), day, rule=rule.key)

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        return {}


def _days_of(rule: DeadlineRule, today: date) -> Iterator[tuple[str, date]]:
    """The days on which the rule's obligations appear, with what tells them apart."""
    if rule.unit == "monthly":
        for back in range(14):
            number = today.year * 12 + today.month - 1 - back
            first = date(number // 12, number % 12 + 1, 1)
            yield f"{first:%Y-%m}", first
    elif rule.unit == "yearly":
        for year in (today.year - 1, today.year, today.year + 1):
            yield str(year), date.fromisoformat(f"{year:04}-{rule.yearly_on}") - AHEAD
    elif rule.at is not None:
        end = due_at(rule, today, WorkingDays())
        yield f"{end:%Y-%m-%dT%H:%M}", end.date() - AHEAD


def _title(rule: DeadlineRule, day: date) -> str:
    if rule.unit != "monthly":
        return rule.label
    return f"{rule.label}: {Period.holding(day, 'month').label}"


def _today() -> date:
    return timezone.now().astimezone(TIME_ZONE).date()


for _kind in TRIGGER_OF_KIND:
    register_source(PeriodEnded(_kind))
register_source(CalendarDay())
