"""Without a mouse: every step is a key, and what has the focus is seen to have it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from content.models import Article
from portal.models import MenuEntry
from portal.search import keeping
from tests.browser.person import DESK, Person
from tests.school import School

TITLE = "Lễ khai giảng"
FAR = 60  # more presses of Tab than any of these ways needs
# Whether the target has the focus; and what has it without showing it, who should be on the screen, have a
# size and be drawn round.
LOOK = """target => {
    const one = document.activeElement, place = one.getBoundingClientRect(), look = getComputedStyle(one);
    const drawn = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    const seen = drawn && place.width > 0 && place.top < innerHeight && place.bottom > 0;
    return [one === target, seen || one === document.body ? "" : one.outerHTML.slice(0, 200)];
}"""


def has_focus(target: Locator) -> bool:
    return bool(target.evaluate("one => one === document.activeElement"))


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press the key until the target has the focus, which must show on every stop of the way."""
    for _ in range(FAR):
        page.keyboard.press(key)
        reached, unseen = target.evaluate(LOOK)
        assert not unseen, f"the focus does not show: {unseen}"
        if reached:
            return
    raise AssertionError(f"{target} is not reached by {key}")


def reader_opens_menu_article_and_search(page: Page) -> None:
    page.goto("/")
    tab_to(page, page.get_by_role("link", name="Bỏ qua đến nội dung"))
    page.keyboard.press("Enter")
    article = page.get_by_role("main").get_by_role("link", name=TITLE, exact=True).first
    tab_to(page, article)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()

    opener = page.locator(".bar nav summary:visible").first
    child = page.get_by_role("link", name="Gặp nhà trường")
    tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(child).to_be_visible()
    page.keyboard.press("Escape")
    expect(child).to_be_hidden()
    assert has_focus(opener)
    page.keyboard.press("Enter")
    tab_to(page, child)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lien-he/")

    tab_to(page, page.locator("input[name=q]:visible"))
    page.keyboard.type("khai giang")
    page.keyboard.press("Enter")
    found = page.get_by_role("main").get_by_role("link", name=TITLE)
    tab_to(page, found)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def deputy_looks_into_a_return_and_approves(deputy: Person, title: str) -> None:
    page, key = deputy.goes_to(DESK).page, deputy.page.keyboard
    rows = page.locator("a[data-key-row]")
    for press, row in (("j", 0), ("j", 1), ("k", 0)):
        key.press(press)
        expect(rows.nth(row)).to_be_focused()
    wanted = rows.filter(has_text=title)
    while not has_focus(wanted):
        key.press("j")
    key.press("Enter")
    expect(deputy.heading(title)).to_be_visible()

    key.press("t")
    reason = deputy.move_form("Trả lại").get_by_label("Lý do")
    expect(reason).to_be_focused()
    key.type("jk d")  # no shortcut while typing
    expect(reason).to_have_value("jk d")
    key.press("Tab")
    key.press("d")
    approve = deputy.button("Duyệt và đăng")
    expect(approve).to_be_focused()
    ticks = deputy.move_form("Duyệt và đăng").locator(".desk-ticks input")
    for tick in reversed(ticks.all()):
        tab_to(page, tick, "Shift+Tab")
        key.press("Space")
        expect(tick).to_be_checked()
    tab_to(page, approve)
    key.press("Enter")
    deputy.sees("Đã thực hiện: Duyệt và đăng.")


def test_a_reader_and_a_deputy_need_no_mouse(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    school.published(title=TITLE)
    keeping.rebuild()
    top = MenuEntry.objects.create(label="Nhà trường", section=school.section)
    MenuEntry.objects.create(label="Gặp nhà trường", address="/lien-he/", parent=top)
    for title in ("Bài một", "Bài hai"):
        draft = school.draft(title=title, section=school.section)
        school.do(draft, "giaovien:submit", "totruong:forward", "thuky:forward")
    reader_opens_menu_article_and_search(browse().page)
    deputy_looks_into_a_return_and_approves(at_desk(school, "phoban"), "Bài hai")
    assert Article.objects.public().filter(title="Bài hai").exists()
