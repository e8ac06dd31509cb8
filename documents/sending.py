"""“Gửi nơi nhận”: the files of a public document go to the recipients by e-mail, each once (HL-7.3a)."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from documents.dispatching import LARGEST, draws, owe, owe_again
from documents.models import Dispatch, OfficialDocument
from editorial.actors import SEND_ROLES
from editorial.letters import Withheld, message_id, one_line
from editorial.models import Audience
from editorial.workflow import Refused
from people.models import User

VERB = "send_document"


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
    addressees = [(one.name, one.email) for one in document.recipients.exclude(email="")]
    return owe(document, addressees, by=by, verb=VERB)


def send_again(dispatch: Dispatch, *, by: User) -> None:
    """Owe a letter anew that failed, or of which nobody knows whether it went; raises `Refused`."""
    document = OfficialDocument.objects.get(item=dispatch.item_id, number=dispatch.edition_number)
    if reasons := send_refusals(document, by=by):
        raise Refused(reasons)
    owe_again(dispatch, document, by=by, verb=VERB)


@draws("documents.officialdocument")
def letter(dispatch: Dispatch) -> EmailMessage:
    """The letter with the files of the document as it is public now; raises `Withheld`."""
    document = OfficialDocument.objects.out().filter(item=dispatch.item_id).first()
    if document is None or document.is_secret:
        raise Withheld(_("Văn bản không còn được đăng."))
    address = settings.SITE_URL + document.get_absolute_url()
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
    drawn = EmailMessage(
        subject=one_line(document.title),
        body="\n".join(lines),
        to=[dispatch.email],
        headers={"Message-ID": message_id(f"van-ban-{dispatch.pk}-{dispatch.attempts}")},
    )
    for part in files if fits else ():
        drawn.attach(part.name, part.file.path.read_bytes(), part.file.content_type)
    return drawn
