"""What tests may use: no network beyond this machine; a missing tool is a skip, or in CI a failure."""

import ipaddress
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
VNU_JAR = ROOT / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def chromium() -> str:
    """Path of the installed Chromium, or an empty text."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), "")


def dovecot() -> str:
    """Path of the IMAP server, or an empty text; Debian keeps it where only root looks."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin") or ""


def vnu_jar() -> str:
    """Path of the Nu HTML checker (VNU_JAR; `.ci/run` installs it), or an empty text."""
    path = Path(os.environ.get("VNU_JAR") or VNU_JAR)
    return str(path) if path.is_file() else ""


def _redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS_URL, socket_connect_timeout=2, retry=None).ping())
    except redis.RedisError:
        return False


def _reads_vietnamese() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(("tesseract", "--list-langs"), capture_output=True, text=True)
    return "vie" in listed.stdout.split()


TOOLS: dict[str, tuple[Callable[[], bool], str]] = {
    "chromium": (lambda: bool(chromium()), "chromium is not installed"),
    "fonts": (lambda: bool(shutil.which("fc-match")), "fontconfig (fc-match) is not installed"),
    "gettext": (lambda: bool(shutil.which("msgfmt")), "gettext is not installed"),
    "vnu": (
        lambda: bool(vnu_jar() and shutil.which("java")),
        "no java, or no Nu HTML checker (VNU_JAR): make page-tools",
    ),
    "redis": (_redis_answers, f"no Redis answers at {REDIS_URL} (TEST_REDIS_URL)"),
    "dovecot": (lambda: bool(dovecot()), "dovecot (dovecot-imapd) is not installed"),
    "soffice": (lambda: bool(shutil.which("soffice")), "LibreOffice is not installed"),
    "tesseract": (_reads_vietnamese, "tesseract or its Vietnamese (tesseract-ocr-vie) is not installed"),
    "redis-server": (lambda: bool(shutil.which("redis-server")), "redis-server is not installed"),
}


def require(tool: str) -> None:
    """Skip the running test when `tool` is missing; under CI=true fail it, for there everything is installed.

    "postgresql" asks for the database under test: on SQLite it is always a skip, the second pass runs it.
    """
    if tool == "postgresql":
        if connection.vendor != tool:
            pytest.skip("runs in the PostgreSQL pass")
        return
    present, reason = TOOLS[tool]
    if present():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI=true allows no skip", pytrace=False)
    pytest.skip(reason)


class NetworkBlocked(AssertionError):
    """A test tried to leave this machine. No OSError: code under test would take it for a dead server."""


def _allowed(address: Any) -> bool:
    if not isinstance(address, tuple):  # a Unix socket's path
        return True
    host = str(address[0])
    if host in {"localhost", urlsplit(REDIS_URL).hostname}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def block_network(patch: pytest.MonkeyPatch) -> None:
    """Let sockets of this process connect to loopback addresses only."""
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(sock: socket.socket, address: Any, original: Callable[..., Any] = original) -> Any:
            if not _allowed(address):
                raise NetworkBlocked(f"a test tried to connect to {address}")
            return original(sock, address)

        patch.setattr(socket.socket, name, guarded)
