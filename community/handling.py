"""What the school does with a request: who may, why not, what follows; the table is in `community.moves`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.choices import CLOSED, Kind, Status
from community.models import OutsideRequest, RequestEvent
from community.moves import DECIDES, DECIDES_TAKEDOWN, HANDLES, MOVES, Move
from community.receiving import desk_people
from community.recording import tell_providers, write_event
from community.subjects import newest_public_edition
from editorial import drafting, workflow
from editorial.actors import people_with_role
from editorial.models import Edition
from editorial.workflow import Refused
from people.models import User


@dataclass
class Outcome:
    columns: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


Effect = Callable[[OutsideRequest, User, str, dict[str, Any]], Outcome]


def refusals(request: OutsideRequest, verb: str, *, by: User) -> list[str]:
    """Every reason why this person may not do this with the request now; empty when they may."""
    move = MOVES[verb]
    if not by.is_active or not by.has_role(*move.roles):
        return [_("Việc “%(move)s” không thuộc quyền của bạn.") % {"move": move.label}]
    if request.purged_at is not None:
        return [_("Dữ liệu của đề nghị này đã được xóa theo thời hạn lưu giữ.")]
    if request.kind not in move.kinds or request.status not in move.sources:
        words = {"move": move.label, "status": request.get_status_display()}
        return [_("Không thể “%(move)s” khi đề nghị đang ở tình trạng “%(status)s”.") % words]
    condition = _CONDITIONS.get(verb)
    reason = condition(request) if condition else ""
    return [reason] if reason else []


def allowed(request: OutsideRequest, *, by: User) -> list[Move]:
    """The moves of this person now, in the order of the table: the buttons of the page."""
    return [move for verb, move in MOVES.items() if not refusals(request, verb, by=by)]


@transaction.atomic
def perform(
    request: OutsideRequest,
    verb: str,
    *,
    by: User,
    version: int,
    note: str = "",
    message: str = "",
    **details: Any,
) -> RequestEvent:
    """Make the move and write its event, or raise `Refused` and change nothing.

    `version` is that of the request which the person's page was drawn with; `details` are the move's own.
    """
    fresh = OutsideRequest.objects.select_for_update(of=("self",)).select_related("item").get(pk=request.pk)
    move = MOVES[verb]
    if fresh.version != version:
        raise Refused([stale_refusal()])
    reasons = refusals(fresh, verb, by=by) or _missing_words(move, note, message)
    if reasons:
        raise Refused(reasons)
    outcome = _EFFECTS.get(verb, _nothing)(fresh, by, note, details)
    before = fresh.status
    _write(fresh, move, by, message, outcome.columns)
    event = write_event(
        fresh,
        verb,
        by=by,
        before=before,
        note=note,
        message=message,
        tells=move.tells if fresh.may_be_written_to else "",
        desk=_told(fresh, verb) - {by},
        data=outcome.data,
    )
    _tell_providers(fresh, move, by)
    request.refresh_from_db()
    return event


def stale_refusal() -> str:
    return _("Đề nghị này vừa có người khác xử lý; hãy xem lại rồi quyết định.")


def _missing_words(move: Move, note: str, message: str) -> list[str]:
    if move.demands == "note" and not note.strip():
        return [_("Hãy ghi lý do.")]
    if move.demands == "message" and not message.strip():
        return [_("Hãy ghi lời giải thích gửi người đề nghị.")]
    return []


def _write(request: OutsideRequest, move: Move, by: User, message: str, columns: dict[str, Any]) -> None:
    now = timezone.now()
    status = move.target or Status(request.status)
    columns = {**columns, "status": status, "version": F("version") + 1}
    # Whoever asks back or decides has seen it: that acknowledges it too.
    if move.target and request.acknowledged_at is None:
        columns["acknowledged_at"] = now
    if status in CLOSED and move.target:
        columns |= {"closed_at": now, "due_at": None}
    elif status not in CLOSED:
        acknowledged = request.acknowledged_at or columns.get("acknowledged_at")
        columns |= {"closed_at": None, "due_at": request.answer_by if acknowledged else request.due_at}
    if move.target in {Status.DONE, Status.REJECTED, Status.CORRECTING}:
        columns |= {"decided_by": by, "decided_at": now, "answer": message}
    unchanged = OutsideRequest.objects.filter(pk=request.pk, version=request.version, status=request.status)
    if unchanged.update(**columns) != 1:
        raise Refused([stale_refusal()])
    request.refresh_from_db()


def _told(request: OutsideRequest, verb: str) -> set[User]:
    """Who at the desk has something to do, or to know, after this move."""
    if verb == "assign" and request.assigned_to is not None:
        return {request.assigned_to}
    if verb == "advise":
        return people_with_role(*(DECIDES_TAKEDOWN if request.kind == Kind.TAKEDOWN else DECIDES))
    return desk_people(request) if verb in {"correct", "reopen"} else set()


def _tell_providers(request: OutsideRequest, move: Move, by: User) -> None:
    """The author and the unit hear how it ended; of a takedown the kernel's own event tells them."""
    if move.target in {Status.REJECTED, Status.CORRECTING}:
        tell_providers(request, "outside_answer", f"{request.get_kind_display()}: {move.label}", by=by)


