"""RSS of official documents: all, those of one group of the school, those of one level (HN-3.1b, Q8-1.10)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext as _

from documents.listing import public_documents
from documents.models import DocumentGroup, IssuingAuthority, OfficialDocument
from editorial.public_pages import public_page
from portal.feeds import ENTRIES, PortalFeed, absolute, printable
from portal.models import SchoolProfile

Level = IssuingAuthority.Level


class DocumentFeed(PortalFeed):
    """The newest documents by their day of issue; subclasses feed one part of them."""

    model = OfficialDocument

    def part_label(self, part: Any) -> str:
        return _("Văn bản")

    def title(self, part: Any) -> str:
        return f"{printable(self.part_label(part))} – {printable(SchoolProfile.current().name)}"

    def link(self, part: Any) -> str:
        return absolute(reverse("documents"))

    def feed_url(self, part: Any) -> str:
        return absolute(reverse("document_feed"))

    def description(self, part: Any) -> str:
        return _("Văn bản mới nhất")

    def items(self, part: Any) -> Any:
        return self.rows(part).prefetch_related("attachments__file")[:ENTRIES]

    def rows(self, part: Any) -> Any:
        return public_documents()

    def item_title(self, item: OfficialDocument) -> str:
        return printable(item.title)

    def item_description(self, item: OfficialDocument) -> str:
        return printable(item.summary)

    def item_guid(self, item: OfficialDocument) -> str:
        return absolute(reverse("document", args=["van-ban", item.item_id]))

    def item_pubdate(self, item: OfficialDocument) -> datetime | None:
        """The moment it appeared here: a reader of feeds wants to know what is new on the portal."""
        return item.first_public_at

    def item_categories(self, item: OfficialDocument) -> list[str]:
        return [printable(str(one)) for one in (item.type_name, item.issuing_authority) if one]

    def item_enclosures(self, item: OfficialDocument) -> list[Enclosure]:
        parts = [part for part in item.attachments.all() if part.file.is_served]
        return [
            Enclosure(absolute(part.get_absolute_url()), str(part.file.size), part.file.content_type)
            for part in parts[:1]
        ]


class GroupFeed(DocumentFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> DocumentGroup:
        return get_object_or_404(DocumentGroup, slug=kwargs["slug"], is_active=True)

    def part_label(self, part: DocumentGroup) -> str:
        return part.name

    def link(self, part: DocumentGroup) -> str:
        return absolute(f"{reverse('documents')}?nhom={part.slug}")

    def feed_url(self, part: DocumentGroup) -> str:
        return absolute(reverse("document_group_feed", args=[part.slug]))

    def rows(self, part: DocumentGroup) -> Any:
        return public_documents().filter(group=part)


class LevelFeed(DocumentFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Level:
        if kwargs["level"] not in Level.values:
            raise OfficialDocument.DoesNotExist
        return Level(kwargs["level"])

    def part_label(self, part: Level) -> str:
        return str(part.label)

    def link(self, part: Level) -> str:
        return absolute(f"{reverse('documents')}?cap={part.value}")

    def feed_url(self, part: Level) -> str:
        return absolute(reverse("document_level_feed", args=[part.value]))

    def rows(self, part: Level) -> Any:
        return public_documents().filter(issuing_authority__level=part)


def _view(feed: type[DocumentFeed]) -> Any:
    """A new feed object for each request: it keeps the request's own things."""

    def view(request: HttpRequest, **kwargs: Any) -> Any:
        return feed()(request, **kwargs)

    return public_page(view)


document_feed = _view(DocumentFeed)
group_feed = _view(GroupFeed)
level_feed = _view(LevelFeed)
