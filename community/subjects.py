"""What a request is about: the item as visitors see it now, or as they saw it when they opened the form."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from editorial.models import Edition, Item
from editorial.states import ONCE_PUBLIC, State


@dataclass(frozen=True)
class Subject:
    item_id: int
    number: int
    title: str
    url: str = ""  # "" when it is not public any more


def public_subject(item_id: int) -> Subject | None:
    """The item, if a visitor may see it now; None for all else, so that nothing is told of it."""
    item = Item.objects.filter(pk=item_id).first()
    if item is None:
        return None
    shown: Any = item.edition_model._default_manager.public().filter(item=item).select_related("item").first()
    return _subject(shown, shown.get_absolute_url()) if shown else None


def earlier_subject(item_id: int, number: int) -> Subject | None:
    """The edition that a form was drawn about, if it was public; it may be hidden or gone since."""
    item = Item.objects.filter(pk=item_id).first()
    seen = item and _was_public(item).filter(number=number).first()
    if not seen:
        return None
    now = public_subject(item_id)
    return _subject(seen, now.url if now else "")


def newest_public_edition(item: Item) -> Any:
    """The edition that stands for the item now, shown or hidden; None when it was taken down."""
    standing = _was_public(item).filter(state__in=[State.PUBLISHED, State.APPROVED])
    return standing.select_related("item__unit__head", "section__parent", "regulation").first()


def _was_public(item: Item) -> Any:
    rows = item.edition_model._base_manager.filter(item=item, published_at__lte=timezone.now())
    return rows.filter(state__in=[*ONCE_PUBLIC, State.APPROVED]).order_by("-number")


def _subject(edition: Edition, url: str) -> Subject:
    return Subject(edition.item_id, edition.number, edition.title, url)
