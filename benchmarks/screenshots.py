"""Pictures of every page: `make screenshots`, or `python -m benchmarks.screenshots FOLDER [WORD …]`.

Starts a demonstration school in a scratch folder and walks the pages of `photographed.py` as those who use
them, at three widths, light and dark; visitors' pages and some of the desk also as printed, a few without
stylesheets and without JavaScript. With words only the pages whose name has one of them. With SITE, VAR_DIR
and DEMO_PASSWORD set, a running demonstration is photographed. FOLDER/index.html shows all at a glance.
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

from playwright.sync_api import Error, Page, sync_playwright

from benchmarks.photo_acts import Doors
from benchmarks.photographed import PAGES, VISITOR, Shot
from tests.policy import ROOT, chromium

PORT = os.environ.get("PORT", "8198")
PASSWORD = os.environ.get("DEMO_PASSWORD", "chi-de-chup-anh-2026")
WIDTHS = {360: 740, 768: 1024, 1280: 800}
ALL_LOADED = """() => Promise.all(Array.from(document.images, (one) => one.complete || new Promise((done) => {
    one.onload = one.onerror = done;
})))"""
TALLEST = 12_000  # pixels; Chromium takes no larger picture


@contextmanager
def portal() -> Iterator[tuple[str, dict[str, str]]]:
    """The demonstration school, served as `make run` does it: its address and environment."""
    if site := os.environ.get("SITE"):
        yield site, {**os.environ, **_key(os.environ["VAR_DIR"])}
        return
    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        environment = os.environ | {"VAR_DIR": folder, "PORT": PORT, "DEMO_PASSWORD": PASSWORD}
        with Path(folder, "log").open("wb") as log:
            running = subprocess.Popen(("make", "run"), cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            site = f"http://127.0.0.1:{PORT}"
            _wait(running, site)
            yield site, environment | _key(folder)
        finally:
            running.terminate()
            running.wait(60)


def _key(folder: str) -> dict[str, str]:
    return {"SECRET_KEY_FILE": str(Path(folder, "secret-key").resolve())}


def _wait(running: subprocess.Popen[bytes], site: str) -> None:
    while running.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{site}/healthz", timeout=5):
            return
        time.sleep(1)
    sys.exit("the portal ended before it answered")


def open_page(shot: Shot, doors: Doors) -> Page:
    """The page of the shot with its act done; LookupError where no address fits."""
    page = doors.room(shot.who).new_page()
    page.goto(shot.start, wait_until="networkidle")
    if shot.pattern:
        found = re.search(f'href="({shot.pattern})', page.content())
        if found is None:
            raise LookupError(f"nothing on {shot.start} is like {shot.pattern}")
        page.goto(found[1] + shot.below, wait_until="networkidle")
    other = shot.act(page, doors) if shot.act else None
    return other or page


def shoot(name: str, doors: Doors, folder: Path) -> str:
    shot = PAGES[name]
    page = open_page(shot, doors)
    for width, height in WIDTHS.items():
        _fit(page, width, height, whole=not shot.screenful)
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            page.wait_for_timeout(250)  # colours fade over
            page.screenshot(path=folder / f"{name}-{width}-{colours}.png")
    if shot.bare:
        _without(page.url, doors, folder / name)
    if (shot.printed or shot.who == VISITOR) and not shot.screenful:
        page.pdf(path=folder / f"{name}-print.pdf", format="A4", print_background=False)
    url = page.url
    page.close()
    return url


def _fit(page: Page, width: int, height: int, *, whole: bool) -> None:
    """As tall as the page: what sticks to the foot of a screen is at its foot, and every picture is near."""
    page.set_viewport_size({"width": width, "height": height})
    if whole:
        _load_all(page)
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(height, tall), TALLEST)})
    _load_all(page)


def _load_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    page.evaluate(ALL_LOADED)


def _without(url: str, doors: Doors, stem: Path) -> None:
    """Without JavaScript, then without stylesheets as well."""
    bare = doors.browser.new_context(java_script_enabled=False)
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


def main(folder: Path, *words: str) -> int:
    """How many pages could not be photographed; each is told on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in PAGES if not words or any(word in name for word in words)]
    arguments = [] if os.geteuid() else ["--no-sandbox"]
    missed = 0
    with portal() as (site, environment), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=arguments)
        doors = Doors(browser, site, PASSWORD, environment)
        for name in names:
            try:
                print(name, shoot(name, doors, folder).removeprefix(site), flush=True)
            except (Error, LookupError, StopIteration, subprocess.CalledProcessError) as failed:
                missed += 1
                print(f"{name}: NOT TAKEN: {failed}", file=sys.stderr, flush=True)
        browser.close()
    contact_sheet(folder)
    print(folder / "index.html")
    return missed


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]), *sys.argv[2:])))
