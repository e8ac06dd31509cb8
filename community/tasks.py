"""The worker's rounds over requests from outside; every task is also a command and may run twice."""

from celery import shared_task

from community import letters, retention, settling


@shared_task(ignore_result=True)
def settle_requests() -> None:
    settling.settle_corrections()
    letters.deliver_due()


@shared_task(ignore_result=True)
def purge_requests() -> None:
    retention.purge_requests()
