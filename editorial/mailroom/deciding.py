"""What the desk decides about a letter that did not go its way by itself; each letter once."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.mailroom.letters import Letter, Unreadable, read_head, read_letter
from editorial.mailroom.reading import make, settle
from editorial.mailroom.ways import ARTICLE, DOCUMENT
from editorial.models import ReceivedMail
from editorial.workflow import Refused
from people.models import User
from vietnamese import clean

DECIDES = ("secretariat", "clerk", "deputy", "chair")
SEES = (*DECIDES, "principal", "school_leaders", "inspector")
LONGEST_REASON = 300
Status = ReceivedMail.Status
# What a person may still make something of; a machine's letter may have been taken for one wrongly.
OPEN = (Status.QUARANTINED, Status.IGNORED, Status.FAILED)


def may_see(user: User) -> bool:
    return user.is_active and user.has_role(*SEES)


def may_decide(user: User) -> bool:
    return user.is_active and user.has_role(*DECIDES)


def waiting_count(user: User) -> int:
    """How many letters wait for somebody like this person (HL-8)."""
    return ReceivedMail.objects.filter(status=Status.QUARANTINED).count() if may_decide(user) else 0


def content_of(row: ReceivedMail) -> Letter | None:
    """The letter as far as it is here and can be read."""
    try:
        data = row.path.read_bytes()
        return read_letter(data) if row.is_whole else read_head(data)
    except (OSError, Unreadable):
        return None


def take_as_article(row: ReceivedMail, *, whose: User | None, by: User) -> None:
    """Make it an article of that person and send it on its road; raises `Refused`."""
    if whose is None:
        raise Refused([_("Hãy chọn thư này là bài của ai.")])
    _take(row, ARTICLE, whose=whose, by=by)


def take_as_document(row: ReceivedMail, *, by: User) -> None:
    """Make its files an incoming document of whoever decides; raises `Refused`."""
    _take(row, DOCUMENT, whose=None, by=by)


def _take(row: ReceivedMail, way: str, *, whose: User | None, by: User) -> None:
    status = _open_status(row, by)
    letter = content_of(row)
    if letter is None or not row.is_whole:
        raise Refused([_("Không đọc được nội dung thư này.")])
    facts: dict[str, Any] = {"user": row.user or whose, "decided_by": by, "decided_at": timezone.now()}
    try:
        made = make(row, letter, way, by=whose, taken_by=by, expected=status, facts=facts)
    except ValidationError as refused:
        raise Refused(refused.messages) from refused
    if made is None:
        raise Refused([_already()])


def drop(row: ReceivedMail, *, by: User, reason: str) -> None:
    """Put it away for good, with a reason; it can be taken back until it is purged. Raises `Refused`."""
    status = _open_status(row, by)
    said = " ".join(clean(reason).split())
    if not said:
        raise Refused([_("Hãy ghi vì sao bỏ thư này.")])
    if len(said) > LONGEST_REASON:
        raise Refused([_("Lý do dài quá %(limit)d ký tự.") % {"limit": LONGEST_REASON}])
    _settle(row, Status.DROPPED, status, by, reason=said)


def take_back(row: ReceivedMail, *, by: User) -> None:
    """Undo the dropping; raises `Refused` once the letter was purged."""
    if not may_decide(by):
        raise Refused([_not_theirs()])
    if row.status != Status.DROPPED or row.purged_at is not None:
        raise Refused([_already()])
    _settle(row, Status.QUARANTINED, Status.DROPPED, by, reason=_("Lấy lại từ thư đã bỏ."))


def read_again(row: ReceivedMail, *, by: User) -> None:
    """Let it be sorted anew, after the sender got an account or a body its address; raises `Refused`."""
    status = _open_status(row, by)
    _settle(row, Status.RECEIVED, status, by, reason="", attempts=0, notes=[])


def _settle(
    row: ReceivedMail, status: ReceivedMail.Status, expected: ReceivedMail.Status, by: User, **values: Any
) -> None:
    decision = {"decided_by": by, "decided_at": timezone.now()}
    if not settle(row, status, expected=expected, **decision, **values):
        raise Refused([_already()])


def _open_status(row: ReceivedMail, by: User) -> ReceivedMail.Status:
    if not may_decide(by):
        raise Refused([_not_theirs()])
    if row.status not in OPEN or row.purged_at is not None:
        raise Refused([_already()])
    return ReceivedMail.Status(row.status)


def _not_theirs() -> str:
    return _("Chỉ Tổ Thư ký, văn thư và Ban Biên tập xử lý thư đến.")


def _already() -> str:
    return _("Thư này đã được xử lý.")


def purge() -> int:
    """Empty what was dropped, and machines' letters, MAIL_IN_KEEP_DAYS after; returns how many.

    The row stays without anything personal, so that the same letter does not come again.
    """
    before = timezone.now() - timedelta(days=settings.MAIL_IN_KEEP_DAYS)
    old = Q(status=Status.DROPPED, decided_at__lt=before) | Q(status=Status.IGNORED, stored_at__lt=before)
    count = 0
    for row in ReceivedMail.objects.filter(old, purged_at=None):
        emptied = {"sender_name": "", "sender_address": "", "subject": "", "notes": []}
        if ReceivedMail.objects.filter(old, pk=row.pk).update(purged_at=timezone.now(), **emptied):
            if not ReceivedMail.objects.filter(sha256=row.sha256, purged_at=None).exists():
                row.path.unlink(missing_ok=True)
            count += 1
    return count
