"""What each move writes besides the state: one small function per verb, called by `workflow` only."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.actors import acts_at, may_write, open_assignments
from editorial.models import Edition, Review, ReviewAssignment, Takedown
from editorial.refusing import missing_verdicts
from editorial.routes import (
    APPROVING_VERBS,
    approving_steps,
    current_regulation,
    find_step,
    preset_for,
    route_for,
    step_of,
    steps_after,
)
from editorial.states import Move, State
from people.models import User
from regulations.schema import Step


@dataclass
class Outcome:
    """The columns that the compare-and-set writes, or the reasons why the details given will not do."""

    state: State
    step: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    item_columns: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


Effect = Callable[[Edition, Move, User, str, dict[str, Any]], Outcome]


def _submit(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    regulation = edition.regulation or current_regulation()
    edition.regulation = regulation
    step, passed = _next_step(edition, "", by)
    unit = edition.item.unit
    return Outcome(
        State.IN_REVIEW,
        step.key,
        columns={
            "regulation": regulation,
            "submitted_by": by,
            "submitted_at": timezone.now(),
            "signed_digest": "",
        },
        # HN-12.6a: who answered for the unit at the time of sending.
        data={"unit_head": unit.head_id, "passed_over": passed},
    )


def _next_step(edition: Edition, key: str, by: User) -> tuple[Step, list[str]]:
    """The next step, passing over those that the person acting has no need to approve to themselves."""
    passed: list[str] = []
    for step in steps_after(route_for(edition), key):
        if step.skip_if_author and acts_at(edition, step, by) and not key:
            passed.append(step.key)
            continue
        return step, passed
    raise AssertionError("a route ends with a step that publishes")


def _forward(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    step, _passed = _next_step(edition, edition.step, by)
    return Outcome(State.IN_REVIEW, step.key)


def _withdraw(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    _close_assignments(edition)
    return Outcome(State.DRAFT)


def _reopen(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.DRAFT)


def _return(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """Back to the step that the regulation names (HN-12.4.3c), else to the author."""
    step = step_of(edition)
    target = step.return_to if step else ""
    back = find_step(route_for(edition), target)
    columns = {"signed_digest": "", "approved_by": None, "approved_at": None}
    if back is not None and APPROVING_VERBS & set(back.verbs):
        # An approver takes it up again as a case before him, not as a text sent back for editing.
        return Outcome(State.IN_REVIEW, back.key, columns=columns)
    _close_assignments(edition)
    return Outcome(State.RETURNED, target, columns=columns)


def _refuse(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    reason = preset_for(edition).refusal_reason(details.get("reason", ""))
    if reason is None:
        return Outcome(State.REFUSED, reasons=[_("Hãy chọn lý do từ chối theo quy chế.")])
    basis = str(details.get("legal_basis", "")).strip()
    if reason.needs_basis and not basis:
        return Outcome(State.REFUSED, reasons=[_("Lý do này phải kèm căn cứ pháp luật cụ thể.")])
    _close_assignments(edition)
    data = {"reason": reason.code, "label": reason.label, "citation": reason.citation, "legal_basis": basis}
    return Outcome(State.REFUSED, data=data)


def _ask_opinion(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.IN_REVIEW, edition.step, columns={"sensitive": True})


def _give_opinion(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    verdict = details.get("verdict", "")
    if verdict not in {Review.Verdict.AGREE, Review.Verdict.DISAGREE}:
        return Outcome(State.IN_REVIEW, reasons=[_("Hãy chọn đồng ý hoặc không đồng ý.")])
    if verdict == Review.Verdict.DISAGREE and not note:
        return Outcome(State.IN_REVIEW, reasons=[_("Hãy ghi vì sao không đồng ý.")])
    _write_review(edition, Review.Kind.OPINION, verdict, note, by)
    return Outcome(State.IN_REVIEW, edition.step, data={"verdict": verdict})


def _review(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    verdict = details.get("verdict", "")
    if verdict not in {Review.Verdict.AGREE, Review.Verdict.CHANGE, Review.Verdict.REMARK}:
        return Outcome(State.IN_REVIEW, reasons=[_("Hãy chọn kết luận thẩm định.")])
    if verdict != Review.Verdict.AGREE and not note:
        return Outcome(State.IN_REVIEW, reasons=[_("Hãy ghi nhận xét hoặc đề nghị sửa.")])
    assignment = open_assignments(edition).get(reviewer=by, review=None)
    _write_review(edition, Review.Kind.REVIEW, verdict, note, by, assignment)
    return Outcome(State.IN_REVIEW, edition.step, data={"verdict": verdict})


def _write_review(
    edition: Edition,
    kind: Review.Kind,
    verdict: str,
    text: str,
    by: User,
    assignment: ReviewAssignment | None = None,
) -> None:
    Review.objects.create(
        item=edition.item,
        edition_number=edition.number,
        kind=kind,
        verdict=verdict,
        text=text,
        by=by,
        digest=edition.digest(),
        assignment=assignment,
    )


def _assign(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """One or several reviewers (TS-III.3.9b), with a day on which the verdict is due."""
    reviewers: list[User] = list(details.get("reviewers", ()))
    due_on: date | None = details.get("due_on")
    if reasons := _unfit_reviewers(edition, reviewers, due_on):
        return Outcome(State.IN_REVIEW, reasons=reasons)
    for reviewer in reviewers:
        ReviewAssignment.objects.create(
            item=edition.item,
            edition_number=edition.number,
            reviewer=reviewer,
            assigned_by=by,
            due_on=due_on,
        )
    return Outcome(State.IN_REVIEW, edition.step, data={"reviewers": [one.pk for one in reviewers]})


def _unfit_reviewers(edition: Edition, reviewers: list[User], due_on: date | None) -> list[str]:
    if not reviewers:
        return [_("Hãy chọn ít nhất một người thẩm định.")]
    already = set(open_assignments(edition).values_list("reviewer_id", flat=True))
    reasons = []
    for person in reviewers:
        if person.pk == edition.submitted_by_id:
            reasons.append(_("%(name)s là người gửi bài, không thể tự thẩm định.") % {"name": person})
        elif not may_write(person):
            reasons.append(_("%(name)s không tham gia biên tập, không thể thẩm định.") % {"name": person})
        elif person.pk in already:
            reasons.append(_("%(name)s đã được phân công.") % {"name": person})
    if due_on is not None and due_on < timezone.localdate():
        reasons.append(_("Hạn cho ý kiến đã qua."))
    return reasons


def _close_assignments(edition: Edition) -> None:
    open_assignments(edition).update(closed_at=timezone.now())


def _sign(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """Signed, and waiting for the technical group: the text is locked by its digest (TS-III.3.9d)."""
    step, _passed = _next_step(edition, edition.step, by)
    columns = {"approved_by": by, "approved_at": timezone.now(), "signed_digest": edition.digest()}
    return Outcome(State.APPROVED, step.key, columns=columns, data={"overridden": missing_verdicts(edition)})


def _publish(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    columns = {"approved_by": by, "approved_at": timezone.now(), "signed_digest": edition.digest()}
    return _go_public(edition, columns, details)


def _post(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return _go_public(edition, {}, details)


def _publish_urgently(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """At once, whatever hour was set; flagged until another person confirms (Whitehall's force publish)."""
    now = timezone.now()
    columns = {
        "regulation": edition.regulation or current_regulation(),
        "submitted_by": edition.submitted_by or by,
        "submitted_at": edition.submitted_at or now,
        "approved_by": by,
        "approved_at": now,
        "signed_digest": edition.digest(),
        "urgent_by": by,
        "urgent_confirmed_by": None,
    }
    _close_assignments(edition)
    return _go_public(edition, columns, {"publish_at": None})


def _go_public(edition: Edition, columns: dict[str, Any], details: dict[str, Any]) -> Outcome:
    """Now, or at the hour that the text asks for or that the person publishing has set instead."""
    now = timezone.now()
    asked: datetime | None = details.get("publish_at", edition.publish_at)
    moment = max(asked or now, now)
    if edition.expires_at is not None and edition.expires_at <= moment:
        return Outcome(
            State.PUBLISHED, reasons=[_("Thời hạn hiển thị kết thúc trước giờ đăng; hãy sửa một trong hai.")]
        )
    columns |= {
        "publish_at": asked,
        "published_at": moment,
        "first_public_at": first_public_moment(edition) or moment,
    }
    if moment > now:
        return Outcome(State.APPROVED, "", columns=columns, data={"scheduled_for": moment.isoformat()})
    return Outcome(State.PUBLISHED, "", columns=columns)


def _unschedule(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """Back before the approver, with no date of publication any more."""
    columns = {
        "published_at": None,
        "publish_at": None,
        "approved_by": None,
        "approved_at": None,
        "signed_digest": "",
        "first_public_at": first_public_moment(edition),
    }
    return Outcome(State.IN_REVIEW, approving_steps(route_for(edition))[-1].key, columns=columns)


def first_public_moment(edition: Edition) -> datetime | None:
    """When an earlier edition of the same item was first public; None if none was."""
    earlier = type(edition)._base_manager.filter(item=edition.item_id, number__lt=edition.number)
    return earlier.order_by("first_public_at").values_list("first_public_at", flat=True).first()


def _confirm_urgent(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.PUBLISHED, columns={"urgent_confirmed_by": by})


def _stay_public(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.PUBLISHED)


def _hide(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.PUBLISHED, item_columns={"suspended_at": timezone.now()})


def _unhide(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(State.PUBLISHED, item_columns={"suspended_at": None})


def _take_down(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    ground = preset_for(edition).takedown_ground(details.get("ground", ""))
    if ground is None:
        return Outcome(State.TAKEN_DOWN, reasons=[_("Hãy chọn căn cứ gỡ bỏ.")])
    Takedown.objects.create(
        item=edition.item,
        edition_number=edition.number,
        ground=ground.code,
        note=note,
        explanation=str(details.get("explanation", "")).strip(),
        decided_by=by,
    )
    columns = {"taken_down_at": timezone.now(), "suspended_at": None}
    return Outcome(
        State.TAKEN_DOWN, item_columns=columns, data={"ground": ground.code, "label": ground.label}
    )


def _restore(edition: Edition, move: Move, by: User, note: str, details: dict[str, Any]) -> Outcome:
    active = Takedown.objects.filter(item=edition.item, restored_at=None)
    active.update(restored_by=by, restored_at=timezone.now())
    return Outcome(State.PUBLISHED, item_columns={"taken_down_at": None})


EFFECTS: dict[str, Effect] = {
    "submit": _submit,
    "withdraw": _withdraw,
    "reopen": _reopen,
    "forward": _forward,
    "assign": _assign,
    "review": _review,
    "ask_opinion": _ask_opinion,
    "give_opinion": _give_opinion,
    "publish": _publish,
    "sign": _sign,
    "post": _post,
    "return": _return,
    "refuse": _refuse,
    "unschedule": _unschedule,
    "publish_urgently": _publish_urgently,
    "confirm_urgent": _confirm_urgent,
    "appear": _stay_public,
    "expire": _stay_public,
    "hide": _hide,
    "unhide": _unhide,
    "take_down": _take_down,
    "restore": _restore,
}
