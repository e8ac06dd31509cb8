"""A portal of its own, made and removed by this script, with readers who search (`--help`).

    python -m benchmarks.search_live searchers    page reads alone, beside 20 who search, beside 20 who read
    python -m benchmarks.search_live takedowns    a minute of publishing and hiding beside two web processes

With DATABASE_URL, an empty PostgreSQL database, it measures that engine. By the clock: other work on the
machine counts, and so does this script, which shares its processors.
"""

import argparse
import http.client
import os
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

FOLDER = Path(tempfile.mkdtemp(prefix="portal-"))
PORTS = (8196, 8197)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "VAR_DIR": str(FOLDER),
    "STATIC_ROOT": "",
    "SECRET_KEY": "only-for-measuring-" + "0123456789" * 5,
    "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{FOLDER / 'portal.sqlite3'}",
}

import django

django.setup()

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from benchmarks.sample import Sample
from content.models import Article
from editorial.models import Item, Section
from operations import broker
from operations.probe import alive
from portal.search import keeping
from portal.search.engine import engine
from tests.school import School, build_school
from tests.worker.databases import Database
from tests.worker.house import House

ARTICLES = 3000
READS = 150
READERS, SEARCHERS = 2, 20
MINUTE = 60  # seconds
PATIENCE = 30  # seconds for what should take less than five
ANSWER_WITHIN = 30  # seconds; a request that takes longer is an error
PREPARING = "đang được chuẩn bị"


def get(address: str, port: int) -> str:
    """The page at this address; anything but 200 is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        page = answer.read().decode()
    finally:
        connection.close()
    if answer.status != 200 or PREPARING in page:
        raise RuntimeError(f"{answer.status} for {address}")
    return page


def asking(text: str) -> str:
    return f"/tim-kiem/?q={quote(text)}"


def timed(call: Callable[[], object]) -> float:
    """Milliseconds by the clock."""
    begun = time.monotonic()
    call()
    return (time.monotonic() - begun) * 1000


def show(label: str, times: Sequence[float]) -> None:
    found = sorted(times)
    high = found[int(len(found) * 0.95)]
    print(
        f"  {label:38} {len(found):6}  p50 {statistics.median(found):7.0f}  p95 {high:7.0f}"
        f"  max {found[-1]:7.0f} ms",
        flush=True,
    )


def fill(school: School, sample: Sample) -> list[str]:
    """Published articles of about 300 words; returns queries for them."""
    documents = [sample.document(number) for number in range(ARTICLES)]
    sections = list(Section.objects.filter(kind="articles"))
    items = Item.objects.bulk_create(
        Item(kind="content.article", unit=school.unit, created_by=school.giaovien) for _one in documents
    )
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            item=item,
            title=document.title,
            lead=document.title,
            body=f"<p>{document.text}</p>",
            section=sections[number % len(sections)],
            state="published",
            published_at=now - timedelta(hours=number + 1),
            first_public_at=now - timedelta(hours=number + 1),
            created_by=school.giaovien,
        )
        for number, (item, document) in enumerate(zip(items, documents, strict=True))
    )
    return sample.queries(documents)


def make_school() -> tuple[School, list[str]]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("apply_regulation", "standard", verbosity=0)
    school = build_school()
    queries = fill(school, Sample())
    begun = time.monotonic()
    keeping.rebuild()
    took = time.monotonic() - begun
    name = type(engine()).__name__
    print(f"{name}, {ARTICLES} articles indexed in {took:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    return school, queries


@contextmanager
def portal(workers: int, *ports: int) -> Iterator[House]:
    """The portal's own processes: a web server of so many workers at each port, worker and scheduler."""
    broker.prepare(FOLDER / "broker.sqlite3")
    house = House(FOLDER, Database(settings.DATABASES["default"]["NAME"]))
    house.environment |= {"DATABASE_URL": os.environ["DATABASE_URL"], "WEB_WORKERS": str(workers)}
    try:
        for port in ports:
            house.environment["PORT"] = str(port)
            house.start("web")
        for name in ("worker", "beat"):
            house.start(name)
        for port in ports:
            house.until(lambda port=port: alive("127.0.0.1", port, settings.SITE_URL), f"web at {port}")
        yield house
    finally:
        house.close()


