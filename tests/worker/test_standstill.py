"""Worker and scheduler dead for two days: every reminder owed is sent once, in order, after the restart."""

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest
from django.conf import settings

from tests.worker.house import House
from tests.worker.letterbox import letters

SETTLED = "SELECT count(*) FROM editorial_reminderletter WHERE sent_at IS NULL"
MADE = "SELECT count(*) FROM editorial_reminder"


def run(house: House, name: str) -> Any:
    command = ("manage.py", "shell", "--verbosity=0", "--command")
    program = f"from tests.worker.standstill import {name}; {name}()"
    done = subprocess.run(
        (sys.executable, *command, program),
        env=house.environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout) if done.stdout else None


def reminder_letters(house: House) -> list[str]:
    return [name for name in letters(house.var_dir) if name.startswith("<nhac-viec-")]


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_after_two_dead_days_every_reminder_goes_once_and_in_order(house: House) -> None:
    run(house, "give_duties_and_die")
    before, sent = house.database.number(MADE), len(reminder_letters(house))
    house.let_every_job_be_due()
    house.start("worker")
    house.start("beat")
    house.until(
        lambda: (
            house.database.number(MADE) > before
            and not house.database.number(SETTLED)
            and len(reminder_letters(house)) > sent
        ),
        "the restarted worker tells what it missed",
    )
    assert house.desk().run("remind") == "Lần nhắc: 0; thư: 0", "nothing is left to tell, nothing told again"
    state = run(house, "what_is_told")
    assert not state["waiting"]
    told = [(title, stage) for title, stage, *_rest in state["told"]]
    assert set(told) >= set(map(tuple, state["owed"])) - {("Việc 4", "overdue")}
    assert all(gone for *_rest, gone in state["told"])
    each = Counter((title, stage, who) for title, stage, who, *_rest in state["told"])
    assert set(each.values()) == {1}
    hours = [owed_at for _title, _stage, _who, owed_at, _gone in state["told"][before:]]
    assert hours == sorted(hours)
    names = reminder_letters(house)
    assert len(names) == len(set(names))
    assert Counter(who for _title, _stage, who, *_rest in state["told"])["giaovien"] >= 6
