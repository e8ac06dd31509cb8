"""`manage.py serve` as it is used: real web, worker and scheduler on a directory of their own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.operations.listening import Listener


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def _children(pid: int) -> dict[str, int]:
    """Name → process id of the programs below the supervisor."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        # Just after the fork a child still has its parent's words.
        found |= {name: int(child) for name in ("gunicorn", "worker", "beat") if name in words}
    return found


class Portal:
    def __init__(self, var_dir: Path) -> None:
        self.port = _free_port()
        self.environment = os.environ | {
            "VAR_DIR": str(var_dir),
            "PORT": str(self.port),
            "DEMO_PASSWORD": "chỉ-dùng-khi-kiểm-thử",
            "DATABASE_URL": f"sqlite:///{var_dir / 'portal.sqlite3'}",
        }
        self.process = subprocess.Popen(
            (sys.executable, "manage.py", "serve", "--demo"),
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.hears = Listener(self.process).hears

    def _run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            (sys.executable, "manage.py", *words),
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )

    def serves_again(self, **environment: str) -> str:
        done = self._run("serve", **environment)
        assert done.returncode == 1
        return done.stderr

    def answers(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read()


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    running = Portal(tmp_path)
    yield running
    running.process.terminate()
    running.process.communicate(timeout=60)


def test_serve_runs_mends_and_stops_the_portal(portal: Portal, tmp_path: Path) -> None:
    portal.hears("giaovien")
    assert portal.hears("Ready:") == f"Ready: http://127.0.0.1:{portal.port}/"
    assert portal.answers("/healthz") == b"ok\n"
    assert b"<item>" in portal.answers("/rss/tin-tuc.xml")

    # A second one on the same data, and one on the same port, are refused in words.
    refusal = portal.serves_again(PORT=str(_free_port()))
    assert f"đang chạy trên thư mục {tmp_path} (tiến trình {portal.process.pid})" in refusal
    refusal = portal.serves_again(VAR_DIR=str(tmp_path / "other"))
    assert f"Không mở được cổng 127.0.0.1:{portal.port}: đang được một chương trình khác dùng" in refusal

    children = _children(portal.process.pid)
    assert set(children) == {"gunicorn", "worker", "beat"}
    for name, said in (("worker", "worker"), ("gunicorn", "web"), ("beat", "beat")):
        os.kill(children[name], signal.SIGKILL)
        portal.hears(f"{said} đã dừng bất thường (mã -9)")
    while set(again := _children(portal.process.pid)) != set(children):
        assert portal.process.poll() is None
    assert not set(again.values()) & set(children.values())

    portal.process.send_signal(signal.SIGINT)
    portal.hears("Đã dừng.")
    assert portal.process.wait(60) == 0
    assert not [pid for pid in again.values() if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", 70_000, "không phải số cổng"),
        ("HOST", "192.0.2.1", "không phải địa chỉ của máy này"),
        ("SECRET_KEY_CONFIGURED", False, "Chưa có khóa bí mật"),
        ("VAR_DIR", Path("/proc/nowhere"), "Không ghi được vào thư mục dữ liệu /proc/nowhere"),
    ],
)
def test_serve_refuses_in_words_what_it_cannot_do(
    name: str, value: object, words: str, settings, tmp_path
) -> None:
    settings.VAR_DIR, settings.PORT = tmp_path, _free_port()
    setattr(settings, name, value)
    with pytest.raises(CommandError, match=words):
        call_command("serve")
