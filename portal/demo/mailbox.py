"""The school's mailbox: letters of a few days, taken the way that real ones come in."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from editorial.mailroom import deciding
from editorial.mailroom.boxes import Waiting
from editorial.mailroom.reading import read_waiting
from editorial.mailroom.storing import keep
from editorial.models import ReceivedMail
from portal.demo.newsroom import Newsroom
from portal.demo.reading import FOLDER, read_toml

TEACHER, SECRETARY = "giaovien", "thuky"


def fill_mailbox(room: Newsroom) -> None:
    """Store the letters, read them, and drop those that the secretariat dropped."""
    told = read_toml(FOLDER / "letters.toml")["letters"]
    rows = [(_kept(room, number, one), one) for number, one in enumerate(told)]
    read_waiting()
    for row, one in rows:
        row.refresh_from_db()
        if reason := one.get("dropped"):
            deciding.drop(row, by=room.users[SECRETARY], reason=reason)
    # Nobody waits for a receipt: the people are invented.
    ReceivedMail.objects.update(receipt=ReceivedMail.Receipt.NONE)


def _kept(room: Newsroom, number: int, one: dict[str, Any]) -> ReceivedMail:
    data = _letter(room, number, one)
    arrived = timezone.now() - timedelta(days=one["days_ago"])
    waiting = Waiting(len(data), arrived, lambda: data, lambda: data, lambda: None)
    row, _new = keep(waiting)
    room.undo.callback(row.path.unlink, missing_ok=True)
    return row


def _letter(room: Newsroom, number: int, one: dict[str, Any]) -> bytes:
    message = EmailMessage()
    teacher = room.users[TEACHER]
    message["From"] = one["sender"].format(teacher=f"{teacher.full_name} <{teacher.email}>")
    message["Subject"] = one["subject"]
    message["Message-ID"] = f"<thu-mau-{number}@demo.example>"
    if one.get("automatic"):
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(one["text"].strip() + "\n", subtype="calendar" if one.get("calendar") else "plain")
    return message.as_bytes()
