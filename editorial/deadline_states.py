"""How it stands with something owed (requirements 7.2 no. 9), said once, for Python and for the database.

A row never stores its state: it follows from four moments and the clock.
"""

from datetime import datetime, timedelta
from typing import Protocol

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

# So near its end that whoever has to act sees the yellow light.
SOON = timedelta(hours=24)


class DeadlineState(models.TextChoices):
    """The order is that of a list: what is late first."""

    OVERDUE = "overdue", _("Quá hạn")
    DUE_SOON = "due_soon", _("Sắp đến hạn")
    PENDING = "pending", _("Đang chờ")
    MET_LATE = "met_late", _("Xong, trễ hạn")
    MET_ON_TIME = "met_on_time", _("Xong, đúng hạn")
    WAIVED = "waived", _("Được miễn")
    WITHDRAWN = "withdrawn", _("Không còn phải làm")


OPEN_STATES = frozenset({DeadlineState.PENDING, DeadlineState.DUE_SOON, DeadlineState.OVERDUE})
MET_STATES = frozenset({DeadlineState.MET_ON_TIME, DeadlineState.MET_LATE})


class Owed(Protocol):
    """The four moments, aware; all but `due_at` may be missing."""

    due_at: datetime
    met_at: datetime | None
    waived_at: datetime | None
    withdrawn_at: datetime | None


def state_of(owed: Owed, now: datetime) -> DeadlineState:
    """The state at `now`; `due_at` is the first instant that is too late."""
    if owed.withdrawn_at is not None:
        return DeadlineState.WITHDRAWN
    if owed.waived_at is not None:
        return DeadlineState.WAIVED
    if owed.met_at is not None:
        return DeadlineState.MET_ON_TIME if owed.met_at < owed.due_at else DeadlineState.MET_LATE
    if owed.due_at <= now:
        return DeadlineState.OVERDUE
    return DeadlineState.DUE_SOON if owed.due_at <= now + SOON else DeadlineState.PENDING


def state_case(now: datetime) -> Case:
    """The same for a query."""
    return Case(
        When(withdrawn_at__isnull=False, then=Value(DeadlineState.WITHDRAWN)),
        When(waived_at__isnull=False, then=Value(DeadlineState.WAIVED)),
        When(met_at__lt=F("due_at"), then=Value(DeadlineState.MET_ON_TIME)),
        When(met_at__isnull=False, then=Value(DeadlineState.MET_LATE)),
        When(due_at__lte=now, then=Value(DeadlineState.OVERDUE)),
        When(due_at__lte=now + SOON, then=Value(DeadlineState.DUE_SOON)),
        default=Value(DeadlineState.PENDING),
        output_field=models.CharField(),
    )


def open_behind(prefix: str = "") -> Q:
    """The condition that something is still to be done; `prefix` is the way to it, "obligation__"."""
    return Q(**{f"{prefix}{name}": None for name in ("met_at", "waived_at", "withdrawn_at")})


OPEN = open_behind()
