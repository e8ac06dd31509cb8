import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from operations.management.commands.serve import environment
from tests.worker import databases
from tests.worker.brokers import KINDS, Broker
from tests.worker.databases import Database
from tests.worker.house import House


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database that every house begins with, made once."""
    folder = tmp_path_factory.mktemp("prepared")
    database = databases.empty(os.environ["DATABASE_URL"], f"portal_{uuid.uuid4().hex}", folder)
    program = "from tests.worker.desk import prepare; prepare()"
    try:
        subprocess.run(
            (sys.executable, "manage.py", "shell", "--verbosity=0", "--command", program),
            env=environment(folder) | {"DATABASE_URL": database.url},
            cwd=settings.BASE_DIR,
            check=True,
            timeout=120,
        )
        yield database
    finally:
        databases.drop(database)


BROKERS = ("embedded", pytest.param("redis", marks=pytest.mark.requires("redis")))


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    """Each in turn; a test that needs only one names it by `parametrize(..., indirect=True)`."""
    broker = KINDS[request.param](tmp_path)
    yield broker
    broker.close()


@pytest.fixture
def database(prepared: Database, tmp_path: Path) -> Iterator[Database]:
    database = databases.copy(prepared, f"portal_{uuid.uuid4().hex}", tmp_path)
    yield database
    databases.drop(database)


@pytest.fixture
def house(database: Database, broker: Broker, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path, database, broker.url)
    yield house
    house.close()
