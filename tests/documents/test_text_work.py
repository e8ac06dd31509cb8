"""The worker's way through a scan: page by page, with a lease, never twice, never without an end (ADR 1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from documents import ocr, texts
from documents.layout import Line
from documents.models import FileText
from documents.ocr import ReadPage
from documents.scanned import layout_of
from documents.text_steps import Desk, Survey
from documents.texts import LEASE, MOST_ATTEMPTS, extract_due, require
from tests.documents.reading_room import leftovers, stored

Status, Reason = FileText.Status, FileText.Reason

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What kill -9 leaves behind: nothing is tidied up, nothing more is written."""


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path
    return tmp_path


class Machine:
    """OCR that reads "trang N" on page N; `fails` and `dies` are called with the pages it is given."""

    def __init__(self, pages: int) -> None:
        self.pages, self.runs, self.surveys = pages, [], 0
        self.fails = self.dies = lambda numbers: False

    def survey(self, desk: Desk) -> Survey:
        self.surveys += 1
        if self.dies([]):
            raise Killed
        blank = "\f" * (self.pages - 1)
        return Survey(self.pages, blank, "", list(range(1, self.pages + 1)), [], cut=False)

    def recognise(self, desk: Desk, numbers: list[int]) -> list[ReadPage] | None:
        self.runs.append(list(numbers))
        if self.dies(numbers):
            raise Killed
        return (
            None if self.fails(numbers) else [ReadPage(f"trang {n}", [Line(f"trang {n}")]) for n in numbers]
        )


@pytest.fixture
def machine(monkeypatch) -> Machine:
    machine = Machine(pages=10)
    monkeypatch.setattr(Desk, "survey", lambda desk: machine.survey(desk))
    monkeypatch.setattr(Desk, "recognise", lambda desk, numbers: machine.recognise(desk, numbers))
    monkeypatch.setattr(Desk, "searchable", lambda desk: None)
    monkeypatch.setattr(ocr, "is_installed", lambda scratch: True)
    return machine


@pytest.fixture
def reading(machine) -> FileText:
    return require(stored("quet.pdf", b"a scan"))


def whole(pages: int = 10, without: tuple[int, ...] = ()) -> str:
    return "\f".join("" if n in without else f"trang {n}" for n in range(1, pages + 1))


def die(reading: FileText) -> None:
    """A worker that is killed in the middle, and the time until its lease is over."""
    with pytest.raises(Killed):
        extract_due()
    assert extract_due()["done"] == 0, "its lease still stands"
    FileText.objects.filter(pk=reading.pk).update(due_at=timezone.now())


def test_pages_are_read_a_few_at_a_time_and_joined_in_order(machine, reading, room):
    assert extract_due()["done"] == 1
    reading.refresh_from_db()
    assert machine.runs == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]
    assert (reading.text, reading.scanned, reading.to_read) == (whole(), True, [])
    assert [(line.page, line.text) for line in layout_of(reading).lines] == [
        (number, f"trang {number}") for number in range(1, 11)
    ]
    assert leftovers(room) == []
    assert sum(extract_due().values()) == 0, "nothing is owed any more"


def test_a_killed_worker_is_followed_where_it_stopped_and_the_text_is_there_once(machine, reading):
    machine.dies = lambda numbers: 5 in numbers
    die(reading)
    reading.refresh_from_db()
    assert (reading.status, reading.pages_done, reading.to_read[0]) == (Status.WORKING, 4, 5)

    machine.dies = lambda numbers: False
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.text, machine.surveys) == (Status.DONE, whole(), 1)
    assert [run for run in machine.runs if 1 in run] == [[1, 2, 3, 4]], "no page is read again"


def test_a_page_that_kills_three_workers_is_left_out_and_named(machine, reading):
    machine.dies = lambda numbers: 6 in numbers
    for _death in range(MOST_ATTEMPTS + 1):
        die(reading)
    machine.dies = lambda numbers: False
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.reason, reading.unread) == (Status.PARTLY, Reason.PAGES_UNREAD, [6])
    assert reading.text == whole(without=(6,))
    assert "6" in reading.sentence


