"""Programs that read files of strangers: run beside the worker, confined in time, memory and priority."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from operations.processes import die_with

MIB = 1024 * 1024
# How often whoever waits is told that the work goes on.
BEAT = 10.0
# A page of text is some KiB; what a program writes to its output is a message, not the text.
_KEPT_OUTPUT = 64 * 1024
_LOOK = 0.05
_NICE = 10


@dataclass(frozen=True)
class Limits:
    """What a program may use: seconds by the clock, and bytes of address space for each of its processes."""

    seconds: float
    memory: int = 2048 * MIB
    # The largest file that it may write, in bytes.
    file_size: int = 1024 * MIB


@dataclass(frozen=True)
class Ended:
    """How it ended: exit code (negative for a signal), what it wrote last, and whether its time ran out."""

    code: int
    output: str
    timed_out: bool

    @property
    def ok(self) -> bool:
        return self.code == 0 and not self.timed_out


def run(
    command: Sequence[str],
    *,
    limits: Limits,
    scratch: Path,
    environment: Mapping[str, str] | None = None,
    beat: Callable[[], None] | None = None,
) -> Ended:
    """Run a program to its end in the folder `scratch`, which holds its temporary files as well.

    It is in a process group of its own, which is killed whole when the time is over, when `beat` raises or
    when this process is interrupted. `beat` is called every ten seconds. Raises OSError when the program
    cannot be started.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    log = scratch / "output.log"
    parent = os.getpid()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=scratch,
            env={**os.environ, **(environment or {}), "TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Safe here: the worker's processes and the commands have one thread.
            preexec_fn=lambda: _confine(limits, parent),
        )
    try:
        timed_out = not _wait(process, limits.seconds, beat)
    finally:
        _kill_group(process)
    return Ended(process.returncode, _tail(log), timed_out)


def _confine(limits: Limits, parent: int) -> None:
    """Between fork and exec."""
    die_with(parent)
    os.nice(_NICE)
    # Processor time holds too where nobody is left to look at the clock.
    seconds = int(limits.seconds) + 1
    for what, limit in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _wait(process: "subprocess.Popen[bytes]", seconds: float, beat: Callable[[], None] | None) -> bool:
    """Say whether it ended by itself in time. It stays unburied, so that its number is nobody else's yet."""
    started = last_beat = time.monotonic()
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        now = time.monotonic()
        if now - started > seconds:
            return False
        if beat and now - last_beat > BEAT:
            beat()
            last_beat = now
        time.sleep(_LOOK)
    return True


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Also after a good end: a helper of the program may have outlived it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _tail(log: Path) -> str:
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - _KEPT_OUTPUT))
        return stream.read().decode("utf-8", "replace").strip()
