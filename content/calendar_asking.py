"""What is asked of the calendar in the address: `xem`, `thang`, `tuan`, `loai`, `luc`, `trang`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import EventKind
from content.models.work_weeks import monday_of
from documents.paging import Question, page_number
from editorial.scheduled import EARLIEST_YEAR, LATEST_YEAR, Month

MONTH, WEEK, LIST = "thang", "tuan", "danh-sach"
VIEWS = {MONTH: gettext_lazy("Tháng"), WEEK: gettext_lazy("Tuần"), LIST: gettext_lazy("Danh sách")}
PAST = "da-qua"
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class AskedCalendar(Question):
    """A question to the calendar; `day` is the first of the month or the Monday that is shown."""

    view: str = MONTH
    day: date = date.min
    kind: str = ""
    past: bool = False

    @property
    def month(self) -> Month:
        return Month(self.day.year, self.day.month)

    @property
    def days(self) -> tuple[date, date]:
        """The first day that is shown and the first that is not: whole weeks."""
        if self.view == WEEK:
            return self.day, self.day + timedelta(days=7)
        first = monday_of(self.month.first)
        after = self.month.first + timedelta(days=31)
        last = date(after.year, after.month, 1) - timedelta(days=1)
        return first, monday_of(last) + timedelta(days=7)

    @property
    def is_current(self) -> bool:
        """Whether today's month or week is shown."""
        return self.day == _begin(self.view, timezone.localdate())

    def step(self, weeks_or_months: int) -> date | None:
        """The month or week so many later or earlier; None past the ends of the calendar."""
        if self.view == WEEK:
            day = self.day + timedelta(days=7 * weeks_or_months)
            return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None
        month = self.month.moved(weeks_or_months)
        return month.first if month else None


def read_calendar_question(asked: Mapping[str, str]) -> AskedCalendar:
    """Understand the address; what says nothing sensible is told in `wrong` and today is shown instead."""
    wrong: list[str] = []
    given: dict[str, str] = {}
    view = _view(asked, wrong)
    kind = asked.get("loai", "").strip()
    if kind in EventKind.values:
        given["loai"] = kind
    elif kind:
        wrong.append(_("Không có loại sự kiện này."))
        kind = ""
    past = asked.get("luc", "") == PAST
    if view == LIST:
        given["xem"] = LIST
    if view == LIST and past:
        given["luc"] = PAST
    return AskedCalendar(
        view=view,
        day=_begin(view, _day(view, asked, wrong) or timezone.localdate()),
        kind=kind,
        past=past,
        page=page_number(asked.get("trang", "1")),
        wrong=tuple(wrong),
        given=given,
    )


def _view(asked: Mapping[str, str], wrong: list[str]) -> str:
    view = asked.get("xem", "").strip()
    if view and view not in VIEWS:
        wrong.append(_("Lịch xem được theo tháng, theo tuần hoặc theo danh sách."))
    if view in VIEWS:
        return view
    return WEEK if asked.get("tuan") else MONTH


def _day(view: str, asked: Mapping[str, str], wrong: list[str]) -> date | None:
    """The day that `thang` or `tuan` names, whichever belongs to the view."""
    typed = asked.get(view, "").strip() if view != LIST else ""
    if not typed:
        return None
    try:
        return _week(typed) if view == WEEK else _month(typed)
    except ValueError:
        sentences = {
            MONTH: _("Tháng ghi như 2026-11, trong các năm 2000 đến 2099."),
            WEEK: _("Tuần ghi bằng một ngày như 2026-11-23, trong các năm 2000 đến 2099."),
        }
        wrong.append(sentences[view])
        return None


def _month(typed: str) -> date:
    match = _MONTH.fullmatch(typed)
    if match is None:
        raise ValueError
    return Month(int(match[1]), int(match[2])).first


def _week(typed: str) -> date:
    if not _DAY.fullmatch(typed):
        raise ValueError
    day = date.fromisoformat(typed)
    Month(day.year, day.month)
    return day


def _begin(view: str, day: date) -> date:
    return monday_of(day) if view == WEEK else day.replace(day=1)


def span_words(asked: AskedCalendar) -> str:
    """“Tháng 11/2026”, “Tuần 23/11 – 29/11/2026”."""
    if asked.view == WEEK:
        last = asked.day + timedelta(days=6)
        first = f"{asked.day:%d/%m/%Y}" if asked.day.year != last.year else f"{asked.day:%d/%m}"
        return _("Tuần %(first)s – %(last)s") % {"first": first, "last": f"{last:%d/%m/%Y}"}
    return _("Tháng %(month)s") % {"month": f"{asked.day:%m/%Y}"}


def address_of_span(asked: AskedCalendar, day: date) -> str:
    """The query of the same view at another time, with its filter."""
    kind = f"&loai={asked.kind}" if asked.kind else ""
    if asked.view == WEEK:
        return f"?tuan={day.isoformat()}{kind}"
    return f"?thang={day:%Y-%m}{kind}"


def views_of(asked: AskedCalendar) -> list[dict[str, Any]]:
    """The three views for the bar above the calendar, each at the time that is shown."""
    kind = f"&loai={asked.kind}" if asked.kind else ""
    today = timezone.localdate()
    at = today if asked.view == LIST or asked.is_current else asked.day
    addresses = {
        MONTH: f"?thang={at:%Y-%m}{kind}",
        WEEK: f"?tuan={at.isoformat()}{kind}",
        LIST: f"?xem={LIST}{kind}",
    }
    return [
        {"label": label, "address": addresses[view], "is_here": view == asked.view}
        for view, label in VIEWS.items()
    ]
