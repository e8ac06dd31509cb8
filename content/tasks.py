"""The worker's rounds over imported files; both are also commands and may run twice."""

from celery import shared_task

from content import imports


@shared_task(ignore_result=True)
def read_imports() -> None:
    imports.read_waiting()


@shared_task(ignore_result=True)
def purge_imports() -> None:
    imports.purge_imports()
