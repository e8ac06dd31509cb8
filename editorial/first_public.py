"""When items were first seen by the public, asked for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db.models import Min
from django.utils import timezone

from editorial.models import Item


def first_public(items: Iterable[int]) -> dict[int, datetime]:
    """Item number -> its first public moment, for those that have been public; one query for each kind.

    A correction, hiding or takedown afterwards changes nothing (requirements 7.2 no. 9).
    """
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in Item.objects.filter(pk__in=set(items)).values_list("kind", "pk"):
        by_kind[kind].append(pk)
    found: dict[int, datetime] = {}
    for kind, numbers in by_kind.items():
        seen = apps.get_model(kind)._base_manager.filter(
            item__in=numbers, first_public_at__lte=timezone.now()
        )
        found |= dict(
            seen.order_by().values("item").annotate(at=Min("first_public_at")).values_list("item", "at")
        )
    return found
