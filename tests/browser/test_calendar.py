"""A week typed by the clerk with keyboard and clipboard, and an event that becomes an article."""

from collections.abc import Callable

from playwright.sync_api import expect

from content.models import Article, WorkWeek
from tests.browser.person import Person
from tests.calendar.records import published_event
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


def test_an_event_becomes_an_article(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    event = published_event(school, title="Ngày hội đọc sách", section=school.section)
    writer = at_desk(school, "giaovien").goes_to(event.get_desk_url())
    writer.presses("Viết tin về sự kiện này")
    writer.sees("Đã mở bản nháp tin về sự kiện")
    article = Article.objects.get()
    school.do(article, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    reader = browse().goes_to("/lich/?xem=danh-sach")
    reader.page.get_by_role("link", name="Ngày hội đọc sách").click()
    reader.page.locator("#tin-su-kien + ul a").click()
    expect(reader.page).to_have_url(f"{reader.site}{article.get_absolute_url()}")
    expect(reader.page.locator(".about-events")).to_contain_text("Ngày hội đọc sách")
