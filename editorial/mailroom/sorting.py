"""Where a letter goes: one decision, from its content, its sender and how far that can be believed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.mailroom import nature, threads
from editorial.mailroom.authentication import trust_in
from editorial.mailroom.letters import Letter
from editorial.mailroom.storing import same_name_as_another
from editorial.mailroom.ways import ARTICLE, DOCUMENT, Correspondent, correspondent_of
from editorial.models import Notification, ReceivedMail
from people.models import User

Status, Trust = ReceivedMail.Status, ReceivedMail.Trust


@dataclass(frozen=True)
class Destination:
    """A way, or the thread that the letter answers, or (both empty) a status with its reason."""

    way: str = ""
    answers: tuple[str, int] | None = None
    status: ReceivedMail.Status = Status.RECEIVED
    reason: str = ""
    user: User | None = None
    trust: ReceivedMail.Trust = Trust.UNCHECKED


def sort(row: ReceivedMail, letter: Letter) -> Destination:
    """Decide; asks the database, writes nothing."""
    if reason := nature.why_ignored(letter):
        return Destination(status=Status.IGNORED, reason=reason)
    address = letter.sender.address
    trust = trust_in(letter.message, address)
    user = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
    if reason := _why_quarantined(row, letter, trust):
        return Destination(status=Status.QUARANTINED, reason=reason, user=user, trust=trust)
    return _known(letter, user, correspondent_of(address), trust)


def _why_quarantined(row: ReceivedMail, letter: Letter, trust: ReceivedMail.Trust) -> str:
    if len(letter.senders) != 1:
        return _("Thư không ghi người gửi.") if not letter.senders else _("Thư ghi nhiều người gửi.")
    if trust == Trust.FAILED:
        return _("Không xác thực được người gửi: có thể là thư giả.")
    if letter.is_encrypted:
        return _("Thư được mã hóa, cổng không đọc được.")
    if letter.is_calendar:
        return _("Thư mời của lịch công tác.")
    if same_name_as_another(row):
        return _("Trùng mã Message-ID với một thư khác nội dung.")
    return ""


def _known(
    letter: Letter, user: User | None, body: Correspondent | None, trust: ReceivedMail.Trust
) -> Destination:
    if user is not None and (answers := answered_by(letter, user)):
        return Destination(answers=answers, user=user, trust=trust)
    if threads.claims_to_answer(letter.answered):
        reason = _("Trả lời một thư của cổng mà người gửi này không được nhận.")
        return Destination(status=Status.QUARANTINED, reason=reason, user=user, trust=trust)
    if body is not None and (body.exact or user is None):
        return Destination(way=DOCUMENT, user=user, trust=trust)
    if user is None:
        return Destination(status=Status.QUARANTINED, reason=_("Người gửi chưa được biết."), trust=trust)
    if nature.is_from_machine(letter):
        reason = _("Thư gửi hàng loạt hoặc do máy gửi.")
        return Destination(status=Status.QUARANTINED, reason=reason, user=user, trust=trust)
    return Destination(way=ARTICLE, user=user, trust=trust)


def answered_by(letter: Letter, user: User) -> tuple[str, int] | None:
    """What of the portal's letters this person answers; None for a letter that was sent to another."""
    found = threads.found_in(letter.answered)
    if found is None:
        return None
    about, pk = found
    rows = Notification.objects if about == threads.NOTICE else ReceivedMail.objects.exclude(item=None)
    return found if rows.filter(pk=pk, user=user).exists() else None
