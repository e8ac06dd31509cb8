"""“Cổng đã nhận thư”: the automatic receipt. Machines are never answered, nobody gets many, each goes once.

What is owed is written with what became of the letter and sent after the commit; the Message-ID is that of
the row, so a receipt repeated after a crash is one to the reader.
"""

from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.mailroom import nature
from editorial.mailroom.letters import Letter
from editorial.mailroom.threads import RECEIPT, message_id
from editorial.mailroom.ways import correspondent_of
from editorial.models import ReceivedMail

MOST_IN_AN_HOUR = 6
MOST_IN_A_DAY = 20
MOST_ATTEMPTS = 5
LEASE = timedelta(minutes=5)
MOST_SENTENCES = 40
Receipt, Status, Trust = ReceivedMail.Receipt, ReceivedMail.Status, ReceivedMail.Trust


def owe(row: ReceivedMail, letter: Letter) -> None:
    """Owe the sender a receipt, where one is due; called inside the transaction that settled the letter."""
    if nature.is_silent(letter) or not _is_trusted(row):
        return
    state = Receipt.LIMITED if _has_many(row) else Receipt.OWED
    ReceivedMail.objects.filter(pk=row.pk, receipt=Receipt.NONE).update(
        receipt=state, receipt_due_at=timezone.now()
    )
    row.refresh_from_db()


def _is_trusted(row: ReceivedMail) -> bool:
    """A letter that may be forged is not answered: the answer would go to somebody who wrote nothing."""
    if row.trust == Trust.FAILED:
        return False
    known = row.user is not None or correspondent_of(row.sender_address) is not None
    return known or row.trust == Trust.PASSED


def _has_many(row: ReceivedMail) -> bool:
    answered = ReceivedMail.objects.filter(sender_address=row.sender_address).exclude(pk=row.pk)
    answered = answered.filter(receipt__in=[Receipt.OWED, Receipt.SENT])
    now = timezone.now()
    return (
        answered.filter(stored_at__gt=now - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR
        or answered.filter(stored_at__gt=now - timedelta(days=1)).count() >= MOST_IN_A_DAY
    )


def send_owed(limit: int = 200) -> int:
    """Send the receipts that are due; returns how many went. Repeatable, and safe beside a second run."""
    sent = 0
    due = ReceivedMail.objects.filter(receipt=Receipt.OWED, receipt_due_at__lte=timezone.now())
    for row in due.select_related("user", "item").order_by("pk")[:limit]:
        mine = ReceivedMail.objects.filter(pk=row.pk, receipt=Receipt.OWED, receipt_due_at=row.receipt_due_at)
        if mine.update(receipt_due_at=timezone.now() + LEASE, receipt_attempts=F("receipt_attempts") + 1):
            sent += _send(row)
    return sent


def _send(row: ReceivedMail) -> bool:
    own = ReceivedMail.objects.filter(pk=row.pk)
    try:
        _letter(row).send()
    except (SMTPException, OSError):
        attempts = row.receipt_attempts + 1
        failed = attempts >= MOST_ATTEMPTS
        wait = timedelta(minutes=2 ** (attempts + 2))
        own.update(receipt=Receipt.FAILED if failed else Receipt.OWED, receipt_due_at=timezone.now() + wait)
        return False
    own.update(receipt=Receipt.SENT)
    return True


def _letter(row: ReceivedMail) -> EmailMessage:
    headers = {
        "Message-ID": message_id(RECEIPT, row.pk),
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        "Precedence": "auto_reply",
    }
    if row.message_id:
        headers |= {"In-Reply-To": row.message_id, "References": row.message_id}
    return EmailMessage(
        subject=" ".join(_subject(row).split())[:200],
        body="\n".join(_lines(row)),
        to=[row.sender_address],
        reply_to=[settings.MAIL_IN_ADDRESS] if settings.MAIL_IN_ADDRESS else None,
        headers=headers,
    )


def _subject(row: ReceivedMail) -> str:
    words = {"subject": row.subject or _("thư không có chủ đề")}
    if row.status == Status.REFUSED:
        return _("[Không nhận được] %(subject)s") % words
    return _("[Đã nhận] %(subject)s") % words


def _lines(row: ReceivedMail) -> list[str]:
    received = timezone.localtime(row.received_at)
    words = {"name": row.user or row.sender_name or row.sender_address}
    lines = [
        _("Kính gửi: %(name)s") % words,
        "",
        _("Cổng thông tin đã nhận thư “%(subject)s” lúc %(moment)s. Mã thư: %(code)s.")
        % {"subject": row.subject, "moment": f"{received:%H:%M %d/%m/%Y}", "code": row.code},
    ]
    if row.status == Status.QUARANTINED:
        lines += ["", _("Thư đang chờ Tổ Thư ký xem.")]
    if row.user is not None or row.status != Status.QUARANTINED:
        lines += ["", *(f"- {sentence}" for sentence in row.notes[:MOST_SENTENCES])]
    if row.user is not None and (edition := row.edition) is not None:
        lines += ["", settings.SITE_URL + edition.get_desk_url()]
    return [*lines, "", _("Đây là thư tự động.")]
