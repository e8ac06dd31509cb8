"""The digest by mail: one letter to each person instead of one for each thing owed.

A letter is owed as a row, claimed before it goes, and said to be gone afterwards; with the mail server down
it stays owed and takes up what comes to it meanwhile. Its Message-ID is that of the row, so that one repeated
after a crash is one to the reader. Nobody is told of what has been done in the meantime.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.deadline_states import open_behind
from editorial.lights import Waiting, end_in_words
from editorial.models import Obligation, Reminder, ReminderLetter, Responsible, UnhandledAlert
from editorial.unhandled import still_waiting
from people.models import User

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_TOLD = 200
CHUNK = 500
LONGEST_PAUSE = 6  # 2**6 minutes: what waits for a mail server is tried again within about an hour
OTHERS = (Reminder.Stage.HEAD, Reminder.Stage.BOARD)
_STILL_OPEN = open_behind("obligation__")


def send_reminders(limit: int = 500) -> int:
    """Send every digest that is owed, the oldest first; return how many went. Repeatable."""
    _owe_letters()
    sent = 0
    for letter in ReminderLetter.objects.filter(sent_at=None, due_at__lte=timezone.now())[:limit]:
        if _claim(letter):
            sent += _send(letter)
    return sent


def _owe_letters() -> None:
    """A letter for everybody who has something to be told and can be written to."""
    owed, waiting = _reminders().order_by(), UnhandledAlert.objects.filter(told_at=None).order_by()
    told = Q(pk__in=owed.values("user")) | Q(pk__in=waiting.values("user"))
    people = User.objects.filter(told, is_active=True).exclude(email="")
    has_one = ReminderLetter.objects.filter(sent_at=None).values("user")
    new = [ReminderLetter(user=user) for user in people.exclude(pk__in=has_one).order_by("pk")]
    ReminderLetter.objects.bulk_create(new, ignore_conflicts=True)


def _reminders() -> QuerySet[Reminder]:
    return Reminder.objects.filter(_STILL_OPEN, told_at=None)


def _claim(letter: ReminderLetter) -> bool:
    """Take this letter for a while; False if another worker got there first."""
    mine = ReminderLetter.objects.filter(pk=letter.pk, sent_at=None, due_at=letter.due_at)
    letter.due_at = timezone.now() + LEASE
    return mine.update(due_at=letter.due_at, attempts=F("attempts") + 1) == 1


def _send(letter: ReminderLetter) -> bool:
    telling = Telling.to(letter.user)
    alerts = UnhandledAlert.objects.filter(user=letter.user, told_at=None).select_related("item")
    waiting = list(alerts)
    lines = [*telling.lines(), *_waiting(waiting)]
    own = ReminderLetter.objects.filter(pk=letter.pk)
    if lines:
        try:
            _compose(letter, telling, lines).send()
        except (SMTPException, OSError) as error:
            pause = timedelta(minutes=2 ** min(letter.attempts + 1, LONGEST_PAUSE))
            own.update(due_at=timezone.now() + pause, error=type(error).__name__)
            logger.warning("reminder letter %s did not go: %s", letter.pk, type(error).__name__)
            return False
    now = timezone.now()
    # What came beside this letter is for the next one.
    for numbers in _chunks(telling.reminders):
        Reminder.objects.filter(pk__in=numbers).update(told_at=now)
    UnhandledAlert.objects.filter(pk__in=[one.pk for one in waiting]).update(told_at=now)
    if lines:
        own.update(sent_at=now, error="")
    else:
        own.delete()
    return bool(lines)


@dataclass
class Telling:
    """What one person has to be told now: numbers of reminders in the order in which they were owed."""

    reminders: list[int] = field(default_factory=list)
    late: set[int] = field(default_factory=set)  # numbers of obligations
    ahead: set[int] = field(default_factory=set)

    @classmethod
    def to(cls, user: User) -> "Telling":
        """Without what is done and what is no longer theirs.

        In chunks by number: a plan for all of it at once takes a database without statistics minutes.
        """
        found, now = cls(), timezone.now()
        rows = Reminder.objects.filter(user=user, told_at=None).order_by("owed_at", "pk")
        for chunk in _chunks(list(rows.values_list("pk", "obligation", "stage"))):
            numbers = {obligation for _pk, obligation, _stage in chunk}
            ends = dict(Obligation.objects.open().filter(pk__in=numbers).values_list("pk", "due_at"))
            own = Responsible.objects.filter(user=user, obligation__in=numbers)
            mine = set(own.values_list("obligation", flat=True))
            for pk, obligation, stage in chunk:
                if obligation in ends and (stage in OTHERS or obligation in mine):
                    found.reminders.append(pk)
                    (found.late if ends[obligation] <= now else found.ahead).add(obligation)
        return found

    def lines(self) -> list[str]:
        """The first of them in words; a letter of a thousand lines is read by nobody."""
        rows = Reminder.objects.filter(pk__in=self.reminders[:MOST_TOLD]).select_related("obligation")
        shown = list(rows.order_by("owed_at", "pk"))
        lines = [*_own(shown), *_of_others(shown)]
        if len(self.reminders) > len(shown):
            address = settings.SITE_URL + reverse("admin:obligations")
            lines += [_("Còn nữa, xem tất cả: %(url)s") % {"url": address}, ""]
        return lines

    def subject(self) -> str:
        """“2 việc quá hạn, 1 việc sắp đến hạn”; "" where there is none."""
        parts, late, ahead = [], len(self.late), len(self.ahead)
        if late:
            parts.append(ngettext("%(n)d việc quá hạn", "%(n)d việc quá hạn", late) % {"n": late})
        if ahead:
            parts.append(ngettext("%(n)d việc sắp đến hạn", "%(n)d việc sắp đến hạn", ahead) % {"n": ahead})
        return ", ".join(parts)


def _chunks(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[place : place + CHUNK] for place in range(0, len(rows), CHUNK))


def _compose(letter: ReminderLetter, telling: Telling, lines: list[str]) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    address = settings.SITE_URL + reverse("admin:index")
    return EmailMessage(
        subject=_("[Nhắc việc] %(what)s") % {"what": telling.subject() or _("bài đang chờ xử lý")},
        body="\n".join([*lines, _("Việc của bạn: %(url)s") % {"url": address}]),
        to=[letter.user.email],
        headers={"Message-ID": f"<nhac-viec-{letter.pk}@{host}>"},
    )


def _own(told: Iterable[Reminder]) -> list[str]:
    return _section(_("Việc của bạn"), [one for one in told if one.stage not in OTHERS])


def _of_others(told: Iterable[Reminder]) -> list[str]:
    return _section(
        _("Việc quá hạn của người khác, để bạn đôn đốc"), [one for one in told if one.stage in OTHERS]
    )


def _section(title: str, told: list[Reminder]) -> list[str]:
    """Each thing owed once, in the order in which it came to be told, with all its tellings."""
    if not told:
        return []
    first = {one.obligation_id: place for place, one in reversed(list(enumerate(told)))}
    ordered = sorted(told, key=lambda one: first[one.obligation_id])
    lines = [title, ""]
    for _key, group in groupby(ordered, key=lambda one: one.obligation_id):
        lines += _lines_of(list(group))
    return [*lines, ""]


def _lines_of(told: list[Reminder]) -> list[str]:
    row = told[0].obligation
    waiting = Waiting(row.opened_at, row.due_at)
    name = f"{row.duty}: {row.title}" if row.duty and row.duty != row.title else row.title
    stages = ", ".join(dict.fromkeys(str(one.get_stage_display()) for one in told))
    address = settings.SITE_URL + row.get_absolute_url()
    return [
        f"{waiting.shape} {name}",
        "   " + _("hạn %(end)s – %(left)s") % {"end": end_in_words(row.due_at), "left": waiting.left},
        "   " + _("Nhắc: %(stages)s") % {"stages": stages},
        f"   {address}",
    ]


def _waiting(alerts: Iterable[UnhandledAlert]) -> list[str]:
    lines = []
    for alert in alerts:
        edition = still_waiting(alert)
        if edition is not None:
            age = Waiting(alert.since).age
            lines += [f"▲ {edition.title}", f"   {age}", f"   {settings.SITE_URL}{edition.get_desk_url()}"]
    return [_("Bài chờ xử lý quá lâu"), "", *lines, ""] if lines else []
