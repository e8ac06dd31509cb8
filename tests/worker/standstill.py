"""Programs run beside the worker under test: duties given before a standstill, and what was told after it."""

import json
import sys
from datetime import timedelta
from typing import Any

from django.utils import timezone

from editorial.models import Obligation, Reminder, ReminderLetter
from editorial.obligations import open_by_hand
from editorial.reminders import current_digest, tellings
from editorial.rounds import remind
from people.models import User

DEAD_FOR = timedelta(hours=49)
# Hours before now at which the duties ended; the last one ends in the future.
ENDS = (47, 30, 20, -2)


def give_duties_and_die() -> None:
    """Two days ago: four duties are given, what is owed by then is told, and then nothing runs any more."""
    now = timezone.now()
    timezone.now = lambda: now - DEAD_FOR  # this process is about to end
    giver, doer = (User.objects.get(username=name) for name in ("truongban", "giaovien"))
    for number, hours in enumerate(ENDS, start=1):
        open_by_hand(f"Việc {number}", now - timedelta(hours=hours), [doer], doer.unit, giver)
    remind()


def what_is_told() -> None:
    """Print as JSON: what is owed by now, what was told and when, letters waiting."""
    now, digest = timezone.now(), current_digest()
    owed = [
        (row.title, str(telling.stage))
        for row in Obligation.objects.all()
        for telling in tellings(row, digest)
        if telling.owed_at <= now
    ]
    told: list[Any] = [
        (one.obligation.title, one.stage, one.user.username, one.owed_at.isoformat(), one.told_at is not None)
        for one in Reminder.objects.select_related("obligation", "user").order_by("pk")
    ]
    waiting = ReminderLetter.objects.filter(sent_at=None).count()
    json.dump({"owed": owed, "told": told, "waiting": waiting}, sys.stdout)
