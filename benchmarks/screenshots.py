"""Pictures of every page: `make screenshots`, or `python -m benchmarks.screenshots FOLDER [WORD …]`.

Starts a demonstration school in a scratch folder and walks the pages below as those who use them, at three
widths, light and dark; some also as printed, without stylesheets, and without JavaScript. With words only the
pages whose name has one of them. FOLDER/index.html shows all at a glance.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.policy import ROOT, chromium

PORT = os.environ.get("PORT", "8198")
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "chi-de-chup-anh-2026"
WIDTHS = (360, 768, 1280)
VISITOR = ""
ARTICLE, SECTION = r"/tin-tuc/[^\"/]+-\d+\.html", r"/tin-tuc/[a-z0-9-]+/"
EDITION = r"/quan-tri/content/article/\d+/(?=\")"
CHANGE = r"/quan-tri/[a-z]+/[a-z]+/\d+/(?:change/)?(?=\")"
DOCUMENT_AT_DESK = r"/quan-tri/documents/officialdocument/\d+/(?=[\"?])"
PRINTED = ("home", "section", "article", "document")

# name -> (who, where it is found, pattern of its address there); without a pattern the address itself.
PAGES: dict[str, tuple[str, str, str]] = {
    "home": (VISITOR, "/", ""),
    "all-news": (VISITOR, "/tin-tuc/", ""),
    "section": (VISITOR, "/", SECTION),
    "notices": (VISITOR, "/tin-tuc/thong-bao/", ""),
    "article": (VISITOR, "/", ARTICLE),
    "notice": (VISITOR, "/tin-tuc/thong-bao/", ARTICLE),
    "topic": (VISITOR, "/tin-tuc/chu-de/suc-khoe-hoc-duong/", ""),
    "page": (VISITOR, "/", r"/trang/[a-z0-9-]+/"),
    "search": (VISITOR, "/tim-kiem/?q=hoc+sinh", ""),
    "search-in-vain": (VISITOR, "/tim-kiem/?q=khongcogi", ""),
    "documents": (VISITOR, "/van-ban/", ""),
    "documents-filtered": (VISITOR, "/van-ban/?cap=school&hieu-luc=con", ""),
    "documents-in-vain": (VISITOR, "/van-ban/?q=khongcogi", ""),
    "document": (VISITOR, "/van-ban/?so=87/KH", r"/van-ban/[^\"/]+-\d+\.html"),
    "contact": (VISITOR, "/lien-he/", ""),
    "site-map": (VISITOR, "/so-do-trang/", ""),
    "feeds": (VISITOR, "/rss/", ""),
    "privacy": (VISITOR, "/quyen-rieng-tu/", ""),
    "accessibility": (VISITOR, "/tro-nang/", ""),
    "not-found": (VISITOR, "/khong-co-trang-nay/", ""),
    "english-home": (VISITOR, "/en/", ""),
    "english-section": (VISITOR, "/en/tin-tuc/", ""),
    "english-article": (VISITOR, "/en/", "/en" + ARTICLE),
    "sign-in": (VISITOR, "/tai-khoan/dang-nhap/", ""),
    "forgotten-password": (VISITOR, "/tai-khoan/quen-mat-khau/", ""),
    "desk-teacher": ("giaovien", "/quan-tri/", ""),
    "desk-write": ("giaovien", "/quan-tri/content/article/them/", ""),
    "desk-draft": ("giaovien", "/quan-tri/", EDITION),
    "desk-password": ("giaovien", "/tai-khoan/doi-mat-khau/", ""),
    "desk-help": ("giaovien", "/quan-tri/tro-giup/", ""),
    "desk-help-topic": ("giaovien", "/quan-tri/tro-giup/soan-bai/", ""),
    "desk-unit-head": ("totruong", "/quan-tri/", ""),
    "desk-item": ("totruong", "/quan-tri/", EDITION),
    "desk-secretary": ("thuky", "/quan-tri/", ""),
    "desk-item-of-secretary": ("thuky", "/quan-tri/", EDITION),
    "desk-articles": ("thuky", "/quan-tri/content/article/", ""),
    "desk-pages": ("thuky", "/quan-tri/content/page/", ""),
    "desk-page-new": ("thuky", "/quan-tri/content/page/them/", ""),
    "desk-calendar": ("thuky", "/quan-tri/lich-dang/", ""),
    "desk-topics": ("thuky", "/quan-tri/content/topic/", ""),
    "desk-topic": ("thuky", "/quan-tri/content/topic/", CHANGE),
    "desk-deputy": ("phoban", "/quan-tri/", ""),
    "desk-item-of-deputy": ("phoban", "/quan-tri/", EDITION),
    "desk-compared": ("phoban", "/quan-tri/", EDITION),
    "desk-preview": ("phoban", "/quan-tri/", EDITION),
    "desk-clerk": ("vanthu", "/quan-tri/", ""),
    "desk-document-new": ("vanthu", "/quan-tri/documents/officialdocument/them/", ""),
    "desk-document": ("vanthu", "/quan-tri/documents/officialdocument/?state=draft", DOCUMENT_AT_DESK),
    "desk-document-of-deputy": (
        "phoban",
        "/quan-tri/documents/officialdocument/?state=in_review",
        DOCUMENT_AT_DESK,
    ),
    "desk-documents": ("vanthu", "/quan-tri/documents/officialdocument/", ""),
    "desk-events": ("phoban", "/quan-tri/editorial/event/", ""),
    "desk-event": ("phoban", "/quan-tri/editorial/event/", CHANGE),
    "desk-head": ("truongban", "/quan-tri/", ""),
    "desk-board": ("truongban", "/quan-tri/editorial/boardmember/", ""),
    "desk-board-new": ("truongban", "/quan-tri/editorial/boardmember/add/", ""),
    "desk-delegations": ("truongban", "/quan-tri/editorial/approvaldelegation/", ""),
    "desk-delegation-new": ("truongban", "/quan-tri/editorial/approvaldelegation/add/", ""),
    "desk-forbidden": ("giaovien", "/quan-tri/people/user/", ""),
    "admin": ("quantri", "/quan-tri/", ""),
    "admin-places": ("quantri", "/quan-tri/danh-muc/", ""),
    "admin-matrix": ("quantri", "/quan-tri/ma-tran-quyen/", ""),
    "admin-sections": ("quantri", "/quan-tri/editorial/section/", ""),
    "admin-section": ("quantri", "/quan-tri/editorial/section/", CHANGE),
    "admin-users": ("quantri", "/quan-tri/people/user/", ""),
    "admin-user": ("quantri", "/quan-tri/people/user/", CHANGE),
    "admin-user-new": ("quantri", "/quan-tri/people/user/add/", ""),
    "admin-user-off": ("quantri", "/quan-tri/people/user/2/khoa/", ""),
    "admin-units": ("quantri", "/quan-tri/people/unit/", ""),
    "admin-unit-new": ("quantri", "/quan-tri/people/unit/add/", ""),
    "admin-staff": ("quantri", "/quan-tri/people/staffmember/", ""),
    "admin-staff-new": ("quantri", "/quan-tri/people/staffmember/add/", ""),
    "admin-menus": ("quantri", "/quan-tri/portal/menuentry/", ""),
    "admin-menu-new": ("quantri", "/quan-tri/portal/menuentry/add/", ""),
    "admin-blocks": ("quantri", "/quan-tri/portal/homeblock/", ""),
    "admin-block": ("quantri", "/quan-tri/portal/homeblock/", CHANGE),
    "admin-block-new": ("quantri", "/quan-tri/portal/homeblock/add/", ""),
    "admin-blocks-reset": ("quantri", "/quan-tri/portal/homeblock/mac-dinh/", ""),
    "admin-theme": ("quantri", "/quan-tri/portal/theme/1/change/", ""),
    "admin-theme-history": ("quantri", "/quan-tri/portal/theme/1/history/", ""),
    "admin-unit-delete": ("quantri", "/quan-tri/people/unit/1/delete/", ""),
    "admin-school": ("quantri", "/quan-tri/portal/schoolprofile/1/change/", ""),
}

# What follows the address found: pages of an item that only its own page links to.
BELOW = {"desk-compared": "bien-tap/", "desk-preview": "xem-truoc/"}


@contextmanager
def portal() -> Iterator[None]:
    """The demonstration school, served as `make run` does it."""
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        environment = os.environ | {"VAR_DIR": folder, "PORT": PORT, "DEMO_PASSWORD": PASSWORD}
        with Path(folder, "log").open("wb") as log:
            running = subprocess.Popen(("make", "run"), cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(running)
            yield
        finally:
            running.terminate()
            running.wait(60)


def _wait(running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{SITE}/healthz", timeout=5):
            return
        time.sleep(1)
    sys.exit("the portal ended before it answered")


def sign_in(browser: Browser, who: str) -> BrowserContext:
    context = browser.new_context(base_url=SITE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    if who:
        page = context.new_page()
        page.goto("/tai-khoan/dang-nhap/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form [type=submit], main form button").first.click()
        page.wait_for_url("**/quan-tri/**")
        page.close()
    return context


def address(page: Page, where: str, pattern: str) -> str:
    if not pattern:
        return where
    page.goto(where)
    found = re.search(f'href="({pattern})', page.content())
    return found[1] if found else where


def shoot(browser: Browser, name: str, contexts: dict[str, BrowserContext], folder: Path) -> None:
    who, where, pattern = PAGES[name]
    if who not in contexts:
        contexts[who] = sign_in(browser, who)
    page = contexts[who].new_page()
    url = address(page, where, pattern) + BELOW.get(name, "")
    page.goto(url, wait_until="networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        _load_all(page)
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            page.wait_for_timeout(300)  # colours fade over
            page.screenshot(path=folder / f"{name}-{width}-{colours}.png", full_page=True)
    if name in PRINTED:
        _other_ways(browser, page, url, folder / name)
    page.close()
    print(name, url, flush=True)


def _load_all(page: Page) -> None:
    """Pictures are fetched when they come near; a full-page picture is taken without coming near."""
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })")
    page.wait_for_load_state("networkidle")


def _other_ways(browser: Browser, page: Page, url: str, stem: Path) -> None:
    """As printed (A4 at 96 dpi and as a PDF), without stylesheets, and without JavaScript."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print", color_scheme="light")
    page.screenshot(path=f"{stem}-print.png", full_page=True)
    page.pdf(path=f"{stem}-print.pdf", format="A4")
    bare = browser.new_context(base_url=SITE, java_script_enabled=False)
    plain = bare.new_page()
    plain.goto(url)
    plain.screenshot(path=f"{stem}-no-script.png", full_page=True)
    plain.route("**/*.css", lambda route: route.abort())
    plain.goto(url)
    plain.screenshot(path=f"{stem}-no-css.png", full_page=True)
    bare.close()


def contact_sheet(folder: Path) -> None:
    shots = sorted(folder.glob("*.png"))
    figures = "\n".join(
        f'<figure><a href="{one.name}"><img src="{one.name}" alt="" loading="lazy"></a>'
        f"<figcaption>{one.stem}</figcaption></figure>"
        for one in shots
    )
    style = (
        "body{display:flex;flex-wrap:wrap;gap:1em;font:14px sans-serif}figure{margin:0}"
        "img{width:240px;max-height:480px;object-fit:cover;object-position:top;border:1px solid #999}"
    )
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pages</title><style>{style}</style>'
    (folder / "index.html").write_text(page + figures)


def main(folder: Path, *words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in PAGES if not words or any(word in name for word in words)]
    arguments = [] if os.geteuid() else ["--no-sandbox"]
    with portal(), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=arguments)
        contexts: dict[str, BrowserContext] = {}
        for name in names:
            shoot(browser, name, contexts, folder)
        browser.close()
    contact_sheet(folder)
    print(folder / "index.html")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
