"""The frame around the public pages on a telephone: menu, search and the reader's own display."""

from collections.abc import Callable

from playwright.sync_api import ViewportSize, expect

from portal.models import MenuEntry, SchoolProfile, Theme
from portal.search import keeping
from tests.browser.person import Person
from tests.browser.test_looks import sideways
from tests.school import School

PHONE: ViewportSize = {"width": 360, "height": 740}


def test_menu_search_and_display_work_by_thumb_and_by_keyboard(
    school: School, browse: Callable[..., Person]
) -> None:
    reach = {"address": "Số 12", "phone": "0243 812 3456", "email": "a@truong.example"}
    SchoolProfile.objects.create(name="Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai", **reach)
    Theme.objects.create(school_colour="#0d5c4c")
    article = school.published(title="Lễ khai giảng")
    keeping.rebuild()
    top = MenuEntry.objects.create(label="Tin tức", section=school.section)
    MenuEntry.objects.create(label="Liên hệ", address="/lien-he/", parent=top)
    page = browse(size=PHONE, has_touch=True).goes_to("/").page
    menu = page.locator(".menu-phone > summary")
    child = page.locator(".menu-phone").get_by_role("link", name="Liên hệ")

    menu.tap()
    page.locator(".menu-phone li summary").tap()
    expect(child).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".menu-phone .panel")).to_be_hidden()
    menu.press("Enter")
    expect(page.locator(".menu-phone .panel")).to_be_visible()
    page.locator("h1").tap()
    expect(page.locator(".menu-phone .panel")).to_be_hidden()

    page.locator(".find > summary").tap()
    expect(page.locator("#tim-phone")).to_be_focused()
    page.keyboard.type("khai giang")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("khai")
    page.get_by_role("link", name="Lễ khai giảng").click()
    assert page.url.endswith(article.get_absolute_url())

    before = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.locator(".display > summary").tap()
    for choice in ("Rất lớn", "Tối", "Tương phản cao"):
        page.get_by_label(choice).check()
    page.goto(f"{page.url.split('/tin-tuc/')[0]}/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") != before
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 32, 40)"
    page.locator(".display > summary").tap()
    expect(page.get_by_label("Rất lớn")).to_be_checked()
    assert sideways(Person("", page, "")) == 0
    small = page.evaluate(
        "[...document.querySelectorAll('.bar summary, .display label, .bar a')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.textContent)"
    )
    assert small == []


def test_without_a_script_the_menu_opens_and_search_answers(
    school: School, browse: Callable[..., Person]
) -> None:
    school.published(title="Lễ khai giảng")
    keeping.rebuild()
    page = browse(size=PHONE, java_script_enabled=False).goes_to("/").page
    expect(page.locator(".display")).to_be_hidden()
    page.locator(".menu-phone > summary").click()
    expect(page.locator(".menu-phone").get_by_role("link", name=school.section.name).first).to_be_visible()
    page.locator(".menu-phone > summary").click()
    page.locator(".find > summary").click()
    page.locator("#tim-phone").fill("KHAI")
    page.locator("#tim-phone").press("Enter")
    expect(page.get_by_role("heading", name="Lễ khai giảng")).to_be_visible()
