"""Result day: candidates imported, then looked up by many at once, right and wrong keys mixed (`--help`).

    nice python -m benchmarks.results 100000

In a portal of its own that is thrown away; with DATABASE_URL, an empty PostgreSQL database, in that one. By
the clock: other work on the machine counts, and so does this script, which shares its processors. The trivial
view of the same server, /healthz, is asked in turn with the look-ups, so that the two can be compared.
"""

import argparse
import http.client
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

FOLDER = Path(tempfile.mkdtemp(prefix="portal-results-"))
PORT = 8198
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "VAR_DIR": str(FOLDER),
    "STATIC_ROOT": "",
    "SECRET_KEY": "only-for-measuring-" + "0123456789" * 5,
    "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{FOLDER / 'portal.sqlite3'}",
    # The clients of this script claim addresses as a proxy would write them.
    "BEHIND_PROXY": "1",
}

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from openpyxl import Workbook

from exams.approving import approve, submit, turn
from exams.models import ExamSession
from operations import broker
from operations.probe import alive
from tests.exams.papers import HEADINGS, new_session
from tests.school import School, build_school
from tests.worker.databases import Database
from tests.worker.house import House

CLIENTS = 8
TOKEN = "a" * 32


def secret(number: int) -> str:
    return f"KEY{number:06d}"


def make_file(count: int) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Điểm")
    sheet.append(HEADINGS)
    for number in range(1, count + 1):
        name = f"Nguyễn Thị Thí Sinh {number}"
        row = (number, f"{number:06d}", name, "05/09/2012", secret(number), number % 41 / 4, number % 37 / 4)
        sheet.append(row)
    path = FOLDER / "diem.xlsx"
    book.save(path)
    return path


def import_all(school: School, count: int) -> ExamSession:
    """By the command, in a process of its own, whose time and memory are its own."""
    path = make_file(count)
    session = new_session(school)
    begun = time.monotonic()
    command = ("manage.py", "import_results", str(path), f"--session={session.pk}", "--as=vanthu")
    process = subprocess.Popen((sys.executable, *command), cwd=settings.BASE_DIR)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the import failed")
    took = time.monotonic() - begun
    print(
        f"{count} candidates, {path.stat().st_size / 1e6:.1f} MB XLSX: {took:.0f} s by the clock, "
        f"{used.ru_utime + used.ru_stime:.0f} s CPU, peak {used.ru_maxrss / 1024:.0f} MB",
        flush=True,
    )
    batch = session.imports.get()
    submit(session, batch.pk, by=school.vanthu, version=0)
    session.refresh_from_db()
    begun = time.monotonic()
    approve(session, by=school.hieutruong, version=1)
    print(f"made visible in {(time.monotonic() - begun) * 1000:.0f} ms", flush=True)
    turn(True, by=school.hieutruong)
    return session


@contextmanager
def web() -> Iterator[None]:
    broker.prepare(FOLDER / "broker.sqlite3")
    house = House(FOLDER, Database(settings.DATABASES["default"]["NAME"]))
    house.environment |= {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "PORT": str(PORT),
        "BEHIND_PROXY": "1",
    }
    try:
        house.start("web")
        house.until(lambda: alive("127.0.0.1", PORT, settings.SITE_URL), "web")
        yield
    finally:
        house.close()


