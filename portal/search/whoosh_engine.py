"""The embedded engine: an index of Whoosh in a folder, one writer, any number of readers.

`current` is a link to the folder in use. A rebuild writes another folder and moves the link, which is atomic;
what a killed rebuild leaves behind is removed by the next. A commit that was killed leaves the index as it
was before. Index files hold pickles: the folder is derived data, never taken from a backup.
"""

import fcntl
import logging
import pickle
import shutil
import struct
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from haystack.backends import BaseEngine
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.index import IndexError as BrokenIndex

from portal.search.engine import (
    Answer,
    Engine,
    Entry,
    SearchUnavailable,
    VietnameseQuery,
    Wanted,
    WriterBusy,
    Writing,
    all_or_nothing,
)
from portal.search.segments import INDEX, Shelf, View
from portal.search.whoosh_writing import WhooshWriting, Writer, fields, schema

logger = logging.getLogger(__name__)

FORMAT = "2"  # of the entries; another number makes every installation rebuild
WAIT_FOR_WRITER = 60.0  # seconds
_BROKEN = (OSError, EOFError, BrokenIndex, pickle.UnpicklingError, struct.error)


class WhooshRebuilding:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / f"{FORMAT}-{uuid.uuid4().hex}"
        self._folder.mkdir()
        self._index = FileIndex.create(FileStorage(str(self._folder)), schema(), INDEX)
        self._writer = Writer(self._index)

    def put(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._writer.add_document(**fields(entry))

    def swap(self, catch_up: Callable[[Writing], None]) -> None:
        self._writer.commit()
        with _locked(self._root / "write.lock", WAIT_FOR_WRITER):
            last = WhooshWriting(Writer(self._index))
            with all_or_nothing(last.commit, last.cancel):
                catch_up(last)
            link = self._root / f"link-{uuid.uuid4().hex}"
            link.symlink_to(self._folder.name)
            link.replace(self._root / "current")

    def give_up(self) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()


class WhooshBackend(Engine):
    _shelves: dict[Path, Shelf] = {}
    _shelves_lock = threading.Lock()

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.root = Path(options["PATH"])

    def is_ready(self) -> bool:
        try:
            return self._view().generation >= 0
        except SearchUnavailable:
            return False

    def answer(self, wanted: Wanted, start: int, end: int, *, newest_first: bool) -> Answer:
        return self._view().answer(wanted, start, end, newest_first=newest_first)

    @contextmanager
    def writing(self) -> Iterator[WhooshWriting]:
        self.root.mkdir(parents=True, exist_ok=True)
        with _locked(self.root / "write.lock", WAIT_FOR_WRITER):
            index = FileIndex(FileStorage(str(self._folder())), indexname=INDEX)
            writing = WhooshWriting(Writer(index))
            with all_or_nothing(writing.commit, writing.cancel):
                yield writing

    @contextmanager
    def rebuilding(self) -> Iterator[WhooshRebuilding]:
        self.root.mkdir(parents=True, exist_ok=True)
        with _locked(self.root / "rebuild.lock", 0):
            self._remove_leftovers()
            rebuilding = WhooshRebuilding(self.root)
            try:
                yield rebuilding
            finally:
                rebuilding.give_up()
                self._remove_leftovers()

    def stamps(self) -> dict[str, str]:
        return {one["id"]: one["stamp"] for one in self._view().entries()}

    def title_terms(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for term, count in self._view().terms("title"):
            counts[term] = counts.get(term, 0) + count
        return counts

    def is_worn(self) -> bool:
        return self._view().is_worn()

    def warm(self) -> None:
        with suppress(SearchUnavailable):
            self._view()

    def _folder(self) -> Path:
        try:
            folder = self.root / (self.root / "current").readlink()
        except OSError as error:
            raise SearchUnavailable("no index yet") from error
        if not folder.name.startswith(f"{FORMAT}-"):
            raise SearchUnavailable("the index is of another version of the portal")
        return folder

    def _view(self) -> View:
        """The newest view; after a rebuild the old folder may go between two looks at it."""
        for last_try in (False, True):
            folder = self._folder()
            try:
                return self._shelf(folder).view()
            except _BROKEN as error:
                if last_try or folder == self._folder():
                    logger.exception("the search index in %s cannot be read", folder)
                    raise SearchUnavailable(str(folder)) from error
        raise AssertionError("unreachable")

    def _shelf(self, folder: Path) -> Shelf:
        with self._shelves_lock:
            if folder not in self._shelves:
                for old in [path for path in self._shelves if path.parent == self.root]:
                    del self._shelves[old]
                self._shelves[folder] = Shelf(folder)
            return self._shelves[folder]

    def _remove_leftovers(self) -> None:
        """Folders and links that no reader finds; what a reader has open stays readable to it."""
        current = self.root / "current"
        kept = {current} | ({self.root / current.readlink()} if current.is_symlink() else set())
        for path in {*self.root.glob("*-*")} - kept:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path, wait: float) -> Iterator[None]:
    """Hold a lock that the kernel takes back from a killed process; wait for it in seconds."""
    deadline = time.monotonic() + wait
    with path.open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise WriterBusy(path.name) from error
                time.sleep(0.05)
        yield


class WhooshEngine(BaseEngine):
    backend = WhooshBackend
    query = VietnameseQuery
