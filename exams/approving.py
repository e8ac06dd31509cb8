"""How results become public: handed in by one person, approved by another, taken back at once (Q8-2.7a)."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.workflow import Refused
from exams.choices import Progress, Status
from exams.models import ExamSession, LookUpSwitch, ResultImport
from exams.recording import write_event
from people.models import User

MANAGES = "exams.manage_results"
APPROVERS = ("principal", "school_leaders")


def manages(user: User) -> bool:
    return user.is_active and user.has_perm(MANAGES)


def approves(user: User) -> bool:
    """The leadership: results are the school's word, not the office's."""
    return manages(user) and user.has_role(*APPROVERS)


def approval_refusals(session: ExamSession, *, by: User) -> list[str]:
    """Why this person cannot approve what was handed in, in Vietnamese sentences; empty when they can."""
    if session.status != Status.SUBMITTED or session.proposed is None:
        return [_("Kỳ này không chờ duyệt.")]
    if not approves(by):
        return [_("Chỉ lãnh đạo nhà trường duyệt công bố kết quả.")]
    if by.pk in (session.submitted_by_id, session.proposed.uploaded_by_id):
        return [_("Người nhập hoặc trình không tự duyệt: cần một người khác trong lãnh đạo.")]
    if session.closes_at <= timezone.now():
        return [_("Giờ đóng đã qua: hãy trả lại để sửa giờ.")]
    return []


@transaction.atomic
def submit(session: ExamSession, batch_id: int, *, by: User, version: int) -> None:
    """Hand in an import for approval; what visitors see now stays until then. Raises `Refused`."""
    fresh = _locked(session, version)
    if not manages(by) or fresh.status not in (Status.DRAFT, Status.APPROVED):
        raise Refused([_("Kỳ này không trình duyệt được lúc này.")])
    batch = ResultImport.objects.filter(pk=batch_id, session=fresh, status=Progress.LOADED).first()
    if batch is None:
        raise Refused([_("Hãy nhập và xác nhận một bản kết quả trước khi trình.")])
    if batch.code_seed:
        raise Refused([_("Hãy tải danh sách mã, phát cho học sinh, rồi xóa mã khỏi cổng trước khi trình.")])
    _write(fresh, status=Status.SUBMITTED, proposed=batch, submitted_by=by)
    write_event(fresh, "submit", by=by, data={"import": batch.pk, "rows": batch.rows_kept})


@transaction.atomic
def approve(session: ExamSession, *, by: User, version: int) -> None:
    """Show what was handed in, all of its rows at once; raises `Refused`."""
    fresh = _locked(session, version)
    if reasons := approval_refusals(fresh, by=by):
        raise Refused(reasons)
    _write(fresh, status=Status.APPROVED, shown=fresh.proposed, proposed=None)
    write_event(fresh, "approve", by=by, data={"import": fresh.shown_id})


@transaction.atomic
def send_back(session: ExamSession, *, by: User, version: int, note: str) -> None:
    """Not like this: back to who prepared it. What was shown before stays. Raises `Refused`."""
    fresh = _locked(session, version)
    if fresh.status != Status.SUBMITTED or not (approves(by) or by.pk == fresh.submitted_by_id):
        raise Refused([_("Kỳ này không chờ duyệt.")])
    _need(note)
    before = Status.APPROVED if fresh.shown_id else Status.DRAFT
    _write(fresh, status=before, proposed=None, submitted_by=None)
    write_event(fresh, "return", by=by, note=note)


@transaction.atomic
def withdraw(session: ExamSession, *, by: User, version: int, note: str) -> None:
    """Show nothing from this moment on; raises `Refused`. Whoever manages results may stop a mistake."""
    fresh = _locked(session, version)
    if not manages(by) or fresh.shown_id is None:
        raise Refused([_("Kỳ này không có gì đang công bố.")])
    _need(note)
    _write(fresh, status=Status.DRAFT, shown=None, proposed=None, submitted_by=None)
    write_event(fresh, "withdraw", by=by, note=note)


@transaction.atomic
def turn(on: bool, *, by: User) -> None:
    """The school's switch, off by default (law.md §5); raises `Refused` for who is not of the leadership."""
    if not approves(by):
        raise Refused([_("Chỉ lãnh đạo nhà trường bật, tắt tra cứu.")])
    row, _made = LookUpSwitch.objects.select_for_update().get_or_create(pk=LookUpSwitch.THE_ROW)
    if row.is_on != on:
        LookUpSwitch.objects.filter(pk=row.pk).update(is_on=on)
        write_event(None, "on" if on else "off", by=by)


def is_switched_on() -> bool:
    return LookUpSwitch.objects.filter(is_on=True).exists()


def may_edit(session: ExamSession) -> bool:
    """What was approved does not change behind the approval: withdraw or send back first."""
    return session.status == Status.DRAFT


@transaction.atomic
def edit(session: ExamSession, form: ModelForm, *, by: User) -> None:
    """Save a valid form of a draft; raises `Refused` if it was handed in meanwhile."""
    fresh = ExamSession.objects.select_for_update().get(pk=session.pk)
    if not (manages(by) and may_edit(fresh)):
        raise Refused([_("Kỳ này vừa được người khác trình: hãy xem lại.")])
    form.save()
    ExamSession.objects.filter(pk=session.pk).update(version=F("version") + 1)
    write_event(fresh, "edit", by=by, data={"fields": sorted(form.changed_data)})


def _need(note: str) -> None:
    if not note.strip():
        raise Refused([_("Hãy ghi lý do.")])


def _locked(session: ExamSession, version: int) -> ExamSession:
    rows = ExamSession.objects.select_for_update(of=("self",)).select_related("proposed")
    fresh = rows.get(pk=session.pk)
    if fresh.version != version:
        raise Refused([_("Kỳ này vừa được người khác thay đổi: hãy xem lại rồi làm lại.")])
    return fresh


def _write(session: ExamSession, **columns: Any) -> None:
    """Under the lock of the row."""
    ExamSession.objects.filter(pk=session.pk).update(version=F("version") + 1, **columns)
    session.refresh_from_db()
