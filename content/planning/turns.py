"""Changing single turns of the rota, and how each stands: met, met late, waited for, missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import RotaTurn
from content.planning.answers import NO_ANSWER, Answer, answer_of, answers, stale_row
from editorial.lights import Waiting
from editorial.routes import current_preset
from editorial.workflow import Refused
from people.models import User
from regulations.calendar import working_days
from regulations.reckoning import due_at

RULE = "rota_turn"


class Outcome(models.TextChoices):
    """What became of a turn."""

    MET = "met", gettext_lazy("đã có bài, đúng hạn")
    LATE = "late", gettext_lazy("đã có bài, quá hạn")
    MISSED = "missed", gettext_lazy("quá hạn, chưa có bài")
    NOW = "now", gettext_lazy("đang đến lượt")
    TO_COME = "to_come", gettext_lazy("chưa tới lượt")


@dataclass(frozen=True)
class Standing:
    """A turn with its article and the first instant at which that is too late."""

    turn: RotaTurn
    answer: Answer
    due_at: datetime

    @property
    def outcome(self) -> Outcome:
        if self.answer.public_at is not None:
            return Outcome.MET if self.answer.public_at < self.due_at else Outcome.LATE
        if timezone.now() >= self.due_at:
            return Outcome.MISSED
        return Outcome.NOW if self.turn.starts_on <= timezone.localdate() else Outcome.TO_COME

    @property
    def waiting(self) -> Waiting | None:
        """Its light, while it is awaited."""
        if self.outcome in {Outcome.NOW, Outcome.MISSED}:
            return Waiting(timezone.now(), self.due_at)
        return None

    @property
    def is_here(self) -> bool:
        return self.turn.starts_on <= timezone.localdate() <= self.turn.ends_on


def standings(turns: Iterable[RotaTurn], user: User | None = None) -> list[Standing]:
    """How each stands; the number of queries does not grow with them."""
    rows = list(turns)
    found = answers((turn.item_id for turn in rows), user)
    calendar, rule = working_days(), current_preset().deadline(RULE)
    return [
        Standing(
            turn,
            found.get(turn.item_id or 0, NO_ANSWER),
            due_at(rule, turn.ends_on, calendar) if rule else _end_of(turn),
        )
        for turn in rows
    ]


def _end_of(turn: RotaTurn) -> datetime:
    """A regulation without the rule still has turns that end."""
    return timezone.make_aware(datetime.combine(turn.ends_on, datetime.max.time()))


@transaction.atomic
def change_turn(turn: RotaTurn, *, version: int, **columns: Any) -> None:
    """Write unit, theme or note; raises `Refused` for a stale page, an answered turn or a turn twice."""
    changed = dict(columns)
    if "unit" in changed and changed["unit"].pk != turn.unit_id and answer_of(turn).stands:
        raise Refused([_("Lượt này đã có bài viết; hãy bỏ gắn bài trước khi đổi đơn vị.")])
    try:
        with transaction.atomic():
            mine = RotaTurn.objects.filter(pk=turn.pk, version=version)
            if mine.update(version=F("version") + 1, **changed) != 1:
                raise Refused([stale_row()])
    except IntegrityError as error:
        raise Refused([_("Đơn vị này đã có lượt trong cùng thời gian.")]) from error


@transaction.atomic
def swap_turns(turn: RotaTurn, other: RotaTurn, *, version: int) -> None:
    """Two units change places, the themes stay with their weeks; raises `Refused`."""
    rows = RotaTurn.objects.select_for_update().order_by("pk").in_bulk([turn.pk, other.pk])
    if len(rows) != 2:
        raise Refused([_("Hãy chọn một lượt khác còn trong lịch.")])
    one, two = rows[turn.pk], rows[other.pk]
    if one.version != version:
        raise Refused([stale_row()])
    if one.unit_id == two.unit_id or one.starts_on == two.starts_on:
        raise Refused([_("Hãy chọn lượt của đơn vị khác, vào thời gian khác.")])
    if answer_of(one).stands or answer_of(two).stands:
        raise Refused([_("Một trong hai lượt đã có bài viết; hãy bỏ gắn bài trước khi đổi.")])
    try:
        with transaction.atomic():
            # In one statement: between two, a unit could for an instant have two turns at once.
            RotaTurn.objects.filter(pk__in=rows).update(
                unit=Case(When(pk=one.pk, then=Value(two.unit_id)), default=Value(one.unit_id)),
                version=F("version") + 1,
            )
    except IntegrityError as error:
        raise Refused([_("Đơn vị này đã có lượt trong cùng thời gian.")]) from error


@transaction.atomic
def delete_turn(turn: RotaTurn, *, version: int) -> None:
    """Take a turn out of the rota; one that has an article stays. Raises `Refused`."""
    fresh = RotaTurn.objects.select_for_update().filter(pk=turn.pk, version=version).first()
    if fresh is None:
        raise Refused([stale_row()])
    if answer_of(fresh).stands:
        raise Refused([_("Lượt này đã có bài viết, không xóa được.")])
    fresh.delete()
