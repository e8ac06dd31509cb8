"""Working days (ngày làm việc): what "03 ngày làm việc" counts. Pure calendar arithmetic, no time zone.

Source: Bộ luật Lao động 2019 Điều 111–112; the swaps that the Government announces every year (law.md §6).
"""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, and Saturday where `saturdays`, without `days_off` and with the days of `makeup`.

    `days_off` are public holidays and days swapped away; `makeup` are days of rest worked in their place.
    A day in both is off: nobody may be held to a deadline that counts a holiday.
    """

    days_off: Container[date] = field(default_factory=frozenset)
    makeup: Container[date] = field(default_factory=frozenset)
    saturdays: bool = False

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on that day."""
        if day in self.days_off:
            return False
        return day in self.makeup or day.weekday() < (_SATURDAY + 1 if self.saturdays else _SATURDAY)

    def next_working_day(self, day: date) -> date:
        """That day when it is a working day, else the first one after it; OverflowError past 9999."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself (BLDS 2015 Điều 147).

        ValueError when `count` is below 1, OverflowError past the year 9999.
        """
        if count < 1:
            raise ValueError(count)
        for _each in range(count):
            day = self.next_working_day(day + _DAY)
        return day
