"""What both engines share: the query that haystack hands over, the entry that is written, and the interface.

Callers go through haystack's SearchQuerySet; what it lacks (one writer, rebuild and swap, the words of the
titles) is in `Engine`. An engine of one's own for SEARCH_URL is a subclass of it.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.tree import Node
from haystack import connections
from haystack.backends import BaseSearchBackend, BaseSearchQuery
from haystack.models import SearchResult

from portal.search.kinds import identifier_of
from vietnamese.searching import DocumentTerms, Query, beginning, read_query

FILTERS = ("kind", "section", "category", "year", "authority", "language")
NEWEST_FIRST = "-on"
SUGGESTIONS = 10

# What comes first. The sum of one word's weights stays below what a pair of neighbours with marks gives.
WEIGHT_NUMBER = 1000
WEIGHT_MARKED_PAIR = 30
WEIGHT_PAIR = 8
WEIGHT_TITLE_PAIR = 6
WEIGHT_TITLE = 4
WEIGHT_MARKED = 2
WEIGHT_TITLE_MARKED = 1
WEIGHT_ONLY_WORD_MARKED = 12


class SearchUnavailable(Exception):
    """There is no index to ask yet, or it cannot be read; the site goes on without."""


class WriterBusy(Exception):
    """Another process has been writing for longer than one should wait."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it is written: `identifier` outlives editions, `stamp` tells which state was read."""

    identifier: str
    stamp: str
    kind: str
    terms: DocumentTerms
    day: int  # days since the year 1, 0 without a date
    section: str = ""
    category: str = ""
    year: str = ""
    authority: str = ""
    language: str = ""


@dataclass(frozen=True)
class Wanted:
    """A question to an engine: a query, or the beginning of a title, and what to narrow it by."""

    query: Query | None = None
    begun: tuple[tuple[str, ...], str] | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.query) or bool(self.begun and any(self.begun))


@dataclass(frozen=True)
class Answer:
    """(identifier, stamp), best first, and how many documents of each kind match, the wanted kind or not."""

    hits: list[tuple[str, str]]
    kinds: Mapping[str, int]


class Writing(Protocol):
    """What the only writer may do; nothing is seen before its context is left without an error."""

    def put(self, entries: Iterable[Entry]) -> None: ...
    def drop(self, identifiers: Iterable[str]) -> None: ...


class Rebuilding(Protocol):
    def put(self, entries: Iterable[Entry]) -> None: ...
    def swap(self, catch_up: Callable[[Writing], None]) -> None:
        """Keep other writers out, let `catch_up` write what changed meanwhile, and replace the old one."""


class Engine(BaseSearchBackend):
    """A haystack backend for Vietnamese; subclasses hold the terms and answer."""

    @abstractmethod
    def is_ready(self) -> bool:
        """There is an index in the present format."""

    @abstractmethod
    def answer(self, wanted: Wanted, start: int, end: int, *, newest_first: bool) -> Answer: ...

    @abstractmethod
    def writing(self) -> AbstractContextManager[Writing]:
        """Wait for the other writer and write in one go, or raise WriterBusy."""

    @abstractmethod
    def rebuilding(self) -> AbstractContextManager[Rebuilding]:
        """Write a new index beside the old one, or raise WriterBusy when somebody does already."""

    @abstractmethod
    def stamps(self) -> dict[str, str]:
        """The stamp of every entry."""

    @abstractmethod
    def title_terms(self) -> dict[str, int]:
        """Every term of titles and the number of titles that hold it."""

    def is_worn(self) -> bool:
        """Writing it anew would pay; asked once a night."""
        return False

    def warm(self) -> None:
        """Do now what the first query of a process would wait for; without an index nothing happens."""

    # haystack's own interface

    def search(self, query_string: Any, **kwargs: Any) -> dict[str, Any]:
        wanted: Wanted = query_string
        if not wanted:
            return {"results": [], "hits": 0}
        start, end = kwargs.get("start_offset", 0), kwargs.get("end_offset")
        newest_first = kwargs.get("sort_by") == [NEWEST_FIRST]
        answer = self.answer(wanted, start, start + 20 if end is None else end, newest_first=newest_first)
        kinds = wanted.filters.get("kind") or answer.kinds
        return {
            "results": [_result(*hit) for hit in answer.hits],
            "hits": sum(answer.kinds.get(kind, 0) for kind in kinds),
            "facets": {"fields": {"kind": list(answer.kinds.items())}},
        }

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        entries = [index.full_prepare(one)["entry"] for one in iterable]
        with self.writing() as writing:
            writing.put(entries)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        with self.writing() as writing:
            writing.drop([identifier_of(obj_or_string)])

    def clear(self, models: Any = None, commit: bool = True) -> None:
        kinds = None if models is None else {model._meta.label_lower for model in models}
        with self.writing() as writing:
            writing.drop([one for one in self.stamps() if kinds is None or one.rpartition(".")[0] in kinds])

    def build_schema(self, fields: Any) -> tuple[str, list[Any]]:
        return "text", []


def _result(identifier: str, stamp: str) -> SearchResult:
    label, _dot, key = identifier.rpartition(".")
    return SearchResult(*label.split("."), key, 0, stamp=stamp)


class VietnameseQuery(BaseSearchQuery):
    """Reads haystack's tree: `content` is the text, or a Query; `title__startswith` what is being typed.

    All other conditions are equalities of FILTERS, joined by AND: a reader's form needs no more.
    """

    def build_query(self) -> Wanted:
        query = begun = None
        filters: dict[str, tuple[str, ...]] = {}
        for name, lookup, value in self._conditions():
            if name == "content":
                query = value if isinstance(value, Query) else read_query(value)
            elif (name, lookup) == ("title", "startswith"):
                begun = beginning(value)
            elif name in FILTERS:
                filters[name] = tuple(map(str, value)) if lookup == "in" else (str(value),)
            else:
                raise ValueError(f"{name}__{lookup} is not searched by")
        return Wanted(query, begun, filters)

    def _conditions(self) -> Iterator[tuple[str, str, Any]]:
        if self.query_filter.negated or (
            self.query_filter.connector != "AND" and len(self.query_filter.children) > 1
        ):
            raise ValueError("conditions are joined by AND")
        for child in self.query_filter.children:
            if isinstance(child, Node):
                raise TypeError("conditions are not nested")
            expression, value = child
            yield *self.query_filter.split_expression(expression), value


def engine() -> Engine:
    """The engine that the settings chose; each thread has its own."""
    return connections["default"].get_backend()


@contextmanager
def all_or_nothing(commit: Callable[[], None], cancel: Callable[[], None]) -> Iterator[None]:
    """Commit when the block ends, cancel and pass on whatever ended it otherwise."""
    try:
        yield
    except BaseException:
        cancel()
        raise
    commit()
