"""Waking the worker. The broker is only a doorbell: when it is silent the beat's round does the work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from celery import current_app
from django.db import connection, transaction

DELIVER = "editorial.tasks.deliver_events"
# The tasks that a long piece of work owes a ring; None outside of one.
_owed: ContextVar[set[str] | None] = ContextVar("owed", default=None)


@cache
def _bell(task: str) -> Callable[[], None]:
    """One object per task, so that a transaction knows whether it will ring it already."""

    def ring() -> None:
        owed = _owed.get()
        if owed is not None:
            owed.add(task)
            return
        current_app.send_task(task, ignore_result=True, retry=False)

    return ring


def nudge_after_commit(task: str = DELIVER) -> None:
    """Ring for that task once per transaction; a dead broker never undoes what was written."""
    bell = _bell(task)
    if not any(entry[1] is bell for entry in connection.run_on_commit):
        transaction.on_commit(bell, robust=True)


@contextmanager
def rung_once() -> Iterator[None]:
    """Ring at the end, once for each task, what thousands of transactions inside would ring for."""
    owed: set[str] = set()
    token = _owed.set(owed)
    try:
        yield
    finally:
        _owed.reset(token)
        for task in sorted(owed):
            nudge_after_commit(task)