def _public_edition(request: OutsideRequest) -> Any:
    return newest_public_edition(request.item) if request.item is not None else None


def _shown(request: OutsideRequest) -> str:
    edition = _public_edition(request)
    if edition is None:
        return _("Nội dung này hiện không đăng.")
    return _("Nội dung đang được tạm ẩn.") if edition.item.suspended_at else ""


def _hidden(request: OutsideRequest) -> str:
    edition = _public_edition(request)
    return "" if edition is not None and edition.item.suspended_at else _("Nội dung không bị tạm ẩn.")


def _may_be_corrected(request: OutsideRequest) -> str:
    return (
        "" if _public_edition(request) is not None else _("Nội dung này đã gỡ, không còn gì để đính chính.")
    )


def _no_correction_open(request: OutsideRequest) -> str:
    if request.item is not None and request.item.editions.in_progress().exists():
        return _("Đã có một bản sửa đổi đang làm.")
    return _may_be_corrected(request)


_CONDITIONS: dict[str, Callable[[OutsideRequest], str]] = {
    "hide": _shown,
    "unhide": _hidden,
    "correct": _may_be_corrected,
    "open_correction": _no_correction_open,
}


def _nothing(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome()


def handlers() -> set[User]:
    """Who can be given a request to deal with."""
    return people_with_role(*HANDLES)


def _assign(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    person: User | None = details.get("person")
    if person is None or person not in handlers():
        raise Refused([_("Hãy chọn người trong Tổ Thư ký hoặc Ban Biên tập.")])
    return Outcome({"assigned_to": person}, {"label": str(person)})


def _advise(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    verdicts = {"accept": _("Đề xuất chấp nhận"), "reject": _("Đề xuất không chấp nhận")}
    if details.get("verdict") not in verdicts:
        raise Refused([_("Hãy chọn ý kiến: chấp nhận hay không.")])
    return Outcome(data={"label": verdicts[details["verdict"]]})


def _hide(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return _move_item(request, "hide", by, details)


def _unhide(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return _move_item(request, "unhide", by, details)


def _move_item(request: OutsideRequest, verb: str, by: User, details: dict[str, Any], **more: Any) -> Outcome:
    """The move of the item's own page, in this transaction; `edition_version` is the one that was read."""
    edition = _public_edition(request)
    if edition is None:
        raise Refused([_("Nội dung này hiện không đăng.")])
    # Neither the code nor what was noted here: the item's history is read by its author too.
    words = _("Theo đề nghị từ bên ngoài.")
    workflow.perform(edition, verb, by=by, note=words, version=details.get("edition_version"), **more)
    return Outcome(data={"edition": edition.number})


def _take_down(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """The principal's decision; where the item is gone already, only the request is closed."""
    if _public_edition(request) is None:
        return Outcome(data={"label": _("Nội dung đã được gỡ từ trước.")})
    given = {name: details.get(name, "") for name in ("ground", "explanation")}
    return _move_item(request, "take_down", by, details, **given)


def _correct(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    """Promise a correction; who accepts may begin to write it at once, others find it waiting."""
    edition = _public_edition(request)
    data: dict[str, Any] = {}
    if details.get("opens") and not edition.item.editions.in_progress().exists():
        data["edition"] = drafting.revise(edition, by=by).number
    return Outcome({"corrected_after": edition.number}, data)


def _open_correction(request: OutsideRequest, by: User, note: str, details: dict[str, Any]) -> Outcome:
    return Outcome(data={"edition": drafting.revise(_public_edition(request), by=by).number})


_EFFECTS: dict[str, Effect] = {
    "assign": _assign,
    "advise": _advise,
    "hide": _hide,
    "unhide": _unhide,
    "take_down": _take_down,
    "correct": _correct,
    "open_correction": _open_correction,
}


def edition_in_hand(request: OutsideRequest) -> Edition | None:
    """The correction being written, if there is one."""
    if request.item is None or request.status != Status.CORRECTING:
        return None
    return request.item.editions.in_progress().order_by("-number").first()
