"""Everything that is searched: each room's own description, in the order that readers see."""

from collections.abc import Iterator
from typing import Any

from content import calendar_search
from content import search as content_search
from documents import search as document_search
from vietnamese.searching import SearchKind

KINDS: tuple[SearchKind, ...] = (
    content_search.ARTICLES,
    content_search.PAGES,
    document_search.DOCUMENTS,
    document_search.PROCUREMENT,
    calendar_search.EVENTS,
    calendar_search.WEEKS,
)


def label_of(kind: SearchKind) -> str:
    """The kind's name in identifiers: content.article."""
    name: str = kind.model._meta.label_lower
    return name


BY_KEY = {kind.key: kind for kind in KINDS}
BY_LABEL = {label_of(kind): kind for kind in KINDS}


def key_field(kind: SearchKind) -> str:
    """What outlives one version: editions are known by their item, anything else by itself."""
    return "item_id" if hasattr(kind.model, "item_id") else "pk"


def identifier_of(thing: Any) -> str:
    """How the index knows a thing: the same for every edition of an item."""
    if isinstance(thing, str):
        return thing
    kind = BY_LABEL[thing._meta.label_lower]
    return f"{label_of(kind)}.{getattr(thing, key_field(kind))}"


def stamp_of(thing: Any) -> str:
    """Which edition an entry was read from, and its state; another stamp means that the entry is outdated."""
    return f"{thing.pk}.{getattr(thing, 'version', '')}"


def is_of(stamp: str, thing: Any) -> bool:
    """The entry was read from this very edition: what an earlier one said does not find its correction."""
    return stamp.partition(".")[0] == str(thing.pk)


def public_stamps(kind: SearchKind) -> Iterator[tuple[str, str]]:
    """Identifier and stamp of everything of this kind that is public now, without reading the texts."""
    fields = {"pk", "item" if key_field(kind) == "item_id" else "pk"}
    fields |= {"version"} & {field.name for field in kind.model._meta.get_fields()}
    for thing in kind.queryset().select_related(None).prefetch_related(None).only(*fields).iterator():
        yield identifier_of(thing), stamp_of(thing)


def public_rows(kind: SearchKind, keys: Any) -> Any:
    """The public things of this kind with these keys: what is not public now is not among them."""
    return kind.queryset().filter(**{f"{key_field(kind)}__in": [key for key in keys if key.isdecimal()]})
