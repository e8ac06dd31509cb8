"""The editorial plan of a month: its lines, its approval, and what is changed in it afterwards (HN-5.3b)."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import EditorialPlan, PlanLine
from content.planning.answers import NO_ANSWER, Answer, Progress, answer_of, answers, stale_row
from content.planning.planners import may_approve_plan, may_plan
from editorial.workflow import Refused
from people.models import User

MOST_LINES = 200


@dataclass(frozen=True)
class PlannedLine:
    """A line as the page shows it."""

    line: PlanLine
    answer: Answer

    @property
    def is_late(self) -> bool:
        """Past its day and not out, or out only after it."""
        day = self.line.target_date
        if day is None or self.line.is_removed:
            return False
        out = self.answer.public_at
        return (timezone.localdate(out) if out else timezone.localdate()) > day

    @property
    def is_out(self) -> bool:
        return self.answer.progress is Progress.PUBLIC


def plan_of(month: date) -> EditorialPlan | None:
    return EditorialPlan.objects.select_related("approved_by").filter(month=month).first()


def lines_of(plan: EditorialPlan | None, user: User | None = None) -> list[PlannedLine]:
    """The plan's lines in their order; the number of queries does not grow with them."""
    if plan is None:
        return []
    rows = list(plan.lines.select_related("section", "unit", "person", "marked_by"))
    found = answers((row.item_id for row in rows), user)
    return [PlannedLine(row, found.get(row.item_id or 0, NO_ANSWER)) for row in rows]


def _refuse_strangers(user: User) -> None:
    if not may_plan(user):
        raise Refused([_("Chỉ Tổ Thư ký và Ban Biên tập lập kế hoạch.")])


@transaction.atomic
def begin_plan(month: date, *, by: User) -> EditorialPlan:
    """The month's plan, made where there is none yet; raises `Refused`."""
    _refuse_strangers(by)
    plan, _made = EditorialPlan.objects.get_or_create(month=month.replace(day=1))
    return EditorialPlan.objects.select_for_update().get(pk=plan.pk)


@transaction.atomic
def set_orientation(month: date, text: str, *, version: int, by: User) -> None:
    """What the month is to be about, in words; raises `Refused` for a stale page."""
    plan = begin_plan(month, by=by)
    if (
        EditorialPlan.objects.filter(pk=plan.pk, version=version).update(
            orientation=text, version=F("version") + 1
        )
        != 1
    ):
        raise Refused([stale_plan()])


def stale_plan() -> str:
    return _("Kế hoạch vừa được người khác sửa hoặc duyệt. Hãy xem bản mới nhất rồi làm lại.")


@transaction.atomic
def add_line(month: date, *, by: User, **columns: Any) -> PlanLine:
    """A new line at the end, marked where the plan is approved already; raises `Refused`."""
    plan = begin_plan(month, by=by)
    if plan.lines.count() >= MOST_LINES:
        raise Refused([_("Kế hoạch một tháng chỉ có tối đa %(most)s dòng.") % {"most": MOST_LINES}])
    last = plan.lines.aggregate(last=Max("order"))["last"] or 0
    marks = _marks(plan, PlanLine.Mark.ADDED, by)
    return PlanLine.objects.create(plan=plan, order=last + 1, **columns, **marks)


@transaction.atomic
def change_line(line: PlanLine, *, version: int, by: User, **columns: Any) -> None:
    """Write the columns; raises `Refused`. In an approved plan the line is marked as changed."""
    plan = _lock_plan(line, by)
    marks = {} if line.mark == PlanLine.Mark.ADDED else _marks(plan, PlanLine.Mark.CHANGED, by)
    mine = PlanLine.objects.filter(pk=line.pk, version=version)
    if mine.update(version=F("version") + 1, **columns, **marks) != 1:
        raise Refused([stale_row()])


@transaction.atomic
def remove_line(line: PlanLine, *, version: int, by: User) -> None:
    """Take the line out; in an approved plan it stays, struck out, until the plan is approved again."""
    plan = _lock_plan(line, by)
    mine = PlanLine.objects.select_for_update().filter(pk=line.pk, version=version).first()
    if mine is None:
        raise Refused([stale_row()])
    if answer_of(mine).stands:
        raise Refused([_("Dòng này đã có bài viết; hãy bỏ gắn bài trước khi bỏ dòng.")])
    if not plan.is_approved or mine.mark == PlanLine.Mark.ADDED:
        mine.delete()
        return
    marks = _marks(plan, PlanLine.Mark.REMOVED, by)
    PlanLine.objects.filter(pk=mine.pk).update(version=F("version") + 1, **marks)


def _lock_plan(line: PlanLine, by: User) -> EditorialPlan:
    _refuse_strangers(by)
    return EditorialPlan.objects.select_for_update().get(pk=line.plan_id)


def _marks(plan: EditorialPlan, mark: str, by: User) -> dict[str, Any]:
    """What a change leaves on a line; the plan counts it, so that nobody approves what they did not see."""
    EditorialPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    return {"mark": mark, "marked_by": by, "marked_at": timezone.now()} if plan.is_approved else {}


@transaction.atomic
def approve_plan(plan: EditorialPlan, *, version: int, by: User) -> None:
    """The head of the board approves the plan that the page showed; marks and struck out lines go."""
    if not may_approve_plan(by):
        raise Refused([_("Chỉ Trưởng Ban Biên tập duyệt kế hoạch.")])
    mine = EditorialPlan.objects.filter(pk=plan.pk, version=version)
    changed = mine.update(
        standing=EditorialPlan.State.APPROVED,
        approved_by=by,
        approved_at=timezone.now(),
        version=F("version") + 1,
    )
    if changed != 1:
        raise Refused([stale_plan()])
    if not plan.lines.exclude(mark=PlanLine.Mark.REMOVED).exists():
        raise Refused([_("Kế hoạch chưa có dòng nào.")])
    plan.lines.filter(mark=PlanLine.Mark.REMOVED).delete()
    plan.lines.exclude(mark="").update(mark="", marked_by=None, marked_at=None)


@transaction.atomic
def copy_plan(source: date, month: date, *, by: User) -> int:
    """Copy the lines of another month that this one does not have yet; returns how many. Raises `Refused`.

    Days keep their number, at most the last of the month; articles stay with the lines they were written for.
    """
    lines = list(PlanLine.objects.filter(plan__month=source).exclude(mark=PlanLine.Mark.REMOVED))
    if not lines:
        raise Refused([_("Tháng trước không có kế hoạch để chép.")])
    plan = begin_plan(month, by=by)
    there = set(plan.lines.values_list("topic", flat=True))
    wanted = [line for line in lines if line.topic not in there][: MOST_LINES - len(there)]
    for line in wanted:
        names = ("topic", "section", "unit", "person", "note")
        add_line(
            month,
            by=by,
            **{name: getattr(line, name) for name in names},
            target_date=same_day(line.target_date, month),
        )
    return len(wanted)


def same_day(day: date | None, month: date) -> date | None:
    """The day with the same number in that month, its last one where it is shorter."""
    if day is None:
        return None
    return month.replace(day=min(day.day, calendar.monthrange(month.year, month.month)[1]))
