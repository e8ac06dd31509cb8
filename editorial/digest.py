"""The hours at which people are told: pure reckoning on the days of the school's calendar (HL-8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from regulations.schema import TIME_ZONE, Reminders
from vietnamese.working_days import WorkingDays

_DAY = timedelta(days=1)
# No school is closed longer in one piece; beyond it the hours of days off are used.
_LONGEST_REST = 120


@dataclass(frozen=True)
class Digest:
    """The hours of a regulation, on every day or, where the school keeps quiet, on working days only."""

    reminders: Reminders
    calendar: WorkingDays
    quiet: bool = False

    def first_from(self, moment: datetime) -> datetime:
        """The first of the hours at or after that moment."""
        day = _local(moment).date()
        return next(slot for slot in self._slots(day, _DAY) if slot >= moment)

    def last_to(self, moment: datetime) -> datetime:
        """The last of the hours at or before that moment."""
        day = _local(moment).date()
        return next(slot for slot in self._slots(day, -_DAY) if slot <= moment)

    def speaks_on(self, moment: datetime) -> bool:
        """Whether anybody may be told on that day at all."""
        return not self.quiet or self.calendar.is_working_day(_local(moment).date())

    def _slots(self, day: date, step: timedelta) -> Iterator[datetime]:
        hours = [time.fromisoformat(hour) for hour in self.reminders.hours]
        if step < timedelta():
            hours.reverse()
        for count in range(2 * _LONGEST_REST):
            if count >= _LONGEST_REST or not self.quiet or self.calendar.is_working_day(day):
                yield from (datetime.combine(day, hour, TIME_ZONE) for hour in hours)
            day += step

    def after_working_hours(self, start: datetime, hours: int) -> datetime:
        """`start` and so many working hours: those between `work_from` and `work_to` of working days."""
        opens, closes = (
            time.fromisoformat(hour) for hour in (self.reminders.work_from, self.reminders.work_to)
        )
        left, day = timedelta(hours=hours), _local(start).date()
        while True:
            day = self.calendar.next_working_day(day)
            begin = max(start, datetime.combine(day, opens, TIME_ZONE))
            end = datetime.combine(day, closes, TIME_ZONE)
            if begin + left <= end:
                return begin + left
            left -= max(end - begin, timedelta())
            day += _DAY


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TIME_ZONE)
