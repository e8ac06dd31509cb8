"""A new week begins with the lines of the last one: most of what is done recurs."""

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from content.models import WorkWeek
from content.models.work_weeks import next_free_week
from editorial import drafting
from editorial.workflow import Refused
from people.models import User


def last_week_of(user: User) -> WorkWeek | None:
    """The latest week that this person may see, in whatever state; None where there is none."""
    rows = WorkWeek.objects.visible_to(user).filter(starts_on__isnull=False)
    found: WorkWeek | None = rows.order_by("-starts_on", "-number").first()
    return found


def copy_last_week(*, by: User) -> WorkWeek:
    """A draft of the next free week with all lines of the last one; raises `Refused` where there is none."""
    last = last_week_of(by)
    if last is None:
        raise Refused([_("Chưa có lịch công tác nào để chép.")])
    entries = list(last.entries.all())
    for one in entries:
        one.lineage = uuid4()
        one._state.adding = True
    week: Any = drafting.start(
        WorkWeek,
        by=by,
        starts_on=next_free_week(last.audience),
        audience=last.audience,
        note=last.note,
        entries=entries,
    )
    return week
