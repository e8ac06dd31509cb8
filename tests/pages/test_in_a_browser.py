"""Every page in Chromium: accessible, without errors, from this host alone, no wider than a telephone."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.access.addresses import VISITOR
from tests.browser.conftest import DESKTOP
from tests.browser.person import Person
from tests.browser.test_looks import PHONE, SMALLEST, sideways
from tests.pages.screens import Screen, screens_of
from tests.school import School

# WCAG 2.2 A and AA, and what axe thinks good practice. CKEditor's own elements are not ours to change.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
NOT_OURS: dict[str, Any] = {"exclude": [[".ck"]]}
# Colours that are still fading from one scheme into the other have a contrast of no scheme.
SETTLED = "Promise.allSettled(document.getAnimations().map(one => one.finished))"
# What a script adds are buttons; the rest of the text is there without it.
TEXT = """main => {
    const words = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const place = walker.currentNode.parentElement;
        if (!place.closest("button, script, template, noscript") && place.checkVisibility())
            words.push(walker.currentNode.data.trim());
    }
    return words.filter(Boolean).join(" ");
}"""


def faults_of(page: Page, size: ViewportSize, colours: str) -> Iterator[str]:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours)
    page.evaluate(SETTLED)
    for found in Axe().run(page, NOT_OURS, RULES).response["violations"]:
        for node in found["nodes"]:
            where = f"{colours} {size['width']}"
            yield f"{where}: {found['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"


def judge(person: Person, screen: Screen) -> Iterator[str]:
    person.goes_to(screen.url, screen.status)
    yield from faults_of(person.page, DESKTOP, "light")
    yield from faults_of(person.page, PHONE, "dark")
    for size in (PHONE, SMALLEST):
        person.page.set_viewport_size(size)
        if wider := sideways(person):
            yield f"is {wider} pixels wider than {size['width']}"


def by_person(screens: list[Screen]) -> Iterator[tuple[str, Iterator[Screen]]]:
    return groupby(sorted(screens, key=lambda screen: screen.who), key=lambda screen: screen.who)


def test_every_page_is_accessible_and_fits_a_telephone(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    wrong = []
    for who, theirs in by_person(screens_of(school)):
        # axe writes styles into the page, which the CSP forbids; what the pages do under it is asked below.
        options = {"bypass_csp": True}
        person = browse(**options) if who == VISITOR else at_desk(school, who, **options)
        wrong += [f"{screen.name}, {fault}" for screen in theirs for fault in judge(person, screen)]
    assert not wrong, f"{len(wrong)} faults\n" + "\n".join(wrong)


def test_every_page_loads_without_errors_and_the_public_ones_need_no_script(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    """Errors, breaches of the CSP and requests to other hosts are told when the browsers close."""
    without = browse(java_script_enabled=False)
    for who, theirs in by_person(screens_of(school)):
        person = browse() if who == VISITOR else at_desk(school, who)
        for screen in theirs:
            person.goes_to(screen.url, screen.status)
            if screen.is_public:
                said = text_of(person)
                assert said, screen.name
                assert text_of(without.goes_to(screen.url, screen.status)) == said, screen.name


def text_of(person: Person) -> str:
    return person.page.locator("main").evaluate(TEXT)
