"""“Gửi cấp trên”: a public article goes to Phòng, Sở GD&ĐT as a Word file, once (HL-9.6b, HN-5.3d)."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import Article
from content.word_writing import word_file
from documents.dispatching import LARGEST, draws, owe, owe_again
from documents.models import Dispatch, IssuingAuthority
from editorial.actors import SEND_ROLES
from editorial.letters import Withheld, message_id, one_line
from editorial.routes import current_preset
from editorial.workflow import Refused
from people.models import User

VERB = "send_on"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bodies() -> QuerySet[IssuingAuthority]:
    """The bodies above that articles are sent to: those with an address that still exist."""
    existing = Q(existed_to=None) | Q(existed_to__gte=timezone.localdate())
    return IssuingAuthority.objects.filter(existing).exclude(email="").order_by("name")


def send_on_refusals(article: Article, *, by: User) -> list[str]:
    """Why this person may not send the article to the bodies above now; empty when they may.

    What leaders have not approved is not sent (HL-7.5), nor what is no longer public.
    """
    if not by.is_active or not by.has_role(*SEND_ROLES):
        return [_("Chỉ văn thư, Tổ Thư ký và lãnh đạo được gửi tin bài lên cấp trên.")]
    if not article.may_leave or not Article.objects.public().filter(pk=article.pk).exists():
        return [_("Chỉ gửi được bài đã được lãnh đạo duyệt và đang đăng.")]
    return []


@transaction.atomic
def send_on(article: Article, to: Iterable[IssuingAuthority], *, by: User) -> int:
    """Owe a letter to each of these bodies that was sent none of this edition; returns how many are new.

    Raises `Refused`. Asking again changes nothing for who has been sent it, or waits for it.
    """
    if reasons := send_on_refusals(article, by=by):
        raise Refused(reasons)
    addressees = [(body.name, body.email) for body in to]
    if not addressees:
        raise Refused([_("Hãy chọn ít nhất một nơi nhận.")])
    return owe(article, addressees, by=by, verb=VERB)


@transaction.atomic
def send_on_again(dispatch: Dispatch, *, by: User) -> None:
    """Owe a letter anew that failed, or of which nobody knows whether it went; raises `Refused`."""
    article = Article.objects.public().filter(item=dispatch.item_id).first()
    if article is None:
        raise Refused([_("Chỉ gửi được bài đã được lãnh đạo duyệt và đang đăng.")])
    if reasons := send_on_refusals(article, by=by):
        raise Refused(reasons)
    owe_again(dispatch, article, by=by, verb=VERB)


@draws("content.article")
def letter(dispatch: Dispatch) -> EmailMessage:
    """The letter with the article as it is public now; raises `Withheld`."""
    public = Article.objects.public().filter(item=dispatch.item_id)
    article = public.select_related("item__unit", "lead_picture").first()
    if article is None:
        raise Withheld(_("Bài không còn được đăng."))
    name, content = word_file(article, current_preset().style)
    address = settings.SITE_URL + article.get_absolute_url()
    fits = len(content) <= LARGEST
    lines = [
        _("Kính gửi: %(name)s") % {"name": dispatch.name},
        "",
        _("Nhà trường gửi tin bài: %(title)s") % {"title": article.title},
        _("Đơn vị thực hiện: %(unit)s") % {"unit": article.item.unit.name},
        _("Bài trên cổng thông tin: %(address)s") % {"address": address},
    ]
    if not fits:
        lines += ["", _("Tệp Word có ảnh lớn nên không kèm theo thư; hãy xem bài tại địa chỉ trên.")]
    drawn = EmailMessage(
        subject=one_line(_("Tin bài: %(title)s") % {"title": article.title}),
        body="\n".join(lines),
        to=[dispatch.email],
        headers={"Message-ID": message_id(f"tin-bai-{dispatch.pk}-{dispatch.attempts}")},
    )
    if fits:
        drawn.attach(name, content, WORD_TYPE)
    return drawn
