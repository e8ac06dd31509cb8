"""The whole suite on both databases: `python -m tests.passes`, called by `make test`.

PostgreSQL is looked for at TEST_DATABASE_URL. Where there is none the second pass is left out, and said so;
under CI=true that is an error. Options for pytest go into PYTEST_ADDOPTS.
"""

import os
import subprocess
import sys

import psycopg

DEFAULT_POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
# tests/conftest.py sorts them: the long ones first.
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# What a browser shows, processes do and pages answer to whom does not depend on the database; once is enough.
_ONCE = ("access", "browser", "hostile", "operations", "pages", "worker")
_ONCE_FILES = (
    "portal/test_demo_command.py",
    "content/test_checklist_speed.py",
    "documents/test_download_permissions.py",
    "documents/test_scans.py",
    "documents/test_texts.py",
)
_LEFT_OUT = (f"--ignore=tests/{place}" for place in _ONCE + _ONCE_FILES)
_SECOND_PASS = ("-m", "database and not browser", *_LEFT_OUT)


def unreachable(url: str) -> str:
    """Why no test can run at `url`; an empty text when it answers."""
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def _run(title: str, database: str, *options: str) -> int:
    sys.stdout.write(f"\n== pytest: {title}\n")
    sys.stdout.flush()
    return subprocess.run((*_PYTEST, *options), env=os.environ | {"TEST_DATABASE_URL": database}).returncode


def main() -> int:
    url = os.environ.get("TEST_DATABASE_URL") or DEFAULT_POSTGRESQL
    reason = unreachable(url)
    if reason and os.environ.get("CI") == "true":
        sys.stdout.write(f"CI=true, and no PostgreSQL for the second pass (TEST_DATABASE_URL): {reason}\n")
        return 1
    if reason:
        sys.stdout.write(f"No PostgreSQL, its pass is left out (TEST_DATABASE_URL): {reason}\n")
    code = _run("SQLite", "")
    if code or reason:
        return code
    return _run("PostgreSQL", url, *_SECOND_PASS)


if __name__ == "__main__":
    sys.exit(main())