def searchers(queries: list[str], seconds: int) -> None:
    """Reads by two readers: alone, beside twenty who only search, and beside twenty who read as well."""
    links = re.findall(r'href="(/tin-tuc/[^"/]+(?:/|-\d+\.html))"', get("/", PORTS[0]))
    pages = ["/", "/tin-tuc/", *links[:6]]
    reads(pages, seconds / 6)  # templates are compiled, what is kept is kept
    show("page reads alone", reads(pages, seconds / 6))
    for what, addresses in (("search", [asking(query) for query in queries]), ("read too", pages)):
        with crowd(addresses) as theirs:
            times = reads(pages, seconds / 3)
        show(f"page reads beside {SEARCHERS} who {what}", times)
        show(f"  what those {SEARCHERS} ask for", theirs)
    print(f"  load at the end {os.getloadavg()[0]:.1f}")


def reads(pages: list[str], seconds: float) -> list[float]:
    """READS pages by READERS at once, or as many as the seconds allow."""
    addresses = [address for address, _number in zip(cycle(pages), range(READS), strict=False)]
    deadline = time.monotonic() + seconds

    def read(address: str) -> float:
        return timed(lambda: get(address, PORTS[0])) if time.monotonic() < deadline else 0

    with ThreadPoolExecutor(READERS) as pool:
        return [spent for spent in pool.map(read, addresses) if spent]


@contextmanager
def crowd(addresses: list[str]) -> Iterator[list[float]]:
    """So many at once, each asking again as soon as there is an answer, until the block ends."""
    times: list[float] = []
    over = threading.Event()

    def ask(first: int) -> None:
        for address in cycle(addresses[first:] + addresses[:first]):
            if over.is_set():
                return
            times.append(timed(lambda address=address: get(address, PORTS[0])))

    with ThreadPoolExecutor(SEARCHERS) as pool:
        running = [pool.submit(ask, number % len(addresses)) for number in range(SEARCHERS)]
        try:
            time.sleep(2)
            yield times
        finally:
            over.set()
        for one in running:
            one.result()


def takedowns(school: School, queries: list[str], seconds: int) -> None:
    """Publish and hide, one article after another, while both web processes are asked without a pause."""
    for port in PORTS:
        get("/", port)
    show(
        "first search of each process",
        [timed(lambda port=port: get(asking("học sinh"), port)) for port in PORTS],
    )
    over = threading.Event()

    def search(port: int) -> list[float]:
        times = []
        for query in cycle(queries):
            if over.is_set():
                return times
            times.append(timed(lambda query=query: get(asking(query), port)))
        return times

    with ThreadPoolExecutor(len(PORTS)) as pool:
        running = [pool.submit(search, port) for port in PORTS]
        try:
            found, shown, gone = write_for(seconds, school)
        finally:
            over.set()
        searched = [one for each in running for one in each.result()]
    show("published to found by both", found)
    show("hidden to gone from the index", gone)
    print(f"  still shown by a search after it was hidden: {shown} of {len(found) * len(PORTS)}")
    show("searches beside it, none failed", searched)
    print(f"  load at the end {os.getloadavg()[0]:.1f}")


def write_for(seconds: int, school: School) -> tuple[list[float], int, list[float]]:
    found: list[float] = []
    gone: list[float] = []
    shown = 0
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        article = school.published(title=f"Ngựa vằn khuya khoắt {len(found)}")
        found.append(timed(lambda article=article: until(lambda: all(map(shows(article), PORTS)))))
        school.do(article, "phoban:hide")
        shown += sum(map(shows(article), PORTS))
        identifier = f"content.article.{article.item_id}"
        gone.append(timed(lambda identifier=identifier: until(lambda: identifier not in engine().stamps())))
    return found, shown, gone


def shows(article: Article) -> Callable[[int], bool]:
    """Whether the search of the web process at a port shows it."""
    return lambda port: article.get_absolute_url() in get(asking("ngua van khuya khoat"), port)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError(f"not within {PATIENCE} s")
        time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("searchers", "takedowns"))
    parser.add_argument(
        "--seconds", type=int, default=MINUTE, help="of searching or writing at most (%(default)s)"
    )
    try:
        chosen = parser.parse_args()
        school, queries = make_school()
        if chosen.what == "searchers":
            with portal(2, PORTS[0]):
                searchers(queries, chosen.seconds)
        else:
            with portal(1, *PORTS):
                takedowns(school, queries, chosen.seconds)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
