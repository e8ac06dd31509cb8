"""Events and work weeks as iCalendar files (RFC 5545), for telephones and calendar programs (QN-I.1.6)."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from content.models import EventStatus, SchoolEvent, WorkWeek
from content.week_changes import Mark, MarkedEntry

CONTENT_TYPE = "text/calendar; charset=utf-8"
_STATUS = {
    EventStatus.PLANNED: "CONFIRMED",
    EventStatus.POSTPONED: "CANCELLED",
    EventStatus.CANCELLED: "CANCELLED",
}
# What RFC 5545 forbids in text; line breaks and tabs may stay.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def events_file(events: Iterable[SchoolEvent], name: str) -> bytes:
    """A calendar of that name with these events."""
    return _calendar(name, (_event(one) for one in events))


def week_file(week: WorkWeek, entries: Iterable[MarkedEntry]) -> bytes:
    """A calendar with the lines of a work week; those that were called off are said to be."""
    return _calendar(week.title, (_work(week, one) for one in entries))


def _calendar(name: str, entries: Iterable[Entry]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Cong thong tin nha truong//Lich//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for one in entries:
        calendar.add_component(one)
    whole: bytes = calendar.to_ical()
    return whole


def _event(event: SchoolEvent) -> Entry:
    entry = _entry(f"su-kien-{event.item_id}", event, _summary(event))
    if event.all_day:
        _put_days(entry, event.first_day, event.last_day)
    else:
        entry.add("dtstart", _utc(event.starts_at))
        entry.add("dtend", _utc(event.ends_at))
    entry.add("status", _STATUS[EventStatus(event.status)])
    entry.add("categories", [_text(event.get_event_kind_display())])
    place = event.place or event.online_url
    lines = [
        _line(_("Chủ trì"), event.chair),
        _line(_("Thành phần"), event.participants),
        _line(_("Trực tuyến"), event.online_url),
        event.text,
    ]
    _put_words(entry, place, lines)
    return entry


def _work(week: WorkWeek, marked: MarkedEntry) -> Entry:
    one = marked.entry
    summary = one.words if one.starts else f"{one.get_session_display()}: {one.words}"
    cancelled = marked.mark is Mark.CANCELLED
    if cancelled:
        summary = f"[{marked.mark.label}] {summary}"
    entry = _entry(f"viec-{one.lineage}", week, summary)
    day = week.starts_on + timedelta(days=one.weekday - 1) if week.starts_on else None
    if one.starts is None or day is None:
        _put_days(entry, day, day)
    else:
        entry.add("dtstart", _utc(timezone.make_aware(datetime.combine(day, one.starts))))
        if one.ends is not None:
            entry.add("dtend", _utc(timezone.make_aware(datetime.combine(day, one.ends))))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    lines = [marked.mark.label, _line(_("Chủ trì"), one.chair), _line(_("Thành phần"), one.participants)]
    _put_words(entry, one.place, lines)
    return entry


def _entry(name: str, edition: SchoolEvent | WorkWeek, summary: str) -> Entry:
    """What every entry has. The same UID in every edition, and a higher SEQUENCE: programs replace it."""
    entry = Entry()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    # Not now: the same content has to be the same bytes, or no reader would ever be told "not modified".
    stamp = _utc(edition.published_at or edition.created_at)
    entry.add("uid", f"{name}@{host}")
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("sequence", edition.number - 1)
    entry.add("summary", _text(summary))
    if edition.may_leave:
        entry.add("url", settings.SITE_URL + edition.get_absolute_url())
    return entry


def _put_days(entry: Entry, first: date | None, last: date | None) -> None:
    """Whole days; the end of RFC 5545 is the first day that is not of the event."""
    if first is not None and last is not None:
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")


def _put_words(entry: Entry, place: str, lines: list[str]) -> None:
    if place:
        entry.add("location", _text(place))
    if description := "\n".join(line for line in lines if line):
        entry.add("description", _text(description))


def _summary(event: SchoolEvent) -> str:
    return f"[{event.get_status_display()}] {event.title}" if event.is_off else event.title


def _line(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""


def _utc(moment: Any) -> datetime:
    whole: datetime = moment.astimezone(UTC).replace(microsecond=0)
    return whole


def _text(words: str) -> str:
    return _FORBIDDEN.sub("", str(words).replace("\r\n", "\n").replace("\r", "\n"))
