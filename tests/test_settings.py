"""The environment is read with types, and a wrong one is said in words before the portal starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal import env

PRODUCTION = {
    "SECRET_KEY": "Zk3-vQ8s_Lr7xWc2TnB9hYp5JdM1gFa6RuE4oXi0Hq-KtVw",
    "SITE_URL": "https://truong.edu.vn",
    "ALLOWED_HOSTS": "truong.edu.vn,127.0.0.1",
    "BEHIND_PROXY": "yes",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DATABASE_URL": "postgres://portal@db.truong.edu.vn:5432/portal",
    "REDIS_URL": "redis://redis.truong.edu.vn:6379/0",
}
PRODUCTION["SECRET_KEY"] += "-" + PRODUCTION["SECRET_KEY"][::-1]


def _check(*options: str, **changes: str) -> tuple[int, str]:
    environment = os.environ | PRODUCTION | changes
    # What the tests need for Playwright is refused for a deployment, rightly.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    done = subprocess.run(
        (sys.executable, "manage.py", "check", "--fail-level", "WARNING", *options),
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_production_environment_is_clean() -> None:
    code, said = _check("--deploy")
    assert code == 0, said


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SECRET_KEY": "", "EMAIL_BACKEND": ""}, {"portal.E001", "portal.W001"}),
        ({"SECRET_KEY": "mật-khẩu", "ALLOWED_HOSTS": "*"}, {"portal.E002", "portal.E005"}),
        (
            {"SITE_URL": "http://truong.edu.vn", "ALLOWED_HOSTS": "khac.edu.vn"},
            {"portal.E004", "portal.E007"},
        ),
        ({"SITE_URL": "truong.edu.vn", "VAR_DIR": f"{__file__}/var"}, {"portal.E003", "portal.E006"}),
    ],
)
def test_what_is_wrong_is_named_by_its_id(changes: dict[str, str], expected: set[str]) -> None:
    if "EMAIL_BACKEND" in changes:
        changes = changes | {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    code, said = _check("--deploy", **changes)
    assert code == 1
    assert {name for name in expected if name in said} == expected, said


def test_a_developer_is_not_asked_for_a_public_address(tmp_path: Path) -> None:
    code, said = _check(SITE_URL="http://127.0.0.1:8000", SECRET_KEY="", VAR_DIR=str(tmp_path))
    assert code == 0, said


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("0", False), ("ON", True), ("", False)])
def test_a_flag_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("BEHIND_PROXY", text)
    assert env.flag("BEHIND_PROXY") is value


@pytest.mark.parametrize(("read", "text"), [(env.flag, "perhaps"), (env.integer, "12a")])
def test_a_value_that_cannot_be_read_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, read, text: str
) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(ImproperlyConfigured, match=r"PORT.*" + text):
        read("PORT", default=1)


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("một khóa\n", encoding="utf-8")
    monkeypatch.setenv("EMAIL_HOST_PASSWORD_FILE", str(tmp_path / "key"))
    assert env.secret("EMAIL_HOST_PASSWORD") == "một khóa"
    monkeypatch.setenv("EMAIL_HOST_PASSWORD_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match="EMAIL_HOST_PASSWORD_FILE"):
        env.secret("EMAIL_HOST_PASSWORD")


def test_each_database_gets_what_its_engine_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/portal.sqlite3")
    embedded = env.database("DATABASE_URL", "")
    assert embedded["NAME"] == "/srv/portal.sqlite3"
    assert embedded["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("DATABASE_URL", "postgres://a:b%40c@db:5433/x")
    server = env.database("DATABASE_URL", "")
    assert (server["HOST"], server["PORT"], server["PASSWORD"]) == ("db", 5433, "b@c")
    assert server["CONN_HEALTH_CHECKS"] is True
