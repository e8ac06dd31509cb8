"""Chromium against a running portal: each person has a browser context of their own."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.person import Person, Watch

if TYPE_CHECKING:  # this file may be read before Django is ready for its models
    from tests.school import School

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# What a browser does by itself on a fresh profile costs seconds, and none of it belongs in a test.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000  # milliseconds; two cores may be busy with other tests
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *QUIET]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def browse(
    transactional_db: None, live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., Person]]:
    """Give somebody a browser: `browse()` is a visitor.

    The browser is closed, and what went wrong in it is told, before the database is emptied.
    """
    watches: list[Watch] = []

    def open_browser(name: str = "", *, size: ViewportSize = DESKTOP, **options: Any) -> Person:
        context = new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        watch = Watch(name or "người đọc", context, live_server.url)
        watches.append(watch)
        page = context.new_page()
        page.set_viewport_size(size)
        return Person(name, page, live_server.url)

    yield open_browser
    for watch in watches:
        watch.context.close()
    assert [fault for watch in watches for fault in watch.faults] == []


@pytest.fixture
def at_desk(browse: Callable[..., Person]) -> Callable[..., Person]:
    """Somebody who has signed in already, with the cookie that the sign-in form would have set.

    The form itself is walked through in test_signing_in.py; to fill it in for every person of every walk
    would only repeat that.
    """

    def sit_down(school: "School", name: str, **options: Any) -> Person:
        person = browse(name, **options)
        person.take_session_of(school.client(name))
        return person

    return sit_down


@pytest.fixture
def staff(school: "School", at_desk: Callable[..., Person]) -> Callable[..., Person]:
    """People of the school with the standard regulation; each keeps one browser."""
    seated: dict[str, Person] = {}

    def sit_down(name: str) -> Person:
        if name not in seated:
            seated[name] = at_desk(school, name)
        return seated[name]

    return sit_down
