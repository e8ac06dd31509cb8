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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from haystack.backends import BaseEngine
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader
from whoosh.fields import ID, NUMERIC, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.index import IndexError as BrokenIndex
from whoosh.writing import SegmentWriter

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

logger = logging.getLogger(__name__)

FORMAT = "1"  # of the entries; another number makes every installation rebuild
WAIT_FOR_WRITER = 60.0  # seconds
MEMORY = 64  # MB of postings before they are written to disk
_BROKEN = (OSError, EOFError, BrokenIndex, pickle.UnpicklingError, struct.error)


class WithoutLengths(W3PerDocReader):
    """No field is scored by its length; Whoosh would look for a file of lengths at every single posting."""

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return default


class Codec(W3Codec):
    def per_document_reader(self, storage: Any, segment: Any) -> WithoutLengths:
        return WithoutLengths(storage, segment)


class Terms(FieldType):
    """A field of terms that were made already; it holds whether a document has them, and nothing else."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, value: Iterable[str], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((term.encode(), 1, 1.0, b"") for term in value)


# Files apart, not one compound file: that would be copied into memory whole at each opening.
_OPTIONS = {"codec": Codec(blocklimit=4096, compression=1), "compound": False}


def schema() -> Schema:
    one_of = {
        name: ID() for name in ("number", "kind", "section", "category", "year", "authority", "language")
    }
    return Schema(
        id=ID(stored=True, unique=True),
        stamp=ID(stored=True),
        day=NUMERIC(int, sortable=True, default=0),
        text=Terms(),
        title=Terms(),
        **one_of,
    )


def _fields(entry: Entry) -> dict[str, Any]:
    """What is empty is not written: nothing is looked up by it."""
    given = {
        "number": entry.terms.number,
        "section": entry.section,
        "category": entry.category,
        "year": entry.year,
        "authority": entry.authority,
        "language": entry.language,
    }
    return {name: value for name, value in given.items() if value} | {
        "id": entry.identifier,
        "stamp": entry.stamp,
        "kind": entry.kind,
        "day": entry.day,
        "text": entry.terms.text,
        "title": entry.terms.title,
    }


class WhooshWriting:
    """One commit. The last entry of an identifier stands."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._writer = writer
        self._entries: dict[str, Entry] = {}
        self._dropped: set[str] = set()

    def put(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._entries[entry.identifier] = entry

    def drop(self, identifiers: Iterable[str]) -> None:
        for identifier in identifiers:
            self._entries.pop(identifier, None)
            self._dropped.add(identifier)

    def commit(self) -> None:
        old = self._writer.reader()
        for identifier in {*self._dropped, *self._entries}:
            if ("id", identifier) in old:
                for number in list(old.postings("id", identifier).all_ids()):
                    self._writer.delete_document(number)
        for entry in self._entries.values():
            self._writer.add_document(**_fields(entry))
        self._writer.commit()


class WhooshRebuilding:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / f"{FORMAT}-{uuid.uuid4().hex}"
        self._folder.mkdir()
        self._index = FileIndex.create(FileStorage(str(self._folder)), schema(), INDEX)
        self._writer = self._index.writer(limitmb=MEMORY, **_OPTIONS)

    def put(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._writer.add_document(**_fields(entry))

    def swap(self, catch_up: Callable[[Writing], None]) -> None:
        self._writer.commit()
        with _locked(self._root / "write.lock", WAIT_FOR_WRITER):
            last = WhooshWriting(self._index.writer(**_OPTIONS))
            with all_or_nothing(last.commit, last._writer.cancel):
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
            return self._folder().name.startswith(f"{FORMAT}-") and self._view().generation >= 0
        except SearchUnavailable:
            return False

    def answer(self, wanted: Wanted, start: int, end: int, *, newest_first: bool) -> Answer:
        return self._view().answer(wanted, start, end, newest_first=newest_first)

    @contextmanager
    def writing(self) -> Iterator[WhooshWriting]:
        self.root.mkdir(parents=True, exist_ok=True)
        with _locked(self.root / "write.lock", WAIT_FOR_WRITER):
            index = FileIndex(FileStorage(str(self._folder())), indexname=INDEX)
            writer = index.writer(timeout=WAIT_FOR_WRITER, **_OPTIONS)
            writing = WhooshWriting(writer)
            with all_or_nothing(writing.commit, writer.cancel):
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

    def _folder(self) -> Path:
        try:
            return self.root / (self.root / "current").readlink()
        except OSError as error:
            raise SearchUnavailable("no index yet") from error

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
        kept = {self.root / "current"}
        if (self.root / "current").is_symlink():
            kept.add(self._folder())
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
