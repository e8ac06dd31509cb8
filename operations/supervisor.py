"""Keeps web, worker and scheduler running together on one machine: `manage.py serve`.

One thread and one loop: the children's output, their falls and the stop signal are looked at in turn.
"""

import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from django.utils.translation import gettext as _

from operations.processes import Child, Program

TICK = 0.2
READY_WITHIN = 90.0


class Supervisor:
    """Runs `programs`: the first until `is_ready`, then the others beside it; stopped in reverse order."""

    def __init__(
        self,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        is_ready: Callable[[], bool],
        ready_line: str,
    ) -> None:
        self.children = [Child(program, environment) for program in programs]
        self._width = max(len(program.name) for program in programs)
        self._is_ready = is_ready
        self._ready_line = ready_line
        self._ready = False
        self._stop_requests = 0
        self._selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Run until a stop signal; returns the exit code: 0, or 1 when the web never answered."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup` has the hang-up ignored, and means it.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._request_stop)
        deadline = time.monotonic() + READY_WITHIN
        try:
            while not self._stop_requests:
                self._start_due()
                self._relay(TICK)
                self._notice_falls()
                self._announce()
                if not self._ready and time.monotonic() > deadline:
                    self._log(_("Máy chủ web không trả lời sau %d giây; xem lý do ở trên.") % READY_WITHIN)
                    return 1
            return 0
        finally:
            self._stop()

    def _request_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop_requests += 1

    def _start_due(self) -> None:
        # The web alone at first: it has both processors, and readers wait for nothing else.
        for child in self.children if self._ready else self.children[:1]:
            if child.pid is None and time.monotonic() >= child.due_at:
                self._selector.register(child.start(), selectors.EVENT_READ, child)

    def _relay(self, timeout: float) -> None:
        for key, _events in self._selector.select(timeout):
            child: Child = key.data
            lines = child.read()
            if lines is None:  # the pipe was closed
                self._selector.unregister(key.fd)
            for line in lines or ():
                self._say(child.program.name, line)

    def _notice_falls(self) -> None:
        for child in self.children:
            code = child.ended()
            if code is None:
                continue
            self._bury(child)
            pause = child.postpone()
            self._log(
                _("%(name)s đã dừng bất thường (mã %(code)d); khởi động lại sau %(pause)d giây.")
                % {"name": child.program.name, "code": code, "pause": pause}
            )

    def _bury(self, child: Child) -> None:
        """End what is left of a child's process group and relay its last words."""
        child.kill()
        if child.output in self._listened_to():
            self._selector.unregister(child.output)
        for line in child.last_words():
            self._say(child.program.name, line)
        child.clear()

    def _listened_to(self) -> set[int]:
        return {key.fd for key in self._selector.get_map().values()}

    def _announce(self) -> None:
        if not self._ready and self._is_ready():
            self._ready = True
            self._write(self._ready_line)

    def _stop(self) -> None:
        self._log(_("Đang dừng cổng thông tin…"))
        for child in reversed(self.children):
            if child.pid is not None:
                self._end(child)
        self._selector.close()
        self._log(_("Đã dừng."))

    def _end(self, child: Child) -> None:
        child.terminate()
        deadline = time.monotonic() + child.program.grace
        while child.ended() is None:
            if time.monotonic() > deadline or self._stop_requests > 1:
                self._log(_("%s không dừng kịp, buộc dừng.") % child.program.name)
                break
            self._relay(TICK / 2)
        self._bury(child)

    def _log(self, text: str) -> None:
        self._say("serve", text)

    def _say(self, name: str, line: str) -> None:
        self._write(f"{name:>{self._width}} | {line}")

    def _write(self, line: str) -> None:
        try:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        except OSError:
            # Whoever read the output is gone, as in `make run | head`: stop, quietly.
            self._stop_requests += 1
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
