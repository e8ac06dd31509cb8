"""CPU, queries and memory of the pages of official documents with 50 and 10,000 of them.

    [TEST_DATABASE_URL=postgres://…] python -m pytest -p tests.conftest -q -s -n0 benchmarks/test_documents.py

CPU is that of the portal's process; by the clock the share of PostgreSQL's own process is in it as well.
Nothing is asserted: this measures.
"""

import time
import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.records import many_documents, published
from tests.school import School

SIZES = (50, 10_000)
SHORT, LONG = 20, 3  # rounds
TABLES = {"CSV of all": "/van-ban/tai-ve.csv", "XLSX of all": "/van-ban/tai-ve.xlsx"}
PAGES = {
    "list": "/van-ban/",
    "list, last page": "/van-ban/?trang={last}",
    "list, three filters": "/van-ban/?loai=quyet-dinh&cap=school&nam=2026",
    "list, type, field, validity": "/van-ban/?loai=quyet-dinh&linh-vuc=chuyen-mon&hieu-luc=con",
    "list, validity": "/van-ban/?hieu-luc=het",
    "list, q of two words": "/van-ban/?q=hoat+dong",
    "list, q a number": "/van-ban/?q=123/Q%C4%90",
    "detail": "{detail}",
    **TABLES,
}


def least(client: Client, url: str, rounds: int) -> tuple[float, float]:
    """Milliseconds of CPU and by the clock, the least of all rounds."""
    cpu = clock = float("inf")
    for _round in range(rounds):
        began = time.process_time(), time.perf_counter()
        client.get(url)
        cpu = min(cpu, time.process_time() - began[0])
        clock = min(clock, time.perf_counter() - began[1])
    return cpu * 1000, clock * 1000


def peak(client: Client, url: str) -> float:
    """MiB of Python's memory at the worst moment of one request."""
    tracemalloc.start()
    client.get(url)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


@pytest.mark.parametrize("total", SIZES)
def test_cost_per_page(total: int, school: School) -> None:
    document = published(school)
    many_documents(school, total)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    print(f"\n{total} documents, {connection.vendor}")
    for name, pattern in PAGES.items():
        url = pattern.format(last=(total + 1) // 30, detail=document.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(url).content)
            asked = len(queries)
        cpu, clock = least(client, url, LONG if name in TABLES else SHORT)
        memory = peak(client, url)
        print(f"| {total} | {name} | {cpu:.1f} | {clock:.1f} | {asked} | {size / 1024:.0f} | {memory:.1f} |")
