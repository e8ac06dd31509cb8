"""Somebody in front of a browser: what they click, type and look at."""

import re
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

DESK = "/quan-tri/"
WRITE = "Soạn bài viết mới"
SECTION = "Chuyên mục"


class Watch:
    """Collects what a visitor would never see but a browser reports: script errors, breaches of the CSP,
    and requests to any host but the portal's.

    A page that answers 404, 409, 410 or 422 makes Chromium report a failed load; the tests ask for those
    pages themselves, and a script's POST is answered by the script, so only other files count.
    """

    def __init__(self, who: str, context: BrowserContext, site: str) -> None:
        self.context = context
        self._own = (f"{site}/", "data:", "blob:")
        self._who = who
        self._pages: set[str] = set()
        self._found: list[tuple[str, str]] = []
        context.on("request", self._note_request)
        context.on("response", lambda response: self._note_page(response.request))
        context.on("requestfailed", self._note_page)
        context.on("console", self._note_message)
        context.on("weberror", lambda fault: self._found.append(("", str(fault.error))))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(self._own):
            self._found.append((request.url, "asks another host"))

    def _note_page(self, request: Request) -> None:
        if request.is_navigation_request() or request.method == "POST":
            self._pages.add(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._found.append((message.location.get("url", ""), message.text))

    @property
    def faults(self) -> list[str]:
        return [
            f"{self._who}: {text} ({url})"
            for url, text in self._found
            if not (text.startswith("Failed to load resource") and url in self._pages)
        ]


@dataclass
class Person:
    name: str
    page: Page
    site: str

    def take_session_of(self, client: Client) -> None:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site}])

    # -- going somewhere -----------------------------------------------------------------------

    def goes_to(self, address: str, status: int = 200) -> Self:
        response = self.page.goto(address)
        assert response is not None
        assert response.status == status, f"{address}: {response.status}"
        return self

    def reads(self, address: str) -> str:
        """The body as it was sent, for addresses that are no page (feed, sitemap)."""
        answer = self.page.request.get(address)
        assert answer.ok, f"{address}: {answer.status}"
        return answer.text()

    def clicks(self, link: str) -> Self:
        self.page.get_by_role("link", name=link, exact=True).first.click()
        return self

    def opens(self, title: str) -> Self:
        """The item, from the worklist."""
        self.goes_to(DESK)
        self.clicks(title)
        expect(self.heading(title)).to_be_visible()
        return self

    # -- looking -------------------------------------------------------------------------------

    def heading(self, words: str) -> Locator:
        return self.page.get_by_role("heading", level=1, name=words)

    def part(self, heading: str) -> Locator:
        return self.page.get_by_role("region", name=heading)

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)

    def sees(self, *words: str) -> Self:
        for one in words:
            expect(self.page.get_by_text(one).first).to_be_visible()
        return self

    def sees_no(self, *words: str) -> Self:
        for one in words:
            expect(self.page.get_by_text(one)).to_have_count(0)
        return self

    def finds_waiting(self, title: str) -> Self:
        """The item stands under “Chờ tôi xử lý”."""
        return self.finds_under("Chờ tôi xử lý", title)

    def finds_under(self, heading: str, title: str) -> Self:
        self.goes_to(DESK)
        expect(self.part(heading).get_by_role("link", name=title, exact=True)).to_be_visible()
        return self

    # -- writing -------------------------------------------------------------------------------

    @property
    def editor(self) -> Locator:
        """The editing surface of CKEditor, once it has come up."""
        return self.page.locator(".ck-editor__main > .ck-content[contenteditable=true]")

    def writes(self, title: str, body: str, **fields: str) -> Self:
        """A new article, saved as a draft."""
        self.goes_to(DESK).clicks(WRITE)
        self.fills({"Tiêu đề": title, **fields}).types(body)
        return self.presses("Lưu bản nháp").sees("Đã lưu bản nháp.")

    def types(self, body: str) -> Self:
        """Replace the text in the editor."""
        self.editor.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(body)
        expect(self.editor).to_contain_text(body)
        return self

    def fills(self, fields: dict[str, Any], within: Locator | None = None) -> Self:
        place = within or self.page.locator(".desk-text, .desk").first
        for label, value in fields.items():
            self._fill(place, label, value)
        return self

    def _fill(self, place: Locator, label: str, value: Any) -> None:
        if value is True:
            place.get_by_label(label, exact=True).check()
            return
        field = place.get_by_label(label, exact=True)
        field.evaluate("field => field.closest('.desk-fold')?.setAttribute('open', '')")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    # -- moving --------------------------------------------------------------------------------

    def presses(self, label: str) -> Self:
        self.button(label).click()
        return self

    def does(self, move: str, fields: dict[str, Any] | None = None) -> Self:
        """A move of the panel on the right, with what its form asks for; it must succeed."""
        self.tries(move, fields)
        return self.sees(f"Đã thực hiện: {move}.")

    def tries(self, move: str, fields: dict[str, Any] | None = None) -> Self:
        form = self.move_form(move)
        if fields or not self.button(move).is_visible():
            form.locator("summary").click()
        self.fills(fields or {}, within=form)
        for tick in form.locator(".desk-ticks input").all():
            tick.check()
        form.get_by_role("button", name=move, exact=True).click()
        return self

    def move_form(self, move: str) -> Locator:
        """The form of a move, with what folds out: behind “…”, or below a button that is enough."""
        own_button = self.page.locator("button", has_text=re.compile(rf"^\s*{move}\s*$"))
        return self.part("Việc có thể làm").locator(".desk-move", has=own_button)
