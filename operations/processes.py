"""One program that the supervisor keeps running: its start, its output and its end."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A program that ran this long had recovered: its next fall is a new one.
STEADY_AFTER = 60.0
LONGEST_LINE = 64 * 1024
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """A command line of the portal; `grace` is how many seconds it gets to end its work."""

    name: str
    command: tuple[str, ...]
    grace: float


def die_with(parent: int) -> None:
    """Between fork and exec: have the kernel end this process when its parent is killed."""
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


class Child:
    """A `Program` in a session of its own, so that Ctrl-C reaches it through the supervisor, in order."""

    def __init__(self, program: Program, environment: Mapping[str, str]) -> None:
        self.program = program
        self.environment = dict(environment)
        self.due_at = 0.0
        self.output: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = FIRST_PAUSE
        self._unfinished = b""

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> int:
        """Start the program; returns the file descriptor of its output."""
        parent = os.getpid()
        self._process = subprocess.Popen(
            self.program.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            start_new_session=True,
            # Safe here: the supervisor has one thread.
            preexec_fn=lambda: die_with(parent),
        )
        if self._process.stdout is None:
            raise RuntimeError("a child without a pipe")
        self.output = self._process.stdout.fileno()
        os.set_blocking(self.output, False)
        self._started_at = time.monotonic()
        return self.output

    def ended(self) -> int | None:
        """Exit code of a child that ended, negative for a signal; None while it runs or is not started."""
        return self._process.poll() if self._process else None

    def postpone(self) -> float:
        """Set when a fallen child starts again; returns the pause in seconds, longer at each fall."""
        now = time.monotonic()
        if now - self._started_at > STEADY_AFTER:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        self.due_at = now + pause
        return pause

    def read(self) -> list[str] | None:
        """Take the finished lines out of the pipe without waiting; None when it holds nothing."""
        if self.output is None:
            return None
        try:
            chunk = os.read(self.output, LONGEST_LINE)
        except BlockingIOError:
            return None
        if not chunk:
            return None
        *whole, self._unfinished = (self._unfinished + chunk).split(b"\n")
        if len(self._unfinished) > LONGEST_LINE:
            whole, self._unfinished = [*whole, self._unfinished], b""
        return [_decoded(line) for line in whole]

    def last_words(self) -> Iterator[str]:
        """Everything still in the pipe of a child that was ended, the unfinished line too."""
        while (lines := self.read()) is not None:
            yield from lines
        if self._unfinished:
            yield _decoded(self._unfinished)

    def terminate(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> None:
        """End the whole process group at once: a dead master may have left workers behind."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def clear(self) -> None:
        """Forget a child that was ended, ready for its next start."""
        if self._process and self._process.stdout:
            self._process.stdout.close()
        self._process, self.output, self._unfinished = None, None, b""


def _decoded(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
