"""Writing a Whoosh index: its fields, one commit, and what a commit may cost.

Whoosh's own writer is kept for its files and its order of steps. Three things are replaced, each measured in
benchmarks/README.md: what gathers the postings, how they are read, and which segments a commit joins.
"""

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from heapq import merge
from itertools import accumulate
from operator import itemgetter
from struct import Struct
from typing import IO, Any

from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3PerDocReader
from whoosh.fields import ID, NUMERIC, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from portal.search.engine import Entry

MEMORY = 64 * 2**20  # bytes of postings before they are written to a temporary file
# A segment of more documents is not joined by a commit, and as many small ones are left as they are: a commit
# writes no more than their product again, a second of CPU, and each document about once.
SMALL = 8
MOST_SMALL = 8

Posting = tuple[str, bytes, int, float, bytes]
_SIZES = Struct("<HII")  # of a field's name, a term and its documents


class WithoutLengths(W3PerDocReader):
    """No field is scored by its length; Whoosh would look for a file of lengths at every single posting."""

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return default


class BlockMatcher(W3LeafMatcher):
    """Hands on a block of documents at a time; Whoosh's own asks anew for each."""

    def all_ids(self) -> Iterator[int]:
        while self.is_active():
            self._read_data()
            yield from accumulate(self._data[0])
            self._next_block()


class Codec(W3Codec):
    def per_document_reader(self, storage: Any, segment: Any) -> WithoutLengths:
        return WithoutLengths(storage, segment)

    def postings_reader(self, file: Any, info: Any, form: Any, term: Any = None, scorer: Any = None) -> Any:
        if info.is_inlined():
            return super().postings_reader(file, info, form, term=term, scorer=scorer)
        return BlockMatcher(file, *info.extent(), form, term=term, scorer=scorer)


class Terms(FieldType):
    """A field of terms that were made already; it holds whether a document has them, and nothing else."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, value: Iterable[str], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((term.encode(), 1, 1.0, b"") for term in value)


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


def fields(entry: Entry) -> dict[str, Any]:
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


class Postings:
    """What a segment will hold, gathered by term; Whoosh's own pool pickles each posting twice.

    Documents come in the order of their numbers. What does not fit into memory waits in files without a name,
    which a killed process cannot leave behind.
    """

    _TERM, _DOCUMENT = 250, 4  # bytes that each takes, about

    def __init__(self, folder: str, memory: int) -> None:
        self._new_file = partial(tempfile.TemporaryFile, dir=folder)
        self._memory = self._room = memory
        self._held: dict[tuple[str, bytes], array[int]] = {}
        self._open = ExitStack()
        self._files: list[IO[bytes]] = []

    def add(self, posting: Posting) -> None:
        term, document = posting[:2], posting[2]
        if term in self._held:
            self._held[term].append(document)
            self._room -= self._DOCUMENT
        else:
            self._held[term] = array("I", (document,))
            self._room -= self._TERM
        if self._room < 0:
            self._put_aside()

    def _put_aside(self) -> None:
        file = self._open.enter_context(self._new_file())
        for (field, term), documents in sorted(self._held.items()):
            parts = field.encode(), term, documents.tobytes()
            file.write(_SIZES.pack(*map(len, parts)) + b"".join(parts))
        self._files.append(file)
        self._held.clear()
        self._room = self._memory

    def iter_postings(self) -> Iterator[Posting]:
        """By field, term and document; of one term, what was put aside first has the lower numbers."""
        parts = [*map(_read_back, self._files), sorted(self._held.items())]
        for (field, term), documents in merge(*parts, key=itemgetter(0)):
            for document in documents:
                yield field, term, document, 1.0, b""

    def cleanup(self) -> None:
        self._open.close()


def _read_back(file: IO[bytes]) -> Iterator[tuple[tuple[str, bytes], Iterable[int]]]:
    file.seek(0)
    while sizes := file.read(_SIZES.size):
        field, term, documents = map(file.read, _SIZES.unpack(sizes))
        yield (field.decode(), term), memoryview(documents).cast("I")


class Writer(SegmentWriter):
    """Files apart, not one compound file: that would be copied into memory whole at each opening.

    Without Whoosh's lock, which a failed commit would keep: the caller holds the only one there is.
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, _lk=False, codec=Codec(blocklimit=4096, compression=1), compound=False)
        self.pool = Postings(index.storage.folder, MEMORY)
        self.mergetype = join_small


def join_small(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy, bounded: a commit that others wait for writes few documents again.

    Whoosh's own joins by Fibonacci numbers: of commits of one document, the 5,806th writes 5,805 again. Here
    a segment of which nothing is left goes, and larger ones stay until a rebuild (`View.is_worn`).
    """
    alive = [one for one in segments if one.doc_count()]
    small = [one for one in alive if one.doc_count_all() <= SMALL]
    if len(small) < MOST_SMALL:
        return alive
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [one for one in alive if one not in small]


class WhooshWriting:
    """One commit. The last entry of an identifier stands."""

    def __init__(self, writer: Writer) -> None:
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
        old.close()
        for entry in self._entries.values():
            self._writer.add_document(**fields(entry))
        self._writer.commit()

    def cancel(self) -> None:
        self._writer.cancel()
