"""What is to appear and to disappear in a month, as far as this person may see it."""

import calendar
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.access import visible
from editorial.models import Edition
from editorial.publishing import edition_models
from editorial.states import IN_PROGRESS, State
from people.models import User

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099
KINDS: dict[str, str | Promise] = {
    "scheduled": _("sẽ đăng"),
    "wished": _("muốn đăng, chưa duyệt"),
    "appeared": _("đã đăng"),
    "expires": _("hết hạn hiển thị"),
}


@dataclass(frozen=True)
class Entry:
    """Something that is to happen to an edition at `at` (Asia/Ho_Chi_Minh)."""

    at: datetime
    kind: str
    edition: Edition
    crowded: bool = False  # something else is to appear within the same hour

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    is_today: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Month:
    """A month of the calendar; raises ValueError outside the years 2000 to 2099."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (EARLIEST_YEAR <= self.year <= LATEST_YEAR and 1 <= self.month <= 12):
            raise ValueError

    @classmethod
    def current(cls) -> "Month":
        today = timezone.localdate()
        return cls(today.year, today.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    def moved(self, months: int) -> "Month | None":
        """The month so many later or earlier; None past the ends of the calendar."""
        place = self.year * 12 + self.month - 1 + months
        year, month = divmod(place, 12)
        return Month(year, month + 1) if EARLIEST_YEAR <= year <= LATEST_YEAR else None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first instant of the month, and the first of the next."""
        start = timezone.make_aware(datetime.combine(self.first, time()))
        days = calendar.monthrange(self.year, self.month)[1]
        return start, start + timedelta(days=days)


def entries_of(month: Month, user: User) -> list[Entry]:
    """What this person may see of the month, in the order of time."""
    found = [entry for model in edition_models() for entry in _of_model(model, month, user)]
    hours = Counter(_hour(entry) for entry in found if entry.kind != "expires")
    marked = [
        Entry(entry.at, entry.kind, entry.edition, entry.kind != "expires" and hours[_hour(entry)] > 1)
        for entry in found
    ]
    return sorted(marked, key=lambda entry: (entry.at, entry.edition.item_id))


def _hour(entry: Entry) -> datetime:
    return entry.at.replace(minute=0, second=0, microsecond=0)


def _of_model(model: type[Edition], month: Month, user: User) -> Iterator[Entry]:
    start, end = month.bounds
    appears = Q(publish_at__gte=start, publish_at__lt=end)
    ends = Q(expires_at__gte=start, expires_at__lt=end)
    living = visible(model, user).filter(state__in=[*IN_PROGRESS, State.PUBLISHED])
    for edition in living.filter(appears | ends):
        for at, kind in _moments(edition):
            if start <= at < end:
                yield Entry(timezone.localtime(at), kind, edition)


def _moments(edition: Edition) -> Iterator[tuple[datetime, str]]:
    if edition.publish_at is not None:
        yield edition.publish_at, _kind(edition)
    if edition.expires_at is not None:
        yield edition.expires_at, "expires"


def _kind(edition: Edition) -> str:
    if edition.current_state == State.PUBLISHED:
        return "appeared"
    return "scheduled" if edition.is_scheduled else "wished"


def weeks_of(month: Month, entries: list[Entry]) -> list[list[Day]]:
    """The month as weeks from Monday to Sunday, whole at both ends."""
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.at.date(), []).append(entry)
    today = timezone.localdate()
    return [
        [Day(day, day.month == month.month, day == today, by_day.get(day, [])) for day in week]
        for week in calendar.Calendar().monthdatescalendar(month.year, month.month)
    ]
