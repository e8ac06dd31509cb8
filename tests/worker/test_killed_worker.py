"""kill -9 in the middle of a reaction: it is run again by the next worker, and what it writes exists once."""

from collections import Counter

import pytest

from tests.worker.house import Desk, House
from tests.worker.letterbox import held, hold, letters, release

LEASE_RUNS_OUT = "UPDATE editorial_delivery SET due_at = '2026-01-01 00:00:00' WHERE done_at IS NULL"
LINES = "SELECT count(*) FROM editorial_notification"
ATTEMPTS = "SELECT attempts FROM editorial_delivery ORDER BY id DESC LIMIT 1"


def interrupted(house: House, side: str) -> Desk:
    """A worker killed while it tells three people of one event, around the second letter."""
    hold(house.var_dir, side, 2)
    worker, desk = house.start("worker"), house.desk()
    desk.move("thuky", "forward", "Chờ biên tập")
    house.until(lambda: held(house.var_dir), "the worker is in the middle of the reaction")
    worker.kill()
    release(house.var_dir)
    assert house.database.number(LINES) == 3
    assert len(house.told("forward")) == 1
    return desk


def assert_finished(house: House) -> None:
    assert house.database.number(LINES) == 3
    assert sorted(house.told("forward")) == ["giaovien", "phoban", "truongban"]
    assert house.database.number(ATTEMPTS) == 2


def test_the_reaction_of_a_killed_worker_is_run_again_and_done_once(house: House) -> None:
    desk = interrupted(house, "before")
    assert desk.run("deliver_events").endswith(": 0"), "the lease still stands"
    assert house.database.change(LEASE_RUNS_OUT) == 1
    house.let_every_job_be_due()
    house.start("worker")
    house.start("beat")
    house.until(lambda: not house.owed(), "another worker finishes what the dead one began")
    assert_finished(house)
    assert sorted(Counter(letters(house.var_dir)).values()) == [1, 1, 1]


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_a_letter_gone_but_not_yet_marked_is_repeated_under_the_same_name(house: House) -> None:
    desk = interrupted(house, "after")
    assert house.database.change(LEASE_RUNS_OUT) == 1
    assert desk.run("deliver_events").endswith(": 1")
    assert_finished(house)
    # No mail server can take a letter and a row together; its Message-ID lets the reader's drop the second.
    assert sorted(Counter(letters(house.var_dir)).values()) == [1, 1, 2]
