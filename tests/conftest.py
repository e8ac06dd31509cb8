import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from tests import policy

# Not in pyproject.toml: pytest-django would read the settings before this file has set their environment.
VAR_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
(VAR_DIR / "static").mkdir()
for name in (
    "SITE_URL",
    "ALLOWED_HOSTS",
    "DEBUG",
    "PORT",
    "HOST",
    "REDIS_URL",
    "SECRET_KEY_FILE",
    "BEHIND_PROXY",
):
    os.environ.pop(name, None)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "VAR_DIR": str(VAR_DIR),
    "STATIC_ROOT": "",
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
    # Playwright's event loop lives in the thread that uses the database.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}
# The same examples in every run: chance belongs to a search by hand (--hypothesis-seed=random), not to CI.
hypothesis_settings.register_profile("same", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same")
# No manifest without collectstatic, no broker, and a password hash that does not take a tenth of a second.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CELERY_BROKER_URL = "memory://"


@pytest.hookimpl(trylast=True)  # the cast needs the models, which pytest-django has loaded by then
def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.school")
    config.addinivalue_line("markers", "requires(tool): a tool of tests/policy.py is needed")
    config.addinivalue_line("markers", "browser: walks through pages in Chromium (set by the `page` fixture)")
    config.addinivalue_line("markers", "database: touches the database (set by the fixtures and django_db)")


# Their files take longest and mostly wait: begun first, they end beside the others and not after them.
LONG = ("browser", "pages", "worker", "operations", "access")  # folders of tests/


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    for item in items:
        if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if {"page", "context", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            item.add_marker(pytest.mark.requires("chromium"))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays, modules and tests, and let it come less often: 8 % of CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("requires"):
        for tool in mark.args:
            policy.require(tool)


def pytest_unconfigure() -> None:
    shutil.rmtree(VAR_DIR, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        policy.block_network(patch)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Test on a file, as the portal runs: SQLite in memory has other locks, and one connection."""
    for database in settings.DATABASES.values():
        if database["ENGINE"] == "django.db.backends.sqlite3":
            database.setdefault("TEST", {})["NAME"] = str(VAR_DIR / "test.sqlite3")
        else:
            worker = os.environ.get("PYTEST_XDIST_WORKER", "")
            database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}{worker}"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    # Chromium's sandbox does not start for root, which is who CI containers run as.
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {"executable_path": policy.chromium(), "args": sandbox}
