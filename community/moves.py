"""What the school does with a request from outside, as one table (like `editorial.states`)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.choices import ABOUT_DATA, CLOSED, OPEN, Kind, Status

# Who reads requests, with what people outside wrote; an inspector sees them without the person.
SEES = ("secretariat", "deputy", "chair", "principal", "school_leaders")
OVERSEES = ("inspector",)
HANDLES = ("secretariat", "deputy", "chair", "principal")
BOARD = ("deputy", "chair", "principal")
# HN-12.5b: the principal alone decides on a takedown.
DECIDES_TAKEDOWN = ("principal",)
DECIDES = ("deputy", "chair", "principal")


@dataclass(frozen=True)
class Move:
    """`target` None leaves the status; `demands` names the words without which it is refused.

    `tells` names the letter that the person outside is sent (`community.letters`), "" for none.
    """

    verb: str
    label: str | Promise
    kinds: tuple[Kind, ...]
    sources: frozenset[Status]
    target: Status | None
    roles: tuple[str, ...]
    demands: str = ""  # "note" (for the desk) or "message" (for the person outside)
    tells: str = ""
    danger: bool = False


ALL = tuple(Kind)
UNDECIDED = OPEN - {Status.CORRECTING}
_TABLE = (
    Move(
        "acknowledge",
        _("Tiếp nhận"),
        ALL,
        frozenset({Status.NEW}),
        Status.RECEIVED,
        HANDLES,
        tells="acknowledged",
    ),
    Move("assign", _("Giao người xử lý"), ALL, OPEN, None, HANDLES),
    Move(
        "ask",
        _("Hỏi lại người gửi"),
        ALL,
        UNDECIDED - {Status.ASKED},
        Status.ASKED,
        HANDLES,
        demands="message",
        tells="asked",
    ),
    Move("advise", _("Ghi ý kiến đề xuất"), ALL, UNDECIDED, None, SEES, demands="note"),
    Move("hide", _("Tạm ẩn nội dung ngay"), ALL, OPEN, None, BOARD, demands="note", danger=True),
    Move("unhide", _("Hiện lại nội dung"), ALL, OPEN | CLOSED, None, BOARD, demands="note"),
    Move(
        "take_down",
        _("Chấp nhận và gỡ bỏ"),
        (Kind.TAKEDOWN,),
        UNDECIDED,
        Status.DONE,
        DECIDES_TAKEDOWN,
        demands="message",
        tells="answered",
        danger=True,
    ),
    Move(
        "correct",
        _("Chấp nhận đính chính"),
        (Kind.CORRECTION,),
        UNDECIDED,
        Status.CORRECTING,
        DECIDES,
        tells="to_be_corrected",
    ),
    Move(
        "open_correction",
        _("Mở bản đính chính để soạn"),
        (Kind.CORRECTION,),
        frozenset({Status.CORRECTING}),
        None,
        HANDLES,
    ),
    Move(
        "finish",
        _("Đã thực hiện xong"),
        ABOUT_DATA,
        UNDECIDED,
        Status.DONE,
        DECIDES,
        demands="message",
        tells="answered",
    ),
    Move(
        "reject_takedown",
        _("Không chấp nhận"),
        (Kind.TAKEDOWN,),
        UNDECIDED,
        Status.REJECTED,
        DECIDES_TAKEDOWN,
        demands="message",
        tells="answered",
        danger=True,
    ),
    Move(
        "reject",
        _("Không chấp nhận"),
        tuple(kind for kind in Kind if kind != Kind.TAKEDOWN),
        OPEN,
        Status.REJECTED,
        DECIDES,
        demands="message",
        tells="answered",
        danger=True,
    ),
    Move(
        "reopen",
        _("Xem xét lại"),
        ALL,
        frozenset({Status.REJECTED, Status.WITHDRAWN}),
        Status.RECEIVED,
        DECIDES_TAKEDOWN,
        demands="note",
    ),
)
MOVES = {move.verb: move for move in _TABLE}

# What else is written in the history of a request.
OTHER_VERBS = {
    "receive": _("Gửi đề nghị"),
    "confirm": _("Người gửi xác nhận địa chỉ thư"),
    "disown": _("Chủ địa chỉ thư báo không gửi đề nghị này"),
    "supplement": _("Người gửi bổ sung"),
    "withdraw": _("Người gửi rút đề nghị"),
    "corrected": _("Bản đính chính đã đăng"),
    "purge": _("Xóa dữ liệu cá nhân của người gửi"),
}
VERBS = [(verb, move.label) for verb, move in MOVES.items()] + list(OTHER_VERBS.items())
