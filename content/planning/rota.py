"""Drawing up the writing rota: whose turn it is in which week or month, and about what (TS-III.3.10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from django.db import transaction
from django.utils.translation import gettext as _

from content.models import RotaTurn
from editorial.periods import next_month
from editorial.workflow import Refused
from people.models import Unit, User
from vietnamese.working_days import WorkingDays

LONGEST_RANGE = timedelta(days=400)
FEWEST_DAYS = 3  # of work that a week must have to be somebody's turn; a form may say otherwise
MOST_TURNS = 120
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Order:
    """What the rota is drawn up from; `units` in the order of their turns, `themes` one after the other."""

    period: str
    starts_on: date
    ends_on: date
    units: Sequence[Unit]
    themes: Sequence[str]
    fewest_days: int = FEWEST_DAYS


@dataclass(frozen=True)
class Proposed:
    """A turn that is not written yet, or (`left_out`) a week in which nobody's turn falls, and why."""

    starts_on: date
    ends_on: date
    unit: Unit | None = None
    theme: str = ""
    is_there: bool = False

    @property
    def left_out(self) -> bool:
        return self.unit is None


def propose(order: Order, calendar: WorkingDays) -> list[Proposed]:
    """The turns in their order, with the weeks that holidays take left out; raises `Refused` for nonsense.

    Units and themes go round each by itself, so that a unit does not get the same theme every time.
    """
    if reasons := _nonsense(order):
        raise Refused(reasons)
    units, themes = cycle(order.units), cycle(order.themes)
    taken = set(RotaTurn.objects.values_list("unit", "starts_on", "ends_on"))
    found = []
    for first, last in _spans(order):
        if order.period == RotaTurn.Period.WEEK and _working(first, last, calendar) < order.fewest_days:
            found.append(Proposed(first, last))
            continue
        unit = next(units)
        found.append(Proposed(first, last, unit, next(themes), (unit.pk, first, last) in taken))
    return found


def _nonsense(order: Order) -> list[str]:
    reasons = []
    if not order.units:
        reasons.append(_("Hãy đánh số thứ tự cho ít nhất một đơn vị."))
    if not order.themes:
        reasons.append(_("Hãy ghi ít nhất một chủ đề."))
    if order.ends_on < order.starts_on:
        reasons.append(_("Ngày kết thúc phải sau ngày bắt đầu."))
    elif order.ends_on - order.starts_on > LONGEST_RANGE:
        reasons.append(_("Mỗi lần chỉ lập lịch trong khoảng một năm học."))
    return reasons


def _spans(order: Order) -> Iterator[tuple[date, date]]:
    """Whole weeks from Monday to Sunday, or whole months, from the one that the first day lies in."""
    if order.period == RotaTurn.Period.MONTH:
        first = order.starts_on.replace(day=1)
        while first <= order.ends_on:
            yield first, next_month(first) - timedelta(days=1)
            first = next_month(first)
        return
    first = order.starts_on - timedelta(days=order.starts_on.weekday())
    while first <= order.ends_on:
        yield first, first + WEEK - timedelta(days=1)
        first += WEEK


def _working(first: date, last: date, calendar: WorkingDays) -> int:
    days = (last - first).days + 1
    return sum(calendar.is_working_day(first + timedelta(days=number)) for number in range(days))


@transaction.atomic
def write_turns(proposed: Sequence[Proposed], period: str, *, by: User) -> int:
    """Write what was proposed; a turn that is there already stays as it is. Returns how many are new."""
    turns = [
        RotaTurn(
            unit=one.unit,
            period=period,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            theme=one.theme,
            made_by=by,
        )
        for one in proposed
        if one.unit is not None and not one.is_there
    ]
    before = RotaTurn.objects.count()
    # Pressed twice, or by two people at once, the rota is written once.
    RotaTurn.objects.bulk_create(turns, ignore_conflicts=True)
    return RotaTurn.objects.count() - before
