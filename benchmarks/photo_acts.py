"""What is done on a page before its picture is taken: a form sent wrongly, files given, a link handed out.

An act gets the page and the doors to other people's rooms; it answers the page to photograph if another.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page

from tests.policy import ROOT

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ_WITHIN = 120  # seconds for the worker to read what was uploaded
# The pages of portal.errors that no address of a healthy portal leads to, drawn by the portal itself.
DRAW_ERROR = """
import sys
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import RequestFactory
from portal import errors
request = RequestFactory().get("/")
def no_database():
    try:
        raise OperationalError
    except OperationalError:
        return errors.server_error(request)
draw = {
    "400": lambda: errors.bad_request(request, Exception()),
    "403": lambda: errors.csrf_failure(request),
    "413": lambda: errors.bad_request(request, RequestDataTooBig()),
    "429": lambda: errors.too_many_requests(request),
    "500": lambda: errors.server_error(request),
    "503": no_database,
}
sys.stdout.write(draw["%s"]().content.decode())
"""


@dataclass
class Doors:
    """Browsers in which the people of the demonstration are signed in."""

    browser: Browser
    site: str
    password: str
    environment: dict[str, str]
    rooms: dict[str, BrowserContext] = field(default_factory=dict)

    def room(self, who: str) -> BrowserContext:
        if who not in self.rooms:
            self.rooms[who] = self.fresh(who)
        return self.rooms[who]

    def fresh(self, who: str = "") -> BrowserContext:
        """A browser of their own; of a visitor without a name."""
        context = self.browser.new_context(
            base_url=self.site, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
        )
        if who:
            page = context.new_page()
            page.goto("/tai-khoan/dang-nhap/")
            _enter(page, who, self.password)
            page.wait_for_url("**/quan-tri/**")
            page.close()
        return context


Act = Callable[[Page, Doors], Page | None]


def _enter(page: Page, who: str, password: str) -> None:
    page.fill("[name=login]", who)
    page.fill("[name=password]", password)
    page.locator("main form [type=submit], main form button").first.click()
    page.wait_for_load_state("networkidle")


def opened(summaries: str) -> Act:
    """Unfolds every `details` that the selector finds."""

    def act(page: Page, doors: Doors) -> None:
        page.eval_on_selector_all(summaries, "all => all.forEach((one) => { one.open = true })")

    return act


def pressed(button: str) -> Act:
    """Presses what is called so, and waits for what comes of it."""

    def act(page: Page, doors: Doors) -> None:
        page.get_by_role("button", name=button, exact=True).first.click()
        page.wait_for_load_state("networkidle")

    return act


def followed(link: str) -> Act:
    """Follows the first link whose words begin so."""

    def act(page: Page, doors: Doors) -> None:
        page.get_by_role("link", name=link).first.click()
        page.wait_for_load_state("networkidle")

    return act


def typed(keys: str) -> Act:
    def act(page: Page, doors: Doors) -> None:
        page.locator("body").press(keys)

    return act


def error(status: str) -> Act:
    def act(page: Page, doors: Doors) -> None:
        drawn = subprocess.run(
            (sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", DRAW_ERROR % status),
            cwd=ROOT,
            env=doors.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        address = f"{doors.site}/loi-{status}/"
        page.route(address, lambda route: route.fulfill(body=drawn.stdout, content_type="text/html"))
        page.goto(address)

    return act


def sign_in_wrongly(page: Page, doors: Doors) -> None:
    _enter(page, "giaovien", "khong-phai-mat-khau")


def taken_down(page: Page, doors: Doors) -> None:
    """The page of what was taken down; its number is written nowhere that a visitor sees."""
    numbers = range(1, 200)
    gone = next(n for n in numbers if page.request.get(f"/tin-tuc/x-{n}.html", max_redirects=0).status == 410)
    page.goto(f"/tin-tuc/x-{gone}.html")


def refused_return(page: Page, doors: Doors) -> None:
    """Sends an article back without the reason that this needs."""
    opened(".desk-side details")(page, doors)
    page.locator("form[action*='/buoc/return/'] button").first.click()
    page.wait_for_load_state("networkidle")


def shared(page: Page, doors: Doors) -> None:
    form = page.locator("form[action$='/gui-xem-truoc/']")
    opened("details")(page, doors)
    form.locator("input[type=text]").first.fill("Ban đại diện cha mẹ học sinh")
    form.get_by_role("button", name="Tạo liên kết", exact=True).click()
    page.wait_for_load_state("networkidle")


def opened_by_a_stranger(page: Page, doors: Doors) -> Page:
    shared(page, doors)
    stranger = doors.fresh().new_page()
    stranger.goto(page.locator("#lien-ket-moi").input_value())
    return stranger


def answered_by_a_stranger(page: Page, doors: Doors) -> Page:
    stranger = opened_by_a_stranger(page, doors)
    stranger.fill("#y-kien-ten", "Bà Hoa")
    stranger.locator("#y-kien [type=radio]").first.check()
    stranger.locator("#y-kien button").click()
    stranger.wait_for_load_state("networkidle")
    return stranger


def session_ended(page: Page, doors: Doors) -> Page:
    alone = doors.fresh("giaovien").new_page()
    alone.goto("/quan-tri/content/article/them/")
    alone.fill("[name=title]", "Ngày hội đọc sách")
    alone.context.clear_cookies(name="sessionid")
    alone.get_by_role("button", name="Lưu bản nháp", exact=True).first.click()
    alone.wait_for_timeout(2_000)
    return alone


def new_password(page: Page, doors: Doors) -> Page:
    """The page that a link for a forgotten password opens."""
    pressed("Cấp liên kết đặt mật khẩu")(page, doors)
    stranger = doors.fresh().new_page()
    link = re.search(r"/tai-khoan/dat-mat-khau/[^\s<\"]+", page.content())
    if link is None:
        raise LookupError("the account has no link")
    stranger.goto(link[0])
    return stranger


def _papers(page: Page, wanted: int) -> list[FilePayload]:
    """Word files of the documents that the demonstration has published, a number in their names made new."""
    page.goto("/van-ban/")
    found: list[FilePayload] = []
    for address in dict.fromkeys(re.findall(r'href="(/van-ban/[^"]+-\d+\.html)"', page.content())):
        if len(found) == wanted:
            break
        page.goto(address)
        if file := re.search(r'href="(/tep/\d+/[^"]+\.docx)"', page.content()):
            body = page.request.get(file[1]).body()
            found.append({"name": f"van-ban-{len(found) + 1}.docx", "mimeType": WORD, "buffer": body})
    return found


def _wait_for_the_reading(page: Page, words: str) -> None:
    for _ in range(READ_WITHIN // 2):
        if words in page.inner_text("#content"):
            return
        page.wait_for_timeout(2_000)
        page.reload()


def imported_article(page: Page, doors: Doors) -> None:
    start = page.url
    papers = _papers(page, 1)
    page.goto(start)
    page.locator("form[action$='/nhap-tep/'] input[type=file]").set_input_files(papers)
    page.get_by_role("button", name="Đọc tệp", exact=True).click()
    _wait_for_the_reading(page, "Tạo bản nháp")


def imported_documents(page: Page, doors: Doors) -> None:
    start = page.url
    papers = _papers(page, 3)
    page.goto(start)
    page.locator("form.write-import input[type=file]").first.set_input_files(papers)
    page.get_by_role("button", name="Gửi lên và đọc", exact=True).click()
    _wait_for_the_reading(page, "Trích yếu")
