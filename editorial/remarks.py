"""The conversation beside a text (HN-12.4.2b): for those who may see it, never on the public page."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.events import record
from editorial.models import Edition, Remark
from editorial.workflow import Refused
from people.models import User
from vietnamese import clean

LONGEST = 5000


@transaction.atomic
def add_remark(edition: Edition, *, by: User, text: str, reply_to: Remark | None = None) -> Remark:
    """Add a turn; the caller has checked that this person may see the edition. Raises `Refused` if empty."""
    words = clean(text).strip()
    if not words:
        raise Refused([_("Hãy viết nội dung trao đổi.")])
    if len(words) > LONGEST:
        raise Refused([_("Nội dung trao đổi dài quá %(limit)s ký tự.") % {"limit": LONGEST}])
    if by.has_role("inspector") and by.pk not in edition.author_ids:
        raise Refused([_("Tài khoản thanh tra chỉ được xem.")])
    if reply_to is not None and reply_to.item_id != edition.item_id:
        raise Refused([_("Ý kiến được trả lời thuộc nội dung khác.")])
    remark = Remark.objects.create(
        item=edition.item, edition_number=edition.number, by=by, text=words, reply_to=reply_to
    )
    record(edition, "remark", by=by, data={"remark": remark.pk})
    return remark
