"""What a commit costs on Whoosh, what fails in it, and when the index is written anew."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from whoosh.writing import SegmentWriter

from portal import webserver
from portal.search import keeping, segments, spelling, whoosh_engine
from portal.search.engine import Engine, SearchUnavailable
from portal.search.whoosh_engine import WhooshBackend
from portal.search.whoosh_writing import MOST_SMALL, SMALL, Postings
from tests.search.test_killed_writer import build, commit, entry, found


@pytest.fixture
def backend(tmp_path: Path) -> WhooshBackend:
    backend = WhooshBackend("default", PATH=str(tmp_path / "search"))
    build(backend, *range(150))
    return backend


def write(backend: WhooshBackend, put: Any = (), drop: Any = ()) -> None:
    with backend.writing() as writing:
        writing.put(map(entry, put))
        writing.drop(entry(number).identifier for number in drop)


def sizes(backend: WhooshBackend) -> list[int]:
    return sorted(segment.size for _name, segment, _alive in backend._view().parts)


def test_a_commit_writes_few_documents_again_and_none_of_a_large_segment(backend: WhooshBackend) -> None:
    built = backend._view().parts[0][0]
    for number in range(150, 200):
        before = sizes(backend)
        write(backend, put=[number])
        joined = [size for size in before if size not in sizes(backend)]
        assert sum(joined) <= SMALL * MOST_SMALL
    assert sum(size <= SMALL for size in sizes(backend)) <= MOST_SMALL
    assert built in {name for name, _segment, _alive in backend._view().parts}
    assert len(found(backend)) == 200


def test_a_segment_of_which_nothing_is_left_goes(backend: WhooshBackend) -> None:
    write(backend, put=[200, 201])
    write(backend, drop=[200, 201])
    assert sizes(backend) == [150]
    write(backend, drop=range(150))
    assert sizes(backend) == []
    write(backend, put=[1])
    assert found(backend) == ["1"]


def test_what_does_not_fit_into_memory_comes_back_in_order(tmp_path: Path) -> None:
    added = [(field, term, number) for number in range(9) for field, term in (("b", b"x"), ("a", b"\xff"))]
    added += [("a", b"y", 9), ("b", b"x", 9)]
    postings = Postings(str(tmp_path), memory=520)
    for field, term, number in added:
        postings.add((field, term, number, 1.0, b""))
    assert len(postings._files) > 1
    assert [one[:3] for one in postings.iter_postings()] == sorted(added)
    postings.cleanup()
    assert list(tmp_path.iterdir()) == []


def test_a_commit_that_failed_keeps_no_lock(backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(SegmentWriter, "_commit_toc", full)
        with pytest.raises(OSError, match="No space"):
            commit(backend)
    assert len(found(backend)) == 150
    commit(backend)
    assert "1" not in found(backend)


@pytest.mark.parametrize(("most", "worn"), [("MOST_SEGMENTS", 1), ("LEAST_DELETED", 1)])
def test_many_pieces_and_much_that_is_deleted_make_it_worn(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch, most: str, worn: int
) -> None:
    monkeypatch.setattr(segments, most, worn)
    assert not backend.is_worn()
    write(backend, put=range(200, 201), drop=range(80))
    assert backend.is_worn()


def test_a_worn_index_is_written_anew_by_the_nightly_check(
    index: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.rebuild()
    done: list[Callable[..., Any]] = []
    monkeypatch.setattr(keeping, "rebuild", lambda: done.append(keeping.rebuild))
    keeping.mend()
    assert not done
    monkeypatch.setattr(type(index), "is_worn", lambda self: True)
    keeping.mend()
    assert done


def test_an_index_of_another_version_is_no_index(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_engine, "FORMAT", "0")
    assert not backend.is_ready()
    with pytest.raises(SearchUnavailable):
        found(backend)
    build(backend, 7)
    assert found(backend) == ["7"]
    assert len(list(backend.root.glob("*-*"))) == 1


def wait_for_spelling() -> None:
    for thread in threading.enumerate():
        if thread.name == "spelling":
            thread.join(60)


def test_a_web_process_reads_the_index_before_its_first_reader_asks(
    backend: WhooshBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling.spelling, "_speller", None)
    for engine in (WhooshBackend("default", PATH=str(tmp_path / "nowhere")), backend):
        monkeypatch.setattr(spelling, "engine", lambda engine=engine: engine)
        webserver.post_worker_init(None)
        wait_for_spelling()
    assert backend._shelves[backend._folder()]._view.parts
    assert spelling.spelling.mend(("hoj",)) == "hội"


def database_down() -> Engine:
    raise OperationalError("gone")


def test_old_spelling_help_is_renewed_beside_the_request(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    help_ = spelling.Spelling()
    monkeypatch.setattr(spelling, "engine", lambda: backend)
    assert help_.mend(("hoj",)) == "hội"
    before = help_._speller
    monkeypatch.setattr(spelling, "LIVES", -1)
    assert help_._renewing.acquire(blocking=False)
    assert help_.mend(("hoj",)) == "hội", "while it is being renewed the old one helps"
    help_._renewing.release()
    help_.mend(("hoj",))
    wait_for_spelling()
    assert help_._speller is not before
    monkeypatch.setattr(spelling, "engine", database_down)
    assert help_.mend(("hoj",)) == "hội"
    wait_for_spelling()
    assert "cannot be read: gone" in caplog.text


def test_what_is_kept_of_a_segment_is_bounded(backend: WhooshBackend) -> None:
    segment = backend._view().parts[0][1]
    for number in range(segment._most_sets + 10):
        segment.holding("text", f"tu{number}")
    assert len(segment._sets) == segment._most_sets
    assert segment._most_sets * (segments.SET_SIZE + segment.size // 8) <= segments.KEPT_OF_FEW
