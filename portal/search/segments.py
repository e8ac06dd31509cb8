"""Reading a Whoosh index as sets of documents, kept per segment.

A segment never changes but for the documents deleted from it, so its sets are kept while it lives, shared by
all threads of the process; the deleted ones are looked up anew at every commit. (Whoosh 2.7.4 opens all
segments again at each refresh; its successors do not notice deletions.)
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, islice
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, EmptyIndexError
from whoosh.reading import SegmentReader, TermNotFound

from portal.search import engine
from portal.search.engine import FILTERS, Answer, Wanted
from portal.search.ranking import Scores, bits
from vietnamese.searching import Alternatives, Query

INDEX = "MAIN"
# Bytes of sets that a segment keeps, of many documents and of few; beside its bits a set takes SET_SIZE.
KEPT, KEPT_OF_FEW, FEW = 32 * 2**20, 2**19, 1000
SET_SIZE = 250
MOST_SEGMENTS = 32
MOST_DELETED, LEAST_DELETED = 0.25, 200  # of all documents; documents
_LONGEST_EXPANSION = 300  # words that a beginning may stand for
_TRIES = 10


class Segment:
    """The documents of one segment by their place in time, the newest first."""

    def __init__(self, storage: FileStorage, schema: object, segment: object) -> None:
        self._reader = SegmentReader(storage, schema, segment)
        self._lock = threading.Lock()
        self._sets: OrderedDict[tuple[str, str], int] = OrderedDict()
        self.size: int = self._reader.doc_count_all()
        self._most_sets = (KEPT if self.size > FEW else KEPT_OF_FEW) // (SET_SIZE + self.size // 8)
        if self.size:
            self._reader.stored_fields(0)  # opens the file, which the writer may remove while this is in use
        # As stored, where they sort as the days do; of one day, the newest is the one written last.
        self.days = list(self._reader.column_reader("day", translate=False))
        self._numbers = sorted(range(self.size), key=self.days.__getitem__)[::-1]
        self._places = [0] * self.size
        for place, number in enumerate(self._numbers):
            self._places[number] = place

    def holding(self, field: str, term: str) -> int:
        """The documents that hold a term; deleted ones may be among them."""
        with self._lock:
            if (field, term) in self._sets:
                self._sets.move_to_end((field, term))
                return self._sets[field, term]
            found = self._read(field, term)
            self._sets[field, term] = found
            if len(self._sets) > self._most_sets:
                self._sets.popitem(last=False)
            return found

    def _read(self, field: str, term: str) -> int:
        try:
            numbers = self._reader.postings(field, term).all_ids()
        except TermNotFound:
            return 0
        return bits(map(self._places.__getitem__, numbers), self.size)

    def without(self, deleted: Iterable[int]) -> int:
        """All documents but the deleted ones."""
        everything = (1 << self.size) - 1
        return everything & ~bits(map(self._places.__getitem__, deleted), self.size)

    def beginning_with(self, field: str, start: str) -> list[str]:
        with self._lock:
            found = islice(self._reader.expand_prefix(field, start), _LONGEST_EXPANSION)
            return [term.decode() for term in found]

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of the field and the number of documents with it, deleted ones counted."""
        with self._lock:
            found = [(term.decode(), info.doc_frequency()) for term, info in self._reader.iter_field(field)]
        return iter(found)

    def stored(self, place: int) -> dict[str, str]:
        with self._lock:
            return self._reader.stored_fields(self._numbers[place])

    def day(self, place: int) -> int:
        return self.days[self._numbers[place]]


class View:
    """The index as it was after one commit."""

    def __init__(self, generation: int, parts: list[tuple[str, Segment, int]]) -> None:
        self.generation = generation
        self.parts = parts

    def is_worn(self) -> bool:
        """So many pieces that every query is slower, or much of it deleted: a rebuild would pay."""
        total = sum(segment.size for _name, segment, _alive in self.parts)
        living = sum(alive.bit_count() for _name, _segment, alive in self.parts)
        return len(self.parts) > MOST_SEGMENTS or total - living > max(LEAST_DELETED, total * MOST_DELETED)

    def entries(self) -> Iterator[dict[str, str]]:
        for _name, segment, alive in self.parts:
            for _score, place in Scores().best(alive):
                yield segment.stored(place)

    def terms(self, field: str) -> Iterator[tuple[str, int]]:
        return chain.from_iterable(segment.terms(field) for _name, segment, _alive in self.parts)

    def answer(self, wanted: Wanted, start: int, end: int, *, newest_first: bool) -> Answer:
        kinds: dict[str, int] = {}
        ranked = []
        for _name, segment, alive in self.parts:
            found = _narrowed(segment, _matching(segment, alive, wanted), wanted, FILTERS[1:])
            for kind, _count in segment.terms("kind") if found else ():
                count = (found & segment.holding("kind", kind)).bit_count()
                kinds[kind] = kinds.get(kind, 0) + count
            found = _narrowed(segment, found, wanted, FILTERS[:1])
            scores = Scores() if newest_first else _scores(segment, found, wanted)
            ranked.append(_ranked(segment, scores, found))
        best = islice(merge(*ranked, key=lambda hit: hit[0]), start, end)
        stored = (segment.stored(place) for _order, segment, place in best)
        return Answer([(one["id"], one["stamp"]) for one in stored], kinds)


