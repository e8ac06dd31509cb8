"""Writing the history of a request, the letters that follow from it, and the line in its item's history."""

from collections.abc import Iterable
from typing import Any

from community.choices import ABOUT_ITEM
from community.models import OutsideRequest, RequestEvent, RequestLetter
from editorial.clock import reader
from editorial.events import record
from editorial.nudging import nudge_after_commit
from people.models import User

SENDER = "community.tasks.settle_requests"


def write_event(
    request: OutsideRequest,
    verb: str,
    *,
    by: User | None,
    before: str,
    note: str = "",
    message: str = "",
    tells: str = "",
    desk: Iterable[User] = (),
    data: dict[str, Any] | None = None,
) -> RequestEvent:
    """Must be called inside the transaction that did it.

    `tells` is the letter to the person outside, if one is owed; `desk` are those at the desk to be told.
    """
    event = RequestEvent.objects.create(
        request=request,
        verb=verb,
        by=by,
        note=note,
        message=message,
        status_before=before,
        status_after=request.status,
        data=data or {},
    )
    letters = [RequestLetter(request=request, event=event, template=tells)] if tells else []
    letters += [RequestLetter(request=request, event=event, template="desk", user=user) for user in desk]
    RequestLetter.objects.bulk_create(letters)
    if letters:
        nudge_after_commit(SENDER)
    return event


def tell_providers(request: OutsideRequest, verb: str, label: str, *, by: User | None = None) -> None:
    """A line in the item's own history, of which its author and unit are told (HN-16b); nothing of who asked.

    Requests about somebody's data are between them and the school.
    """
    if request.kind not in ABOUT_ITEM or request.item is None:
        return
    edition = request.item.editions.filter(number=request.edition_number).first()
    if edition is not None:
        record(edition, verb, by=by or reader(), data={"label": label})
