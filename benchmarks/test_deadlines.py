"""Time, queries, memory of `check_deadlines` with 1,000 and 50,000 obligations, beside a plain read of them.

    [TEST_DATABASE_URL=postgres://…] python -m pytest -p tests.conftest -q -s -n0 benchmarks/test_deadlines.py

The causes are told by a source of the test, so that what is measured is the kernel's own work. Nothing is
asserted: this measures.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from editorial.models import Obligation
from editorial.owing import check_obligations, close_met
from editorial.rounds import check_deadlines, remind
from tests.editorial.fake_causes import Told, only
from tests.school import School

SIZES = (1_000, 50_000)


def peak() -> float:
    """MiB that the process has ever held; a step that adds none needed no more than those before it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def count_queries() -> Iterator[list[None]]:
    """A list that grows by one for each query, and keeps none of their texts."""
    asked: list[None] = []

    def count(execute: Any, *args: Any) -> Any:
        asked.append(None)
        return execute(*args)

    with connection.execute_wrapper(count):
        yield asked


@pytest.mark.parametrize("total", SIZES)
def test_cost_of_a_round(total: int, school: School) -> None:
    now = timezone.now()
    told = Told()
    for number in range(total):
        ended = now - timedelta(hours=1 + number % 9000)
        told.tell(f"event:{number}", ended, unit_id=school.unit.pk)

    def answer() -> None:
        told.answered |= {f"event:{number}": now - timedelta(minutes=1) for number in range(0, total, 2)}
        check_deadlines()

    steps = {
        "plain read of every row": lambda: sum(1 for _row in Obligation.objects.iterator(chunk_size=500)),
        "all opened": check_obligations,
        "reminders and letters": remind,
        "nothing new": check_deadlines,
        "half is answered": answer,
        "after a publication": close_met,
        "plain read again": lambda: sum(1 for _row in Obligation.objects.iterator(chunk_size=500)),
    }
    print(f"\n{total} obligations, {connection.vendor}")
    with only(told):
        for name, work in steps.items():
            before = peak()
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as a database does by itself between rounds
            began = time.perf_counter(), time.process_time()
            with count_queries() as asked:
                work()
            clock, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
            print(f"| {total} | {name} | {clock:.1f} | {cpu:.1f} | {len(asked)} | {peak() - before:.1f} |")
