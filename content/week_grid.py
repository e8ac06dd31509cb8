"""The table in which a work week is typed: rows of plain inputs, days under each other, Monday to Sunday.

Every column is posted as a list of its own, in the order of the rows, so that autosave, restoring and pages
without JavaScript need nothing beside the ordinary form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext as _

from content.hours import parse_span
from content.models import Session, WorkEntry
from content.models.work_weeks import LONGEST_CELL, LONGEST_CONTENT, WEEKDAYS, in_order
from vietnamese import clean

# Django takes a thousand fields in a form: eight for each row, blank ones included.
MOST_ROWS = 100
COLUMNS = ("weekday", "session", "hours", "content", "chair", "participants", "place", "lineage")
_CELLS = ("content", "chair", "participants", "place")
_LIMITS = {"content": LONGEST_CONTENT} | dict.fromkeys(("chair", "participants", "place"), LONGEST_CELL)
# The rows that a new day begins with.
_BLANK_SESSIONS = (Session.MORNING, Session.AFTERNOON)
_SPARE_ROWS = 1
_NOON, _EVENING = 12, 18


@dataclass(frozen=True)
class Row:
    """One row as it was typed."""

    weekday: str = ""
    session: str = ""
    hours: str = ""
    content: str = ""
    chair: str = ""
    participants: str = ""
    place: str = ""
    lineage: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.hours.strip() or any(getattr(self, name).strip() for name in _CELLS))


class WeekInput(forms.Widget):
    template_name = "content/week_grid.html"
    use_fieldset = True

    class Media:
        css = {"all": ["content/week_grid.css"]}
        js = [Script("content/week_grid.js", defer=True)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """The rows in the order of the page; a column that is shorter than others counts as empty."""
        lists = [data.getlist(f"{name}-{column}")[: MOST_ROWS + 1] for column in COLUMNS]
        return [Row(*(str(cell).replace("\x00", "") for cell in cells)) for cells in _side_by_side(lists)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-weekday" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        days = [(number, label, list(_with_spare(rows, str(number)))) for number, label in WEEKDAYS.items()]
        return context | {"days": days, "sessions": Session.choices, "name": name}


def _side_by_side(lists: list[list[str]]) -> Iterator[tuple[str, ...]]:
    return zip_longest(*lists, fillvalue="")


def _with_spare(rows: Iterable[Row], weekday: str) -> Iterator[Row]:
    """What is there of the day, then room for more; a free day offers its morning and its afternoon."""
    there = [row for row in rows if row.weekday == weekday and not row.is_blank]
    yield from there
    if there:
        yield from (Row(weekday) for _place in range(_SPARE_ROWS))
    else:
        yield from (Row(weekday, session) for session in _BLANK_SESSIONS)


class WeekField(forms.Field):
    """The entries of a week from its table, unsaved and in order; blank rows are left out."""

    widget = WeekInput

    def clean(self, value: Any) -> list[WorkEntry]:
        rows = [row for row in value or [] if not row.is_blank]
        if len(rows) > MOST_ROWS:
            raise ValidationError(_("Một tuần có nhiều nhất %(most)d việc.") % {"most": MOST_ROWS})
        entries, wrong = [], []
        for row in rows:
            try:
                entries.append(_entry(row))
            except ValidationError as error:
                wrong += [f"{_place_of(row)}: {sentence}" for sentence in error.messages]
        if wrong:
            raise ValidationError(wrong)
        return _once_each(in_order(entries))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(rows_of(initial or []) != [row for row in data or [] if not row.is_blank])


def rows_of(entries: Iterable[WorkEntry]) -> list[Row]:
    """The table as it is typed, of entries that are stored."""
    return [
        Row(
            str(one.weekday),
            one.session,
            one.hours,
            one.content,
            one.chair,
            one.participants,
            one.place,
            str(one.lineage),
        )
        for one in entries
    ]


def _place_of(row: Row) -> str:
    day = WEEKDAYS.get(int(row.weekday)) if row.weekday in {"1", "2", "3", "4", "5", "6", "7"} else None
    said = row.content.strip()[:40]
    return " – ".join(str(part) for part in (day, said) if part) or _("Một dòng")


def _entry(row: Row) -> WorkEntry:
    if row.weekday not in {str(number) for number in WEEKDAYS}:
        raise ValidationError(_("Không rõ việc này vào thứ mấy."))
    cells = {name: " ".join(clean(getattr(row, name)).split()) for name in _CELLS}
    wrong = [
        _("dài quá mức: tối đa %(limit)d ký tự, đang có %(count)d.")
        % {"limit": _LIMITS[name], "count": len(text)}
        for name, text in cells.items()
        if len(text) > _LIMITS[name]
    ]
    if not cells["content"]:
        wrong.append(_("chưa ghi nội dung công việc."))
    if wrong:
        raise ValidationError(wrong)
    starts, ends = parse_span(row.hours)
    session = row.session if row.session in Session.values else ""
    if starts is not None:
        session = _session_at(starts.hour)
    entry = WorkEntry(
        weekday=int(row.weekday),
        session=session or Session.ALL_DAY,
        starts=starts,
        ends=ends,
        **cells,
    )
    entry.lineage = _uuid(row.lineage) or entry.lineage
    return entry


def _session_at(hour: int) -> Session:
    """An hour says the part of the day better than what stood in the column."""
    if hour < _NOON:
        return Session.MORNING
    return Session.AFTERNOON if hour < _EVENING else Session.EVENING


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _once_each(entries: list[WorkEntry]) -> list[WorkEntry]:
    """No two of one lineage, whatever a copied row brought along."""
    seen: set[UUID] = set()
    for one in entries:
        if one.lineage in seen:
            one.lineage = uuid4()
        seen.add(one.lineage)
    return entries
