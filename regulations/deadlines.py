"""Reading one deadline rule: each unit has its own keys, and a key of another unit is refused."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from regulations.errors import Fault
from regulations.periods import TRIGGER_OF_KIND
from regulations.schema import DEADLINE_UNITS, FIRST_WEEK_READINGS, TRIGGERS, DeadlineRule
from regulations.tables import Table

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
PERIOD_TRIGGERS = tuple(TRIGGER_OF_KIND.values())
MOMENT_TRIGGERS = tuple(name for name in TRIGGERS if name not in (*PERIOD_TRIGGERS, "calendar"))


class Reckoning(TypedDict, total=False):
    """The fields of a rule that depend on its unit."""

    triggers: tuple[str, ...]
    amount: int
    cutoff_hour: int
    first_week: str
    yearly_on: str
    at: datetime
    roll_forward: bool


def read_deadline(table: Table) -> DeadlineRule:
    """The rule in [deadlines.<key>]; Fault at what is missing, wrong or of another unit."""
    key = str(table.key[-1])
    if not _KEY.fullmatch(key):
        raise Fault(table.key, _("tên thời hạn chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới."))
    unit = table.choice("unit", DEADLINE_UNITS)
    label = table.text("label")
    enabled = table.flag("enabled", default=True)
    citation = table.text("citation", "")
    reckoning = _RECKONINGS[unit](table)
    table.done()
    return DeadlineRule(
        key=key,
        label=label,
        unit=unit,
        enabled=enabled,
        citation=citation,
        triggers=reckoning.get("triggers", ("calendar",)),
        amount=reckoning.get("amount", 0),
        cutoff_hour=reckoning.get("cutoff_hour"),
        first_week=reckoning.get("first_week", ""),
        yearly_on=reckoning.get("yearly_on", ""),
        at=reckoning.get("at"),
        roll_forward=reckoning.get("roll_forward", False),
    )


def _calendar_days(table: Table) -> Reckoning:
    """None at all is the end of the trigger day itself; of working days there is always a first."""
    return _days(table, least=0)


def _days(table: Table, least: int = 1) -> Reckoning:
    return {
        "triggers": table.words("triggers", MOMENT_TRIGGERS),
        "amount": table.number("amount", least=least, most=3660),
        "roll_forward": table.flag("roll_forward"),
    }


def _cutoff(table: Table) -> Reckoning:
    return {
        "triggers": table.words("triggers", MOMENT_TRIGGERS),
        "amount": table.number("amount", least=1, most=30),
        "cutoff_hour": table.number("cutoff_hour", least=1, most=23),
        "roll_forward": table.flag("roll_forward"),
    }


def _first_week(table: Table) -> Reckoning:
    return {
        "triggers": table.words("triggers", PERIOD_TRIGGERS),
        "first_week": table.choice("first_week", FIRST_WEEK_READINGS),
        "roll_forward": table.flag("roll_forward"),
    }


def _period_days(table: Table) -> Reckoning:
    return {
        "triggers": table.words("triggers", PERIOD_TRIGGERS),
        "amount": table.number("amount", least=1, most=31),
        "roll_forward": table.flag("roll_forward"),
    }


def _monthly(table: Table) -> Reckoning:
    return {"roll_forward": table.flag("roll_forward")}


def _yearly(table: Table) -> Reckoning:
    day = table.text("yearly_on")
    try:
        # 2001 has no 29 February: a yearly day has to exist in every year.
        date.fromisoformat(f"2001-{day}")
    except ValueError:
        raise table.fault("yearly_on", _('phải là tháng-ngày có trong mọi năm, ví dụ "06-30".')) from None
    return {"yearly_on": day, "roll_forward": table.flag("roll_forward")}


def _once(table: Table) -> Reckoning:
    return {"at": table.moment("at")}


_RECKONINGS: dict[str, Callable[[Table], Reckoning]] = {
    "calendar_days": _calendar_days,
    "working_days": _days,
    "cutoff": _cutoff,
    "first_week": _first_week,
    "period_days": _period_days,
    "monthly": _monthly,
    "yearly": _yearly,
    "once": _once,
}
