"""The public calendar of events by month, week and list, and the page of one; all of it from `public()`."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from content.calendar_asking import LIST, MONTH, AskedCalendar, read_calendar_question, span_words, views_of
from content.calendar_days import days_of, events_between, neighbours_of
from content.calendar_files import CONTENT_TYPE, events_file
from content.calendar_notes import put_notes
from content.models import EventKind, SchoolEvent
from content.reporting import public_reports
from documents.access import with_signatures
from documents.paging import page_of
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened
from editorial.public_pages import public_page, show_public

FEED_LOOKS_BACK = timedelta(days=180)
MOST_IN_FEED = 1000
_TEMPLATES = {LIST: "content/calendar_list.html"}


@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """A wrong question is told and today answered; what lies far from any event is not for robots."""
    asked = read_calendar_question(request.GET.dict())
    rows = SchoolEvent.objects.public()
    answer = list_context(rows, asked, reverse("calendar")) if asked.view == LIST else _span(rows, asked)
    context = {
        **answer,
        "asked": asked,
        "views": views_of(asked),
        "kinds": EventKind.choices,
        "metadata": Metadata(
            _("Lịch của nhà trường"),
            reverse("calendar"),
            description=_("Hội nghị, tập huấn, hoạt động và ngày lễ của nhà trường"),
            trail=((_("Lịch của nhà trường"), reverse("calendar")),),
        ),
    }
    return render(request, _TEMPLATES.get(asked.view, "content/calendar.html"), context)


def _span(rows: Any, asked: AskedCalendar) -> dict[str, Any]:
    path = reverse("calendar")
    neighbours = neighbours_of(rows, asked)
    shown_month = asked.view == MONTH and not asked.kind and neighbours.holds_some and not asked.wrong
    return {
        **span_context(rows, asked),
        "neighbours": neighbours,
        "canonical_path": path if asked.is_current else f"{path}?thang={asked.day:%Y-%m}",
        "narrowed": not shown_month,
    }


def span_context(rows: Any, asked: AskedCalendar) -> dict[str, Any]:
    """What the drawing of a month or a week needs, of these events."""
    days = days_of(asked, events_between(rows, asked))
    put_notes(days)
    return {
        "days": days,
        "span": span_words(asked),
        "is_empty": all(not day.events for day in days),
    }


def list_context(rows: Any, asked: AskedCalendar, path: str) -> dict[str, Any]:
    """What the list needs: what is to come, the nearest first, or what is past, the latest first."""
    now = timezone.now()
    found = rows.filter(ends_at__lt=now) if asked.past else rows.filter(ends_at__gte=now)
    if asked.kind:
        found = found.filter(event_kind=asked.kind)
    order = ("-starts_at", "-item_id") if asked.past else ("starts_at", "item_id")
    shown = found.select_related("item").defer("text", "participants").order_by(*order)
    return {**page_of(asked, shown, path), "narrowed": True, "canonical_path": path}


@public_page
def school_event(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, SchoolEvent, item_id, draw_event)


def draw_event(request: HttpRequest, shown: SchoolEvent, **preview: Any) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen.

    `preview` is what a preview adds to the context: `is_preview`, and `desk_url` where it leads back to.
    """
    with translation.override("vi"):
        changes = changes_of(shown)
        path = shown.get_absolute_url()
        context = {
            "edition": shown,
            "attachments": list(with_signatures(shown.attachments).order_by("order", "pk")),
            "reports": public_reports(shown),
            "changes": changes,
            "corrections": [change for change in changes if change.correction],
            "metadata": Metadata(
                title=shown.title,
                path=path,
                description=shortened(shown.text or shown.title),
                published=shown.first_public_at,
                modified=shown.published_at,
                trail=((_("Lịch của nhà trường"), reverse("calendar")), (shown.title, path)),
            ),
            **preview,
        }
        return render(request, "content/event.html", context)


@public_page
def school_event_file(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """The event as an iCalendar file; a changed address leads on as that of its page does."""
    return show_public(request, SchoolEvent, item_id, _event_file, address="get_file_url")


def _event_file(request: HttpRequest, shown: SchoolEvent) -> HttpResponse:
    return calendar_answer(events_file([shown], shown.title), f"{shown.address_words['slug']}.ics")


@public_page
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """What a calendar program follows: all that is to come, and half a year back."""
    since = timezone.now() - FEED_LOOKS_BACK
    rows = SchoolEvent.objects.public().filter(ends_at__gte=since).select_related("item")
    events = rows.order_by("starts_at", "item_id")[:MOST_IN_FEED]
    return calendar_answer(events_file(events, _("Lịch của nhà trường")), "lich.ics", attached=False)


def calendar_answer(content: bytes, name: str, *, attached: bool = True) -> HttpResponse:
    """An iCalendar file under this name; robots are not to index it."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
