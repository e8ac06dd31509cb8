"""RSS 2.0 for the whole portal and for each section (Q8-1.10)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.listing import newest, newest_in
from content.models import Article, Topic
from content.navigation import SectionTree, section_tree
from editorial.models import Edition, Event, Section
from editorial.public_pages import public_page
from portal.models import SchoolProfile

ENTRIES = 20
# What XML 1.0 cannot carry; one such sign in one title would otherwise cost the whole feed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Moves that change what the public sees.
_SEEN = ("publish", "post", "publish_urgently", "appear", "expire", "hide", "unhide", "take_down", "restore")
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_A_SECOND = timedelta(seconds=1)


def printable(text: str | Promise) -> str:
    return _UNPRINTABLE.sub("", str(text))


def absolute(path: str) -> str:
    """The address under the portal's own name, whatever name it was asked by (HN-2.1)."""
    return f"{settings.SITE_URL}{path}"


def last_change(model: type[Edition]) -> datetime:
    """When what is public of this kind last changed, by a move or by the hour alone.

    The newest entry's date would not do: after a takedown it goes back, and readers would be told that
    nothing has changed.
    """
    now, rows = timezone.now(), model._base_manager
    moments = [
        Event.objects.filter(verb__in=_SEEN).aggregate(at=Max("at"))["at"],
        rows.filter(published_at__lte=now).aggregate(at=Max("published_at"))["at"],
        rows.filter(expires_at__lte=now).aggregate(at=Max("expires_at"))["at"],
    ]
    changed: datetime = max((moment for moment in moments if moment), default=_NEVER)
    # A date says whole seconds: until this one is over, something else may still happen in it.
    return changed if now - changed > _A_SECOND else changed - _A_SECOND


class _Generator(Rss201rev2Feed):
    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed"]
        return changed


class PortalFeed(Feed):
    """What the feeds of all rooms share; `model` is the kind of edition that they tell of."""

    feed_type = _Generator
    model: type[Edition]
    item_guid_is_permalink = True

    @property
    def language(self) -> str:
        return get_language() or "vi"

    def feed_extra_kwargs(self, part: Any) -> dict[str, Any]:
        return {"changed": last_change(self.model)}

    def item_link(self, item: Any) -> str:
        return absolute(item.get_absolute_url())


class NewsFeed(PortalFeed):
    """The newest articles of the portal in one language; subclasses feed one part of it."""

    model = Article
    part_address = ""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self._tree: SectionTree = section_tree(request)
        return None

    def title(self, part: Section | Topic | None) -> str:
        school = printable(SchoolProfile.current().name)
        return f"{printable(part.label)} – {school}" if part else school

    def link(self, part: Section | Topic | None) -> str:
        return absolute(part.get_absolute_url() if part else reverse("all_news"))

    def feed_url(self, part: Section | Topic | None) -> str:
        return absolute(reverse(self.part_address, args=[part.slug]) if part else reverse("news_feed"))

    def description(self, part: Section | Topic | None) -> str:
        if part and part.description:
            return printable(part.description)
        return _("Tin bài mới nhất")

    def items(self, part: Any) -> Any:
        return newest()[:ENTRIES]

    def item_title(self, item: Article) -> str:
        return printable(item.title)

    def item_description(self, item: Article) -> str:
        return printable(item.lead)

    def item_guid(self, item: Article) -> str:
        # Leads to the article too, and stays the same when a correction changes the title.
        return absolute(reverse("article", args=["bai", item.item_id]))

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.first_public_at

    def item_categories(self, item: Article) -> list[str]:
        section = self._tree.get(item.section_id)
        return [printable(section.label)] if section else []

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        """The lead picture; its length is not known without opening the file, which RSS writes as 0."""
        picture = item.lead_picture
        if picture is None:
            return []
        return [Enclosure(absolute(picture.get_absolute_url()), "0", picture.content_type)]


class SectionFeed(NewsFeed):
    """The newest articles of one section and those below it; 404 once it is switched off."""

    part_address = "section_feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Section:
        super().get_object(request)
        section = self._tree.find(kwargs["slug"], Section.Kind.ARTICLES)
        if section is None:
            raise Section.DoesNotExist
        return section

    def items(self, part: Section) -> Any:
        return newest_in(self._tree, part)[:ENTRIES]


class TopicFeed(NewsFeed):
    """The newest articles about one topic; 404 once it is switched off."""

    part_address = "topic_feed"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Topic:
        super().get_object(request)
        return get_object_or_404(Topic, slug=kwargs["slug"], is_active=True)

    def items(self, part: Topic) -> Any:
        return newest().filter(topics=part)[:ENTRIES]


def _view(feed: type[NewsFeed]) -> Any:
    """A new feed object for each request: it keeps the request's tree of sections."""

    def view(request: HttpRequest, **kwargs: Any) -> Any:
        return feed()(request, **kwargs)

    return public_page(view)


news_feed = _view(NewsFeed)
section_feed = _view(SectionFeed)
topic_feed = _view(TopicFeed)
