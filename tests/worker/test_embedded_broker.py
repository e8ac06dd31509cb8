"""The embedded broker's file: made before anybody needs it, pruned of what kombu would keep for ever."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from kombu import Connection

from operations import broker
from operations.tasks import purge_broker


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "broker.sqlite3"
    settings.CELERY_BROKER_URL = f"sqla+sqlite:///{path}"
    return path


@pytest.fixture
def queue(file: Path, settings: Any) -> Iterator[Any]:
    options = broker.transport_options(file)
    with (
        Connection(settings.CELERY_BROKER_URL, transport_options=options) as connection,
        closing(connection.SimpleQueue("celery")) as queue,
    ):
        yield queue


def fetched(queue: Any) -> str:
    message = queue.get(block=False)
    message.ack()
    return str(message.payload)


def age(path: Path, *minutes: int) -> None:
    """Move the times that kombu itself wrote back, message by message."""
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = connection.execute("SELECT id, timestamp FROM kombu_message ORDER BY id").fetchall()
        for (number, written), past in zip(rows, minutes, strict=True):
            then = datetime.fromisoformat(written or rows[0][1]) - timedelta(minutes=past)
            connection.execute(
                "UPDATE kombu_message SET timestamp = ? WHERE id = ?", (then.isoformat(sep=" "), number)
            )


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM kombu_message").fetchone()[0])


def test_old_fetched_messages_go_and_waiting_ones_stay_however_old(file: Path, queue: Any) -> None:
    for text in ("long done", "perhaps still at work", "waiting"):
        queue.put(text)
    assert [fetched(queue), fetched(queue)] == ["long done", "perhaps still at work"]
    age(file, 61, 59, 3000)
    purge_broker()
    assert count(file) == 2
    assert fetched(queue) == "waiting"


def test_the_command_says_how_many_it_deleted(
    file: Path, queue: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    queue.put("long done")
    fetched(queue)
    age(file, 61)
    call_command("purge_broker")
    call_command("purge_broker")
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()] == ["1", "0"]


def test_a_broker_never_used_has_nothing_to_prune(file: Path) -> None:
    purge_broker()
    assert not file.exists()
    broker.connect(file).close()
    assert broker.purge(file) == 0


def test_redis_is_left_alone(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    purge_broker()
    call_command("purge_broker")
    assert "Redis" in capsys.readouterr().out


def test_a_new_file_has_its_queue_before_anybody_starts(file: Path) -> None:
    for _start in range(2):
        broker.prepare(file)
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT name FROM kombu_queue").fetchall() == [("celery",)]


def test_preparing_keeps_what_waits_in_the_queue(file: Path, queue: Any) -> None:
    queue.put("waiting")
    broker.prepare(file)
    assert fetched(queue) == "waiting"


def test_a_damaged_file_is_replaced(file: Path) -> None:
    file.write_bytes(b"no database " * 1000)
    broker.prepare(file)
    assert count(file) == 0
