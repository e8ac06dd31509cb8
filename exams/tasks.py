"""The worker's rounds over results; every task is also a command and may run twice."""

from celery import shared_task

from exams import loading, retention


@shared_task(ignore_result=True)
def read_results() -> None:
    loading.read_waiting()


@shared_task(ignore_result=True)
def purge_results() -> None:
    retention.purge_results()
