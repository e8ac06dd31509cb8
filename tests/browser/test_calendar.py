"""A week typed by the clerk with keyboard and clipboard, and an event that becomes an article."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from content.models import Article, WorkWeek
from editorial.models import Obligation, Reminder
from tests.browser.person import Person
from tests.calendar.records import published_event
from tests.moments import VN, Clock
from tests.school import School

WEEK = "/quan-tri/content/workweek/them/"
TABLE = "7h15\tChào cờ\tTổng phụ trách\n8h30 – 9h30\tGiao ban\tHiệu trưởng\n14h\tHọp tổ\tTổ trưởng\n"
PASTE = """([cell, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_week_is_pasted_from_a_spreadsheet_and_walked_by_keyboard(
    school: School, at_desk: Callable[..., Person]
) -> None:
    page = at_desk(school, "vanthu").goes_to(WEEK).page
    cell = page.get_by_label("Thứ Hai, giờ").first
    cell.evaluate("(cell, text) => (" + PASTE + ")([cell, text])", TABLE)
    expect(page.get_by_label("Thứ Hai, nội dung công việc")).to_have_count(3)
    page.get_by_label("Thứ Hai, nội dung công việc").nth(2).press("Enter")
    page.keyboard.type("Trực ban")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    said = [(one.hours, one.content, one.chair) for one in WorkWeek.objects.get().entries.all()]
    assert said[1:] == [
        ("7h15", "Chào cờ", "Tổng phụ trách"),
        ("8h30–9h30", "Giao ban", "Hiệu trưởng"),
        ("14h00", "Họp tổ", "Tổ trưởng"),
    ]
    assert said[0][1] == "Trực ban", "without an hour it is of the whole day"


def test_an_event_is_reminded_of_becomes_an_article_and_is_met(
    school: School,
    at_desk: Callable[..., Person],
    browse: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch, datetime(2026, 11, 25, 7, tzinfo=VN))
    begins, ends = (datetime(2026, 11, 25, hour, tzinfo=VN) for hour in (14, 17))
    event = published_event(
        school, title="Ngày hội đọc sách", section=school.section, starts_at=begins, ends_at=ends
    )
    for hour in (datetime(2026, 11, 25, 18, tzinfo=VN), datetime(2026, 11, 26, 14, tzinfo=VN)):
        clock.set(hour)
        call_command("check_deadlines", stdout=StringIO())
    assert Reminder.objects.filter(user=school.giaovien).exists()
    writer = at_desk(school, "giaovien").goes_to("/quan-tri/")
    writer.sees("Ngày hội đọc sách", "sắp đến hạn")
    writer.goes_to(event.get_desk_url()).presses("Viết tin về sự kiện này")
    writer.sees("Đã mở bản nháp tin về sự kiện")
    article = Article.objects.get()
    school.do(article, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    call_command("check_deadlines", stdout=StringIO())
    assert Obligation.objects.get(item=event.item).state == "met_on_time"
    writer.goes_to("/quan-tri/").sees_no("sắp đến hạn")
    reader = browse().goes_to("/lich/?xem=danh-sach&luc=da-qua")
    reader.page.get_by_role("link", name="Ngày hội đọc sách").click()
    reader.page.locator("#tin-su-kien + ul a").click()
    expect(reader.page).to_have_url(f"{reader.site}{article.get_absolute_url()}")
    expect(reader.page.locator(".about-events")).to_contain_text("Ngày hội đọc sách")
