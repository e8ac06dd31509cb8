"""What the background work is configured to do, seen from outside: real addresses, real refusals."""

import os
import socket
import subprocess
import sys

import pytest
from kombu.exceptions import EncodeError

from portal.celery import LONGEST_TASK, app
from portal.schedule import JOBS, beat_schedule
from tests.policy import REDIS_URL

SEND = """
import django
django.setup()
from kombu.exceptions import OperationalError
from operations.tasks import purge_broker
try:
    purge_broker.delay()
    print("sent")
except OperationalError:
    print("refused")
"""


def _send(**environment: str) -> str:
    """Send a task from a process of its own, which ends within the limit however dead the broker is."""
    done = subprocess.run(
        (sys.executable, "-c", SEND), env=os.environ | environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_sender_is_told_at_once_that_redis_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert _send(REDIS_URL=f"redis://127.0.0.1:{port}/0") == "refused"


def test_a_sender_does_not_hang_on_a_redis_that_takes_the_call_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert _send(REDIS_URL=f"redis://127.0.0.1:{server.getsockname()[1]}/0") == "refused"


def test_a_sender_is_told_that_the_embedded_broker_cannot_be_written(tmp_path) -> None:
    assert _send(REDIS_URL="", VAR_DIR=str(tmp_path / "nowhere")) == "refused"


def test_the_embedded_broker_takes_a_task(tmp_path) -> None:
    assert _send(REDIS_URL="", VAR_DIR=str(tmp_path)) == "sent"
    assert (tmp_path / "broker.sqlite3").stat().st_size > 0


@pytest.mark.requires("redis")
def test_redis_takes_a_task() -> None:
    assert _send(REDIS_URL=REDIS_URL) == "sent"


def test_every_periodic_job_exists_and_is_dropped_before_its_next_run() -> None:
    app.loader.import_default_modules()
    table = beat_schedule()
    assert set(table) == {job.task for job in JOBS}
    for name, entry in table.items():
        assert name in app.tasks
        assert entry["options"]["expires"] < entry["schedule"]


def test_no_task_may_run_longer_than_redis_waits_before_it_gives_it_to_another() -> None:
    app.loader.import_default_modules()
    limits = [task.time_limit or LONGEST_TASK for task in app.tasks.values()]
    assert max(limits) <= LONGEST_TASK


def test_tasks_travel_as_json_only() -> None:
    assert app.conf.accept_content == ["json"]
    with pytest.raises(EncodeError):
        app.send_task("operations.tasks.purge_broker", args=[object()])
