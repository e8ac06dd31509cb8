"""iCalendar files: read back by another reader's rules, whatever is typed into an event."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from editorial import drafting
from tests.calendar.records import at, drafted_event, entry, published_event, published_week
from tests.school import School

DAY = date(2027, 3, 8)


def entries(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    raw = answer.content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "lines are folded"
    assert b"\n" not in raw.replace(b"\r\n", b"")
    calendar: Any = Calendar.from_ical(raw)
    assert (str(calendar["version"]), "prodid" in calendar) == ("2.0", True)
    found = list(calendar.walk("VEVENT"))
    for one in found:
        assert {"UID", "DTSTAMP", "DTSTART"} <= one.keys()
        assert not one.errors
    return found


def test_an_event_with_everything_hostile_in_it(school: School, client: Client) -> None:
    nasty = "Hội nghị; chủ đề, “a\\b”\r\nBEGIN:VEVENT\r\nSUMMARY:giả"
    event = published_event(
        school,
        starts_at=at(DAY, "07:30"),
        ends_at=at(DAY, "09:00"),
        title=nasty,
        place="Phòng 1; tầng 2, dãy B",
        text="Dòng một\nDòng hai\x07\nEND:VCALENDAR",
        online_url="https://hop.truong.example/a?b=1,2;3",
    )
    [one] = entries(client, event.get_file_url())
    assert str(one["summary"]) == "Hội nghị; chủ đề, “a\\b” BEGIN:VEVENT SUMMARY:giả"
    assert str(one["location"]) == "Phòng 1; tầng 2, dãy B"
    assert "Dòng một\nDòng hai\nEND:VCALENDAR" in str(one["description"])
    assert one["dtstart"].dt == datetime(2027, 3, 8, 0, 30, tzinfo=UTC), "7:30 of this country"
    assert one["dtend"].dt == datetime(2027, 3, 8, 2, 0, tzinfo=UTC)
    assert str(one["url"]).endswith(event.get_absolute_url())


def test_whole_days_end_with_the_day_after(school: School, client: Client) -> None:
    last = date(2027, 3, 10)
    event = published_event(school, starts_at=at(DAY, "00:00"), ends_at=at(last, "23:59"), all_day=True)
    [one] = entries(client, event.get_file_url())
    assert (one["dtstart"].dt, one["dtend"].dt) == (DAY, date(2027, 3, 11))


def test_the_same_uid_and_a_higher_sequence_after_a_change(school: School, client: Client) -> None:
    event = published_event(school, day=DAY)
    [first] = entries(client, event.get_file_url())
    successor = drafting.revise(event, by=school.giaovien)
    changes = {"status": "huy", "change_note": "Hủy vì bão", "title": "Tên mới"}
    drafting.save_content(successor, by=school.giaovien, version=successor.version, changes=changes)
    successor.refresh_from_db()
    [still] = entries(client, event.get_file_url())
    assert still["sequence"] == 0, "what is not approved is nobody's"
    school.do(successor, "giaovien:submit", "phoban:publish")
    moved = client.get(event.get_file_url())
    assert moved.status_code == 301
    [second] = entries(client, moved.headers["Location"])
    assert (first["uid"], first["sequence"]) == (second["uid"], 0)
    assert (second["sequence"], str(second["status"])) == (1, "CANCELLED")
    assert str(second["summary"]) == "[Hủy] Tên mới"


def test_the_feed_has_what_is_to_come_and_half_a_year_back(school: School, client: Client) -> None:
    today = timezone.localdate()
    published_event(school, title="Cũ lắm", day=today - timedelta(days=400))
    published_event(school, title="Tháng trước", day=today - timedelta(days=30))
    published_event(school, title="Tuần sau")
    published_event(school, title="Nội bộ", audience="staff")
    drafted_event(school, title="Nháp")
    assert [str(one["summary"]) for one in entries(client, "/lich/lich.ics")] == ["Tháng trước", "Tuần sau"]
    first = client.get("/lich/lich.ics")
    again = client.get("/lich/lich.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304, "the same content is the same bytes"


def test_a_week_is_had_as_a_file(school: School, client: Client) -> None:
    week = published_week(
        school,
        entry(1, "Chào cờ", starts=time(7, 15), ends=time(8)),
        entry(2, "Trực; ban, giám hiệu", place="Phòng 2"),
        starts_on=DAY,
    )
    flag, duty = entries(client, week.get_file_url())
    assert (flag["dtstart"].dt, flag["dtend"].dt) == (
        datetime(2027, 3, 8, 0, 15, tzinfo=UTC),
        datetime(2027, 3, 8, 1, 0, tzinfo=UTC),
    )
    assert (str(duty["summary"]), duty["dtstart"].dt) == ("Sáng: Trực; ban, giám hiệu", date(2027, 3, 9))
    assert flag["uid"] != duty["uid"]
