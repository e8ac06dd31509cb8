"""Fetching: one run at a time, a letter at a time, each safe here before it is moved there (HN-12.3)."""

import logging
import time
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from editorial.mailroom import boxes, storing
from editorial.mailroom.boxes import MailboxUnreachable
from editorial.models import RUN_LEASE, THE_BOX, MailboxState

MOST_LETTERS = 300  # of one run; the next one takes the others
MOST_SECONDS = 240.0

logger = logging.getLogger(__name__)


def fetch(*, seconds: float = MOST_SECONDS) -> int | None:
    """Take what waits in the mailbox; returns how many letters are new, None when another run is at it.

    Does nothing where no MAIL_IN_URL is set. Raises MailboxUnreachable, also when the disk does not take a
    letter, which then stays in the mailbox for the next run.
    """
    if not settings.MAIL_IN_URL:
        return 0
    lease = _begin()
    if lease is None:
        return None
    try:
        taken = _take(seconds)
    except MailboxUnreachable as error:
        _end(lease, error=str(error))
        raise
    _end(lease, error="")
    return taken


def _take(seconds: float) -> int:
    until, taken = time.monotonic() + seconds, 0
    with boxes.opened(settings.MAIL_IN_URL, settings.MAIL_IN_FOLDER) as letters:
        for number, waiting in enumerate(letters):
            if number >= MOST_LETTERS or time.monotonic() > until:
                break
            _row, is_new = storing.keep(waiting)
            waiting.put_away()
            taken += is_new
    return taken


def _begin() -> datetime | None:
    """The run's claim on the mailbox, None while another has it; that of a run that died ends by itself."""
    now = timezone.now()
    MailboxState.objects.get_or_create(pk=THE_BOX)
    free = MailboxState.objects.filter(Q(running_until=None) | Q(running_until__lte=now), pk=THE_BOX)
    lease = now + RUN_LEASE
    return lease if free.update(running_until=lease, last_started_at=now) else None


def _end(lease: datetime, *, error: str) -> None:
    values: dict[str, Any] = {"running_until": None, "last_error": error[:300]}
    if not error:
        values["last_succeeded_at"] = timezone.now()
    MailboxState.objects.filter(pk=THE_BOX, running_until=lease).update(**values)


def mailbox_state() -> MailboxState:
    """How the last reading went, for the desk and for who asks whether the portal is well."""
    return MailboxState.objects.filter(pk=THE_BOX).first() or MailboxState(pk=THE_BOX)
