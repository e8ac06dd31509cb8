"""Lines left in people's desks for reasons that are no move of an edition, and the letters with them."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone

from editorial.models import DeskNote
from people.models import User

logger = logging.getLogger(__name__)

# Longer than a mail server that hardly answers needs for one letter.
LEASE = timedelta(minutes=5)
MOST_SHOWN = 50


def leave_note(
    people: Iterable[User], key: str, subject: str, text: str = "", address: str = "", *, to_act: bool = False
) -> int:
    """Leave this line with everybody who has none for the same reason yet; return how many were new.

    Call it inside the transaction that gives the reason; the letters follow by `mail_notes`.
    """
    wanted = {person.pk: person for person in people if person.is_active}
    told = DeskNote.objects.filter(key=key, user__in=wanted).values_list("user_id", flat=True)
    notes = [
        DeskNote(user=person, key=key, subject=subject[:200], text=text, address=address, to_act=to_act)
        for person in (wanted[pk] for pk in wanted.keys() - set(told))
    ]
    # Two at once may both find nobody told: the second row is left out, and so is its letter.
    DeskNote.objects.bulk_create(notes, ignore_conflicts=True)
    return len(notes)


def unread_notes(user: User) -> QuerySet[DeskNote]:
    """What the first screen shows of them, the newest first."""
    return DeskNote.objects.filter(user=user, read_at=None)[:MOST_SHOWN]


def mark_notes_read(user: User) -> None:
    """What only tells is read; what asks for something stays until it is done (`settle_notes`)."""
    DeskNote.objects.filter(user=user, read_at=None, to_act=False).update(read_at=timezone.now())


def settle_notes(key: str) -> None:
    """What was asked for is done, whoever did it: the line leaves everybody's desk."""
    DeskNote.objects.filter(key=key, read_at=None).update(read_at=timezone.now())


def mail_notes(limit: int = 200) -> int:
    """Send the letters that are owed, oldest first; return how many went.

    A claim moves `mail_due_at` ahead by compare-and-set: of two workers one sends, and a letter that could
    not go is owed again later. The Message-ID is the note's, so a letter repeated after a crash is one to its
    reader.
    """
    owed = DeskNote.objects.filter(mailed_at=None, mail_due_at__lte=timezone.now(), user__is_active=True)
    sent = 0
    for note in owed.exclude(user__email="").select_related("user").order_by("pk")[:limit]:
        mine = DeskNote.objects.filter(pk=note.pk, mailed_at=None, mail_due_at=note.mail_due_at)
        if mine.update(mail_due_at=timezone.now() + LEASE) != 1:
            continue
        try:
            _letter(note).send()
        except (OSError, SMTPException) as error:
            logger.warning("the letter of note %s could not be sent: %s", note.pk, type(error).__name__)
            continue
        DeskNote.objects.filter(pk=note.pk).update(mailed_at=timezone.now())
        sent += 1
    return sent


def _letter(note: DeskNote) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    lines = [note.text] if note.text else [f"{note.subject}."]
    if note.address:
        lines += ["", settings.SITE_URL + note.address]
    return EmailMessage(
        subject=" ".join(note.subject.split())[:200],
        body="\n".join(lines),
        to=[note.user.email],
        headers={"Message-ID": f"<loi-nhan-{note.pk}@{host}>"},
    )
