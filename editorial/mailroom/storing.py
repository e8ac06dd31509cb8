"""A letter made safe: its bytes in a file, then its row. Only after that is it touched in the mailbox."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.mailroom import headers
from editorial.mailroom.boxes import Waiting
from editorial.mailroom.headers import EARLIEST
from editorial.mailroom.letters import Letter, Unreadable, read_head
from editorial.models import ReceivedMail, raw_path
from operations.whole_files import write_once

_PIECE = 1024 * 1024
_SAME = ("From", "Date", "Subject")


def keep(waiting: Waiting) -> tuple[ReceivedMail, bool]:
    """Store the letter and return its row, and whether it is new here.

    The same letter gives the same row: by its Message-ID (by its content where it has none) and by what it
    says, so that another letter under a used Message-ID is not lost. Of one that is too large the head is
    kept. Raises OSError when the disk does not take it, and then leaves nothing.
    """
    is_whole = waiting.size <= settings.MAIL_IN_MAX_BYTES
    data = waiting.read() if is_whole else waiting.read_head()
    if is_whole and len(data) > settings.MAIL_IN_MAX_BYTES:  # the server named a smaller size
        is_whole, data = False, waiting.read_head()
    sha256 = hashlib.sha256(data).hexdigest()
    write_once(raw_path(sha256), len(data), _pieces(data))
    letter = _head(data)
    digest = _digest(letter, data, "" if is_whole else str(waiting.size))
    key = hashlib.sha256(letter.message_id.encode()).hexdigest() if letter.message_id else digest
    return ReceivedMail.objects.get_or_create(
        key=key,
        digest=digest,
        defaults={
            "sha256": sha256,
            "size": max(waiting.size, len(data)),
            "is_whole": is_whole,
            "message_id": letter.message_id,
            "sender_name": letter.sender.name,
            "sender_address": letter.sender.address,
            "subject": letter.subject,
            "sent_at": letter.sent_at,
            "received_at": _believable(waiting.arrived_at),
        },
    )


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _head(data: bytes) -> Letter:
    with suppress(Unreadable):
        return read_head(data)
    return read_head(b"\n")


def _digest(letter: Letter, data: bytes, size: str) -> str:
    """Of what the writer wrote; what servers put on top on each way here is left out."""
    said = [headers.raw_value(letter.message, name) for name in _SAME]
    whole = hashlib.sha256("\n".join([*said, size]).encode())
    for separator in (b"\r\n\r\n", b"\n\n"):
        _head_part, found, body = data.partition(separator)
        if found:
            whole.update(body.replace(b"\r\n", b"\n"))
            break
    return whole.hexdigest()


def _believable(moment: datetime) -> datetime:
    now = timezone.now()
    return moment if EARLIEST <= moment.astimezone(UTC) <= now else now


def same_name_as_another(row: ReceivedMail) -> bool:
    """Whether an earlier letter that says something else has the same Message-ID."""
    return ReceivedMail.objects.filter(key=row.key, pk__lt=row.pk).exists()


def size_refusal(row: ReceivedMail) -> str:
    limit = settings.MAIL_IN_MAX_BYTES / 1024 / 1024
    return _("Thư nặng %(size).1f MB, quá mức %(limit)g MB mà cổng nhận.") % {
        "size": row.size / 1024 / 1024,
        "limit": round(limit, 1),
    }
