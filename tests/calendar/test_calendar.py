"""The public calendar: what is asked in the address, how far it reaches, what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulations.models import Holiday, SchoolYear, Term
from tests.calendar.records import at, published_event, published_week
from tests.school import School

MARCH = date(2027, 3, 8)


def test_a_month_is_whole_weeks_and_a_week_seven_days(school: School, client: Client) -> None:
    published_event(school, day=MARCH)
    month = client.get("/lich/?thang=2027-03").context["days"]
    assert [month[0].date, month[-1].date, len(month)] == [date(2027, 3, 1), date(2027, 4, 4), 35]
    assert [day.date for day in month if not day.in_month] == [
        date(2027, 4, number) for number in range(1, 5)
    ]
    week = client.get("/lich/?tuan=2027-03-14").context["days"]
    assert [week[0].date, week[-1].date] == [MARCH, date(2027, 3, 14)]
    shown = client.get("/lich/?thang=2026-12")
    assert shown.context["days"][-1].date == date(2027, 1, 3), "past the end of the year"


@pytest.mark.parametrize(
    "query",
    [
        "thang=2027-13",
        "thang=0000-01",
        "thang=1999-12",
        "thang=2100-01",
        "thang=٢٠٢٧-٠٣",
        "thang=2027-3",
        "tuan=2027-02-30",
        "tuan=9999-12-31",
        "tuan=<script>",
        "xem=nam",
        "loai=<b>",
        "xem=tuan&tuan=%00",
    ],
)
def test_a_wrong_question_is_told_and_today_answered(school: School, client: Client, query: str) -> None:
    answer = client.get(f"/lich/?{query}")
    assert answer.status_code == 200
    assert answer.context["asked"].wrong
    assert "<script>alert" not in answer.content.decode()
    assert "noindex, follow" in answer.content.decode()
    assert any(day.is_today for day in answer.context["days"])


def test_robots_do_not_walk_on_for_ever(school: School, client: Client) -> None:
    today = timezone.localdate()
    published_event(school, day=today + timedelta(days=40))
    seen, address = set(), "/lich/"
    while address and len(seen) < 10:
        answer = client.get(address)
        seen.add(address)
        after = answer.context["neighbours"].after
        assert "noindex, follow" not in answer.content.decode()
        address = f"/lich/{after}" if after else ""
    assert len(seen) in {2, 3}
    far = client.get("/lich/?thang=2090-01")
    assert "noindex, follow" in far.content.decode()
    assert not far.context["neighbours"].after
    assert far.context["neighbours"].before == "?thang=2089-12"
    for edge in ("thang=2000-01", "thang=2099-12", "tuan=2000-01-01", "tuan=2099-12-31"):
        assert client.get(f"/lich/?{edge}").status_code == 200


def test_the_hour_is_that_of_this_country(school: School, client: Client) -> None:
    """Moments before 7:00 are of the day before in UTC."""
    event = published_event(school, starts_at=at(MARCH, "00:30"), ends_at=at(MARCH, "06:00"))
    days = client.get("/lich/?tuan=2027-03-08").context["days"]
    assert [bool(day.events) for day in days] == [True, *[False] * 6]
    late = published_event(school, starts_at=at(MARCH, "20:00"), ends_at=at(date(2027, 3, 9), "00:00"))
    days = client.get("/lich/?tuan=2027-03-08").context["days"]
    assert [len(day.events) for day in days][:2] == [2, 0], "midnight is the end of the day before"
    assert (event.first_day, late.last_day) == (MARCH, MARCH)


def test_a_long_event_is_on_every_day_that_is_shown(school: School, client: Client) -> None:
    start, end = at(date(2027, 2, 20), "08:00"), at(date(2027, 4, 20), "17:00")
    published_event(school, starts_at=start, ends_at=end)
    assert all(day.events for day in client.get("/lich/?thang=2027-03").context["days"])


def test_kinds_and_the_past_are_filters(school: School, client: Client) -> None:
    today = timezone.localdate()
    published_event(school, title="Họp phụ huynh", event_kind="hop", day=today + timedelta(days=1))
    published_event(school, title="Hội thảo", day=today + timedelta(days=2))
    published_event(school, title="Đã qua", day=today - timedelta(days=2))

    def titles(query: str) -> list[str]:
        return [one.title for one in client.get(f"/lich/?xem=danh-sach{query}").context["page"]]

    assert titles("") == ["Họp phụ huynh", "Hội thảo"]
    assert titles("&loai=hop") == ["Họp phụ huynh"]
    assert titles("&luc=da-qua") == ["Đã qua"]
    for number in ("0", "2", "x"):
        assert client.get(f"/lich/?xem=danh-sach&trang={number}").status_code == 404


def test_days_off_and_terms_stand_on_their_days(school: School, client: Client) -> None:
    Holiday.objects.create(date=date(2027, 3, 12), name="Hội trường")
    Holiday.objects.create(date=date(2027, 9, 2), name="Quốc khánh", applied=False)
    year = SchoolYear.objects.create(starts_on=date(2026, 9, 5), ends_on=date(2027, 5, 31))
    Term.objects.create(
        school_year=year, name="Học kỳ II", starts_on=date(2027, 1, 18), ends_on=date(2027, 5, 31)
    )

    def notes(month: str) -> dict[int, list[str]]:
        days = client.get(f"/lich/?thang={month}").context["days"]
        return {day.date.day: day.notes for day in days if day.in_month and day.notes}

    assert notes("2027-03") == {12: ["Hội trường"]}
    assert notes("2027-01")[18] == ["Bắt đầu: Học kỳ II"]
    assert 2 not in notes("2027-09"), "the school's row decides"
    assert notes("2026-09")[2][0].startswith("Quốc khánh")


def test_no_more_queries_for_more(school: School, client: Client) -> None:
    counts: dict[str, list[int]] = {}
    for number in range(4):
        published_event(school, title=f"Sự kiện {number}")
        published_week(school, starts_on=timezone.localdate() + timedelta(days=7 * number))
        for address in ("/lich/", "/lich/?xem=danh-sach", "/lich/lich.ics", "/lich/cong-tac/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.setdefault(address, []).append(len(asked))
    assert all(len(set(those[1:])) == 1 and max(those) <= 16 for those in counts.values()), counts
