"""The list of documents finds by the index what is in their files; entries follow the reading of files."""

from haystack.query import SearchQuerySet

from documents.listing import find_by
from documents.models import OfficialDocument, ProcurementNotice, StoredFile
from documents.texts import when_read
from portal.search.asking import Asked
from portal.search.engine import SearchUnavailable
from portal.search.keeping import note

KIND = OfficialDocument._meta.label_lower
MOST = 1000


@find_by
def items_found(q: str) -> list[int] | None:
    """Items of the documents that hold every word of `q`, the best first; None while there is no index.

    What is public is asked of the database by the list itself.
    """
    rows = SearchQuerySet().filter(content=Asked(q).query).filter(kind=KIND)
    try:
        return [int(hit.pk) for hit in rows[:MOST]]
    except SearchUnavailable:
        return None


@when_read
def note_documents(stored: StoredFile) -> None:
    """A file that has just been read says more of the documents that carry it."""
    for model in (OfficialDocument, ProcurementNotice):
        public = model.objects.public().filter(attachments__file=stored)
        note([f"{model._meta.label_lower}.{item}" for item in public.values_list("item", flat=True)])
