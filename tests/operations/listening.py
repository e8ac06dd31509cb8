"""Reads what a program says, line by line, and does not wait for ever."""

import os
import select
import subprocess
import time

import pytest

PATIENCE = 90  # seconds; on a busy machine the portal needs its time


class Listener:
    """What `process` said so far, and what it is waited for to say."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self.output = process.stdout.fileno()
        self.said: list[str] = []
        self._rest = b""

    def hears(self, words: str, times: int = 1) -> str:
        """Listen until a line with `words` came `times` times; returns the last of them."""
        deadline = time.monotonic() + PATIENCE
        while (line := self._line(deadline)) is not None:
            times -= words in line
            if not times:
                return line
        pytest.fail(f"never heard {words!r} in:\n" + "\n".join(self.said))

    def everything(self) -> str:
        """Listen until the program closes its output."""
        deadline = time.monotonic() + PATIENCE
        while self._line(deadline) is not None:
            pass
        return "\n".join(self.said)

    def _line(self, deadline: float) -> str | None:
        while b"\n" not in self._rest:
            ready, _none, _nothing = select.select([self.output], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(self.output, 65536) if ready else b""
            if not chunk:
                return None
            self._rest += chunk
        line, self._rest = self._rest.split(b"\n", 1)
        self.said.append(line.decode())
        return self.said[-1]
