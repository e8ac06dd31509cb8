"""The public pages of articles and standing pages; everything shown starts from `public()`."""

from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.bodies import draw_body
from content.listing import list_page, newest, newest_in
from content.metadata import article_metadata, page_metadata
from content.models import Article, Page, Topic
from content.navigation import section_tree
from content.related import related_to
from content.reporting import public_events_of
from content.style import text_classes
from content.translations import addresses_of
from documents.access import with_signatures
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened, trail_of
from editorial.models import Section
from editorial.public_pages import gone_or_missing, public_page, show_public
from editorial.routes import current_preset
from editorial.states import ONCE_PUBLIC, State


@public_page
def all_news(request: HttpRequest) -> HttpResponse:
    name, path = _("Tin tức"), reverse("all_news")
    metadata = Metadata(name, path, description=_("Tin bài mới nhất"), trail=((name, path),))
    return render(request, "content/all_news.html", {**list_page(request, newest()), "metadata": metadata})


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    tree = section_tree(request)
    found = tree.find(slug, Section.Kind.ARTICLES)
    if found is None:
        raise Http404(_("Không có chuyên mục này."))
    trail = tree.trail(found)
    context = {
        **list_page(request, newest_in(tree, found)),
        "section": found,
        "description": found.description,
        "feed": reverse("section_feed", args=[found.slug]),
        "trail": trail,
        "children": [child for child in tree.children(found) if child.kind == Section.Kind.ARTICLES],
        "metadata": Metadata(
            found.label,
            found.get_absolute_url(),
            description=shortened(found.description),
            trail=trail_of(trail),
        ),
    }
    return render(request, "content/section.html", context)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug, is_active=True)
    path = found.get_absolute_url()
    context = {
        **list_page(request, newest().filter(topics=found)),
        "description": found.description,
        "feed": reverse("topic_feed", args=[found.slug]),
        "metadata": Metadata(
            found.label,
            path,
            description=shortened(found.description),
            trail=((_("Tin tức"), reverse("all_news")), (found.label, path)),
        ),
    }
    return render(request, "content/topic.html", context)


@public_page
def article(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, Article, item_id, draw_article, "lead_picture")


def draw_article(request: HttpRequest, shown: Article, **preview: Any) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen.

    `preview` is what a preview adds to the context: `is_preview`, and `desk_url` where it leads back to.
    """
    with translation.override(shown.item.language):
        tree = section_tree(request)
        trail = tree.trail(tree.get(shown.section_id))
        topics = list(shown.topics.filter(is_active=True))
        context = {
            **_text(shown),
            "trail": trail,
            "topics": topics,
            "related": related_to(shown, [topic.pk for topic in topics]),
            "events": public_events_of(shown),
            "metadata": article_metadata(shown, trail, topics),
            **preview,
        }
        return render(request, "content/article.html", context)


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Page.objects.public().filter(slug=slug, item__language=get_language())
    shown = rows.select_related("item__unit").first()
    if shown is None:
        return _moved_page(slug) or gone_or_missing(
            request, item__page_editions__slug=slug, item__page_editions__state=State.TAKEN_DOWN
        )
    return draw_page(request, shown)


def draw_page(request: HttpRequest, shown: Page, **preview: Any) -> HttpResponse:
    """As `draw_article`, for a standing page."""
    with translation.override(shown.item.language):
        tree = section_tree(request)
        place = tree.find(shown.slug, Section.Kind.PAGE) or tree.get(shown.section_id)
        # The section that a page is the text of; a translation has another address than that.
        own = shown.section_id if shown.item.translation_of_id else None
        above = [
            step
            for step in tree.trail(place)
            if step.slug != shown.slug and (step.pk != own or step.kind != Section.Kind.PAGE)
        ]
        context = {**_text(shown), "trail": above, "metadata": page_metadata(shown, above), **preview}
        return render(request, "content/page.html", context)


def _text(shown: Article | Page) -> dict[str, Any]:
    changes = changes_of(shown)
    return {
        "edition": shown,
        "body": draw_body(shown.body),
        "attachments": with_signatures(shown.attachments),
        "text_classes": text_classes(current_preset().style),
        "changes": changes,
        "corrections": [change for change in changes if change.correction],
        # Asked by the template, and only where the portal has a second language.
        "versions": cache(partial(addresses_of, shown)),
        # Typed by hand: what is not the web is shown as words, never as a link.
        "source_is_link": urlsplit(getattr(shown, "source_url", "")).scheme in {"http", "https"},
    }


def _moved_page(slug: str) -> HttpResponse | None:
    """Where a page went whose address was changed by a later edition."""
    earlier = Page.objects.filter(
        slug=slug, item__language=get_language(), state__in=ONCE_PUBLIC - {State.TAKEN_DOWN}
    )
    moved = Page.objects.public().filter(item__in=earlier.values("item")).select_related("item").first()
    return redirect(moved, permanent=True) if moved else None
