"""“Gửi nơi nhận”: the files of a public document go to the recipients by e-mail, each once (HL-7.3a).

What is owed is a row for each address, made when the document is out. A letter is claimed before it goes; one
whose sender died in between stays “uncertain” and is sent again only by somebody's decision.
"""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import Dispatch, OfficialDocument
from editorial.events import record
from editorial.models import Audience
from editorial.nudging import nudge_after_commit
from editorial.workflow import Refused
from people.models import User

SENDER = "documents.tasks.send_documents"
SEND_ROLES = ("clerk", "secretariat", "deputy", "chair", "principal", "school_leaders")
MOST_ATTEMPTS = 6
LEASE = timedelta(minutes=5)
# Larger letters are turned away by most mail servers: then the letter says where the file is.
LARGEST = 15 * 1024 * 1024
Status = Dispatch.Status


def send_refusals(document: OfficialDocument, *, by: User) -> list[str]:
    """Why this person may not send the document to its recipients now; empty when they may."""
    if not by.has_role(*SEND_ROLES):
        return [_("Chỉ văn thư, Tổ Thư ký và lãnh đạo được gửi văn bản.")]
    if document.is_secret:
        return [_("Văn bản không thuộc loại “Thường” không được gửi qua thư điện tử.")]
    if not OfficialDocument.objects.out().filter(pk=document.pk).exists():
        return [_("Chỉ gửi được văn bản đã được duyệt và đăng.")]
    if not document.recipients.exclude(email="").exists():
        return [_("Ô “Nơi nhận” chưa có địa chỉ thư điện tử nào.")]
    return []


@transaction.atomic
def send_to_recipients(document: OfficialDocument, *, by: User) -> int:
    """Owe a letter to every recipient who was sent none of this edition; returns how many are new.

    Raises `Refused`. Asking again changes nothing for who has been sent it, or waits for it.
    """
    if reasons := send_refusals(document, by=by):
        raise Refused(reasons)
    return _owe(document, by)


@transaction.atomic
def send_on_publication(item_id: int, *, by: User) -> int:
    """Owe the letters of a document that has just appeared, if it asks for that; safe to run twice."""
    document = OfficialDocument.objects.out().filter(item=item_id, sends_itself=True).first()
    return _owe(document, by) if document is not None else 0


def _owe(document: OfficialDocument, by: User) -> int:
    made = 0
    for one in document.recipients.exclude(email=""):
        _row, new = Dispatch.objects.get_or_create(
            item=document.item,
            edition_number=document.number,
            email=one.email,
            defaults={"name": one.name, "asked_by": by},
        )
        made += new
    if made:
        record(document, "send_document", by=by, data={"count": made})
        nudge_after_commit(SENDER)
    return made


@transaction.atomic
def send_again(dispatch: Dispatch, *, by: User) -> None:
    """Owe a letter anew that failed, or of which nobody knows whether it went; raises `Refused`."""
    document = OfficialDocument.objects.get(item=dispatch.item_id, number=dispatch.edition_number)
    if reasons := send_refusals(document, by=by):
        raise Refused(reasons)
    owed = Dispatch.objects.filter(pk=dispatch.pk, status__in=[Status.FAILED, Status.UNCERTAIN])
    if not owed.update(status=Status.WAITING, attempts=0, due_at=timezone.now(), error=""):
        raise Refused([_("Thư này đã gửi hoặc đang chờ gửi.")])
    record(document, "send_document", by=by, data={"again": dispatch.email})
    nudge_after_commit(SENDER)


def deliver_due(limit: int = 200) -> int:
    """Send the letters that are due; returns how many went. Repeatable and safe beside a second run."""
    now, sent = timezone.now(), 0
    lost = Dispatch.objects.filter(status=Status.SENDING, due_at__lte=now)
    lost.update(status=Status.UNCERTAIN, error=_("Máy chủ dừng khi đang gửi."))
    due = Dispatch.objects.filter(status=Status.WAITING, due_at__lte=now).order_by("pk")
    for dispatch in due[:limit]:
        mine = Dispatch.objects.filter(pk=dispatch.pk, status=Status.WAITING)
        claimed = mine.update(
            status=Status.SENDING, due_at=timezone.now() + LEASE, attempts=dispatch.attempts + 1
        )
        if claimed:
            sent += _send(dispatch)
    return sent


def _send(dispatch: Dispatch) -> bool:
    own = Dispatch.objects.filter(pk=dispatch.pk)
    document = OfficialDocument.objects.out().filter(item=dispatch.item_id).first()
    if document is None or document.is_secret:
        own.update(status=Status.FAILED, error=_("Văn bản không còn được đăng."))
        return False
    try:
        _letter(dispatch, document).send()
    except (SMTPException, OSError) as error:
        attempts = dispatch.attempts + 1
        failed = attempts >= MOST_ATTEMPTS
        own.update(
            status=Status.FAILED if failed else Status.WAITING,
            due_at=timezone.now() + timedelta(minutes=2**attempts),
            error=f"{type(error).__name__}: {error}"[:300],
        )
        return False
    own.update(status=Status.SENT, sent_at=timezone.now(), error="")
    return True


def _letter(dispatch: Dispatch, document: OfficialDocument) -> EmailMessage:
    address = settings.SITE_URL + document.get_absolute_url()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    files = [part for part in document.attachments.select_related("file") if part.file.is_served]
    fits = sum(part.file.size for part in files) <= LARGEST
    lines = [
        _("Kính gửi: %(name)s") % {"name": dispatch.name},
        "",
        _("Nhà trường gửi %(title)s") % {"title": document.title},
    ]
    if document.audience == Audience.PUBLIC:
        lines += ["", _("Văn bản trên cổng thông tin: %(address)s") % {"address": address}]
    if not fits:
        lines += ["", _("Tệp lớn nên không kèm theo thư; hãy tải tại địa chỉ trên.")]
    letter = EmailMessage(
        subject=document.title[:200],
        body="\n".join(lines),
        to=[dispatch.email],
        headers={"Message-ID": f"<van-ban-{dispatch.pk}-{dispatch.attempts}@{host}>"},
    )
    for part in files if fits else ():
        letter.attach(part.name, part.file.path.read_bytes(), part.file.content_type)
    return letter


def dispatches_of(document: OfficialDocument) -> Any:
    """Every letter of this item, for the desk."""
    return Dispatch.objects.filter(item=document.item_id).select_related("asked_by")
