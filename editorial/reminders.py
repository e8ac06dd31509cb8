"""Who is told of what is due, and when: ahead, at hand, overdue; then their head; then the board (HL-8).

Each telling is a row with a unique name, so none is made twice; `remind_at` of an obligation says when the
next one comes, so a round reads only what is due. After a standstill the rounds make up for what they missed,
in the order of the hours at which it was owed.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from editorial.assigning import Staff
from editorial.digest import Digest
from editorial.models import Obligation, Reminder, Responsible
from editorial.routes import current_preset
from regulations.calendar import working_days
from regulations.models import WorkingWeek

BATCH = 500
# Who is told last. The principal decides about takedowns and answers for the school, not for the editing.
BOARD_ROLES = ("chair", "deputy")
Stage = Reminder.Stage


@dataclass(frozen=True)
class Telling:
    stage: Stage
    owed_at: datetime


def tellings(row: Obligation, digest: Digest) -> Iterator[Telling]:
    """Every time that somebody is to be told of this obligation as long as it is open, earliest first."""
    given = digest.reminders
    if row.opened_at < row.due_at:
        for stage, hours in ((Stage.AHEAD, given.ahead_hours), (Stage.AT_HAND, given.at_hand_hours)):
            yield Telling(stage, _before_end(row, row.due_at - timedelta(hours=hours), digest))
    after = {Stage.OVERDUE: 0, Stage.HEAD: given.head_after_hours, Stage.BOARD: given.board_after_hours}
    for stage, hours in after.items():
        yield Telling(stage, digest.first_from(row.due_at + timedelta(hours=hours)))


def _before_end(row: Obligation, moment: datetime, digest: Digest) -> datetime:
    """Rather early than late: the digest before that moment, or the first one since the thing is known.

    Where no digest comes before the end it is told at once.
    """
    slot = digest.last_to(moment)
    if slot < row.opened_at:
        slot = digest.first_from(row.opened_at)
    return slot if slot < row.due_at or not digest.speaks_on(row.opened_at) else row.opened_at


def current_digest() -> Digest:
    """The hours of the regulation in force today, and the school's wish for quiet."""
    week = WorkingWeek.current()
    return Digest(current_preset().reminders, working_days(), week.quiet_on_days_off)


def make_reminders() -> int:
    """Write down every reminder that is owed by now; return how many are new. Repeatable."""
    now, digest, staff = timezone.now(), current_digest(), Staff.load()
    due = Obligation.objects.open().filter(remind_at__lte=now).defer("waived_reason")
    made, last = 0, 0
    while rows := list(due.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        made += _remind(rows, digest, staff, now)
    return made


def _remind(rows: list[Obligation], digest: Digest, staff: Staff, now: datetime) -> int:
    people: dict[int, set[int]] = defaultdict(set)
    for obligation, user in Responsible.objects.filter(obligation__in=rows).values_list("obligation", "user"):
        people[obligation].add(user)
    made = Reminder.objects.filter(obligation__in=rows)
    known = set(made.values_list("obligation", "user", "stage", "due_at"))
    new = []
    for row in rows:
        coming = list(tellings(row, digest))
        for telling in coming:
            if telling.owed_at <= now:
                told = _told(telling.stage, row, people[row.pk], staff)
                new += [
                    _reminder(row, user, telling)
                    for user in sorted(told)
                    if (row.pk, user, telling.stage, row.due_at) not in known
                ]
        row.remind_at = min((one.owed_at for one in coming if one.owed_at > now), default=None)
    new.sort(key=lambda one: (one.owed_at, one.due_at, one.obligation_id))
    with transaction.atomic():
        Reminder.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
        Obligation.objects.bulk_update(rows, ["remind_at"])
    return len(new)


def _reminder(row: Obligation, user: int, telling: Telling) -> Reminder:
    return Reminder(
        obligation=row, user_id=user, stage=telling.stage, due_at=row.due_at, owed_at=telling.owed_at
    )


def _told(stage: Stage, row: Obligation, responsible: set[int], staff: Staff) -> set[int]:
    if stage == Stage.HEAD:
        units = {staff.units.get(user) for user in responsible} | {row.unit_id}
        heads = {head for unit in units if unit for head in staff.heads.get(unit, ())}
        return heads - responsible
    board = {user for role in BOARD_ROLES for user in staff.roles.get(role, ())}
    found = board - responsible if stage == Stage.BOARD else responsible
    return found & staff.active
