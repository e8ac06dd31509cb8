"""What is published goes to bodies outside by e-mail, each edition once to an address, whatever its kind."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Dispatch
from editorial import letters
from editorial.events import record
from editorial.letters import Withheld
from editorial.models import Edition
from editorial.nudging import nudge_after_commit
from editorial.workflow import Refused
from people.models import User

SENDER = "documents.tasks.send_documents"
# Larger letters are turned away by most mail servers.
LARGEST = 15 * 1024 * 1024

Draw = Callable[[Dispatch], EmailMessage]
_DRAWN: dict[str, Draw] = {}


def draws(kind: str) -> Callable[[Draw], Draw]:
    """Register who writes the letters of a kind: from what is public now, or raising `Withheld`."""

    def register(draw: Draw) -> Draw:
        _DRAWN[kind] = draw
        return draw

    return register


@transaction.atomic
def owe(edition: Edition, addressees: Iterable[tuple[str, str]], *, by: User, verb: str) -> int:
    """Owe a letter to each (name, e-mail) that was sent none of this edition; returns how many are new."""
    made = 0
    for name, email in addressees:
        _row, new = Dispatch.objects.get_or_create(
            item=edition.item,
            edition_number=edition.number,
            email=email,
            defaults={"name": name, "asked_by": by},
        )
        made += new
    if made:
        record(edition, verb, by=by, data={"count": made})
        nudge_after_commit(SENDER)
    return made


@transaction.atomic
def owe_again(dispatch: Dispatch, edition: Edition, *, by: User, verb: str) -> None:
    """Owe a letter anew that did not go, or may not have; raises `Refused` for any other."""
    if not letters.owe_again(Dispatch.objects.filter(pk=dispatch.pk)):
        raise Refused([_("Thư này đã gửi hoặc đang chờ gửi.")])
    record(edition, verb, by=by, data={"again": dispatch.email})
    nudge_after_commit(SENDER)


def deliver_due(limit: int = 200) -> int:
    """Send the letters that are due; returns how many went. Repeatable and safe beside a second run."""
    return letters.deliver_owed(Dispatch.objects.select_related("item"), _draw, limit=limit)


def _draw(dispatch: Dispatch) -> EmailMessage:
    draw = _DRAWN.get(dispatch.item.kind)
    if draw is None:
        raise Withheld(_("Loại nội dung này không gửi qua thư điện tử."))
    return draw(dispatch)


def dispatches_of(edition: Any) -> Any:
    """Every letter of this item, for the desk."""
    return Dispatch.objects.filter(item=edition.item_id).select_related("asked_by")
