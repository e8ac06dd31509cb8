"""A portal of its own in a folder of its own: real processes, a real broker, a database of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings

from operations.management.commands.serve import environment, programs
from portal import celery_app
from tests.worker.databases import Database

WITHIN = 60.0  # seconds; a bound on a machine under load, not a target


class Process:
    """A process in a group of its own, its output in a file."""

    def __init__(self, command: tuple[str, ...], env: dict[str, str], log: Path, **options: Any) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                env=env,
                cwd=settings.BASE_DIR,
                start_new_session=True,
                stderr=output,
                **({"stdout": output, "stdin": subprocess.DEVNULL} | options),
            )

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End it as the supervisor does: ask, then kill what is left of the group."""
        if self.runs:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self.kill()

    def kill(self) -> None:
        """kill -9 for the whole group."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


class Desk(Process):
    """People at their desks: each request is a POST handled by the portal's own code."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        program = "from tests.worker.desk import answer_requests; answer_requests()"
        command = (sys.executable, "manage.py", "shell", "--verbosity=0", "--command", program)
        super().__init__(command, env, log, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def move(self, who: str, verb: str, title: str) -> float:
        """Make the move and see it accepted; returns the seconds that the request took."""
        answer = self._ask(who=who, verb=verb, title=title)
        assert answer["status"] == 302, f"{answer}\n{self.log.read_text()[-3000:]}"
        return float(answer["seconds"])

    def run(self, command: str) -> str:
        """Run a command of manage.py to its end; returns what it printed."""
        return str(self._ask(command=command)["output"]).strip()

    def _ask(self, **request: str) -> dict[str, Any]:
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the desk died:\n{self.log.read_text()[-3000:]}"
        return json.loads(line)


@dataclass
class House:
    var_dir: Path
    database: Database
    redis_url: str = ""
    processes: list[Process] = field(default_factory=list)
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        # Once: it empties the folder that the running processes use.
        self.environment = environment(self.var_dir) | {
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis_url,
            "EMAIL_BACKEND": "tests.worker.letterbox.Letterbox",
        }

    def start(self, name: str) -> Process:
        """Start "worker" or "beat" by the supervisor's own command line."""
        program = next(one for one in programs(self.var_dir) if one.name == name)
        return self._keep(Process(program.command, self.environment, self.log(name)))

    def desk(self) -> Desk:
        desk = Desk(self.environment, self.log("desk"))
        self._keep(desk)
        return desk

    def owed(self) -> int:
        """How many reactions are not done yet."""
        return self.database.number("SELECT count(*) FROM editorial_delivery WHERE done_at IS NULL")

    def told(self, verb: str) -> list[str]:
        """User names of the notifications that were also mailed, in the order of writing."""
        rows = self.database.rows(
            "SELECT verb, username FROM editorial_notification AS told"
            " JOIN editorial_event AS event ON event.id = told.event_id"
            " JOIN people_user AS person ON person.id = told.user_id"
            " WHERE mailed_at IS NOT NULL ORDER BY told.id"
        )
        return [username for told_of, username in rows if told_of == verb]

    def let_every_job_be_due(self) -> None:
        """Leave the scheduler's file as one that last ran yesterday."""
        scheduler = PersistentScheduler(
            celery_app, schedule_filename=str(self.var_dir / "celerybeat-schedule")
        )
        for entry in scheduler.schedule.values():
            entry.last_run_at -= timedelta(days=1)
        scheduler.close()

    def log(self, name: str) -> Path:
        return self.var_dir / f"{name}.log"

    def close(self) -> None:
        for process in reversed(self.processes):
            process.kill()

    def until(self, true: Callable[[], Any], what: str) -> None:
        """Wait until it holds, or fail with what the processes wrote."""
        deadline = time.monotonic() + WITHIN
        while not true():
            if time.monotonic() > deadline:
                logs = [f"{log.name}:\n{log.read_text()[-3000:]}" for log in self.var_dir.glob("*.log")]
                raise AssertionError(f"not within {WITHIN:.0f} s: {what}\n" + "\n".join(logs))
            time.sleep(0.1)

    def _keep(self, process: Process) -> Process:
        self.processes.append(process)
        return process
