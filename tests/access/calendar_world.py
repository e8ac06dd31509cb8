"""What the addresses of the calendar name, ready in the database."""

from datetime import timedelta
from typing import Any

from django.urls import resolve
from django.utils import timezone

from editorial.preview_links import make_link
from tests.calendar.records import drafted_event, drafted_week, published_event, published_week
from tests.portal.samples import make_file
from tests.school import School


def calendar_world(school: School) -> dict[str, list[Any]]:
    """A public event and work week, and complete drafts of both with everything that their pages name."""
    event, week = published_event(school), published_week(school)
    event_draft = drafted_event(school)
    # Another week than the one that is out: no two are for the same readers.
    week_draft = drafted_week(school, starts_on=timezone.localdate() + timedelta(days=7))
    made = {}
    for name, draft, by in (("event", event_draft, school.giaovien), ("week", week_draft, school.vanthu)):
        file = make_file(school, f"Tài liệu {name}")
        part = draft.attachments.create(file=file, name="tai-lieu.txt", order=1)
        link, _token = make_link(draft, by=by, addressee="Phòng GD&ĐT", days=7)
        made |= {f"{name}_part": [part.pk], f"{name}_link": [link.pk]}
    return {
        **made,
        "public_event": list(resolve(event.get_absolute_url()).kwargs.values()),
        "public_week": list(resolve(week.get_absolute_url()).kwargs.values()),
        "schoolevent": [event_draft.pk],
        "workweek": [week_draft.pk],
    }
