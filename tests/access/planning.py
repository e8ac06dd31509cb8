"""Rota, plan, targets and reviews of the units: the addresses, who may do what there, what they name."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from content.models import ChangeRequest, EditorialPlan, PlanLine, RotaTurn, UnitReview
from content.reviewing.applying import seen_of
from content.reviewing.reviews import Wish, record
from content.reviewing.subject import digest_of, subject_of
from people.models import StaffMember
from tests.access.row import Row
from tests.school import School

PLANNED = (RotaTurn, EditorialPlan, PlanLine, UnitReview, ChangeRequest, StaffMember)
PLANNERS = "thuky phoban truongban hieutruong"
# The turn and the line are those of giaovien's unit.
WRITERS = f"giaovien totruong {PLANNERS}"
# The review is that of the unit of totruong; who may read it, and may do nothing about it.
READERS = "phoban truongban hieutruong thanhtra totruong"
HANDLERS = "vanthu thuky quantri"


def planning_rows() -> dict[str, Row]:
    """The rows of the table."""
    only_post, month = "405 *", "2026 11"
    answered = {
        "write": Row(only_post, f"302 {WRITERS}; 403 *"),
        "link": Row(only_post, f"422 {WRITERS}; 403 *"),
        "unlink": Row(only_post, f"302 {WRITERS}; 403 *", data="unversioned"),
    }
    rota = {
        "changelist": Row("200 *"),
        "draw_up": Row(f"200 {PLANNERS}; 403 *", f"422 {PLANNERS}; 403 *"),
        "change": Row("200 *", f"302 {PLANNERS}; 403 *", data="turn"),
        "swap": Row(only_post, f"422 {PLANNERS}; 403 *"),
        "remove": Row(only_post, f"302 {PLANNERS}; 403 *", data="unversioned"),
        **answered,
    }
    plan = {
        "line": Row("200 *", f"302 {PLANNERS}; 403 *", data="plan_line"),
        "remove_line": Row(only_post, f"302 {PLANNERS}; 403 *", data="unversioned"),
        **answered,
    }
    plan_month = {
        "month": Row("200 *", args=month),
        "orientation": Row(only_post, f"302 {PLANNERS}; 403 *", month, "unversioned"),
        "add_line": Row(only_post, f"302 {PLANNERS}; 403 *", month, "plan_line"),
        "copy": Row(only_post, f"409 {PLANNERS}; 403 *", month),
        "approve": Row(only_post, "302 truongban; 409 thuky phoban hieutruong; 403 *", month, "unversioned"),
    }
    seen = f"200 {READERS} {HANDLERS}; 404 *"
    head_only = f"302 totruong; 403 {READERS.replace(' totruong', '')} {HANDLERS}; 404 *"
    handled = f"302 {HANDLERS}; 403 {READERS}; 404 *"
    reviews = {
        "changelist": Row("200 *"),
        "unit": Row(seen, args="own_unit"),
        "unchanged": Row(only_post, head_only, "own_unit", "unit_seen"),
        "changes": Row(head_only.replace("302", "200"), head_only, "own_unit", "unit_wish"),
        "change": Row(seen, args="review"),
        "apply": Row(
            only_post, f"302 vanthu quantri; 409 thuky; 403 {READERS}; 404 *", "request", "request_seen"
        ),
        "revise": Row(only_post, f"409 {HANDLERS}; 403 {READERS}; 404 *", "request"),
        "done": Row(only_post, handled, "request", "reason"),
        "decline": Row(only_post, handled, "request", "reason"),
    }
    desk = {
        "targets": Row("200 *"),
        "targets_file": Row("200 *"),
        "targets_remind": Row(only_post, f"302 {PLANNERS}; 403 *"),
        "freshness": Row("200 *"),
    }
    return {
        **{f"admin:content_rotaturn_{page}": _of(one, page, "turn") for page, one in rota.items()},
        "admin:content_editorialplan_changelist": Row("200 *"),
        **{f"admin:content_editorialplan_{page}": _of(one, page, "line") for page, one in plan.items()},
        **{f"admin:content_editorialplan_{page}": one for page, one in plan_month.items()},
        **{f"admin:content_unitreview_{page}": one for page, one in reviews.items()},
        **{f"admin:{page}": one for page, one in desk.items()},
    }


def _of(one: Row, page: str, args: str) -> Row:
    """The same page of a turn or of a line; the lists are nobody's in particular."""
    if page in {"changelist", "draw_up"}:
        return one
    return Row(one.get, one.post, args, one.data)


def planned(school: School) -> dict[str, list[Any]]:
    """A turn, a line of a plan and a review with a request, all of the unit of giaovien."""
    today = timezone.localdate()
    turn = RotaTurn.objects.create(
        unit=school.unit, period="week", starts_on=today, ends_on=today, theme="Bài", made_by=school.thuky
    )
    plan = EditorialPlan.objects.create(month="2026-11-01")
    line = PlanLine.objects.create(plan=plan, topic="Ngày Nhà giáo", unit=school.unit)
    member = StaffMember.objects.create(full_name="Cô Lan", position="Giáo viên", unit=school.unit)
    seen = digest_of(subject_of(school.unit))
    wish = Wish("staff_change", staff=member, before={"position": "Giáo viên"}, after={"position": "Tổ phó"})
    review = record(school.unit, by=school.totruong, seen=seen, after=0, wishes=[wish])
    return {
        "turn": [turn.pk],
        "line": [line.pk],
        "own_unit": [school.unit.pk],
        "review": [review.pk],
        "request": [review.requests.get().pk],
    }


def planning_posts() -> dict[str, Callable[[], dict[str, Any]]]:
    """What is sent to these addresses; all of it would be accepted from the right person."""
    request = ChangeRequest.objects.select_related("review__unit", "staff").get()
    unit = request.review.unit
    drawn = {"seen": digest_of(subject_of(unit)), "after": request.review_id}
    whole = {
        f"staff-{one.pk}-{name}": getattr(one, name)
        for one in StaffMember.objects.filter(unit=unit)
        for name in ("full_name", "position")
    }
    return {
        "unversioned": lambda: {"version": 0},
        "turn": lambda: {"version": 0, "unit": unit.pk, "theme": "Chủ đề khác"},
        "plan_line": lambda: {"version": 0, "topic": "Việc khác", "target_date": "2026-11-20"},
        "unit_seen": lambda: drawn,
        "unit_wish": lambda: {**drawn, **whole, "other-words": "Đổi tên tổ."},
        "request_seen": lambda: {"seen": seen_of(request)},
        "reason": lambda: {"reason": "Đã làm ở danh bạ."},
    }
