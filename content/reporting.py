"""Which articles and documents report on which event (HN-13.1, 13.6d): begun from it, or linked by hand."""

import re
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from content.models import Article, EventReport, SchoolEvent
from documents.models import OfficialDocument
from editorial import drafting
from editorial.actors import may_write
from editorial.events import record
from editorial.models import Item
from editorial.workflow import Refused
from people.models import User

KINDS: tuple[type[Article] | type[OfficialDocument], ...] = (Article, OfficialDocument)
_ITEM = re.compile(r"-([0-9]{1,18})\.html(?:[?#].*)?$|^([0-9]{1,18})$")
_OF_DESK = re.compile(r"/(content/article|documents/officialdocument)/([0-9]{1,18})/")
Report = Article | OfficialDocument


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


def link_report(event: SchoolEvent, typed: str, *, by: User) -> Report:
    """Link the article or document of that address to the event; raises `Refused` where it cannot be."""
    report = _report_named(typed, by)
    if report is None:
        raise Refused(
            [_("Không thấy bài hay văn bản này; hãy dán địa chỉ của nó trên cổng hoặc ở bàn làm việc.")]
        )
    if reasons := _refusals(event, report, by):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            _link(event, report, by)
    except IntegrityError as error:
        raise Refused([_("Đã gắn với sự kiện rồi.")]) from error
    return report


def unlink_report(event: SchoolEvent, link_id: int, *, by: User) -> None:
    """Take the link away, the report stays; raises `Refused` for who has no say in either of the two."""
    link = EventReport.objects.filter(pk=link_id, event=event.item_id).select_related("item").first()
    if link is None:
        raise Refused([_("Không còn gắn với sự kiện.")])
    report: Any = link.item.editions.latest_editions().first()
    if reasons := _refusals(event, report, by):
        raise Refused(reasons)
    with transaction.atomic():
        deleted, _models = EventReport.objects.filter(pk=link.pk).delete()
        if deleted:
            record(event, "unlink_report", by=by, data={"item": link.item_id})


def _link(event: SchoolEvent, report: Report, by: User) -> None:
    # Both stay as they are while the link is made.
    list(Item.objects.select_for_update().filter(pk__in=[event.item_id, report.item_id]).order_by("pk"))
    EventReport.objects.create(event=event.item, item=report.item, linked_by=by)
    record(event, "link_report", by=by, data={"item": report.item_id})


def _refusals(event: SchoolEvent, report: Report | None, by: User) -> list[str]:
    if not may_write(by):
        return [_("Tài khoản của bạn không có quyền soạn nội dung.")]
    if drafting.is_near(event, by) or (report is not None and drafting.is_near(report, by)):
        return []
    return [_("Sự kiện và bài này đều của đơn vị khác; hãy nhờ đơn vị đó hoặc Tổ Thư ký.")]


def _report_named(typed: str, by: User) -> Report | None:
    """The article or document that the words name, if this person may see it."""
    words = typed.strip()[:500]
    of_desk, of_item = _OF_DESK.search(words), _ITEM.search(words)
    for model in KINDS:
        rows = model.objects.visible_to(by).select_related("item").order_by("-number")
        if of_desk:
            name = of_desk[1].replace("/", ".")
            rows = rows.filter(pk=int(of_desk[2])) if name == model._meta.label_lower else rows.none()
        elif of_item:
            rows = rows.filter(item=int(of_item[1] or of_item[2]))
        else:
            return None
        found: Report | None = rows.first()
        if found is not None:
            return found
    return None


def may_report(event: SchoolEvent, by: User) -> bool:
    """Whether to offer the writing of an article about the event."""
    return may_write(by) and by.unit_id is not None and not event.is_off


def reports_seen_by(event: SchoolEvent, user: User) -> list[dict[str, Any]]:
    """The reports for the desk: each link with the newest edition that this person may see."""
    links = list(event.item.reports.select_related("linked_by"))
    wanted = [one.item_id for one in links]
    newest: dict[int, Any] = {}
    for model in KINDS if wanted else ():
        seen = model.objects.visible_to(user).filter(item__in=wanted).order_by("number")
        newest |= {one.item_id: one for one in seen}
    return [{"link": one, "edition": newest.get(one.item_id)} for one in links]


def public_reports(event: SchoolEvent) -> list[Report]:
    """What reports on the event and everybody can read now, the first published first: two queries."""
    found: list[Any] = []
    for model in KINDS:
        rows = model.objects.public().filter(item__reported_events__event=event.item_id)
        found += rows.select_related("item")
    return sorted(found, key=lambda one: (one.first_public_at, one.item_id))


def public_events_of(article: Article) -> list[SchoolEvent]:
    """The public events that the article reports on."""
    rows = SchoolEvent.objects.public().filter(item__reports__item=article.item_id)
    return list(rows.select_related("item").defer("text").order_by("starts_at", "item_id"))
