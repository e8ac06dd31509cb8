"""“Tôi đã đọc”: who of the staff has read a document that asks for it, and who has not."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import OfficialDocument, ReadReceipt
from editorial.workflow import Refused
from people.models import User

SEES_READERS = ("clerk", "secretariat", "deputy", "chair", "principal", "school_leaders", "inspector")


def read_refusals(document: OfficialDocument, *, by: User) -> list[str]:
    """Why this person cannot confirm now that they have read it; empty when they can."""
    if not document.asks_reading:
        return [_("Văn bản này không cần xác nhận đã đọc.")]
    if not OfficialDocument.objects.out().filter(pk=document.pk).exists():
        return [_("Chỉ xác nhận được với văn bản đang đăng.")]
    return []


@transaction.atomic
def confirm_reading(document: OfficialDocument, *, by: User) -> None:
    """Write down that this person has read this edition; once, however often it is pressed."""
    if reasons := read_refusals(document, by=by):
        raise Refused(reasons)
    ReadReceipt.objects.get_or_create(item=document.item, edition_number=document.number, user=by)


def has_read(document: OfficialDocument, user: User) -> bool:
    return _receipts(document).filter(user=user).exists()


def readers(document: OfficialDocument) -> tuple[Any, Any]:
    """(receipts in their order, people of the staff who have not confirmed)."""
    done = _receipts(document).select_related("user__unit")
    owed = User.objects.filter(is_active=True, groups__role__isnull=False).distinct()
    missing = owed.exclude(pk__in=done.values("user")).select_related("unit")
    return done, missing.order_by("unit__name", "full_name")


def _receipts(document: OfficialDocument) -> Any:
    return ReadReceipt.objects.filter(item=document.item_id, edition_number=document.number)
