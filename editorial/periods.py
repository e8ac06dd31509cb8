"""The years that the school counts by: the calendar's, and its own (QN-II.8c)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from regulations.models import SchoolYear

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099
# Where the school has entered no dates of its own.
FIRST_SCHOOL_MONTH = 9


@dataclass(frozen=True)
class Year:
    """A year of either kind; both days belong to it. `code` is how addresses name it: "2026", "2026-2027"."""

    code: str
    label: str
    starts_on: date
    ends_on: date

    @property
    def is_school_year(self) -> bool:
        return "-" in self.code

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first instant of the year in Asia/Ho_Chi_Minh, and the first after it."""
        return first_instant(self.starts_on), first_instant(self.ends_on + timedelta(days=1))

    @property
    def months(self) -> list[date]:
        """The first days of the months it touches."""
        first, found = self.starts_on.replace(day=1), []
        while first <= self.ends_on:
            found.append(first)
            first = next_month(first)
        return found

    def elapsed(self, today: date) -> tuple[int, int]:
        """Days of it that are over or under way, and days of it at all."""
        days = (self.ends_on - self.starts_on).days + 1
        return min(max((today - self.starts_on).days + 1, 0), days), days


def calendar_year(year: int) -> Year:
    """Raises ValueError outside the years 2000 to 2099."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(year)
    return Year(str(year), _("Năm %(year)s") % {"year": year}, date(year, 1, 1), date(year, 12, 31))


def school_year(first: int) -> Year:
    """The school year that begins in the year `first`; raises ValueError outside 2000 to 2099."""
    if not EARLIEST_YEAR <= first <= LATEST_YEAR:
        raise ValueError(first)
    code = f"{first}-{first + 1}"
    label = _("Năm học %(code)s") % {"code": code}
    own = SchoolYear.objects.filter(first_year=first).first()
    if own is not None:
        return Year(code, label, own.starts_on, own.ends_on)
    starts_on, ends_on = date(first, FIRST_SCHOOL_MONTH, 1), date(first + 1, FIRST_SCHOOL_MONTH, 1)
    return Year(code, label, starts_on, ends_on - timedelta(days=1))


def school_year_of(day: date) -> Year:
    """The school year that the day belongs to; between two of them it is still the one that is over."""
    found = school_year(day.year)
    return found if found.starts_on <= day else school_year(day.year - 1)


def year_of_code(code: str) -> Year:
    """The year that an address names; raises ValueError for what is none."""
    first, dash, second = code.partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        raise ValueError(code)
    if not dash:
        return calendar_year(int(first))
    if second != str(int(first) + 1):
        raise ValueError(code)
    return school_year(int(first))


def next_month(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def first_instant(day: date) -> datetime:
    """The beginning of the day in Asia/Ho_Chi_Minh."""
    return timezone.make_aware(datetime.combine(day, time()))
