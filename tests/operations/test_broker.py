import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from kombu import Connection

from operations import broker
from operations.tasks import purge_broker


@pytest.fixture
def embedded(tmp_path: Path, settings) -> Path:
    path = tmp_path / "broker.sqlite3"
    settings.CELERY_BROKER_URL = f"sqla+sqlite:///{path}"
    return path


def _sent_and_fetched(path: Path, sent: int, fetched: int) -> None:
    options = {"creator": lambda: broker.connect(path)}
    with Connection(f"sqla+sqlite:///{path}", transport_options=options) as connection:
        queue = connection.SimpleQueue("celery")
        for number in range(sent):
            queue.put({"number": number})
        for _message in range(fetched):
            queue.get().ack()
        queue.close()


def _age(path: Path, age: timedelta) -> None:
    moment = timezone.make_naive(timezone.now() - age).isoformat(sep=" ")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE kombu_message SET timestamp = ? WHERE NOT visible", (moment,))


def _left(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT count(*) FROM kombu_message").fetchone()[0]


def test_fetched_messages_go_after_an_hour_and_waiting_ones_stay(embedded: Path) -> None:
    _sent_and_fetched(embedded, sent=5, fetched=3)
    _age(embedded, timedelta(hours=2))
    assert broker.purge(embedded) == 3
    assert broker.purge(embedded) == 0
    assert _left(embedded) == 2


def test_a_message_fetched_just_now_stays_for_its_task_may_still_run(embedded: Path) -> None:
    _sent_and_fetched(embedded, sent=1, fetched=1)
    assert broker.purge(embedded) == 0
    assert _left(embedded) == 1


@pytest.mark.parametrize("prepared", ["absent", "empty"])
def test_a_broker_that_nobody_used_yet_is_nothing_to_purge(embedded: Path, prepared: str) -> None:
    if prepared == "empty":
        embedded.touch()
    assert broker.purge(embedded) == 0


def test_the_task_and_the_command_purge_the_configured_broker(embedded: Path, capsys) -> None:
    _sent_and_fetched(embedded, sent=2, fetched=1)
    _age(embedded, timedelta(hours=2))
    purge_broker()
    assert _left(embedded) == 1
    call_command("purge_broker")
    assert "0 thông điệp" in capsys.readouterr().out


def test_with_redis_there_is_nothing_to_purge(settings, capsys) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:6379/15"
    assert purge_broker() is None
    call_command("purge_broker")
    assert "Redis" in capsys.readouterr().out


def test_readers_and_writers_of_the_broker_do_not_exclude_each_other(embedded: Path) -> None:
    with closing(broker.connect(embedded)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
