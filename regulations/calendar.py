"""The school's calendar: what its table says of a day, else what is known of public holidays."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date

from regulations.models import Holiday, MakeupWorkday, WorkingWeek
from regulations.public_holidays import KnownYear, known_year
from vietnamese.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class _Days(Container[date]):
    """Days by the rows of the table first; years nobody has filled in yet are known all the same."""

    rows: Mapping[date, bool]
    known: Callable[[KnownYear], frozenset[date]]

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        row = self.rows.get(day)
        return day in self.known(known_year(day.year)) if row is None else row


def known_working_days(saturdays: bool = False) -> WorkingDays:
    """Monday to Friday with the public holidays and swaps that are known, without the school's own table."""
    return _calendar({}, {}, saturdays)


def working_days() -> WorkingDays:
    """The calendar as it stands now, in three queries; ask once for many reckonings.

    A row of Holiday or MakeupWorkday decides about its day; for the others it is the Labour Code and the
    swaps that holidays.toml and the package know. Whether Saturdays count is the school's switch.
    """
    off = dict(Holiday.objects.values_list("date", "applied"))
    worked = dict(MakeupWorkday.objects.values_list("date", "applied"))
    # The school works on a day that is known as a holiday and that no row of it calls one.
    off |= {day: False for day, applied in worked.items() if applied and day not in off}
    return _calendar(off, worked, WorkingWeek.current().saturdays)


def _calendar(off: Mapping[date, bool], worked: Mapping[date, bool], saturdays: bool) -> WorkingDays:
    return WorkingDays(_Days(off, lambda year: year.off), _Days(worked, lambda year: year.worked), saturdays)
