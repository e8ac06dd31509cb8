"""Reading what is safe here: each letter in one transaction with what it becomes, so it becomes that once."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.clock import postman
from editorial.events import record
from editorial.mailroom import receipts
from editorial.mailroom.answers import add_answer
from editorial.mailroom.letters import Letter, Unreadable, read_head, read_letter
from editorial.mailroom.sorting import Destination, sort
from editorial.mailroom.storing import size_refusal
from editorial.mailroom.ways import WAYS, Case, Made
from editorial.models import Edition, ReceivedMail
from editorial.workflow import Refused
from operations.claiming import claim_each
from people.models import User

MOST_ATTEMPTS = 3
Status = ReceivedMail.Status

logger = logging.getLogger(__name__)


def read_waiting(*, seconds: float = 240.0) -> int:
    """Read what was stored and not read, for so many seconds at most; returns how many were settled.

    A letter at which the reader died is tried three times, then kept as one that cannot be read.
    """
    count = 0
    for pk in claim_each(ReceivedMail.objects.filter(status=Status.RECEIVED), seconds=seconds):
        _read(ReceivedMail.objects.get(pk=pk))
        count += 1
    return count


def _read(row: ReceivedMail) -> None:
    if row.attempts > MOST_ATTEMPTS:
        settle(row, Status.FAILED, reason=_("Cổng đọc thư này mãi không xong."))
        return
    if not row.is_whole:
        _refuse_size(row)
        return
    try:
        letter = read_letter(row.path.read_bytes())
    except Unreadable:
        settle(row, Status.QUARANTINED, reason=_("Thư hỏng hoặc có cấu trúc bất thường."))
        return
    except OSError:
        logger.exception("the file of received letter %s cannot be read", row.pk)
        raise
    _send_on(row, letter, sort(row, letter))


def _refuse_size(row: ReceivedMail) -> None:
    """Only the head is here; the letter itself lies in the mailbox, in the folder of what was taken."""
    letter = read_head(row.path.read_bytes())
    goes = sort(row, letter)
    if goes.status == Status.IGNORED:
        settle(row, goes.status, reason=goes.reason)
        return
    reason = size_refusal(row)
    advice = _("Hãy gửi lại với ảnh nhỏ hơn, hoặc chia thành nhiều thư.")
    with transaction.atomic():
        if settle(
            row, Status.REFUSED, reason=reason, user=goes.user, trust=goes.trust, notes=[reason, advice]
        ):
            receipts.owe(row, letter)


def _send_on(row: ReceivedMail, letter: Letter, goes: Destination) -> None:
    row.trust = goes.trust  # asked by the ways before it is stored with the outcome
    facts: dict[str, Any] = {"user": goes.user, "trust": goes.trust}
    if goes.status != Status.RECEIVED:
        _put_aside(row, letter, goes.status, [goes.reason], facts)
        return
    try:
        if goes.answers is not None:
            _answer(row, letter, goes, facts)
        else:
            make(row, letter, goes.way, by=goes.user, expected=Status.RECEIVED, facts=facts)
    except Refused as refused:
        _put_aside(row, letter, Status.QUARANTINED, refused.reasons, facts)
    except ValidationError as refused:
        _put_aside(row, letter, Status.QUARANTINED, refused.messages, facts)


def _put_aside(
    row: ReceivedMail,
    letter: Letter,
    status: ReceivedMail.Status,
    reasons: Iterable[str],
    facts: dict[str, Any],
) -> None:
    sentences = list(reasons)
    with transaction.atomic():
        if not settle(row, status, reason=" ".join(sentences)[:500], notes=sentences, **facts):
            return
        if status == Status.QUARANTINED:
            receipts.owe(row, letter)


def _answer(row: ReceivedMail, letter: Letter, goes: Destination, facts: dict[str, Any]) -> None:
    if goes.answers is None or goes.user is None:
        raise AssertionError("only a known person answers")
    with transaction.atomic():
        locked = _locked(row, Status.RECEIVED)
        if locked is None:
            return
        remark = add_answer(letter, goes.answers, by=goes.user)
        settle(row, Status.READ, remark=remark, item=remark.item, **facts)


def make(
    row: ReceivedMail,
    letter: Letter,
    way: str,
    *,
    by: User | None,
    expected: ReceivedMail.Status,
    facts: dict[str, Any],
    taken_by: User | None = None,
) -> Made | None:
    """Let the way make something of the letter, once; None when another got there first. Raises `Refused`."""
    finish: Callable[[], Made] = WAYS[way](Case(row, letter, by, taken_by))
    with transaction.atomic():
        if _locked(row, expected) is None:
            return None
        made = finish()
        settle(
            row, Status.READ, expected=expected, item=made.item, notes=list(made.notes), reason="", **facts
        )
        if expected == Status.RECEIVED:
            receipts.owe(row, letter)
    return made


def settle(
    row: ReceivedMail,
    status: ReceivedMail.Status,
    *,
    expected: ReceivedMail.Status = Status.RECEIVED,
    **values: Any,
) -> bool:
    """Write what became of the letter, if it still stands as `expected`."""
    written = ReceivedMail.objects.filter(pk=row.pk, status=expected).update(
        status=status, claimed_at=None, **values
    )
    row.refresh_from_db()
    return bool(written)


def _locked(row: ReceivedMail, status: ReceivedMail.Status) -> ReceivedMail | None:
    return ReceivedMail.objects.select_for_update().filter(pk=row.pk, status=status).first()


def note_origin(edition: Edition, row: ReceivedMail, *, calls: Iterable[int] = ()) -> None:
    """Write where the text came from into its history (HL-7.2); `calls` are people who are asked to act."""
    data = {
        "calls": list(calls),
        "mail": {
            "code": row.code,
            "pk": row.pk,
            "from": row.from_line,
            "message_id": row.message_id,
            "received": f"{timezone.localtime(row.received_at):%H:%M %d/%m/%Y}",
            "sha256": row.sha256,
            "trust": str(row.get_trust_display()),
        },
    }
    record(edition, "receive_mail", by=postman(), data=data)
