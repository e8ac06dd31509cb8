"""sitemap.xml: every public address; an index of parts once one file would be long."""

from abc import ABC, abstractmethod
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from content.models import Article, Page, SchoolEvent, Topic, WorkWeek
from content.navigation import SectionTree
from documents.models import OfficialDocument, ProcurementNotice
from editorial.models import Section
from editorial.public_pages import public_page
from portal.models import SchoolProfile


class _PortalSitemap(Sitemap):
    """Addresses under the portal's own name, whatever name it was asked by (HN-2.1)."""

    limit = 2000

    def __init__(self, languages: list[str]) -> None:
        self.languages_open = languages

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class _InEachLanguage(_PortalSitemap, ABC):
    """Pages that are at the same place in every language."""

    @abstractmethod
    def entries(self) -> list[Any]:
        """What there is, once for all languages."""

    def address(self, entry: Any) -> str:
        return str(entry.get_absolute_url())

    @cached_property
    def _addressed(self) -> list[tuple[str, Any]]:
        entries = self.entries()
        return [(language, entry) for language in self.languages_open for entry in entries]

    def items(self) -> list[tuple[str, Any]]:
        return self._addressed

    def location(self, item: tuple[str, Any]) -> str:
        language, entry = item
        with translation.override(language):
            return self.address(entry)


class RoomSitemap(_InEachLanguage):
    """The portal's own pages."""

    def entries(self) -> list[str]:
        return ["home", "all_news", "contact", "site_map", "feed_list", "privacy", "accessibility"]

    def address(self, entry: str) -> str:
        return reverse(entry)


class SectionSitemap(_InEachLanguage):
    def entries(self) -> list[Section]:
        return SectionTree.load().of_articles()


class TopicSitemap(_InEachLanguage):
    """Topics that something is written about."""

    def entries(self) -> list[Topic]:
        written = Article.objects.public().filter(topics=OuterRef("pk"))
        return list(Topic.objects.filter(Exists(written), is_active=True))


class DocumentListSitemap(_PortalSitemap):
    def items(self) -> list[str]:
        return ["documents", "procurement", "calendar", "work_calendar"]

    def location(self, item: str) -> str:
        return reverse(item)


class PageSitemap(_PortalSitemap):
    def items(self) -> Any:
        rows = Page.objects.public().filter(item__language__in=self.languages_open).select_related("item")
        return rows.only("slug", "published_at", "item__language").order_by("item_id")

    def lastmod(self, page: Page) -> datetime | None:
        return page.published_at


class ArticleSitemap(_PortalSitemap):
    def items(self) -> Any:
        rows = Article.objects.public().filter(item__language__in=self.languages_open).select_related("item")
        return rows.only("title", "published_at", "item__language").order_by("item_id")

    def lastmod(self, article: Article) -> datetime | None:
        return article.published_at


class DocumentSitemap(_PortalSitemap):
    """Official documents speak Vietnamese only."""

    def items(self) -> Any:
        rows = OfficialDocument.objects.public().select_related("item")
        shown = rows.only("title", "document_type", "reference_number", "published_at", "item__language")
        return shown.order_by("item_id")

    def lastmod(self, document: OfficialDocument) -> datetime | None:
        return document.published_at


class ProcurementSitemap(_PortalSitemap):
    def items(self) -> Any:
        rows = ProcurementNotice.objects.public().select_related("item")
        return rows.only("title", "published_at", "item__language").order_by("item_id")

    def lastmod(self, notice: ProcurementNotice) -> datetime | None:
        return notice.published_at


class EventSitemap(_PortalSitemap):
    def items(self) -> Any:
        rows = SchoolEvent.objects.public().select_related("item")
        return rows.only("title", "published_at", "item__language").order_by("item_id")

    def lastmod(self, event: SchoolEvent) -> datetime | None:
        return event.published_at


class WorkWeekSitemap(_PortalSitemap):
    def items(self) -> Any:
        rows = WorkWeek.objects.public().select_related("item")
        return rows.only("starts_on", "published_at", "item__language").order_by("item_id")

    def lastmod(self, week: WorkWeek) -> datetime | None:
        return week.published_at


SITEMAPS: dict[str, type[_PortalSitemap]] = {
    "cong": RoomSitemap,
    "danh-sach": DocumentListSitemap,
    "chuyen-muc": SectionSitemap,
    "chu-de": TopicSitemap,
    "trang": PageSitemap,
    "tin-tuc": ArticleSitemap,
    "van-ban": DocumentSitemap,
    "mua-sam-cong": ProcurementSitemap,
    "lich": EventSitemap,
    "lich-cong-tac": WorkWeekSitemap,
}


def _maps() -> dict[str, _PortalSitemap]:
    languages = ["vi", "en"] if SchoolProfile.current().english_enabled else ["vi"]
    return {name: kind(languages) for name, kind in SITEMAPS.items()}


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything in one file while that is short, else the index of its parts."""
    maps = _maps()
    pages = {name: one.paginator.num_pages for name, one in maps.items()}
    if max(pages.values()) == 1:
        return sitemap_views.sitemap(request, sitemaps=maps)
    parts = [part for name, count in pages.items() for part in _addresses(name, count)]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


def _addresses(name: str, count: int) -> list[dict[str, str]]:
    first = f"{settings.SITE_URL}{reverse('sitemap_part', args=[name])}"
    return [{"location": first}, *({"location": f"{first}?p={number}"} for number in range(2, count + 1))]


@public_page
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    response: HttpResponse = sitemap_views.sitemap(request, sitemaps=_maps(), section=section)
    # The newest lastmod goes back when an article is taken down, and would tell robots that nothing changed.
    response.headers.pop("Last-Modified", None)
    return response
