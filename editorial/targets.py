"""What the regulation asks of the school in articles, against what is public now (QN-II.5, QN-II.7c)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from editorial.lights import Light
from editorial.periods import Year, first_instant, next_month
from editorial.routes import current_preset
from people.models import Unit
from regulations.schema import Targets

ARTICLES = "content.article"


@dataclass(frozen=True)
class Figure:
    """How many articles a unit or the school (`unit` is None) made public, and how many are asked for."""

    unit: Unit | None
    month: int
    year: int
    month_target: int = 0
    year_target: int = 0


def counted() -> QuerySet[Any]:
    """The only definition of an article that counts: public now; its translation is not a second one."""
    return apps.get_model(ARTICLES).objects.public().filter(item__translation_of=None).order_by()


def figures(unit: Unit | None) -> list[Figure]:
    """The school's figures of this month and year in Asia/Ho_Chi_Minh, and those of the unit, if any.

    The targets are the school's: no regulation sets one for a unit.
    """
    targets = current_preset().targets
    rows = _count(unit)
    school = Figure(None, rows["month"], rows["year"], targets.articles_per_month, targets.articles_per_year)
    return [school, Figure(unit, rows["unit_month"], rows["unit_year"])] if unit else [school]


def _count(unit: Unit | None) -> dict[str, int]:
    year, month = _starts()
    recent, own = Q(first_public_at__gte=month), Q(item__unit=unit)
    return (
        counted()
        .filter(first_public_at__gte=year)
        .aggregate(
            month=Count("pk", filter=recent),
            year=Count("pk"),
            unit_month=Count("pk", filter=recent & own),
            unit_year=Count("pk", filter=own),
        )
    )


def _starts() -> tuple[datetime, datetime]:
    now = timezone.localtime()
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return month.replace(month=1), month


@dataclass(frozen=True)
class MonthFigure:
    """A month of a year: `first` is its first day; `reached` is false while it is still to come."""

    first: date
    number: int
    reached: bool
    targets: Targets

    @property
    def light(self) -> Light | None:
        """Red below the least, amber below what is expected; None to come, or where nothing is asked."""
        if not self.reached or not (self.targets.articles_per_month or self.targets.expected_per_month):
            return None
        if self.number < self.targets.articles_per_month:
            return Light.OVER
        return Light.SOON if self.number < self.targets.expected_per_month else Light.FAR


@dataclass(frozen=True)
class YearFigures:
    """A year's articles by month, unit and author; keys are first days of months and numbers of rows."""

    year: Year
    targets: Targets
    today: date
    by_month: Counter[date] = field(default_factory=Counter)
    by_unit: Counter[int] = field(default_factory=Counter)
    by_unit_month: Counter[tuple[int, date]] = field(default_factory=Counter)
    by_author: Counter[int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.by_month.total()

    @property
    def months(self) -> list[MonthFigure]:
        return [
            MonthFigure(first, self.by_month[first], first <= self.today, self.targets)
            for first in self.year.months
        ]

    @property
    def year_is_met(self) -> bool:
        return self.total >= self.targets.articles_per_year

    @property
    def short_months(self) -> list[MonthFigure]:
        """Months until now with less than the least; asked for beside the year (12 × 4 = 48 < 50)."""
        return [one for one in self.months if one.light is Light.OVER]

    @property
    def expected_by_today(self) -> int:
        """What an even pace would have brought by the end of today."""
        gone, days = self.year.elapsed(self.today)
        return self.targets.articles_per_year * gone // days

    @property
    def missing(self) -> int:
        return max(self.targets.articles_per_year - self.total, 0)

    @property
    def needed_per_month(self) -> int:
        """How many each month still open must bring, this one included; 0 when the year is over or met."""
        left = sum(1 for first in self.year.months if next_month(first) > self.today)
        return -(-self.missing // left) if left else 0

    @property
    def short_even_so(self) -> int:
        """What the year would lack if every month brought just what is expected of it."""
        expected = self.targets.expected_per_month * len(self.year.months)
        return max(self.targets.articles_per_year - expected, 0) if expected else 0


def year_figures(year: Year, today: date | None = None) -> YearFigures:
    """Everything the page of targets shows, in one query; days are those of Asia/Ho_Chi_Minh."""
    found = YearFigures(year, current_preset().targets, today or timezone.localdate())
    for month, unit, author, number in _rows(year):
        first = timezone.localtime(month).date()
        found.by_month[first] += number
        found.by_unit[unit] += number
        found.by_unit_month[unit, first] += number
        found.by_author[author] += number
    return found


def _rows(year: Year) -> QuerySet[Any]:
    start, end = year.bounds
    within = counted().filter(first_public_at__gte=start, first_public_at__lt=end)
    # Whoever gave the text is its author, not who typed it in for them.
    author = Coalesce(F("information_provider"), F("item__created_by"))
    grouped = within.annotate(month=TruncMonth("first_public_at"), author=author)
    return grouped.values_list("month", "item__unit", "author").annotate(number=Count("pk"))


def silent_units(first: date) -> list[Unit]:
    """Units at work that gave no article in the month beginning on `first`, in their order (Q8-3.2d)."""
    start, end = first_instant(first), first_instant(next_month(first))
    gave = counted().filter(first_public_at__gte=start, first_public_at__lt=end).values("item__unit")
    return list(Unit.objects.filter(is_active=True).exclude(pk__in=gave).select_related("head"))