def test_a_file_that_kills_three_workers_at_once_is_given_up(machine, reading):
    machine.dies = lambda numbers: True
    for _death in range(MOST_ATTEMPTS):
        die(reading)
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.reason) == (Status.FAILED, Reason.CRASHED)
    assert machine.surveys == MOST_ATTEMPTS


def test_each_death_makes_the_next_try_come_later(machine, reading):
    machine.dies = lambda numbers: True
    waits = []
    for _death in range(MOST_ATTEMPTS):
        begun = timezone.now()
        with pytest.raises(Killed):
            extract_due()
        reading.refresh_from_db()
        waits.append(round((reading.due_at - begun) / LEASE))
        FileText.objects.filter(pk=reading.pk).update(due_at=timezone.now())
    assert waits == [1, 2, 4]


def test_pages_that_fail_together_are_tried_alone(machine, reading):
    machine.fails = lambda numbers: 3 in numbers
    extract_due()
    reading.refresh_from_db()
    assert machine.runs[:4] == [[1, 2, 3, 4], [1], [2, 3, 4, 5], [2]]
    assert (reading.status, reading.unread, reading.text) == (Status.PARTLY, [3], whole(without=(3,)))


def test_a_scan_of_which_nothing_can_be_read_has_failed(machine, reading):
    machine.fails = lambda numbers: True
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.text.strip("\f")) == (Status.FAILED, "")
    assert reading.unread == list(range(1, 11))


def test_more_pages_than_allowed_are_named_and_not_read(machine, reading, settings):
    settings.OCR_MAX_PAGES = 6
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.reason) == (Status.PARTLY, Reason.TOO_LONG)
    assert (reading.unread, machine.runs) == ([7, 8, 9, 10], [[1, 2, 3, 4], [5, 6]])


def test_a_round_ends_when_its_time_is_over_and_the_next_goes_on(machine, reading, monkeypatch):
    clock = iter(range(1_000))
    monkeypatch.setattr(texts.time, "monotonic", lambda: float(next(clock)))
    extract_due(seconds=2.0)
    reading.refresh_from_db()
    assert (reading.status, reading.attempts) == (Status.WAITING, 0)
    assert 0 < reading.pages_done < 10
    while not reading.is_finished:
        extract_due(seconds=3.0)
        reading.refresh_from_db()
    assert (reading.status, reading.text) == (Status.DONE, whole())


def test_one_file_is_read_at_a_time(machine, reading):
    other = require(stored("khac.pdf", b"another scan"))
    FileText.objects.filter(pk=reading.pk).update(
        status=Status.WORKING, due_at=timezone.now() + timedelta(minutes=1)
    )
    assert sum(extract_due().values()) == 0
    with pytest.raises(IntegrityError):
        FileText.objects.filter(pk=other.pk).update(status=Status.WORKING)


def test_a_worker_that_lost_its_lease_writes_nothing_more(machine, reading, monkeypatch):
    def slow(desk: Desk, numbers: list[int]) -> list[ReadPage]:
        FileText.objects.filter(pk=reading.pk).update(due_at=timezone.now() + timedelta(hours=1))
        desk.beat()
        raise AssertionError("whoever waits is told to stop")

    monkeypatch.setattr(Desk, "recognise", slow)
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.text.strip("\f")) == (Status.WORKING, "")


def test_a_full_disk_is_tried_again_later_and_at_last_told(machine, reading, monkeypatch):
    def full(desk: Desk) -> Survey:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Desk, "survey", full)
    for attempt in range(1, MOST_ATTEMPTS):
        begun = timezone.now()
        extract_due()
        reading.refresh_from_db()
        assert reading.status == Status.WAITING
        assert reading.due_at - begun >= timedelta(minutes=5**attempt)
        FileText.objects.filter(pk=reading.pk).update(due_at=timezone.now())
    extract_due()
    reading.refresh_from_db()
    assert (reading.status, reading.reason) == (Status.FAILED, Reason.STORAGE)


def test_who_builds_on_the_text_is_told_once_it_is_there(machine, reading, monkeypatch):
    monkeypatch.setattr(texts, "_LISTENERS", [])
    told = []

    @texts.when_read
    def listen(file):
        told.append((file.pk, FileText.objects.get(file=file).status))

    extract_due()
    assert told == [(reading.file_id, Status.DONE)]
