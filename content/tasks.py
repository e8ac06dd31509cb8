"""The worker's rounds in this room; every task is also a command and may run twice."""

from celery import shared_task

from content import imports, reader_desk, reader_letters, renditions


@shared_task(ignore_result=True)
def read_imports() -> None:
    imports.read_waiting()


@shared_task(ignore_result=True)
def purge_imports() -> None:
    imports.purge_imports()


@shared_task(ignore_result=True)
def render_pictures() -> None:
    renditions.render_due()


@shared_task(ignore_result=True)
def send_reader_letters() -> None:
    reader_letters.deliver_due()


@shared_task(ignore_result=True)
def purge_reader_submissions() -> None:
    reader_desk.purge()
