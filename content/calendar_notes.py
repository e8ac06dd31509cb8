"""What the calendar says of days beside events: days off, days worked in their place, terms of school."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from content.calendar_days import Day
from regulations.models import Holiday, MakeupWorkday, SchoolYear, Term
from regulations.public_holidays import known_year


def put_notes(days: Iterable[Day]) -> None:
    """Write the notes into these days; four queries for however many."""
    shown = {day.date: day for day in days}
    if not shown:
        return
    first, last = min(shown), max(shown)
    notes = _days_off(first, last)
    for day, name in _terms(first, last):
        notes[day].append(name)
    for one in shown.values():
        one.notes = notes.get(one.date, [])


def _days_off(first: date, last: date) -> dict[date, list[str]]:
    """Names of days off: a row of the school decides about its day, else what the State has announced."""
    between = {"date__range": (first, last)}
    off = {row.date: row for row in Holiday.objects.filter(**between)}
    worked = {row.date: row for row in MakeupWorkday.objects.filter(**between, applied=True)}
    notes: dict[date, list[str]] = defaultdict(list)
    for year in range(first.year, last.year + 1):
        for known in known_year(year).days_off:
            if known.applied and first <= known.day <= last and known.day not in off.keys() | worked.keys():
                notes[known.day].append(_named(known.name, known.confirmed))
    for row in off.values():
        if row.applied:
            notes[row.date].append(_named(row.name, row.confirmed))
    for makeup in worked.values():
        notes[makeup.date].append(_("Làm bù: %(name)s") % {"name": makeup.name})
    return notes


def _named(name: str, confirmed: bool) -> str:
    return name if confirmed else _("%(name)s (dự kiến)") % {"name": name}


def _terms(first: date, last: date) -> list[tuple[date, str]]:
    """First and last days of school years and terms."""
    found = []
    years = SchoolYear.objects.filter(starts_on__lte=last, ends_on__gte=first)
    terms = Term.objects.filter(starts_on__lte=last, ends_on__gte=first)
    spans = [(str(one), one.starts_on, one.ends_on) for one in years]
    spans += [(str(one), one.starts_on, one.ends_on) for one in terms]
    for name, begins, ends in spans:
        found.append((begins, _("Bắt đầu: %(name)s") % {"name": name}))
        found.append((ends, _("Kết thúc: %(name)s") % {"name": name}))
    return found
