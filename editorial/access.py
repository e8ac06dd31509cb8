"""The only way a staff view obtains an edition: a stranger gets 404, never 403 (style.md §3, habit 9)."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404

from editorial.models import Edition
from editorial.visibility import visible_filter
from people.models import User

E = TypeVar("E", bound=Edition)


def visible(model: type[E], user: User) -> QuerySet[Any]:
    """Editions this person may open in the desk, with what every desk page reads."""
    related = ("item__unit__head", "section__parent", "regulation", "created_by", "submitted_by")
    return model.objects.visible_to(user).select_related(*related)


def get_edition(model: type[E], user: User, pk: int) -> E:
    """The edition, or 404 for both “no such” and “not yours”."""
    edition = visible(model, user).filter(pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def closed_numbers(edition: Edition, user: User) -> frozenset[int]:
    """The item's editions of which this person sees at most the public page.

    What was said and done about them, and how their text came to be, is not for them (HL-10.4).
    """
    every = type(edition)._base_manager.filter(item=edition.item_id)
    inside = every.filter(visible_filter(user))
    return frozenset(every.exclude(pk__in=inside.values("pk")).values_list("number", flat=True))
