"""Waking the worker. The broker is only a doorbell: when it is silent the beat's round delivers."""

from celery import current_app
from django.db import connection, transaction


def nudge_worker() -> None:
    current_app.send_task("editorial.tasks.deliver_events", ignore_result=True, retry=False)


def nudge_after_commit() -> None:
    """Ring once per transaction, however many events; a dead broker never undoes what was written."""
    if not any(entry[1] is nudge_worker for entry in connection.run_on_commit):
        transaction.on_commit(nudge_worker, robust=True)
