"""The editorial workflow as data: every state and every move, in one table (architecture.md §3)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    IN_REVIEW = "in_review", _("Đang xét duyệt")
    RETURNED = "returned", _("Trả lại để sửa")
    REFUSED = "refused", _("Từ chối")
    APPROVED = "approved", _("Đã duyệt, chờ đăng")
    PUBLISHED = "published", _("Đã đăng")
    SUPERSEDED = "superseded", _("Đã có bản mới")
    TAKEN_DOWN = "taken_down", _("Đã gỡ bỏ")


IN_PROGRESS = frozenset({State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED})
ONCE_PUBLIC = frozenset({State.PUBLISHED, State.SUPERSEDED, State.TAKEN_DOWN})


class Who(StrEnum):
    """The answer to “who may make this move?”; `editorial.actors` decides for a given person."""

    AUTHOR = "author"
    STEP = "step"  # whoever the current step of the route names, if the step lists the verb
    OPINION = "opinion"  # the role whose opinion the current step asks for
    REVIEWER = "reviewer"  # assigned by the head, verdict still owed
    APPROVER = "approver"  # who may approve on this item's route
    BOARD = "board"
    PRINCIPAL = "principal"
    CLOCK = "clock"  # the portal's own robot


@dataclass(frozen=True)
class Move:
    verb: str
    label: str | Promise
    sources: frozenset[State]
    target: State
    who: Who
    later: State | None = None  # the target when the hour of publication is still to come
    needs_note: bool = False
    other_eyes: bool = False  # never by the person who submitted (requirement Q8-3.1, four eyes)
    ready: bool = False  # the content must be complete
    danger: bool = False


def _move(verb: str, label: str | Promise, sources: set[State], target: State, who: Who, **rest: Any) -> Move:
    return Move(verb, label, frozenset(sources), target, who, **rest)


S = State
_TABLE = (
    _move("submit", _("Gửi duyệt"), {S.DRAFT, S.RETURNED}, S.IN_REVIEW, Who.AUTHOR, ready=True),
    _move("withdraw", _("Rút lại để sửa"), {S.IN_REVIEW}, S.DRAFT, Who.AUTHOR),
    _move("reopen", _("Soạn lại"), {S.REFUSED}, S.DRAFT, Who.AUTHOR),
    _move(
        "forward", _("Chuyển bước tiếp theo"), {S.IN_REVIEW, S.RETURNED}, S.IN_REVIEW, Who.STEP, ready=True
    ),
    _move("assign", _("Phân công người duyệt"), {S.IN_REVIEW}, S.IN_REVIEW, Who.STEP),
    _move("review", _("Ghi ý kiến thẩm định"), {S.IN_REVIEW}, S.IN_REVIEW, Who.REVIEWER, other_eyes=True),
    _move("ask_opinion", _("Xin ý kiến Trưởng ban"), {S.IN_REVIEW}, S.IN_REVIEW, Who.STEP, needs_note=True),
    _move("give_opinion", _("Cho ý kiến"), {S.IN_REVIEW}, S.IN_REVIEW, Who.OPINION, other_eyes=True),
    _move(
        "publish",
        _("Duyệt và đăng"),
        {S.IN_REVIEW},
        S.PUBLISHED,
        Who.STEP,
        later=S.APPROVED,
        other_eyes=True,
        ready=True,
    ),
    _move("sign", _("Ký duyệt"), {S.IN_REVIEW}, S.APPROVED, Who.STEP, other_eyes=True, ready=True),
    _move("post", _("Đăng lên cổng"), {S.APPROVED}, S.PUBLISHED, Who.STEP, later=S.APPROVED, ready=True),
    _move(
        "return",
        _("Trả lại"),
        {S.IN_REVIEW, S.RETURNED, S.APPROVED},
        S.RETURNED,
        Who.STEP,
        needs_note=True,
    ),
    _move("refuse", _("Từ chối đăng"), {S.IN_REVIEW}, S.REFUSED, Who.STEP, needs_note=True, danger=True),
    _move("unschedule", _("Hủy hẹn giờ"), {S.APPROVED}, S.IN_REVIEW, Who.APPROVER, needs_note=True),
    _move(
        "publish_urgently",
        _("Đăng khẩn"),
        {S.DRAFT, S.IN_REVIEW, S.RETURNED, S.APPROVED},
        S.PUBLISHED,
        Who.APPROVER,
        needs_note=True,
        ready=True,
        danger=True,
    ),
    _move("confirm_urgent", _("Xác nhận tin đăng khẩn"), {S.PUBLISHED}, S.PUBLISHED, Who.APPROVER),
    _move("appear", _("Đến giờ đăng"), {S.APPROVED}, S.PUBLISHED, Who.CLOCK),
    _move("expire", _("Hết hạn hiển thị"), {S.PUBLISHED}, S.PUBLISHED, Who.CLOCK),
    _move("hide", _("Tạm ẩn"), {S.PUBLISHED}, S.PUBLISHED, Who.BOARD, needs_note=True, danger=True),
    _move("unhide", _("Hiện lại"), {S.PUBLISHED}, S.PUBLISHED, Who.BOARD, needs_note=True),
    _move("take_down", _("Gỡ bỏ"), {S.PUBLISHED}, S.TAKEN_DOWN, Who.PRINCIPAL, needs_note=True, danger=True),
    _move("restore", _("Khôi phục"), {S.TAKEN_DOWN}, S.PUBLISHED, Who.PRINCIPAL, needs_note=True),
)
MOVES: dict[str, Move] = {move.verb: move for move in _TABLE}

# What else is written in an item's history, without a change of state.
OTHER_VERBS = {
    "create": _("Tạo bản nháp"),
    "edit": _("Sửa nội dung"),
    "revise": _("Mở bản sửa đổi"),
    "discard": _("Xóa bản nháp"),
    "remark": _("Trao đổi"),
    "take_over": _("Tiếp quản việc sửa"),
    "share_preview": _("Gửi liên kết xem trước"),
    "revoke_preview": _("Thu hồi liên kết xem trước"),
    "receive_mail": _("Nhận từ thư điện tử"),
    "preview_answer": _("Ý kiến qua liên kết xem trước"),
    "link_report": _("Gắn tin với sự kiện"),
    "unlink_report": _("Gỡ tin khỏi sự kiện"),
    "outside_request": _("Có đề nghị từ bên ngoài"),
    "outside_answer": _("Đã trả lời đề nghị từ bên ngoài"),
    "send_document": _("Gửi nơi nhận"),
    "send_on": _("Gửi cấp trên"),
    "post_fanpage": _("Đã đăng fanpage"),
    "unpost_fanpage": _("Bỏ ghi đã đăng fanpage"),
}
