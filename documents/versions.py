"""Old addresses of files: a corrected file is a new version, and every old address leads to it (HL-7.3b)."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from documents.access import attachments_of, editions_of
from documents.models import StoredFile
from documents.models.files import SERVED
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
            if address := _public_address(rows, item, lineage):
                return address
    return None


def _public_address(rows: QuerySet[Any], item: int, lineage: object) -> str | None:
    every = rows.model._default_manager.filter(lineage=lineage, edition__item=item)
    shown = every.filter(edition__in=editions_of(rows).public(), file__scan_state__in=SERVED)
    found = shown.order_by("-pk").values_list("file", "name").first()
    return reverse("download", args=found) if found else None


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
