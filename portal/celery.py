"""The Celery application. The broker is a doorbell: what is owed are rows, swept by the scheduled jobs."""

import os
from typing import Any

from celery import Celery
from django.conf import settings

from operations import broker
from portal.schedule import beat_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# Seconds.
LONGEST_TASK = 15 * 60
# Publishing happens inside a web request, which must not wait for a broker that is down.
_PUBLISH_WITHIN = 0.5


def _redis_options() -> dict[str, Any]:
    return {
        # A bell lost with its worker is not missed, the scheduled round rings again. What kombu does to bring
        # it back ends the worker that holds a message at the moment its broker goes.
        "ack_emulation": False,
        "socket_connect_timeout": _PUBLISH_WITHIN,
        "socket_timeout": 1.0,
        "socket_keepalive": True,
        "max_retries": 0,
    }


def _options() -> dict[str, Any]:
    url: str = settings.CELERY_BROKER_URL
    if path := broker.embedded_path(url):
        transport = broker.transport_options(path)
    else:
        transport = _redis_options() if url.startswith("redis") else {}
    return {
        "beat_schedule": beat_schedule(),
        "broker_connection_retry_on_startup": True,
        "broker_connection_timeout": _PUBLISH_WITHIN,
        "broker_transport_options": transport,
        "task_publish_retry": False,
        "task_time_limit": LONGEST_TASK,
        "task_soft_time_limit": LONGEST_TASK - 30,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        # The embedded broker cannot broadcast; health is read from what the jobs leave, not from `inspect`.
        "worker_enable_remote_control": url.startswith("redis"),
        "worker_prefetch_multiplier": 1,
    }


app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(_options)
app.autodiscover_tasks()
