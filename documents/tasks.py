"""The worker's rounds over stored files; every task is also a command and may run twice."""

from celery import shared_task

from documents import dispatching, scanning, signature_checks, texts
from documents.importing import batches


@shared_task(ignore_result=True)
def scan_files() -> None:
    scanning.scan_waiting()


@shared_task(ignore_result=True)
def check_signatures() -> None:
    signature_checks.check_due()


@shared_task(ignore_result=True)
def extract_texts() -> None:
    texts.extract_due()


@shared_task(ignore_result=True)
def read_imports() -> None:
    batches.take_waiting()


@shared_task(ignore_result=True)
def purge_imports() -> None:
    batches.purge_imports()


@shared_task(ignore_result=True)
def send_documents() -> None:
    dispatching.deliver_due()
