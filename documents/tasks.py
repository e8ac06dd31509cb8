"""The worker's rounds in this room; every task is also a command and may run twice."""

from celery import shared_task

from documents import texts


@shared_task(ignore_result=True)
def extract_texts() -> None:
    texts.extract_due()
