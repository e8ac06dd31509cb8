"""Results that the school puts first for certain queries; never what is not public."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from content.models import Article, Page, SchoolEvent, WorkWeek
from documents.models import OfficialDocument, ProcurementNotice
from editorial.models import Edition
from portal.search.models import PromotedResult
from vietnamese.searching import Query

MOST = 3
# The pages of single items, by the names of their addresses.
ITEMS: dict[str, type[Edition]] = {
    "article": Article,
    "document": OfficialDocument,
    "procurement_notice": ProcurementNotice,
    "school_event": SchoolEvent,
    "work_week": WorkWeek,
}


def promoted(query: Query) -> list[PromotedResult]:
    """The active ones whose words are the words of the query, in whatever order."""
    keys = frozenset(query.keys)
    answering = [one for one in PromotedResult.objects.filter(is_active=True) if one.answers(keys)]
    return [one for one in answering if leads_somewhere(one.address)][:MOST]


def leads_somewhere(address: str) -> bool:
    """The address is a page of the portal, and what it shows is public now."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    if match.url_name == "page":
        return bool(Page.objects.public().filter(slug=match.kwargs["slug"]).exists())
    model = ITEMS.get(match.url_name or "")
    return model is None or bool(model.objects.public().filter(item=match.kwargs["item_id"]).exists())
