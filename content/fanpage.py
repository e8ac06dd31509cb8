"""The fanpage: words ready to be pasted there, and the note that they were (HL-6b, HL-6c).

Nothing is sent to anybody's network: a person copies, posts, and says so.
"""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import Article, FanpagePost
from content.sanitising import plain_text
from editorial.actors import SEND_ROLES
from editorial.events import record
from editorial.metadata import shortened
from editorial.models import Item
from editorial.workflow import Refused
from people.models import User
from vietnamese import slug

FANPAGE_ROLES = (*SEND_ROLES, "editor", "technical")


def ready_text(article: Article) -> str:
    """Title, lead, address and the topics as hashtags, for the clipboard."""
    lead = article.lead or shortened(plain_text(article.body).replace("\n", " "))
    lines = [article.title, "", lead, "", settings.SITE_URL + article.get_absolute_url()]
    tags = [_hashtag(topic.name) for topic in article.topics.filter(is_active=True)]
    if tags:
        lines += ["", " ".join(tags)]
    return "\n".join(lines)


def _hashtag(name: str) -> str:
    return "#" + "".join(word.capitalize() for word in slug(name).split("-"))


def fanpage_refusals(article: Article, *, by: User) -> list[str]:
    """Why this person may not note now that the article is on the fanpage; empty when they may."""
    if not by.is_active or not by.has_role(*FANPAGE_ROLES):
        return [_("Chỉ người phụ trách đăng bài và lãnh đạo được ghi việc đăng fanpage.")]
    if not Article.objects.public().filter(pk=article.pk).exists():
        return [_("Bài phải được lãnh đạo duyệt và đăng trên cổng trước khi đăng fanpage.")]
    return []


@transaction.atomic
def note_posted(article: Article, *, by: User, posted_on: date, address: str = "") -> None:
    """Write down that the article stands on the fanpage; raises `Refused`, also when that is known."""
    if reasons := fanpage_refusals(article, by=by):
        raise Refused(reasons)
    first = timezone.localdate(article.first_public_at) if article.first_public_at else None
    if posted_on > timezone.localdate() or (first is not None and posted_on < first):
        raise Refused([_("Ngày đăng fanpage phải từ ngày bài lên cổng đến hôm nay.")])
    try:
        with transaction.atomic():
            FanpagePost.objects.create(item=article.item, posted_on=posted_on, address=address, by=by)
    except IntegrityError as error:
        raise Refused([_("Bài này đã được ghi là đã đăng fanpage.")]) from error
    record(article, "post_fanpage", by=by, data={"label": f"{posted_on:%d/%m/%Y}"})


@transaction.atomic
def note_mistaken(article: Article, *, by: User) -> None:
    """Take the note back; raises `Refused` for who may not write one, and when there is none."""
    if not by.is_active or not by.has_role(*FANPAGE_ROLES):
        raise Refused([_("Chỉ người phụ trách đăng bài và lãnh đạo được ghi việc đăng fanpage.")])
    Item.objects.select_for_update().get(pk=article.item_id)
    if not FanpagePost.objects.filter(item=article.item_id).delete()[0]:
        raise Refused([_("Bài này chưa được ghi là đã đăng fanpage.")])
    record(article, "unpost_fanpage", by=by)
