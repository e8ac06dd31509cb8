"""The calendar: what somebody may see of the month, in Vietnamese time, and what addresses it has."""

from datetime import datetime
from html import unescape

from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial.scheduled import Month, entries_of
from tests.school import School

DECEMBER = "/quan-tri/lich-dang/2031-12/"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, 12, day, hour, minute, tzinfo=timezone.get_default_timezone())


def test_the_month_shows_what_appears_what_ends_and_what_meets(school: School) -> None:
    road = ("giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    first = school.draft(
        title="Đúng giờ", section=school.section, publish_at=at(1, 0, 5), expires_at=at(31, 23)
    )
    school.do(first, *road)
    school.draft(title="Muốn cùng giờ", publish_at=at(1, 0, 50))
    school.draft(title="Tháng khác", publish_at=at(31, 23).replace(year=2032))
    entries = entries_of(Month(2031, 12), school.thuky)
    assert [(entry.at.day, entry.kind, entry.crowded) for entry in entries] == [
        (1, "scheduled", True),
        (1, "wished", True),
        (31, "expires", False),
    ]
    page = unescape(school.client("thuky").get(DECEMBER).content.decode())
    assert "Lịch đăng: 12/2031" in page
    assert page.count("trùng giờ") == 2
    for address in ("2031-11", "2032-01"):
        assert f'href="/quan-tri/lich-dang/{address}/"' in page
    assert "Tháng khác" not in page


def test_nobody_reads_more_in_the_calendar_than_elsewhere(school: School) -> None:
    edition = school.draft(title="Bí mật của tổ", publish_at=at(9, 8))
    for who in school.people:
        shown = "Bí mật của tổ" in unescape(school.client(who).get(DECEMBER).content.decode())
        may_open = school.client(who).get(edition.get_desk_url()).status_code == 200
        assert shown is may_open, who


def test_the_calendar_has_ends_and_only_real_months(school: School) -> None:
    assert Month(2000, 1).moved(-1) is None
    assert Month(2099, 12).moved(1) is None
    for month in ("2031-13", "2031-00", "1999-12", "2100-01", "0000-01", "9999-12"):
        assert school.client("thuky").get(f"/quan-tri/lich-dang/{month}/").status_code == 404
    for month in ("2000-01", "2099-12"):
        assert school.client("thuky").get(f"/quan-tri/lich-dang/{month}/").status_code == 200
    assert Article.objects.count() == 0
    assert "chưa có bài nào hẹn giờ" in unescape(
        school.client("thuky").get(reverse("admin:calendar")).content.decode()
    )
