"""Waking the worker. The broker is only a doorbell: when it is silent the beat's round does the work."""

from collections.abc import Callable
from functools import cache

from celery import current_app
from django.db import connection, transaction

DELIVER = "editorial.tasks.deliver_events"


@cache
def _bell(task: str) -> Callable[[], None]:
    """One object per task, so that a transaction knows whether it will ring it already."""

    def ring() -> None:
        current_app.send_task(task, ignore_result=True, retry=False)

    return ring


def nudge_after_commit(task: str = DELIVER) -> None:
    """Ring for that task once per transaction; a dead broker never undoes what was written."""
    bell = _bell(task)
    if not any(entry[1] is bell for entry in connection.run_on_commit):
        transaction.on_commit(bell, robust=True)
