"""gunicorn's configuration, for `manage.py serve` and for the container alike."""

from importlib import import_module
from typing import Any

from django.conf import settings

from portal import env

wsgi_app = "portal.wsgi:application"
bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = env.integer("WEB_WORKERS", 2)
threads = env.integer("WEB_THREADS", 4)
# A worker with every thread stuck for this many seconds is replaced.
timeout = 60
graceful_timeout = 10
max_requests = 10_000
max_requests_jitter = 1_000
loglevel = "warning"
# Who read what is personal data: no access log here, a proxy in front may keep one.
accesslog = None
# Otherwise a socket in the home directory would steer the server.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Open the search index before the first reader of this process asks for it."""
    # Not at the top: gunicorn reads this file before Django has loaded its models.
    import_module("portal.search.spelling").warm()