def request(method: str, path: str, body: str = "", address: str = "203.0.113.1") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {
        "Cookie": f"csrftoken={TOKEN}",
        "X-Forwarded-For": address,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def ask(path: str, number: object, second: str, address: str) -> tuple[int, float]:
    """Status, and milliseconds by the clock."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN, "number": number, "second": second})
    begun = time.perf_counter()
    status, page = request("POST", path, body, address)
    took = (time.perf_counter() - begun) * 1000
    if (status == 200) != bool(re.search("exam-result", page)) or status not in (200, 422, 429):
        raise RuntimeError(f"{status}: {page[:300]}")
    return status, took


def address() -> str:
    return f"198.51.{random.randrange(256)}.{random.randrange(1, 255)}"


def show(label: str, times: list[float], spent: float) -> None:
    found = sorted(times)
    high, highest = found[int(len(found) * 0.95)], found[int(len(found) * 0.99)]
    rate = len(found) / spent
    print(
        f"  {label:34} {rate:6.1f} a second, p50 {statistics.median(found):6.1f}"
        f"  p95 {high:6.1f}  p99 {highest:6.1f} ms",
        flush=True,
    )


def crowd(label: str, call: Callable[[int], tuple[int, float]], passes: int) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(call, range(passes)))
    spent = time.monotonic() - begun
    show(label, [took for _status, took in answers], spent)
    print(f"    {dict(Counter(status for status, _took in answers))}", flush=True)


def result_day(path: str, count: int, passes: int) -> None:
    def look(place: int) -> tuple[int, float]:
        number = random.randint(1, count)
        wrong = place % 10 < 3
        return ask(path, f"{number:06d}", "WRONG22" if wrong else secret(number), address())

    def trivial(_place: int) -> tuple[int, float]:
        begun = time.perf_counter()
        status, _page = request("GET", "/healthz")
        return status, (time.perf_counter() - begun) * 1000

    print(f"{CLIENTS} clients, seven right look-ups to three wrong, load {os.getloadavg()[0]:.1f}")
    for turn_of in range(2):
        crowd(f"trivial view, round {turn_of + 1}", trivial, passes // 2)
        crowd(f"look-ups, round {turn_of + 1}", look, passes // 2)


def misses(path: str, count: int, tries: int) -> None:
    """“No such number” and “wrong code” by one client, in random order, each number asked once."""
    existing = random.sample(range(1, count + 1), tries)
    plan = [("wrong", f"{number:06d}") for number in existing]
    plan += [("none", f"{count + number:06d}") for number in existing]
    random.shuffle(plan)
    times: dict[str, list[float]] = {"wrong": [], "none": []}
    for kind, number in plan:
        status, took = ask(path, number, "WRONG22", address())
        if status == 422:
            times[kind].append(took)
    for kind, found in times.items():
        print(f"  {kind:6} {len(found)} tries, mean {statistics.mean(found):.3f}", end=" ")
        print(f"median {statistics.median(found):.3f} ms")
    print(f"  a guess by the time is right in {_told_apart(times):.2%} of pairs (chance: 50 %)")
    print(f"  difference of means {_difference(times)}")


def _told_apart(times: dict[str, list[float]]) -> float:
    """How often a random “wrong” takes longer than a random “none”: the Mann-Whitney statistic."""
    ranked = sorted((took, kind) for kind, found in times.items() for took in found)
    ranks = sum(rank for rank, (_took, kind) in enumerate(ranked, start=1) if kind == "wrong")
    wrong, none = len(times["wrong"]), len(times["none"])
    return (ranks - wrong * (wrong + 1) / 2) / (wrong * none)


def _difference(times: dict[str, list[float]]) -> str:
    """With its standard error, of the middle 90 % of each, for stray delays hide what there is."""
    middles = []
    for found in times.values():
        found.sort()
        middles.append(found[len(found) // 20 : -len(found) // 20])
    gap = statistics.mean(middles[0]) - statistics.mean(middles[1])
    error = sum(statistics.variance(one) / len(one) for one in middles) ** 0.5
    return f"{gap * 1000:+.0f} µs, standard error {error * 1000:.0f} µs, z {gap / error:+.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("candidates", type=int, nargs="?", default=100_000)
    parser.add_argument("--passes", type=int, default=4000, help="look-ups of the crowd")
    parser.add_argument("--tries", type=int, default=2000, help="misses of each kind")
    asked = parser.parse_args()
    count = asked.candidates
    random.seed(7)
    try:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("apply_regulation", "standard", verbosity=0)
        session = import_all(build_school(), count)
        ExamSession.objects.filter(pk=session.pk).update(closes_at=timezone.now() + timedelta(days=1))
        with web():
            path = session.get_absolute_url()
            request("GET", path)
            result_day(path, count, asked.passes)
            print("Misses told apart by time?")
            misses(path, count, asked.tries)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    main()
