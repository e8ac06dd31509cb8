"""The two brokers, each of which a test can take away and give back."""

import fcntl
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import redis

from operations import broker
from tests import policy


class Embedded:
    """The file beside the database. Down is a folder in its place, which root cannot write to either."""

    url = ""

    def __init__(self, var_dir: Path) -> None:
        self._file = var_dir / "broker.sqlite3"
        broker.prepare(self._file)  # as `serve` does

    def take_away(self) -> None:
        for part in self._file.parent.glob(f"{self._file.name}*"):
            part.rename(part.with_name(f"aside-{part.name}"))
        self._file.mkdir()

    def give_back(self) -> None:
        self._file.rmdir()
        for part in self._file.parent.glob(f"aside-{self._file.name}*"):
            part.rename(part.with_name(part.name.removeprefix("aside-")))

    def close(self) -> None:
        """Goes with its folder."""


class Locked(Embedded):
    """Another process holds the file and does not let go."""

    def take_away(self) -> None:
        self._holder = sqlite3.connect(self._file, isolation_level=None)
        self._holder.execute("BEGIN EXCLUSIVE")

    def give_back(self) -> None:
        self._holder.close()


class Silent:
    """Something listens in the place of Redis and never says a word."""

    def __init__(self, var_dir: Path) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._socket.getsockname()[1]}/0"

    def take_away(self) -> None:
        """It was never there."""

    def close(self) -> None:
        self._socket.close()


class OwnRedis:
    """A server on a free port that keeps nothing on disk: stopped, it forgets every message."""

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir
        self._port = _free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.give_back()

    def take_away(self) -> None:
        self._server.kill()
        self._server.wait()

    def give_back(self) -> None:
        place = ("--bind", "127.0.0.1", "--port", str(self._port), "--dir", str(self._folder))
        self._server = subprocess.Popen(
            ("redis-server", *place, "--save", "", "--appendonly", "no"), stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 20
        while not _answers(self.url):
            if time.monotonic() > deadline:
                self.take_away()
                raise AssertionError("redis-server does not start")
            time.sleep(0.05)

    def close(self) -> None:
        self.take_away()


class SharedRedis:
    """TEST_REDIS_URL, where no redis-server is installed: one test at a time, and it cannot be stopped."""

    def __init__(self, var_dir: Path) -> None:
        self.url = policy.REDIS_URL
        self._lock = (Path(tempfile.gettempdir()) / "portal-test-redis.lock").open("a")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        redis.Redis.from_url(self.url).delete("celery")

    def take_away(self) -> None:
        policy.require("redis-server")

    def close(self) -> None:
        self._lock.close()


Broker = Embedded | Silent | OwnRedis | SharedRedis
KINDS: dict[str, type[Broker]] = {
    "embedded": Embedded,
    "locked": Locked,
    "silent": Silent,
    "redis": OwnRedis if shutil.which("redis-server") else SharedRedis,
}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, retry=None).ping())
    except redis.ConnectionError:
        return False
