"""The public work calendar: this week in full, the list of weeks, the page of one; all from `public()`."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from content.calendar_files import week_file
from content.calendar_views import calendar_answer
from content.models import WorkWeek
from content.models.work_weeks import WEEKDAYS, monday_of
from content.week_changes import Mark, marked_entries
from documents.access import with_signatures
from documents.paging import Question, page_number, page_of
from editorial.history import changes_of
from editorial.metadata import Metadata
from editorial.public_pages import public_page, show_public


@public_page
def work_calendar(request: HttpRequest) -> HttpResponse:
    """The week of today, else the nearest to come, else the last one; then all weeks, the latest first."""
    name, path = _("Lịch công tác"), reverse("work_calendar")
    rows = WorkWeek.objects.public().select_related("item")
    asked = Question(page=page_number(request.GET.get("trang", "1")))
    listed = page_of(asked, rows.order_by("-starts_on", "-item_id"), path)
    current = _nearest(rows) if asked.page == 1 else None
    context = {
        **listed,
        "week": current,
        **(table_context(current) if current else {}),
        "metadata": Metadata(
            name,
            path,
            description=_("Lịch công tác hằng tuần của Ban giám hiệu và văn phòng nhà trường"),
            trail=(*_trail(), (name, path)),
        ),
    }
    return render(request, "content/work_calendar.html", context)


def _nearest(rows: Any) -> WorkWeek | None:
    monday = monday_of(timezone.localdate())
    coming: WorkWeek | None = rows.filter(starts_on__gte=monday).order_by("starts_on").first()
    past: WorkWeek | None = rows.order_by("-starts_on").first() if coming is None else None
    return coming or past


def table_context(week: WorkWeek) -> dict[str, Any]:
    """The table of a week: its days from Monday, each with its lines; a weekend without any is left out."""
    marked = marked_entries(week)
    by_day = {day: list(those) for day, those in groupby(marked, key=lambda one: one.entry.weekday)}
    days = [
        {
            "label": label,
            "date": week.starts_on + timedelta(days=number - 1) if week.starts_on else None,
            "entries": by_day.get(number, []),
        }
        for number, label in WEEKDAYS.items()
        if number in by_day or number <= 5
    ]
    return {"work_days": days, "has_marks": any(one.mark is not Mark.KEPT for one in marked)}


@public_page
def work_week(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, WorkWeek, item_id, draw_week)


def draw_week(request: HttpRequest, shown: WorkWeek, **preview: Any) -> HttpResponse:
    """As `draw_event`, for a work week."""
    with translation.override("vi"):
        changes = changes_of(shown)
        path = shown.get_absolute_url()
        context = {
            "edition": shown,
            "week": shown,
            **table_context(shown),
            "neighbours": _weeks_beside(shown),
            "attachments": list(with_signatures(shown.attachments).order_by("order", "pk")),
            "changes": changes,
            "corrections": [change for change in changes if change.correction],
            "metadata": Metadata(
                title=shown.title,
                path=path,
                description=shown.title,
                published=shown.first_public_at,
                modified=shown.published_at,
                trail=(*_trail(), (_("Lịch công tác"), reverse("work_calendar")), (shown.title, path)),
            ),
            **preview,
        }
        return render(request, "content/work_week.html", context)


def _weeks_beside(shown: WorkWeek) -> dict[str, WorkWeek | None]:
    """The public weeks before and after this one."""
    rows = WorkWeek.objects.public().select_related("item")
    return {
        "before": rows.filter(starts_on__lt=shown.starts_on).order_by("-starts_on").first(),
        "after": rows.filter(starts_on__gt=shown.starts_on).order_by("starts_on").first(),
    }


@public_page
def work_week_file(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, WorkWeek, item_id, _week_file, address="get_file_url")


def _week_file(request: HttpRequest, shown: WorkWeek) -> HttpResponse:
    content = week_file(shown, marked_entries(shown))
    return calendar_answer(content, f"lich-cong-tac-{shown.address_words['slug']}.ics")


def _trail() -> tuple[tuple[str, str], ...]:
    return ((_("Lịch của nhà trường"), reverse("calendar")),)
