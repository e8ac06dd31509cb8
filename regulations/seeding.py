"""Filling the school's calendar with what is known, without touching what people wrote or switched off."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulations.models import CalendarDay, Holiday, MakeupWorkday, SchoolYear, Term
from regulations.public_holidays import KnownDay, known_year

Row = TypeVar("Row", Holiday, MakeupWorkday)
_YEARS_AHEAD = 2
_SEPTEMBER = 9
# Khung kế hoạch thời gian năm học: opening on 5 September, first term to before 18 January, all by 31 May.
_TERMS = (("Học kỳ I", (0, 9, 5), (1, 1, 17)), ("Học kỳ II", (1, 1, 18), (1, 5, 31)))


def years_to_seed(today: date) -> range:
    """Last year, whose deadlines may still run, to the year after next."""
    return range(today.year - 1, today.year + _YEARS_AHEAD + 1)


def seed_calendar(today: date | None = None) -> list[str]:
    """Add what is missing and renew what nobody has edited; one line for each kind of change, none for none.

    Safe to repeat and to run twice at once: rows are unique by day and are never added again.
    """
    today = today or timezone.localdate()
    years = years_to_seed(today)
    known = [known_year(year) for year in years]
    with transaction.atomic():
        off = _seed(Holiday, years, [one for year in known for one in year.days_off])
        worked = _seed(MakeupWorkday, years, [one for year in known for one in year.makeup])
        opened = [name for first in _first_years(today) if (name := _open_school_year(first))]
    lines = [_line(Holiday, *off)] if any(off) else []
    lines += [_line(MakeupWorkday, *worked)] if any(worked) else []
    return lines + [_("Năm học %(name)s: đã thêm.") % {"name": name} for name in opened]


def _seed(model: type[Row], years: range, days: list[KnownDay]) -> tuple[int, int, int]:
    rows = {row.date: row for row in model._default_manager.filter(date__year__gte=years[0])}
    # Where the school says the contrary in the other table, it keeps the last word.
    other = Holiday if model is MakeupWorkday else MakeupWorkday
    contrary = set(other._default_manager.filter(applied=True).values_list("date", flat=True))
    wanted = {one.day: _values(model, one) for one in days}
    made = [
        model(seeded=True, **values) for day, values in wanted.items() if day not in contrary | rows.keys()
    ]
    before = model._default_manager.count()
    model._default_manager.bulk_create(made, ignore_conflicts=True)
    added = model._default_manager.count() - before
    own = {day: row for day, row in rows.items() if row.seeded and not row.edited and day.year in years}
    changed = sum(_renew(row, wanted[day]) for day, row in own.items() if day in wanted)
    # Only a forecast may turn out to be wrong by itself.
    wrong = [row.pk for day, row in own.items() if day not in wanted and not row.confirmed]
    model._default_manager.filter(pk__in=wrong, edited=False).delete()
    return added, changed, len(wrong)


def _values(model: type[Row], known: KnownDay) -> dict[str, object]:
    values = {name: getattr(known, name) for name in ("name", "source", "applied", "confirmed")}
    own = {"instead_of": known.instead_of} if model is MakeupWorkday else {}
    return {"date": known.day, **values, **own}


def _renew(row: CalendarDay, values: dict[str, object]) -> int:
    if all(getattr(row, name) == value for name, value in values.items()):
        return 0
    return type(row)._default_manager.filter(pk=row.pk, edited=False).update(**values)


def _first_years(today: date) -> Iterable[int]:
    first = today.year if today.month >= _SEPTEMBER else today.year - 1
    return first, first + 1


def _open_school_year(first: int) -> str:
    """The name of the school year that was added, "" where the school has one for these days."""
    starts, ends = date(first, _SEPTEMBER, 1), date(first + 1, _SEPTEMBER - 1, 31)
    there = SchoolYear.objects.filter(starts_on__lte=ends, ends_on__gte=starts)
    if there.exists() or SchoolYear.objects.filter(first_year=first).exists():
        return ""
    year, created = SchoolYear.objects.get_or_create(
        first_year=first, defaults={"starts_on": starts, "ends_on": ends}
    )
    if not created:
        return ""
    terms = [Term(school_year=year, name=name, **_span(first, *days)) for name, *days in _TERMS]
    Term.objects.bulk_create(terms)
    return year.name


def _span(first: int, start: tuple[int, int, int], end: tuple[int, int, int]) -> dict[str, date]:
    return {
        name: date(first + later, month, day)
        for name, (later, month, day) in (("starts_on", start), ("ends_on", end))
    }


def _line(model: type[CalendarDay], added: int, changed: int, removed: int) -> str:
    words = {"name": model._meta.verbose_name, "added": added, "changed": changed, "removed": removed}
    return _("%(name)s: thêm %(added)s, cập nhật %(changed)s, bỏ %(removed)s.") % words
