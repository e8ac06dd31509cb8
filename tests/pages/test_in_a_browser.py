"""Every page in Chromium: accessible, without errors, from this host alone, no wider than a telephone."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize

from tests.access.row import VISITOR
from tests.browser.conftest import DESKTOP
from tests.browser.person import Person
from tests.browser.test_looks import PHONE, SMALLEST, sideways
from tests.pages.screens import Screen, screens_of
from tests.school import School

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
# WCAG 2.2 A and AA, and what axe thinks good practice. Without `preload` (below) axe writes no styles into
# the page, which the CSP would forbid. CKEditor's own elements are not ours to change.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERY_RULE = {"type": "tag", "values": TAGS}
# What depends on the colours and the width; the rest was judged already.
OF_THE_LOOK = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
JUDGED = """async ([without, rules]) => (
    await axe.run({exclude: without}, {runOnly: rules, resultTypes: ["violations"], preload: false})
).violations"""
# Colours that still fade from one scheme into the other have a contrast of no scheme.
STILL = """
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets = [still];
"""
NOT_OURS = [[".ck"]]
# High enough for every page: what sticks to the foot of the screen covers whatever one scrolls past.
WHOLE_PHONE: ViewportSize = {**PHONE, "height": 6000}
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


def faults_of(page: Page, size: ViewportSize, colours: Any, rules: Any) -> Iterator[str]:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours)
    for found in page.evaluate(JUDGED, [NOT_OURS, rules]):
        for node in found["nodes"]:
            where = f"{colours} {size['width']}"
            yield f"{where}: {found['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"


def judge(person: Person, screen: Screen) -> Iterator[str]:
    yield from faults_of(person.page, WHOLE_PHONE, "dark", EVERY_RULE)
    yield from faults_of(person.page, DESKTOP, "light", OF_THE_LOOK)
    for size in (PHONE, SMALLEST):
        person.page.set_viewport_size(size)
        if wider := sideways(person):
            yield f"is {wider} pixels wider than {size['width']}"


def test_every_page_is_accessible_and_fits_a_telephone(
    school: School, at_desk: Callable[..., Person], browse: Callable[..., Person]
) -> None:
    """Errors, breaches of the CSP and requests to other hosts are told when the browsers close."""
    wrong = []
    without = browse(java_script_enabled=False)
    screens = sorted(screens_of(school, attrgetter("is_like_no_other")), key=lambda screen: screen.who)
    for who, theirs in groupby(screens, key=lambda screen: screen.who):
        person = browse() if who == VISITOR else at_desk(school, who)
        person.page.add_init_script(AXE + STILL)
        for screen in theirs:
            person.goes_to(screen.url, screen.status)
            if screen.is_public and (fault := differs(person, without.goes_to(screen.url, screen.status))):
                wrong.append(f"{screen.name}, {fault}")
            wrong += [f"{screen.name}, {fault}" for fault in judge(person, screen)]
    assert not wrong, f"{len(wrong)} faults\n" + "\n".join(wrong)


def differs(person: Person, without: Person) -> str:
    """At one width: what a narrow screen leaves out is no work of a script."""
    without.page.set_viewport_size(person.page.viewport_size or DESKTOP)
    said, plain = (one.page.locator("main").evaluate(TEXT) for one in (person, without))
    return "" if said and said == plain else f"needs a script for its text: {said[:300]!r} / {plain[:300]!r}"
