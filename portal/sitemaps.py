"""sitemap.xml: every public address; an index of parts once one file would be long."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.models import Article, Page
from content.navigation import SectionTree
from content.views import public_page
from editorial.models import Section


class _PortalSitemap(Sitemap):
    """Addresses under the portal's own name, whatever name it was asked by (HN-2.1)."""

    limit = 2000

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class RoomSitemap(_PortalSitemap):
    """The portal's own pages."""

    def items(self) -> list[str]:
        return ["home", "all_news", "contact", "site_map", "feed_list", "privacy", "accessibility"]

    def location(self, item: str) -> str:
        return reverse(item)


class SectionSitemap(_PortalSitemap):
    def items(self) -> list[Section]:
        return SectionTree.load().of_articles()


class PageSitemap(_PortalSitemap):
    def items(self) -> Any:
        return Page.objects.public().only("slug", "published_at").order_by("item_id")

    def lastmod(self, page: Page) -> datetime | None:
        return page.published_at


class ArticleSitemap(_PortalSitemap):
    def items(self) -> Any:
        return Article.objects.public().only("item", "title", "published_at").order_by("item_id")

    def lastmod(self, article: Article) -> datetime | None:
        return article.published_at


SITEMAPS: dict[str, type[_PortalSitemap]] = {
    "cong": RoomSitemap,
    "chuyen-muc": SectionSitemap,
    "trang": PageSitemap,
    "tin-tuc": ArticleSitemap,
}


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Everything in one file while that is short, else the index of its parts."""
    pages = {name: kind().paginator.num_pages for name, kind in SITEMAPS.items()}
    if max(pages.values()) == 1:
        return sitemap_views.sitemap(request, sitemaps=SITEMAPS)
    parts = [part for name, count in pages.items() for part in _addresses(name, count)]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


def _addresses(name: str, count: int) -> list[dict[str, str]]:
    first = f"{settings.SITE_URL}{reverse('sitemap_part', args=[name])}"
    return [{"location": first}, *({"location": f"{first}?p={number}"} for number in range(2, count + 1))]


@public_page
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    response: HttpResponse = sitemap_views.sitemap(request, sitemaps=SITEMAPS, section=section)
    # The newest lastmod goes back when an article is taken down, and would tell robots that nothing changed.
    response.headers.pop("Last-Modified", None)
    return response
