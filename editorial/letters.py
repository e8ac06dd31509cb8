"""Letters that are owed to people outside: each sent once, again after a failure, never twice by itself."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import OwedLetter

MOST_ATTEMPTS = 6
LEASE = timedelta(minutes=5)
Status = OwedLetter.Status


class Withheld(Exception):
    """The letter may not go any more; the message is the reason, for the desk."""


def deliver_owed(letters: QuerySet[Any], draw: Callable[[Any], EmailMessage], *, limit: int = 200) -> int:
    """Send which of these letters are due; returns how many went. Repeatable, and safe beside a second run.

    `draw` writes a letter from the row, with what is true now, or raises `Withheld`. A letter is claimed
    before it goes; one that the server does not take waits longer each time, and fails after six times.
    """
    now, sent = timezone.now(), 0
    lost = letters.filter(status=Status.SENDING, due_at__lte=now)
    if letters.model.goes_again:
        lost.update(status=Status.WAITING)
    else:
        lost.update(status=Status.UNCERTAIN, error=_("Máy chủ dừng khi đang gửi."))
    due = letters.filter(status=Status.WAITING, due_at__lte=now).order_by("pk")
    for letter in due[:limit]:
        mine = letters.filter(pk=letter.pk, status=Status.WAITING)
        until = timezone.now() + LEASE
        if mine.update(status=Status.SENDING, due_at=until, attempts=letter.attempts + 1):
            sent += _send(letters.filter(pk=letter.pk), letter, draw)
    return sent


def _send(own: QuerySet[Any], letter: Any, draw: Callable[[Any], EmailMessage]) -> bool:
    try:
        draw(letter).send()
    except Withheld as withheld:
        own.update(status=Status.FAILED, error=str(withheld)[:300])
        return False
    except (SMTPException, OSError) as error:
        attempts = letter.attempts + 1
        own.update(
            status=Status.FAILED if attempts >= MOST_ATTEMPTS else Status.WAITING,
            due_at=timezone.now() + timedelta(minutes=2**attempts),
            error=(f"{type(error).__name__}: {error}" if letter.keeps_words else type(error).__name__)[:300],
        )
        return False
    own.update(status=Status.SENT, sent_at=timezone.now(), error="")
    return True


def owe_again(letters: QuerySet[Any]) -> bool:
    """Owe a letter anew that failed, or of which nobody knows whether it went; whether there was one."""
    failed = letters.filter(status__in=[Status.FAILED, Status.UNCERTAIN])
    return bool(failed.update(status=Status.WAITING, attempts=0, due_at=timezone.now(), error=""))


def message_id(name: str) -> str:
    """A Message-ID of this portal; `name` says which letter it is, and which attempt."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{name}@{host}>"


def one_line(words: str, most: int = 200) -> str:
    """What was typed by somebody, fit for a header: a line break there would begin another header."""
    return " ".join(words.split())[:most]
