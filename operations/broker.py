"""The embedded broker: a SQLite file of its own. With Redis nothing here is used."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone
from kombu import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

_PREFIX = "sqla+sqlite:///"
# Above the longest task (portal.celery): what is younger may still be running.
KEEP_FETCHED = timedelta(hours=1)
# A web request waits here when another process holds the file; a wake-up lost is made good by the next round.
_LOCK_SECONDS = 1


def embedded_path(url: str) -> Path | None:
    """File of an embedded broker's address, None for any other broker."""
    return Path(url.removeprefix(_PREFIX)) if url.startswith(_PREFIX) else None


def connect(path: Path) -> sqlite3.Connection:
    """Open the broker's file for web, worker and scheduler at once.

    A commit does not wait for the disk: a message lost with the power is only a lost wake-up.
    """
    connection = sqlite3.connect(path, timeout=_LOCK_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def transport_options(path: Path) -> dict[str, Any]:
    """kombu's options for this file."""
    # No pool: a connection kept open would be carried over the fork into the worker's processes.
    return {"creator": partial(connect, path), "poolclass": NullPool}


def prepare(path: Path) -> None:
    """Create the tables and the queue while nobody uses the file, and replace one that is damaged.

    Worker and scheduler would otherwise both create them at once, and the slower one would fall.
    """
    try:
        _declare_queue(path)
    except DatabaseError:
        # Nothing is lost with it: what is owed are rows of the portal's database.
        for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            part.unlink(missing_ok=True)
        _declare_queue(path)


def _declare_queue(path: Path) -> None:
    with Connection(f"{_PREFIX}{path}", transport_options=transport_options(path)) as connection:
        connection.SimpleQueue("celery").close()


def purge(path: Path) -> int:
    """Delete messages fetched more than an hour ago, which kombu never does; returns their number."""
    if not path.exists():
        return 0
    # kombu writes the time of fetching without a zone, in the zone of the process, which Django sets.
    before = timezone.make_naive(timezone.now() - KEEP_FETCHED).isoformat(sep=" ")
    with closing(connect(path)) as connection, connection:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kombu_message'").fetchone()
        if tables is None:
            return 0
        return connection.execute(
            "DELETE FROM kombu_message WHERE NOT visible AND timestamp < ?", (before,)
        ).rowcount
