"""Why a move may not be made, in sentences fit for the person who asked (style.md §3, habit 3)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from editorial import checklist
from editorial.actors import may_move, open_assignments
from editorial.models import Edition, Review
from editorial.routes import route_for, step_of, steps_after
from editorial.states import MOVES, Move, State, Who
from people.models import User

Condition = Callable[[Edition, User, str | None], str]


def refusals(edition: Edition, verb: str, *, by: User, note: str | None = None) -> list[str]:
    """Every reason why this person may not do this now; empty when it is allowed.

    Pages and `perform` ask the same question. A page that only decides which buttons to show passes no
    note, and then none is asked for.
    """
    move = MOVES[verb]
    # The clock itself writes down what visitors already see, so it goes by what is written.
    state = State(edition.state) if move.who is Who.CLOCK else edition.current_state
    if state not in move.sources:
        words = {"move": move.label, "state": state.label}
        return [_("Không thể “%(move)s” khi nội dung đang ở trạng thái “%(state)s”.") % words]
    if not may_move(edition, move, by):
        return [_("Việc “%(move)s” không thuộc quyền của bạn ở bước này.") % {"move": move.label}]
    found = [condition(edition, by, note) for condition in _conditions_of(move)]
    reasons = [reason for reason in found if reason]
    if move.ready:
        reasons += checklist.blocking(edition, verb)
    return reasons


def _conditions_of(move: Move) -> list[Condition]:
    conditions = list(_CONDITIONS.get(move.verb, ()))
    if move.other_eyes:
        conditions.append(_other_eyes)
    if move.needs_note:
        conditions.append(_note_given)
    return conditions


def note_demanded(edition: Edition, verb: str, *, by: User) -> bool:
    """Whether the form of this move must ask for a reason."""
    return MOVES[verb].needs_note or (verb == "sign" and bool(missing_verdicts(edition)))


def missing_verdicts(edition: Edition) -> list[str]:
    """What the head would be overriding by signing now (TS-III.3.9d)."""
    step = step_of(edition)
    if step is None or "assign" not in step.verbs:
        return []
    assignments = list(open_assignments(edition).select_related("reviewer"))
    if not assignments:
        return [_("Chưa phân công người thẩm định.")]
    heard = set(Review.objects.filter(assignment__in=assignments).values_list("assignment_id", flat=True))
    return [
        _("Chưa có ý kiến của %(name)s.") % {"name": one.reviewer}
        for one in assignments
        if one.pk not in heard
    ]


def valid_opinion(edition: Edition) -> Review | None:
    """The head's latest opinion on exactly this text; an opinion on an earlier text does not count."""
    given = Review.objects.filter(
        item=edition.item_id,
        edition_number=edition.number,
        kind=Review.Kind.OPINION,
        digest=edition.digest(),
    )
    return given.order_by("-pk").first()


def _other_eyes(edition: Edition, by: User, note: str | None) -> str:
    if edition.submitted_by_id == by.pk:
        return _("Người gửi bài không được tự duyệt bài của mình.")
    if edition.information_provider_id == by.pk:
        return _("Bài này được nhập thay bạn nên người khác phải duyệt.")
    return ""


def _note_given(edition: Edition, by: User, note: str | None) -> str:
    return _("Hãy ghi lý do.") if note is not None and not note.strip() else ""


def _opinion_heard(edition: Edition, by: User, note: str | None) -> str:
    step = step_of(edition)
    if not edition.needs_opinion or step is None or not step.opinion_of or by.has_role(step.opinion_of):
        return ""
    opinion = valid_opinion(edition)
    if opinion is None:
        return _("Nội dung nhạy cảm: phải có ý kiến của Trưởng ban về đúng bản này trước khi duyệt.")
    if opinion.verdict != Review.Verdict.AGREE:
        return _("Trưởng ban không đồng ý cho đăng nội dung này.")
    return ""


def _urgent_opinion_heard(edition: Edition, by: User, note: str | None) -> str:
    """Urgency is no way round the head: a sensitive item needs the opinion of the step that asks for one."""
    asking = [step.opinion_of for step in route_for(edition).steps if step.opinion_of]
    if not edition.needs_opinion or not asking or by.has_role(*asking):
        return ""
    opinion = valid_opinion(edition)
    if opinion is None or opinion.verdict != Review.Verdict.AGREE:
        return _("Nội dung nhạy cảm: chỉ được đăng khẩn khi Trưởng ban đã đồng ý với đúng bản này.")
    return ""


