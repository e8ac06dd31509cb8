"""When a unit's review is due: once in each of the equal parts that the year falls into (HN-7.1c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy

from content.models import UnitReview
from editorial.lights import Waiting
from editorial.periods import first_instant
from editorial.routes import current_preset
from people.models import Unit
from regulations.calendar import working_days
from regulations.reckoning import due_at
from regulations.schema import DeadlineRule
from vietnamese.working_days import WorkingDays

RULE = "unit_review"


class Standing(models.TextChoices):
    """How a unit stands in the present part of the year."""

    REVIEWED = "reviewed", gettext_lazy("đã rà soát")
    DUE = "due", gettext_lazy("cần rà soát")
    OVERDUE = "overdue", gettext_lazy("quá hạn rà soát")
    NOT_ASKED = "not_asked", gettext_lazy("không phải rà soát định kỳ")


@dataclass(frozen=True)
class Turn:
    """The present part of the year for one unit; `asked_on` is None where nothing is asked of it."""

    unit: Unit
    last: datetime | None
    asked_on: date | None = None
    due_at: datetime | None = None

    @property
    def is_reviewed(self) -> bool:
        return (
            self.last is not None and self.asked_on is not None and self.last >= first_instant(self.asked_on)
        )

    @property
    def standing(self) -> Standing:
        if self.asked_on is None:
            return Standing.NOT_ASKED
        if self.is_reviewed:
            return Standing.REVIEWED
        late = self.due_at is not None and timezone.now() >= self.due_at
        return Standing.OVERDUE if late else Standing.DUE

    @property
    def waiting(self) -> Waiting | None:
        """Its light, while the review is awaited."""
        if self.standing not in {Standing.DUE, Standing.OVERDUE} or self.asked_on is None:
            return None
        return Waiting(first_instant(self.asked_on), self.due_at)


def months_between(unit: Unit) -> int:
    """How many months a part of the year has for this unit; 0 where nothing is asked of it."""
    own = unit.review_every_months
    return current_preset().unit_review.every_months if own is None else own


def part_of_year(day: date, months: int) -> date:
    """The first day of the part that the day lies in; `months` divides 12."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def asked_on(unit: Unit, today: date) -> date | None:
    """The day from which a review counts now: the part's first, or the day the unit was set up in it."""
    months = months_between(unit)
    if not unit.is_active or not months:
        return None
    return max(part_of_year(today, months), timezone.localdate(unit.created_at))


def turns_of(units: Iterable[Unit]) -> list[Turn]:
    """How each unit stands; one query for them all."""
    rows, today = list(units), timezone.localdate()
    last = dict(
        UnitReview.objects.filter(unit__in=rows).order_by().values_list("unit").annotate(last=Max("at"))
    )
    calendar, rule = working_days(), current_preset().deadline(RULE)
    return [_turn(unit, last.get(unit.pk), asked_on(unit, today), rule, calendar) for unit in rows]


def _turn(
    unit: Unit, last: datetime | None, day: date | None, rule: DeadlineRule | None, calendar: WorkingDays
) -> Turn:
    if day is None:
        return Turn(unit, last)
    if rule is not None and rule.enabled:
        return Turn(unit, last, day, due_at(rule, day, calendar))
    # A regulation that sets no day leaves the whole part of the year.
    months = months_between(unit)
    following = part_of_year(part_of_year(day, months) + timedelta(days=31 * months), months)
    return Turn(unit, last, day, first_instant(following))
