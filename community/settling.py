"""What comes of itself: a promised correction that is public now closes its request."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.choices import Kind, Status
from community.models import OutsideRequest
from community.recording import write_event
from editorial.models import Item
from editorial.states import ONCE_PUBLIC, State


def settle_corrections() -> int:
    """Close each request whose correction has appeared; returns how many. Repeatable."""
    promised = OutsideRequest.objects.filter(status=Status.CORRECTING, kind=Kind.CORRECTION)
    return sum(_settle(request.pk) for request in promised.order_by("pk"))


@transaction.atomic
def _settle(pk: int) -> bool:
    rows = OutsideRequest.objects.select_for_update(of=("self",)).filter(pk=pk, status=Status.CORRECTING)
    request = rows.select_related("item").first()
    if request is None or request.item is None:
        return False
    correction = first_correction(request.item, request.corrected_after or 0)
    if correction is None:
        return False
    OutsideRequest.objects.filter(pk=pk).update(
        status=Status.DONE,
        version=F("version") + 1,
        closed_at=correction.published_at,
        due_at=None,
        correction_number=correction.number,
    )
    request.refresh_from_db()
    tells = "corrected" if request.may_be_written_to else ""
    data = {"edition": correction.number}
    write_event(request, "corrected", by=None, before=Status.CORRECTING, tells=tells, data=data)
    return True


def first_correction(item: Item, after: int) -> Any:
    """The first public edition after that number which says that it corrects; None while there is none."""
    model: Any = item.edition_model
    rows = model._base_manager.filter(item=item, number__gt=after, published_at__lte=timezone.now())
    # Of kinds that do not say so, every later edition is one.
    if any(field.name == "correction" for field in model._meta.fields):
        rows = rows.filter(correction=True)
    return rows.filter(state__in=[*ONCE_PUBLIC, State.APPROVED]).order_by("number").first()
