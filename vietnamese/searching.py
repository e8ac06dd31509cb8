"""What is indexed of a document and what a query asks for, as plain terms that any engine can hold.

Terms share one name space: a folded syllable or a part of a number ("tuyen", "37/2020"), a syllable with its
marks ("tuyển"), and pairs of neighbours, folded ("_tuyen_sinh") and with marks ("_tuyển_sinh"). Single
syllables are in most texts of a school; it is the pairs that tell texts apart, and that are quick to look up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from vietnamese.lexing import Token, spelled_dates, tidy, tokens
from vietnamese.numbers import parse_reference_number, search_reference
from vietnamese.text import clean

MOST_WORDS = 16  # of a query; nobody reads what more would find
LONGEST_QUERY = 300  # letters
LONGEST_TEXT = 1_000_000  # letters of a document that are indexed


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What a room tells about one of its things: plain text, and what it is filtered by.

    `number` is a reference number, `on` the day it is shown with, `section` the id of its section, `category`
    a value of its kind's categories, `authority` who issued it, `language` the code of its pages.
    """

    title: str
    text: str = ""
    number: str = ""
    on: date | None = None
    section: int | None = None
    category: str = ""
    authority: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """The terms of a document: all, those of its title, and its reference number in search form."""

    text: frozenset[str]
    title: frozenset[str]
    number: str


def document_terms(document: SearchDocument) -> DocumentTerms:
    """Analyse a document; the title and the number count as text as well."""
    title = {*_terms(document.title), *_terms(document.number)}
    body = document.text[:LONGEST_TEXT]
    text = {*title, *_terms(body), *spelled_dates(body), *spelled_dates(document.title)}
    return DocumentTerms(frozenset(text), frozenset(title), search_reference(document.number))


def _terms(text: str) -> Iterator[str]:
    before: Token | None = None
    for token in tokens(text):
        yield from token.parts
        if token.marked:
            yield token.marked
        if before is not None:
            yield pair(before.key, token.key)
            if before.marked or token.marked:
                yield pair(before.marked or before.key, token.marked or token.key)
        before = token


def pair(first: str, second: str) -> str:
    """The term of two neighbours."""
    return f"_{first}_{second}"


Alternatives = tuple[tuple[str, ...], ...]


class Thesaurus:
    """Groups of phrases that mean the same: THCS, trung học cơ sở."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for group in groups:
            phrases = [keys for phrase in group if (keys := tuple(one.key for one in tokens(phrase)))]
            for phrase in phrases:
                known = self._groups.setdefault(phrase, [])
                known += [other for other in phrases if other != phrase and other not in known]
        self._longest = max(map(len, self._groups), default=0)

    def match(self, keys: Sequence[str]) -> tuple[int, Alternatives]:
        """How many of the first words make the longest known phrase, and by which terms else it is met."""
        for length in range(min(self._longest, len(keys)), 0, -1):
            others = self._groups.get(tuple(keys[:length]))
            if others:
                return length, tuple(_phrase_terms(other) for other in others)
        return 0, ()


def _phrase_terms(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pair(*both) for both in pairwise(keys)) or keys


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for.

    A document is found when it meets every one of `required`, each by at least one alternative, all of whose
    terms it holds. The other terms only say what comes first. `numbers` are in search form.
    """

    required: tuple[Alternatives, ...] = ()
    pairs: tuple[str, ...] = ()
    marked_pairs: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    keys: tuple[str, ...] = field(default=())
    shortened: bool = False

    def __bool__(self) -> bool:
        return bool(self.required)

    @property
    def without_marks(self) -> bool:
        """Letters were typed, and none of them with a mark."""
        return not self.marked and any(key.isalpha() for key in self.keys)


def read_query(text: str, thesaurus: Thesaurus | None = None) -> Query:
    """Read what a reader typed; no letter of it has a meaning as an operator."""
    typed = clean(text[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    whole = parse_reference_number(typed)
    numbers = [search_reference(typed)] if whole and whole.number else []
    if whole and "/" in typed:
        typed = whole.normal  # without “Số:” before it
    found = list(tokens(typed))
    words = found[:MOST_WORDS]
    numbers += [one.key for one in words if one.kind in {"number", "decimal"}]
    return Query(
        required=tuple(_required(words, thesaurus or Thesaurus())),
        pairs=tuple(pair(a.key, b.key) for a, b in pairwise(words)),
        marked_pairs=tuple(
            pair(a.marked or a.key, b.marked or b.key) for a, b in pairwise(words) if a.marked or b.marked
        ),
        marked=tuple(dict.fromkeys(one.marked for one in words if one.marked)),
        numbers=tuple(dict.fromkeys(numbers)),
        keys=tuple(one.key for one in words),
        shortened=len(found) > len(words) or len(text.strip()) > LONGEST_QUERY,
    )


def _required(words: Sequence[Token], thesaurus: Thesaurus) -> Iterator[Alternatives]:
    keys = [one.key for one in words]
    place = 0
    while place < len(words):
        length, others = thesaurus.match(keys[place:])
        if length:
            typed = tuple(term for one in words[place : place + length] for term in _needed(one))
            yield (typed, *others)
        else:
            yield (_needed(words[place]),)
        place += length or 1


def _needed(token: Token) -> tuple[str, ...]:
    """A number with its year is known by it, whatever the sign; else by the first part of the sign."""
    if token.kind != "number":
        return (token.key,)
    serial, *signs = token.key.split("/")
    if signs[0].isdigit():
        return (f"{serial}/{signs[0]}",)
    return serial, signs[0].split("-")[0]


def beginning(text: str) -> tuple[tuple[str, ...], str]:
    """Of what is being typed: the whole words, folded, and the beginning of the word not finished yet."""
    typed = clean(text[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    keys = [one.key for one in tokens(typed)][:MOST_WORDS]
    if not keys or tidy(typed)[-1:].isspace():
        return tuple(keys), ""
    return tuple(keys[:-1]), keys[-1]


@dataclass(frozen=True)
class SearchKind:
    """How a room describes one kind of its things to the portal's search; it stands beside its models.

    `key` names the kind in addresses, `queryset` gives what the public may see with all that `document`
    reads, `categories` the labels of SearchDocument.category. Labels are translated when they are shown.
    """

    key: str
    label: Any
    model: Any
    queryset: Any
    document: Any
    categories: dict[str, Any] = field(default_factory=dict)
