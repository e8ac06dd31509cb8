"""The periods that reports are written for: a month, a quarter, half a year of the calendar (HN-13.6)."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.utils.translation import gettext as _

# How many months a period of that kind has, and the trigger that its end is (regulations.schema.TRIGGERS).
MONTHS = {"month": 1, "quarter": 3, "halfyear": 6}
TRIGGER_OF_KIND = {"month": "month_ended", "quarter": "quarter_ended", "halfyear": "halfyear_ended"}

_WRITTEN = re.compile(r"([0-9]{4})-(?:([0-9]{2})|Q([1-4])|H([12]))")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """The `number`-th (from 1) month, quarter or half of a year; ValueError when there is none."""

    year: int
    kind: str
    number: int

    def __post_init__(self) -> None:
        exists = self.kind in MONTHS and 1 <= self.number <= 12 // MONTHS[self.kind]
        if not exists or not MINYEAR <= self.year <= MAXYEAR:
            raise ValueError(f"{self.year} {self.kind} {self.number}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period written as "2026-11", "2026-Q4" or "2026-H1"; ValueError for another text."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, *numbers = found.groups()
        kind, number = next((kind, n) for kind, n in zip(MONTHS, numbers, strict=True) if n)
        return cls(int(year), kind, int(number))

    @classmethod
    def holding(cls, day: date, kind: str) -> "Period":
        """The period of that kind that `day` lies in; KeyError for an unknown kind."""
        return cls(day.year, kind, (day.month - 1) // MONTHS[kind] + 1)

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def next_starts_on(self) -> date:
        """The day after its last day; OverflowError past the year 9999."""
        month = self.number * MONTHS[self.kind] + 1
        if month <= 12:
            return date(self.year, month, 1)
        if self.year == MAXYEAR:
            raise OverflowError
        return date(self.year + 1, 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.next_starts_on - timedelta(days=1)

    @property
    def trigger(self) -> str:
        """The trigger that its end is."""
        return TRIGGER_OF_KIND[self.kind]

    @property
    def label(self) -> str:
        """Its name for readers: "tháng 11/2026", "quý IV/2026", "6 tháng đầu năm 2026"."""
        words: dict[str, str | int] = {"number": self.number, "year": self.year}
        if self.kind == "month":
            return _("tháng %(number)s/%(year)s") % words
        if self.kind == "quarter":
            return _("quý %(number)s/%(year)s") % {**words, "number": _ROMAN[self.number - 1]}
        first = self.number == 1
        return (_("6 tháng đầu năm %(year)s") if first else _("6 tháng cuối năm %(year)s")) % words

    def __str__(self) -> str:
        return (
            f"{self.year:04}-"
            + {
                "month": f"{self.number:02}",
                "quarter": f"Q{self.number}",
                "halfyear": f"H{self.number}",
            }[self.kind]
        )
