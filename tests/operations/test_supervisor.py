"""The supervisor as a process, with small programs in place of web, worker and scheduler."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.operations.listening import Listener

LIMIT = 30  # seconds after which a hanging test is ended


class Session:
    """A running supervisor and what it has said so far."""

    def __init__(self, ready: Path, kinds: tuple[str, ...]) -> None:
        command = (sys.executable, "-m", "tests.operations.programs", str(ready), *kinds)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.listener = Listener(self.process)
        self.said = self.listener.said
        self.hears = self.listener.hears

    def ends(self) -> tuple[int, str]:
        said = self.listener.everything()
        return self.process.wait(LIMIT), said


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    sessions: list[Session] = []

    def start(*kinds: str, ready: bool = True) -> Session:
        if ready:
            (tmp_path / "ready").touch()
        sessions.append(Session(tmp_path / "ready", kinds))
        return sessions[-1]

    yield start
    for session in sessions:
        session.process.kill()


def _is_running(pid: int) -> bool:
    """A zombie that nobody collected yet does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _is_gone(pid: int) -> bool:
    """Wait for a process that is about to end; false when it stays."""
    return any(not _is_running(pid) or time.sleep(0.1) for _attempt in range(LIMIT * 10))


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_in_the_reverse_order_and_the_exit_is_clean(supervise, number: int) -> None:
    session = supervise("obedient", "obedient", "obedient")
    for name in ("0-obedient | started", "started", "started"):
        session.hears(name)
    session.process.send_signal(number)
    code, said = session.ends()
    assert code == 0
    assert re.findall(r"(\d)-obedient \| stopping", said) == ["2", "1", "0"]


def test_ready_is_a_line_of_its_own_said_once_and_only_when_it_is_true(supervise, tmp_path: Path) -> None:
    session = supervise("obedient", "obedient", ready=False)
    session.hears("0-obedient | started")
    assert not any("Ready" in line for line in session.said)
    (tmp_path / "ready").touch()
    assert session.hears("Ready") == "Ready: here"
    session.hears("1-obedient | started")
    session.process.terminate()
    assert session.ends()[1].count("Ready") == 1


def test_a_program_that_falls_is_started_again_after_growing_pauses(supervise) -> None:
    session = supervise("obedient", "falling")
    session.hears("1-falling | có lỗi", times=3)
    session.process.terminate()
    code, said = session.ends()
    assert code == 0
    assert "1-falling đã dừng bất thường (mã 3); khởi động lại sau 1 giây." in said
    assert "khởi động lại sau 2 giây." in said


def test_the_children_of_a_fallen_program_go_with_it(supervise) -> None:
    session = supervise("parent")
    first = int(session.hears("grandchild").split()[-1])
    parent = _parent(first)
    os.kill(parent, signal.SIGKILL)
    second = int(session.hears("grandchild").split()[-1])
    assert _is_gone(first)
    assert _is_running(second)
    session.process.terminate()
    assert session.ends()[0] == 0
    assert _is_gone(second)


def test_a_program_that_does_not_stop_is_ended_after_its_grace(supervise) -> None:
    session = supervise("stubborn", "obedient")
    session.hears("started", times=2)
    session.process.terminate()
    code, said = session.ends()
    assert code == 0
    assert "0-stubborn không dừng kịp, buộc dừng." in said


def test_nothing_outlives_a_supervisor_that_was_killed(supervise) -> None:
    session = supervise("parent")
    grandchild = int(session.hears("grandchild").split()[-1])
    parent = _parent(grandchild)
    session.process.kill()
    assert _is_gone(parent)
    os.kill(grandchild, signal.SIGKILL)


def test_a_reader_that_goes_away_stops_the_portal(supervise) -> None:
    session = supervise("obedient")
    session.hears("started")
    session.process.stdout.close()
    session.process.terminate()
    assert session.process.wait(LIMIT) == 0
