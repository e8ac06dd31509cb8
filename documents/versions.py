"""Old addresses of files: a corrected file is a new version, and every old address leads to it (HL-7.3b)."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from documents.access import attachments_of, editions_of, readable_by
from documents.models import Attachment, StoredFile
from editorial.states import State

# Editions that visitors have seen; what a draft alone carried never had a public address.
_ONCE_SHOWN = (State.PUBLISHED, State.SUPERSEDED)


def public_successor(stored: StoredFile, name: str) -> str | None:
    """The address of the version that visitors get in place of this file now, or None.

    It is what stands, in a public edition of the same item, where this file stood in an earlier one. Where
    the file stood in several places, the one it had this name at is followed first.
    """
    for rows in attachments_of(stored):
        places = rows.filter(edition__state__in=_ONCE_SHOWN).order_by("-pk")
        known = list(places.values_list("name", "edition__item", "lineage"))
        known.sort(key=lambda place: place[0] != name)
        for item, lineage in dict.fromkeys(place[1:] for place in known):
            successor = _standing_there(rows, item, lineage)
            if successor and successor.file != stored and _is_given_to_all(successor.file):
                return successor.get_absolute_url()
    return None


def _standing_there(rows: QuerySet[Any], item: int, lineage: object) -> Attachment | None:
    every = rows.model._default_manager.filter(lineage=lineage, edition__item=item)
    return every.filter(edition__in=editions_of(rows).public()).select_related("file").order_by("-pk").first()


def _is_given_to_all(stored: StoredFile) -> bool:
    """Asked of the file itself: what stands there may be held, or locked by a secret document elsewhere."""
    return stored.is_served and readable_by(stored, AnonymousUser()) is not None


def lineage_to_continue(edition: Any, name: str, title: str) -> Any:
    """The lineage that an attachment of this name or title had in an earlier edition of the item, or None.

    Whoever takes a file off and attaches its correction anew means a new version as well. What the edition
    still has attached is not continued.
    """
    rows = type(edition).attachments.rel.related_model._default_manager.filter(edition__item=edition.item_id)
    present = edition.attachments.values("lineage")
    same = Q(name=name) | (Q(title=title) if title else Q())
    earlier = rows.filter(same, edition__number__lt=edition.number).exclude(lineage__in=present)
    return earlier.order_by("-edition__number", "order").values_list("lineage", flat=True).first()
