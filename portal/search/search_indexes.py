"""The indexes that haystack knows, one for each kind."""

from typing import Any, ClassVar

from haystack import indexes

from content import calendar_search
from content import search as content_search
from documents import search as document_search
from portal.search.engine import Entry
from portal.search.kinds import identifier_of, label_of, stamp_of
from vietnamese.searching import SearchKind, document_terms


class KindIndex(indexes.SearchIndex):
    """Only what the public may see is ever read for the index."""

    kind: ClassVar[SearchKind]
    text = indexes.CharField(document=True)

    def get_model(self) -> Any:
        return self.kind.model

    def index_queryset(self, using: str | None = None) -> Any:
        return self.kind.queryset()

    def full_prepare(self, thing: Any) -> dict[str, Any]:
        return {"entry": entry_of(self.kind, thing)}


def entry_of(kind: SearchKind, thing: Any) -> Entry:
    """The entry of one public thing."""
    document = kind.document(thing)
    return Entry(
        identifier=identifier_of(thing),
        stamp=stamp_of(thing),
        kind=label_of(kind),
        terms=document_terms(document),
        day=document.on.toordinal() if document.on else 0,
        section=str(document.section or ""),
        category=document.category,
        year=str(document.on.year) if document.on else "",
        authority=document.authority,
        language=document.language,
    )


class ArticleIndex(KindIndex, indexes.Indexable):
    kind = content_search.ARTICLES


class PageIndex(KindIndex, indexes.Indexable):
    kind = content_search.PAGES


class DocumentIndex(KindIndex, indexes.Indexable):
    kind = document_search.DOCUMENTS


class ProcurementIndex(KindIndex, indexes.Indexable):
    kind = document_search.PROCUREMENT


class EventIndex(KindIndex, indexes.Indexable):
    kind = calendar_search.EVENTS


class WorkWeekIndex(KindIndex, indexes.Indexable):
    kind = calendar_search.WEEKS
