"""The head of a unit says “nothing has changed”, or what is to change (HN-7.1c)."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import ChangeRequest, UnitReview
from content.reviewing.subject import digest_of, subject_of
from editorial.actors import STAND_IN_FOR_UNIT_HEAD, people_with_role
from editorial.desk_notes import leave_note
from editorial.unit_reminders import head_of
from editorial.visibility import SEE_ALL
from editorial.workflow import Refused
from people.models import StaffMember, Unit, User

# Who does what the units ask for; each part still needs the permission for what it changes.
HANDLERS = ("clerk", "secretariat", "it_admin")
OVERSEERS = (*SEE_ALL, *HANDLERS)
MOST_REQUESTS = 100


@dataclass(frozen=True)
class Wish:
    """One thing to change, as the form understood it; `before` and `after` by column."""

    kind: str
    words: str = ""
    staff: StaffMember | None = None
    item_id: int | None = None
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


def oversees(user: User) -> bool:
    """Whether the person sees how every unit stands and what they ask for."""
    return user.is_active and user.has_role(*OVERSEERS)


def handles(user: User) -> bool:
    return user.is_active and user.has_role(*HANDLERS)


def heads(unit: Unit, user: User) -> bool:
    """Whether the unit is this person's to look through; the leaders stand in where nobody heads it."""
    if not user.is_active or not unit.is_active:
        return False
    if unit.head_id == user.pk or (user.has_role("unit_head") and user.unit_id == unit.pk):
        return True
    return user.has_role(*STAND_IN_FOR_UNIT_HEAD) and head_of(unit) is None


def units_for(user: User) -> QuerySet[Unit]:
    """Units at work whose reviews this person may open: all for who oversees, else their own."""
    units = Unit.objects.filter(is_active=True).select_related("head")
    if oversees(user):
        return units
    own = Q(head=user)
    if user.has_role("unit_head") and user.unit_id:
        own |= Q(pk=user.unit_id)
    return units.filter(own)


def latest(unit: Unit) -> UnitReview | None:
    return UnitReview.objects.filter(unit=unit).select_related("by").first()


@transaction.atomic
def record(
    unit: Unit, *, by: User, seen: str, after: int, note: str = "", wishes: list[Wish] | None = None
) -> UnitReview:
    """Write down the answer to what was seen; raises `Refused`.

    `seen` is the digest of the screen and `after` the number of the last review then (0: none): who answers
    to something else, or after somebody else has answered, is shown the present state first.
    """
    if not heads(unit, by):
        raise Refused([_("Chỉ người đứng đầu đơn vị rà soát trang của đơn vị.")])
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = latest(unit)
    if (last.pk if last else 0) != after:
        raise Refused([_("Đơn vị vừa được rà soát bởi người khác. Hãy xem kết quả rồi làm lại nếu cần.")])
    subject = subject_of(unit)
    if digest_of(subject) != seen:
        raise Refused(
            [_("Thông tin của đơn vị vừa được sửa. Dưới đây là bản mới nhất; hãy xem rồi xác nhận lại.")]
        )
    if wishes is not None and not 0 < len(wishes) <= MOST_REQUESTS:
        raise Refused([_("Bạn chưa ghi thay đổi nào. Nếu mọi thứ đều đúng, hãy bấm “Không thay đổi”.")])
    review = UnitReview.objects.create(
        unit=unit,
        by=by,
        at=timezone.now(),
        outcome=UnitReview.Outcome.CHANGES if wishes else UnitReview.Outcome.UNCHANGED,
        note=note,
        seen=subject,
    )
    if wishes:
        _file(review, wishes)
    return review


def _file(review: UnitReview, wishes: list[Wish]) -> None:
    ChangeRequest.objects.bulk_create(
        ChangeRequest(
            review=review,
            kind=wish.kind,
            staff=wish.staff,
            item_id=wish.item_id,
            before=wish.before,
            after=wish.after,
            words=wish.words,
        )
        for wish in wishes
    )
    words: dict[str, Any] = {"unit": review.unit.name, "n": len(wishes)}
    leave_note(
        people_with_role(*HANDLERS),
        note_key(review),
        _("%(unit)s đề nghị thay đổi %(n)s điểm") % words,
        _("%(unit)s đã rà soát và đề nghị thay đổi %(n)s điểm trên cổng.") % words,
        review_address(review),
        to_act=True,
    )


def note_key(review: UnitReview) -> str:
    return f"unit-review:{review.pk}"


def review_address(review: UnitReview) -> str:
    return reverse("admin:content_unitreview_change", args=[review.pk])
