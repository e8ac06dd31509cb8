from celery import shared_task
from django.conf import settings

from operations import broker


@shared_task
def purge_broker() -> None:
    path = broker.embedded_path(settings.CELERY_BROKER_URL)
    if path:
        broker.purge(path)
