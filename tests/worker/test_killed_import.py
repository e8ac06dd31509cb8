"""kill -9 in the middle of a file of results: nothing of it shows, and the next worker reads it from anew."""

import sys

import pytest

from tests.worker.house import House, Process
from tests.worker.results import ROWS

CLAIM_RUNS_OUT = "UPDATE exams_resultimport SET claimed_at = '2026-01-01 00:00:00' WHERE status = 'waiting'"

pytestmark = pytest.mark.parametrize("broker", ["embedded"], indirect=True)


def begin(house: House, name: str, *arguments: str) -> Process:
    process = Process((sys.executable, "manage.py", *arguments), house.environment, house.log(name))
    house.processes.append(process)
    return process


def run(house: House, name: str, *arguments: str) -> None:
    process = begin(house, name, *arguments)
    house.until(lambda: not process.runs, f"{name} has ended")


def test_a_killed_import_shows_nothing_and_is_read_again_whole(house: House) -> None:
    run(house, "put", "shell", "--command", "from tests.worker.results import put_results; put_results()")
    count = "SELECT count(*) FROM exams_examresult"
    reader = begin(house, "first", "read_results")
    house.until(lambda: house.database.number(count) > 0, "some rows are written")
    reader.kill()
    left = house.database.number(count)
    assert 0 < left < ROWS, house.log("first").read_text()
    [(status, shown)] = house.database.rows(
        "SELECT batch.status, session.shown_id FROM exams_resultimport AS batch"
        " JOIN exams_examsession AS session ON session.id = batch.session_id"
    )
    assert (status, shown) == ("waiting", None)

    run(house, "early", "read_results")
    assert house.database.number(count) == left, "the claim of the dead one holds for a while"
    assert house.database.change(CLAIM_RUNS_OUT) == 1
    run(house, "later", "read_results")
    rows = house.database.rows("SELECT status, rows_kept, rows_wrong, attempts FROM exams_resultimport")
    assert rows == [("read", ROWS, 0, 2)], house.log("later").read_text()
    assert house.database.number(count) == ROWS
    assert house.database.number("SELECT count(DISTINCT number) FROM exams_examresult") == ROWS
