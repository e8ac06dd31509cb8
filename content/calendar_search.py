"""What search may know of the calendar: events and work weeks as they are public now."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.models import EventKind, SchoolEvent, WorkWeek
from vietnamese.searching import SearchDocument, SearchKind


def _file_names(edition: Any) -> list[str]:
    return [text for part in edition.attachments.all() for text in (part.title, part.name) if text]


def _public_events() -> Any:
    return SchoolEvent.objects.public().select_related("item").prefetch_related("attachments")


def event_document(event: SchoolEvent) -> SearchDocument:
    """Found by the day on which it begins."""
    words = [event.place, event.chair, event.participants, event.text, *_file_names(event)]
    return SearchDocument(
        title=event.title,
        text="\n".join(filter(None, words)),
        on=event.first_day,
        category=event.event_kind,
        language=event.item.language,
    )


EVENTS = SearchKind(
    key="su-kien",
    label=_("Sự kiện"),
    model=SchoolEvent,
    queryset=_public_events,
    document=event_document,
    categories=dict(EventKind.choices),
)


def _public_weeks() -> Any:
    return WorkWeek.objects.public().select_related("item").prefetch_related("attachments", "entries")


def week_document(week: WorkWeek) -> SearchDocument:
    """Found by its Monday and by what is said in its lines."""
    lines = [
        " ".join(filter(None, (one.content, one.chair, one.participants, one.place)))
        for one in week.entries.all()
    ]
    return SearchDocument(
        title=week.title,
        text="\n".join([*lines, week.note, *_file_names(week)]),
        on=week.starts_on,
        language=week.item.language,
    )


WEEKS = SearchKind(
    key="lich-cong-tac",
    label=_("Lịch công tác"),
    model=WorkWeek,
    queryset=_public_weeks,
    document=week_document,
)
