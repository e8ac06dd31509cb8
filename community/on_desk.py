"""Requests from outside on the desk's own screens: beside their item, and on the first one."""

from community.choices import OPEN, Status
from community.models import OutsideRequest
from community.moves import HANDLES, OVERSEES, SEES
from editorial.insets import Inset, beside_items, on_front
from editorial.models import Edition
from people.models import User

SHOWN = 8


def sees_requests(user: User) -> bool:
    """Whether requests are this person's business at all."""
    return user.is_active and user.has_role(*SEES, *OVERSEES)


def sees_people(user: User) -> bool:
    """Whether they may read who asked, and in which words."""
    return user.is_active and user.has_role(*SEES)


@beside_items
def requests_of_item(user: User, edition: Edition) -> Inset | None:
    """The newest requests about the item."""
    if not sees_requests(user):
        return None
    requests = list(OutsideRequest.objects.filter(item=edition.item_id).order_by("-pk")[:SHOWN])
    return Inset("community/_item_requests.html", {"requests": requests}) if requests else None


@on_front
def requests_waiting(user: User) -> Inset | None:
    """What the school owes an answer to, nearest to its time first; not what waits for the person outside."""
    if not (user.is_active and user.has_role(*HANDLES)):
        return None
    rows = OutsideRequest.objects.filter(status__in=OPEN - {Status.ASKED}).select_related("assigned_to")
    requests = list(rows[: SHOWN + 1])
    if not requests:
        return None
    return Inset(
        "community/_front_requests.html", {"requests": requests[:SHOWN], "more": len(requests) > SHOWN}
    )