def _filed(edition: Edition, by: User, note: str | None) -> str:
    step = step_of(edition)
    if step is not None and step.needs_section and edition.section is None:
        return _("Hãy chọn chuyên mục trước khi chuyển tiếp.")
    return ""


def _filed_at_submission(edition: Edition, by: User, note: str | None) -> str:
    if route_for(edition).section_at_submit and edition.section is None:
        return _("Hãy chọn chuyên mục trước khi gửi: chuyên mục quyết định ai biên tập bài này.")
    return ""


def _filed_anywhere(edition: Edition, by: User, note: str | None) -> str:
    asked = any(step.needs_section for step in route_for(edition).steps)
    return _("Hãy chọn chuyên mục trước khi đăng.") if asked and edition.section is None else ""


def _sent_back_to_author(edition: Edition, by: User, note: str | None) -> str:
    if edition.state == State.RETURNED and edition.step:
        return _("Bài được trả lại để biên tập; bước đó xử lý tiếp, không phải tác giả.")
    return ""


def _has_next_step(edition: Edition, by: User, note: str | None) -> str:
    if not steps_after(route_for(edition), edition.step):
        return _("Đây là bước cuối của quy trình.")
    return ""


def _scheduled(edition: Edition, by: User, note: str | None) -> str:
    return "" if edition.is_scheduled else _("Bài này chưa được hẹn giờ đăng.")


def _text_as_signed(edition: Edition, by: User, note: str | None) -> str:
    if edition.signed_digest and edition.signed_digest != edition.digest():
        return _("Nội dung đã khác bản được ký duyệt; hãy trả lại để ký lại.")
    return ""


def _item_not_taken_down(edition: Edition, by: User, note: str | None) -> str:
    if edition.item.taken_down_at is not None:
        return _("Nội dung này đã bị gỡ bỏ; Hiệu trưởng phải khôi phục trước.")
    return ""


def _verdicts_in(edition: Edition, by: User, note: str | None) -> str:
    missing = missing_verdicts(edition)
    if note is not None and not note.strip() and missing:
        return " ".join([*missing, _("Muốn ký ngay, hãy ghi lý do.")])
    return ""


def _needs_confirmation(edition: Edition, by: User, note: str | None) -> str:
    if not edition.owes_urgent_confirmation:
        return _("Không có việc đăng khẩn nào cần xác nhận.")
    if by.pk in {edition.urgent_by_id, edition.submitted_by_id}:
        return _("Người khác phải xác nhận việc đăng khẩn, không phải người đã đăng hoặc đã gửi.")
    return ""


def _not_hidden(edition: Edition, by: User, note: str | None) -> str:
    return _("Nội dung đang được tạm ẩn.") if edition.item.suspended_at else ""


def _hidden(edition: Edition, by: User, note: str | None) -> str:
    return "" if edition.item.suspended_at else _("Nội dung không bị tạm ẩn.")


def _has_expired(edition: Edition, by: User, note: str | None) -> str:
    return "" if edition.is_expired else _("Nội dung chưa hết hạn hiển thị.")


def _is_due(edition: Edition, by: User, note: str | None) -> str:
    return "" if edition.is_due else _("Chưa đến giờ đăng.")


def _opinion_is_asked(edition: Edition, by: User, note: str | None) -> str:
    return "" if edition.needs_opinion else _("Nội dung này không cần ý kiến của Trưởng ban.")


def _no_other_open(edition: Edition, by: User, note: str | None) -> str:
    others = edition.item.editions.in_progress().exclude(pk=edition.pk)
    return _("Đã có một bản sửa đổi khác đang làm.") if others.exists() else ""


_CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "submit": (_sent_back_to_author, _filed_at_submission, _item_not_taken_down),
    "reopen": (_no_other_open,),
    "forward": (_has_next_step, _filed, _opinion_heard),
    "give_opinion": (_opinion_is_asked,),
    "publish": (_filed, _opinion_heard, _item_not_taken_down),
    "sign": (_filed, _opinion_heard, _verdicts_in, _item_not_taken_down),
    "post": (_text_as_signed, _item_not_taken_down),
    "unschedule": (_scheduled,),
    "publish_urgently": (_filed_anywhere, _urgent_opinion_heard, _item_not_taken_down),
    "confirm_urgent": (_needs_confirmation,),
    "appear": (_is_due, _item_not_taken_down),
    "expire": (_has_expired,),
    "hide": (_not_hidden,),
    "unhide": (_hidden,),
}
