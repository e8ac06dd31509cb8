"""Pages on a telephone, without JavaScript and on paper: nothing scrolls sideways, nothing needs a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from content.models import Article
from tests.browser.person import DESK, Person
from tests.school import School

PHONE: ViewportSize = {"width": 360, "height": 740}
SMALLEST: ViewportSize = {"width": 320, "height": 600}
TITLE = "Lễ khai giảng"
LONG = "Kế hoạch tổ chức lễ khai giảng " + "rấtdàikhôngcódấucách" * 8
WIDE_BODY = (
    "<p>Bảng phân công</p><table><tbody><tr>"
    + "<td>Thứ Hai, tiết chào cờ đầu tuần</td>" * 12
    + "</tr></tbody></table><p>"
    + "mộtđườngdẫnrấtdài" * 20
    + "</p>"
)


def sideways(person: Person) -> int:
    """By how many pixels the page is wider than the screen."""
    return person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["360", "320"])
def test_nothing_scrolls_sideways_on_a_phone(
    size: ViewportSize,
    school: School,
    at_desk: Callable[..., Person],
    browse: Callable[..., Person],
) -> None:
    public = school.published(title=LONG, body=WIDE_BODY)
    draft = school.draft(title=LONG, body=WIDE_BODY)
    reader = browse(size=size)
    for address in (
        "/",
        public.get_absolute_url(),
        public.section.get_absolute_url(),
        "/tai-khoan/dang-nhap/",
    ):
        assert sideways(reader.goes_to(address)) == 0, address
    teacher = at_desk(school, "giaovien", size=size)
    for address in (DESK, "/quan-tri/content/article/them/", draft.get_desk_url(), public.get_desk_url()):
        assert sideways(teacher.goes_to(address)) == 0, address


def test_letters_of_twice_the_size_fit_a_phone(school: School, browse: Callable[..., Person]) -> None:
    article = school.published(title=TITLE)
    reader = browse(size=PHONE)
    for address in ("/", article.get_absolute_url(), "/lien-he/", "/tim-kiem/?q=le", "/khong-co-trang-nay/"):
        page = reader.goes_to(address, 404 if "khong-co" in address else 200)
        page.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert sideways(page) == 0, address
        names = page.page.locator(".masthead .names").bounding_box()
        assert names is not None
        assert names["width"] > PHONE["width"] / 2, "the school's name is not squeezed beside the crest"


def test_rows_of_a_list_are_cards_on_a_phone(school: School, at_desk: Callable[..., Person]) -> None:
    school.draft(title=TITLE)
    teacher = at_desk(school, "giaovien", size=PHONE).goes_to("/quan-tri/content/article/")
    row = teacher.page.locator("#result_list tbody tr").first
    box = row.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"]
    assert row.locator("td.field-state_now").get_attribute("data-column") == "Trạng thái:"
    assert not teacher.page.locator("#result_list thead").is_visible()


def test_buttons_of_the_desk_are_large_enough_for_a_thumb(
    school: School, at_desk: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    head = at_desk(school, "totruong", size=PHONE).goes_to(edition.get_desk_url())
    buttons = head.page.locator("button:visible, summary:visible, a.desk-button:visible").all()
    assert buttons
    small = [one.inner_text() for one in buttons if (one.bounding_box() or {"height": 0})["height"] < 44]
    assert small == []


def test_without_javascript_one_can_still_read_approve_and_return(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    secretary = at_desk(school, "thuky", java_script_enabled=False).finds_waiting(TITLE).opens(TITLE)
    secretary.does("Trả lại", {"Lý do": "Thiếu tóm tắt."})
    teacher = at_desk(school, "giaovien", java_script_enabled=False).opens(TITLE).sees("Thiếu tóm tắt.")
    expect(teacher.page.get_by_label("Nội dung", exact=True)).to_be_visible()
    teacher.fills({"Tóm tắt": "Đã thêm."}).presses("Lưu và gửi duyệt").sees("Đã thực hiện: Gửi duyệt.")
    school.do(Article.objects.get(), "totruong:forward", "thuky:forward")
    deputy = at_desk(school, "phoban", java_script_enabled=False).opens(TITLE)
    deputy.does("Duyệt và đăng")
    reader = browse(java_script_enabled=False).goes_to("/").clicks(TITLE)
    reader.sees("Sáng nay nhà trường tổ chức lễ khai giảng năm học mới.")
    assert reader.page.url.endswith(edition.get_absolute_url())


def test_paper_is_white_in_a_dark_browser(school: School, browse: Callable[..., Person]) -> None:
    """Dark schemes are for screens: what they draw light would be lost on paper."""
    reader = browse().goes_to(school.published(title=TITLE).get_absolute_url())
    for scheme in ("dark", "light"):
        reader.page.evaluate("scheme => { document.documentElement.dataset.scheme = scheme }", scheme)
        reader.page.emulate_media(media="print", color_scheme="dark")
        for place in ("h1", ".body p", ".masthead .school"):
            expect(reader.page.locator(place).first, scheme).to_have_css("color", "rgb(0, 0, 0)")
