"""Answering a reader: hits of the engine that are public now, each with the passage that shows why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from haystack.query import SearchQuerySet

from content.navigation import SectionTree
from portal.search.asking import MOST_SHOWN, PER_PAGE, Asked
from portal.search.engine import NEWEST_FIRST, SUGGESTIONS
from portal.search.kinds import BY_LABEL, KINDS, identifier_of, is_of, label_of, public_rows
from portal.search.spelling import spelling
from vietnamese.passages import Finder, Piece
from vietnamese.searching import Query, SearchKind

Thing = tuple[SearchKind, Any]


@dataclass(frozen=True)
class Hit:
    kind: SearchKind
    url: str
    title: list[Piece]
    passage: list[Piece]
    on: date | None
    number: str
    category: Any
    section: str


@dataclass(frozen=True)
class Count:
    """How many; from MOST_SHOWN on it is only said that there are more."""

    number: int

    @property
    def is_more(self) -> bool:
        return self.number > MOST_SHOWN

    @property
    def shown(self) -> int:
        return min(self.number, MOST_SHOWN)

    def __str__(self) -> str:
        return _("hơn %(number)d") % {"number": self.shown} if self.is_more else str(self.shown)


@dataclass(frozen=True)
class Results:
    hits: list[Hit]
    total: Count
    kinds: list[tuple[SearchKind, Count]]
    pages: int


def find(asked: Asked, tree: SectionTree) -> Results:
    """One page of results; raises SearchUnavailable where there is no index."""
    rows = _narrowed(_texts().filter(content=asked.query), asked, tree).facet("kind")
    if asked.newest_first:
        rows = rows.order_by(NEWEST_FIRST)
    start = (asked.page - 1) * PER_PAGE
    found = rows[start : start + PER_PAGE]
    things = public_things(found)
    counts = dict(rows.query.get_facet_counts()["fields"]["kind"]) if found or start else {}
    # An entry that is not public any more is neither shown nor counted.
    gone = len(found) - len(things)
    total = sum(counts.get(label_of(kind), 0) for kind in ([asked.kind] if asked.kind else KINDS)) - gone
    finder = Finder(asked.query.keys, asked.query.marked)
    return Results(
        hits=[_hit(kind, thing, finder, tree) for kind, thing in things],
        total=Count(total),
        kinds=[(kind, Count(counts[label_of(kind)])) for kind in KINDS if counts.get(label_of(kind))],
        pages=-(-min(total, MOST_SHOWN) // PER_PAGE),
    )


def _texts() -> SearchQuerySet:
    """All that is in the language of the page."""
    return SearchQuerySet().filter(language=get_language())


def _narrowed(rows: SearchQuerySet, asked: Asked, tree: SectionTree) -> SearchQuerySet:
    if asked.kind:
        rows = rows.filter(kind=label_of(asked.kind))
    if asked.section:
        rows = rows.filter(section__in=[str(one.pk) for one in tree.branch(asked.section)])
    if asked.category:
        rows = rows.filter(category=asked.category)
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.authority:
        rows = rows.filter(authority=asked.authority.slug)
    return rows


def public_things(found: Iterable[Any]) -> list[Thing]:
    """What the hits stand for, in their order, without what is not public at this moment."""
    stamps = {f"{hit.app_label}.{hit.model_name}.{hit.pk}": hit.stamp for hit in found}
    keys: dict[str, list[str]] = defaultdict(list)
    for identifier in stamps:
        label, _dot, key = identifier.rpartition(".")
        keys[label].append(key)
    things = {
        identifier_of(thing): (BY_LABEL[label], thing)
        for label, wanted in keys.items()
        if label in BY_LABEL
        for thing in public_rows(BY_LABEL[label], wanted)
    }
    shown = (identifier for identifier in stamps if identifier in things)
    return [things[one] for one in shown if is_of(stamps[one], things[one][1])]


def _hit(kind: SearchKind, thing: Any, finder: Finder, tree: SectionTree) -> Hit:
    document = kind.document(thing)
    section = tree.get(document.section)
    return Hit(
        kind=kind,
        url=thing.get_absolute_url(),
        title=finder.whole(document.title),
        passage=finder.passage(document.text),
        on=document.on,
        number=document.number,
        category=kind.categories.get(document.category, ""),
        section=section.label if section else "",
    )


def suggestions(text: str) -> list[tuple[str, Any, str]]:
    """(title, kind, address) of what begins like this, in its title or its number."""
    things = public_things(_texts().filter(title__startswith=text)[:SUGGESTIONS])
    return [(kind.document(thing).title, kind.label, thing.get_absolute_url()) for kind, thing in things]


def mended(asked: Asked) -> Asked | None:
    """The same question with its words as the school spells them, if that finds something public."""
    words = spelling.mend(asked.query.keys)
    if not words:
        return None
    better = asked.without_filters().with_text(words)
    return better if public_things(_texts().filter(content=better.query)[:PER_PAGE]) else None


def page_numbers(current: int, last: int) -> Sequence[int]:
    """The pages that are linked: the first, the last, and those around the current one; 0 is a gap."""
    near = sorted({1, last, *range(max(current - 2, 1), min(current + 2, last) + 1)})
    numbers: list[int] = []
    for number in near:
        if numbers and number > numbers[-1] + 1:
            numbers.append(0)
        numbers.append(number)
    return numbers


def understood_number(query: Query) -> bool:
    """The reader asked for a reference number."""
    return any("/" in number or "." in number for number in query.numbers)
