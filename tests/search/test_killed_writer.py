"""kill -9 of the writer at its worst moments: readers go on, and the next run mends. Real processes."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from whoosh.index import TOC
from whoosh.writing import SegmentWriter

from portal.search.engine import Entry, SearchUnavailable, Wanted
from portal.search.whoosh_engine import WhooshBackend
from vietnamese.searching import SearchDocument, document_terms, read_query

DAY = 739_000
FORK = multiprocessing.get_context("fork")


def entry(number: int, title: str = "Hội khỏe") -> Entry:
    terms = document_terms(SearchDocument(title, f"Bài số {number}"))
    return Entry(f"content.article.{number}", str(number), "content.article", terms, DAY)


def found(backend: WhooshBackend, text: str = "hội khỏe") -> list[str]:
    answer = backend.answer(Wanted(read_query(text)), 0, 200, newest_first=False)
    return sorted(key.rpartition(".")[2] for key, _stamp in answer.hits)


def build(backend: WhooshBackend, *numbers: int) -> None:
    with backend.rebuilding() as rebuilding:
        rebuilding.put(map(entry, numbers))
        rebuilding.swap(lambda writing: None)


@pytest.fixture
def backend(tmp_path: Path) -> WhooshBackend:
    backend = WhooshBackend("default", PATH=str(tmp_path / "search"))
    build(backend, 1, 2)
    return backend


def die(*args: Any, **kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(work: Callable[[], None]) -> None:
    """Do it in a process that is killed in the middle."""
    process = FORK.Process(target=work)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def commit(backend: WhooshBackend) -> None:
    with backend.writing() as writing:
        writing.put([entry(3)])
        writing.drop([entry(1).identifier])


def commit_and_fail(backend: WhooshBackend) -> None:
    with backend.writing() as writing:
        writing.put([entry(8)])
        raise KeyError


def half_a_rebuild(backend: WhooshBackend) -> None:
    with backend.rebuilding() as rebuilding:
        rebuilding.put(map(entry, range(10, 300)))
        die()


@pytest.mark.parametrize(
    ("place", "name"), [(SegmentWriter, "add_document"), (SegmentWriter, "commit"), (TOC, "write")]
)
def test_killed_in_a_commit(backend: WhooshBackend, place: type, name: str) -> None:
    def work() -> None:
        setattr(place, name, die)
        commit(backend)

    killed(work)
    assert found(backend) == ["1", "2"]
    commit(backend)
    assert found(backend) == ["2", "3"]


def test_killed_in_a_rebuild(backend: WhooshBackend) -> None:
    killed(lambda: half_a_rebuild(backend))
    assert found(backend) == ["1", "2"]
    commit(backend)
    build(backend, 4)
    assert found(backend) == ["4"]
    assert len(list(backend.root.glob("*-*"))) == 1, "what the killed one left is gone"


@pytest.mark.parametrize(("name", "seen"), [("symlink_to", ["1", "2"]), ("replace", ["1", "2"])])
def test_killed_in_a_swap(backend: WhooshBackend, name: str, seen: list[str]) -> None:
    def work() -> None:
        setattr(Path, name, die)
        build(backend, 5)

    killed(work)
    assert found(backend) == seen
    build(backend, 6)
    assert found(backend) == ["6"]
    assert sorted(path.is_symlink() for path in backend.root.iterdir()) == [False, False, False, True]


def test_killed_after_the_swap(backend: WhooshBackend) -> None:
    def work() -> None:
        WhooshBackend._remove_leftovers = lambda self: None
        build(backend, 7)
        die()

    killed(work)
    assert found(backend) == ["7"]
    commit(backend)
    assert found(backend) == ["3", "7"]


def test_an_error_in_the_middle_changes_nothing_and_leaves_no_lock(backend: WhooshBackend) -> None:
    with pytest.raises(KeyError):
        commit_and_fail(backend)
    assert found(backend) == ["1", "2"]
    commit(backend)


def test_a_broken_index_is_said_to_be_unavailable(backend: WhooshBackend) -> None:
    for file in backend._folder().glob("*.toc"):
        file.write_bytes(b"nothing of sense")
    with pytest.raises(SearchUnavailable):
        found(WhooshBackend("default", PATH=str(backend.root)))
    assert not backend.is_ready()
    build(backend, 9)
    assert found(backend) == ["9"]


def read(root: str, errors: Any, stop: Any) -> None:
    """Search without a pause; what was seen gone may never come back."""
    backend, gone = WhooshBackend("default", PATH=root), 0
    while not stop.is_set():
        try:
            numbers = [int(number) for number in found(backend, "bài số")]
            if len(set(numbers)) != len(numbers):
                errors.put(f"twice: {numbers}")
            if min(numbers) < gone:
                errors.put(f"{min(numbers)} is back after {gone}")
            gone = max(gone, min(numbers))
        except (SearchUnavailable, OSError, ValueError) as error:
            errors.put(repr(error))


def test_two_readers_beside_a_writer_see_no_error_and_nothing_stale(backend: WhooshBackend) -> None:
    errors, stop = FORK.Queue(), FORK.Event()
    readers = [FORK.Process(target=read, args=(str(backend.root), errors, stop)) for _reader in range(2)]
    for reader in readers:
        reader.start()
    for number in range(3, 12):
        with backend.writing() as writing:
            writing.put([entry(number)])
            writing.drop([entry(number - 2).identifier])
        if number % 8 == 0:
            build(backend, number - 1, number)
        time.sleep(0.02)
    stop.set()
    for reader in readers:
        reader.join(60)
        assert reader.exitcode == 0
    assert errors.empty(), errors.get()
    assert found(backend) == ["10", "11"]