def _ranked(segment: Segment, scores: Scores, found: int) -> Iterator[tuple[tuple[int, int], Segment, int]]:
    return (((-score, -segment.day(place)), segment, place) for score, place in scores.best(found))


def _matching(segment: Segment, alive: int, wanted: Wanted) -> int:
    found = alive
    if wanted.query is not None:
        for alternatives in wanted.query.required:
            found &= _meeting(segment, "text", alternatives)
    if wanted.begun is not None:
        words, unfinished = wanted.begun
        for word in words:
            found &= segment.holding("title", word)
        if unfinished:
            found &= _any(segment, "title", segment.beginning_with("title", unfinished))
    return found


def _meeting(segment: Segment, field: str, alternatives: Alternatives) -> int:
    found = 0
    for terms in alternatives:
        holding = segment.holding(field, terms[0])
        for term in terms[1:]:
            holding &= segment.holding(field, term)
        found |= holding
    return found


def _any(segment: Segment, field: str, terms: Iterable[str]) -> int:
    found = 0
    for term in terms:
        found |= segment.holding(field, term)
    return found


def _narrowed(segment: Segment, found: int, wanted: Wanted, names: Iterable[str]) -> int:
    for name in names:
        if found and wanted.filters.get(name):
            found &= _any(segment, name, wanted.filters[name])
    return found


def _scores(segment: Segment, found: int, wanted: Wanted) -> Scores:
    scores = Scores()
    if not found or wanted.query is None:
        return scores
    for field, term, weight in _wishes(wanted.query):
        scores.add(found & segment.holding(field, term), weight)
    for alternatives in wanted.query.required:
        scores.add(found & _meeting(segment, "title", alternatives), engine.WEIGHT_TITLE)
    return scores


def _wishes(query: Query) -> Iterator[tuple[str, str, int]]:
    for number in query.numbers:
        yield "number", number, engine.WEIGHT_NUMBER
        yield "text", number, engine.WEIGHT_MARKED_PAIR
    for one in query.pairs:
        yield "text", one, engine.WEIGHT_PAIR
        yield "title", one, engine.WEIGHT_TITLE_PAIR
    for one in query.marked_pairs:
        yield "text", one, engine.WEIGHT_MARKED_PAIR
    alone = len(query.keys) == 1
    for one in query.marked:
        yield "text", one, engine.WEIGHT_ONLY_WORD_MARKED if alone else engine.WEIGHT_MARKED
        yield "title", one, engine.WEIGHT_TITLE_MARKED


class Shelf:
    """The newest view of the index in one folder; safe for all threads of a process."""

    def __init__(self, folder: Path) -> None:
        self._storage = FileStorage(str(folder))
        self._lock = threading.Lock()
        self._view = View(-1, [])

    def view(self) -> View:
        """Raises OSError or EmptyIndexError where there is no index."""
        if TOC._latest_generation(self._storage, INDEX) != self._view.generation:
            with self._lock:
                self._refresh()
        return self._view

    def _refresh(self) -> None:
        for left in reversed(range(_TRIES)):
            try:
                self._view = self._read()
            except (OSError, EmptyIndexError):
                # The writer removed a file of the generation that was just looked up: look again.
                if not left:
                    raise
            else:
                return

    def _read(self) -> View:
        contents = TOC.read(self._storage, INDEX)
        known = {name: segment for name, segment, _alive in self._view.parts}
        parts = []
        for one in contents.segments:
            name = one.segment_id()
            segment = known.get(name) or Segment(self._storage, contents.schema, one)
            parts.append((name, segment, segment.without(one.deleted_docs())))
        return View(contents.generation, parts)
