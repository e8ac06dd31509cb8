"""What the units ask for is done, or declined with a reason; each request is decided once."""

from typing import Any, TypeAlias, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import ChangeRequest, Page, UnitReview
from content.reviewing.reviews import handles, note_key, review_address
from content.reviewing.subject import digest_of, staff_values, unit_values
from editorial import drafting
from editorial.desk_notes import leave_note, settle_notes
from editorial.workflow import Refused
from people.models import StaffMember, Unit, User

Kind: TypeAlias = ChangeRequest.Kind
State: TypeAlias = ChangeRequest.State
# What the button needs beside being one of those who do such things.
PERMISSIONS = {
    Kind.STAFF_ADD: "people.add_staffmember",
    Kind.STAFF_CHANGE: "people.change_staffmember",
    Kind.STAFF_REMOVE: "people.change_staffmember",
    Kind.UNIT_TEXT: "people.change_unit",
}


def present_values(request: ChangeRequest) -> dict[str, Any]:
    """What the columns that the request is about say now; empty for a person who is new, or gone."""
    if request.kind in {Kind.STAFF_CHANGE, Kind.STAFF_REMOVE}:
        return staff_values(request.staff) | {"is_public": request.staff.is_public} if request.staff else {}
    return unit_values(request.review.unit) if request.kind == Kind.UNIT_TEXT else {}


def seen_of(request: ChangeRequest) -> str:
    return digest_of(present_values(request))


def may_apply(request: ChangeRequest, user: User) -> bool:
    """Whether the button that writes the change itself is this person's."""
    permission = PERMISSIONS.get(Kind(request.kind))
    return handles(user) and permission is not None and user.has_perm(permission)


def _lock(request: ChangeRequest, by: User) -> ChangeRequest:
    if not handles(by):
        raise Refused([_("Chỉ văn thư, Tổ Thư ký và quản trị CNTT xử lý đề nghị của đơn vị.")])
    # The review first: of two people who decide the last two requests at once, one sees that all is decided.
    UnitReview.objects.select_for_update().get(pk=request.review_id)
    fresh = ChangeRequest.objects.select_for_update().get(pk=request.pk)
    if not fresh.is_open:
        raise Refused([_("Đề nghị này đã được xử lý.")])
    return fresh


@transaction.atomic
def apply_request(request: ChangeRequest, *, by: User, seen: str) -> StaffMember | Unit:
    """Write the wished values; raises `Refused`, also when the page showed something else as present."""
    if not may_apply(request, by):
        raise Refused([_("Bạn không có quyền sửa mục này; người có quyền sẽ áp dụng.")])
    fresh = _lock(request, by)
    written = _WRITERS[Kind(fresh.kind)](fresh, seen)
    _close(fresh, State.DONE, by, "")
    return written


def _refuse_unseen(request: ChangeRequest, seen: str) -> None:
    if seen_of(request) != seen:
        raise Refused([_("Dòng này vừa được sửa. Hãy so lại giá trị hiện nay rồi bấm lần nữa.")])


def _lock_member(request: ChangeRequest, seen: str) -> StaffMember:
    locked = StaffMember.objects.select_for_update()
    member = locked.filter(pk=request.staff_id).first() if request.staff_id else None
    if member is None:
        raise Refused([_("Dòng danh bạ này không còn; hãy đánh dấu đã làm hoặc không làm.")])
    request.staff = member
    _refuse_unseen(request, seen)
    return member


def _add_member(request: ChangeRequest, seen: str) -> StaffMember:
    return StaffMember.objects.create(unit=request.review.unit, **request.after)


def _change_member(request: ChangeRequest, seen: str) -> StaffMember:
    member = _lock_member(request, seen)
    for name, value in request.after.items():
        setattr(member, name, value)
    member.save(update_fields=list(request.after))
    return member


def _remove_member(request: ChangeRequest, seen: str) -> StaffMember:
    """Off the public directory; whoever manages accounts deletes the row if it is to go altogether."""
    member = _lock_member(request, seen)
    member.is_public = False
    member.save(update_fields=["is_public"])
    return member


def _change_unit(request: ChangeRequest, seen: str) -> Unit:
    unit = Unit.objects.select_for_update().get(pk=request.review.unit_id)
    request.review.unit = unit
    _refuse_unseen(request, seen)
    for name, value in request.after.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(request.after))
    return unit


_WRITERS: dict[Kind, Any] = {
    Kind.STAFF_ADD: _add_member,
    Kind.STAFF_CHANGE: _change_member,
    Kind.STAFF_REMOVE: _remove_member,
    Kind.UNIT_TEXT: _change_unit,
}


@transaction.atomic
def open_revision(request: ChangeRequest, *, by: User) -> Page:
    """The draft in which the page is to be changed: the one that is open, else a new one. Raises `Refused`.

    The request stays open until somebody says that it is done: a draft is not yet a changed page.
    """
    fresh = _lock(request, by)
    if fresh.kind != Kind.PAGE:
        raise Refused([_("Đề nghị này không phải về một trang.")])
    under_way = Page.objects.visible_to(by).filter(item=fresh.item_id).in_progress().first()
    if under_way is not None:
        return under_way
    public = Page.objects.public().filter(item=fresh.item_id).select_related("item").first()
    if public is None:
        raise Refused([_("Trang này hiện không công khai, không mở bản sửa đổi được.")])
    return cast(Page, drafting.revise(public, by=by))


@transaction.atomic
def mark_done(request: ChangeRequest, *, by: User, note: str) -> None:
    """Done by hand; raises `Refused`."""
    _close(_lock(request, by), State.DONE, by, note)


@transaction.atomic
def decline(request: ChangeRequest, *, by: User, reason: str) -> None:
    """Not done, and why; the head is told at once. Raises `Refused`."""
    if not reason:
        raise Refused([_("Hãy ghi lý do không làm.")])
    fresh = _lock(request, by)
    _close(fresh, State.DECLINED, by, reason)
    words = {"what": fresh.get_kind_display(), "reason": reason}
    text = _("Đề nghị của đơn vị không được thực hiện: %(what)s. Lý do: %(reason)s") % words
    subject = _("Đề nghị không được thực hiện: %(what)s") % words
    leave_note([fresh.review.by], f"change-request:{fresh.pk}", subject, text, review_address(fresh.review))


def _close(request: ChangeRequest, standing: str, by: User, reason: str) -> None:
    decided = {"standing": standing, "decided_by": by, "decided_at": timezone.now(), "reason": reason}
    ChangeRequest.objects.filter(pk=request.pk).update(**decided)
    if not request.review.requests.filter(standing=State.OPEN).exists():
        _settle(request.review)


def _settle(review: UnitReview) -> None:
    """Everything that was asked for is decided: the tasks leave the desks, and the head gets the outcome."""
    settle_notes(note_key(review))
    lines = [
        "– {} {}: {}{}".format(
            one.get_kind_display(),
            one.after.get("full_name") or one.before.get("full_name", ""),
            one.get_standing_display(),
            f" ({one.reason})" if one.reason else "",
        ).replace(" :", ":")
        for one in review.requests.all()
    ]
    subject = _("Đã xử lý xong đề nghị thay đổi của %(unit)s") % {"unit": review.unit.name}
    text = "\n".join([f"{subject}:", *lines])
    leave_note([review.by], f"unit-review-done:{review.pk}", subject, text, review_address(review))
