"""Which articles report on which event (HN-13.1): begun from the event, or linked by hand."""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from content.models import Article, EventReport, SchoolEvent
from editorial import drafting
from editorial.actors import may_write
from editorial.events import record
from editorial.models import Item
from editorial.workflow import Refused
from people.models import User

_ITEM = re.compile(r"-([0-9]{1,18})\.html(?:[?#].*)?$|^([0-9]{1,18})$")
_OF_DESK = re.compile(r"/content/article/([0-9]{1,18})/")


def begin_report(event: SchoolEvent, *, by: User) -> Article:
    """A draft of an article about the event, linked to it; raises `Refused` for who may not write."""
    with transaction.atomic():
        article: Any = drafting.start(
            Article,
            by=by,
            unit=event.item.unit,
            title=event.title,
            section=event.section,
            body=_first_words(event),
        )
        _link(event, article, by)
    return article


def _first_words(event: SchoolEvent) -> str:
    """What the event says already, as the beginning of an article; its words are escaped."""
    when = _days_words(event)
    place = _(", tại %(place)s") % {"place": event.place} if event.place else ""
    lead = _("%(when)s%(place)s, đã diễn ra %(title)s.") % {
        "when": when,
        "place": place,
        "title": event.title,
    }
    rest = [(_("Chủ trì"), event.chair), (_("Thành phần"), event.participants)]
    lines = format_html_join("", "<p>{}: {}.</p>", ((label, words) for label, words in rest if words))
    return str(format_html("<p>{}</p>{}", lead, lines))


def _days_words(event: SchoolEvent) -> str:
    first, last = event.first_day, event.last_day
    if first is None or last is None:
        return _("Vừa qua")
    if event.is_one_day:
        return _("Ngày %(day)s") % {"day": f"{first:%d/%m/%Y}"}
    return _("Từ ngày %(first)s đến ngày %(last)s") % {
        "first": f"{first:%d/%m/%Y}",
        "last": f"{last:%d/%m/%Y}",
    }


def link_report(event: SchoolEvent, typed: str, *, by: User) -> Article:
    """Link the article of that address or number to the event; raises `Refused` where it cannot be."""
    article = _article_named(typed, by)
    if article is None:
        raise Refused([_("Không thấy bài viết này; hãy dán địa chỉ của bài trên cổng hoặc ở bàn làm việc.")])
    if reasons := _refusals(event, article, by):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            _link(event, article, by)
    except IntegrityError as error:
        raise Refused([_("Bài này đã được gắn với sự kiện rồi.")]) from error
    return article


def unlink_report(event: SchoolEvent, report_id: int, *, by: User) -> None:
    """Take the link away, the article stays; raises `Refused` for who has no say in either of the two."""
    report = EventReport.objects.filter(pk=report_id, event=event.item_id).select_related("article").first()
    if report is None:
        raise Refused([_("Bài này không còn gắn với sự kiện.")])
    article = Article.objects.latest_editions().filter(item=report.article_id).first()
    if reasons := _refusals(event, article, by):
        raise Refused(reasons)
    with transaction.atomic():
        deleted, _models = EventReport.objects.filter(pk=report.pk).delete()
        if deleted:
            record(event, "unlink_report", by=by, data={"article": report.article_id})


def _link(event: SchoolEvent, article: Article, by: User) -> None:
    # Both stay as they are while the link is made.
    list(Item.objects.select_for_update().filter(pk__in=[event.item_id, article.item_id]).order_by("pk"))
    EventReport.objects.create(event=event.item, article=article.item, linked_by=by)
    record(event, "link_report", by=by, data={"article": article.item_id})


def _refusals(event: SchoolEvent, article: Article | None, by: User) -> list[str]:
    if not may_write(by):
        return [_("Tài khoản của bạn không có quyền soạn nội dung.")]
    if drafting.is_near(event, by) or (article is not None and drafting.is_near(article, by)):
        return []
    return [_("Sự kiện và bài này đều của đơn vị khác; hãy nhờ đơn vị đó hoặc Tổ Thư ký.")]


def _article_named(typed: str, by: User) -> Article | None:
    """The article that the words name, if this person may see it."""
    words = typed.strip()[:500]
    rows = Article.objects.visible_to(by).select_related("item")
    found: Article | None = None
    if match := _OF_DESK.search(words):
        found = rows.filter(pk=int(match[1])).first()
    elif match := _ITEM.search(words):
        found = rows.filter(item=int(match[1] or match[2])).order_by("-number").first()
    return found


def may_report(event: SchoolEvent, by: User) -> bool:
    """Whether to offer the writing of an article about the event."""
    return may_write(by) and by.unit_id is not None and not event.is_off


def reports_seen_by(event: SchoolEvent, user: User) -> list[dict[str, Any]]:
    """The linked articles for the desk: each link with the newest edition that this person may see."""
    reports = list(event.item.reports.select_related("linked_by"))
    seen = Article.objects.visible_to(user).filter(item__in=[one.article_id for one in reports])
    newest = {one.item_id: one for one in seen.order_by("number").defer("body")}
    return [{"report": one, "article": newest.get(one.article_id)} for one in reports]


def public_reports(event: SchoolEvent) -> list[Article]:
    """The articles about the event that everybody can read now, the first published first."""
    rows = Article.objects.public().filter(item__reported_events__event=event.item_id)
    shown = rows.select_related("item").defer("body").order_by("first_public_at", "item_id")
    return list(shown)


def public_events_of(article: Article) -> list[SchoolEvent]:
    """The public events that the article reports on."""
    rows = SchoolEvent.objects.public().filter(item__reports__article=article.item_id)
    return list(rows.select_related("item").defer("text").order_by("starts_at", "item_id"))
