"""Events and work weeks for the tests: drafts, and what goes the road to the public."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from content.models import SchoolEvent, Session, WorkEntry, WorkWeek
from editorial import drafting
from tests.school import School

TO_PUBLIC = ("vanthu:submit", "phoban:publish")


def at(day: date, hour: str) -> datetime:
    """The moment of that day and hour in Asia/Ho_Chi_Minh."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def drafted_event(school: School, by: str = "giaovien", **fields: Any) -> SchoolEvent:
    """A complete draft: an event of this morning next week; fields say otherwise."""
    day = fields.pop("day", timezone.localdate() + timedelta(days=7))
    values = {
        "title": "Hội thảo chuyên đề đọc sách",
        "event_kind": "hoi-thao",
        "starts_at": at(day, "08:00"),
        "ends_at": at(day, "10:30"),
        "place": "Hội trường A",
        "chair": "Cô Hiệu trưởng",
        "participants": "Giáo viên Ngữ văn",
    } | fields
    event: Any = drafting.start(SchoolEvent, by=school.people[by], **values)
    return event


def published_event(school: School, **fields: Any) -> SchoolEvent:
    event = drafted_event(school, **fields)
    school.do(event, "giaovien:submit", "phoban:publish")
    event.refresh_from_db()
    return event


def entry(weekday: int, content: str, **fields: Any) -> WorkEntry:
    return WorkEntry(**{"weekday": weekday, "session": Session.MORNING, "content": content} | fields)


def drafted_week(school: School, *entries: WorkEntry, **fields: Any) -> WorkWeek:
    """A draft of the clerk for this week, with two lines unless others are given."""
    lines = entries or (
        entry(1, "Chào cờ", starts=time(7, 15), place="Sân trường"),
        entry(3, "Họp hội đồng", session=Session.AFTERNOON, chair="Hiệu trưởng", participants="Toàn trường"),
    )
    values = {"starts_on": timezone.localdate(), "entries": list(lines)} | fields
    week: Any = drafting.start(WorkWeek, by=school.vanthu, **values)
    return week


def published_week(school: School, *entries: WorkEntry, **fields: Any) -> WorkWeek:
    week = drafted_week(school, *entries, **fields)
    school.do(week, *TO_PUBLIC)
    week.refresh_from_db()
    return week
