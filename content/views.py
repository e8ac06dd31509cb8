"""The public pages of articles and standing pages; everything shown starts from `public()`."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from content.listing import list_page, newest, newest_in
from content.models import Article, Page
from content.navigation import section_tree
from content.style import text_classes
from editorial.models import Section, Takedown
from editorial.routes import current_preset
from editorial.states import ONCE_PUBLIC, State

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page equal for everybody: anyone may keep it, but asks again, so that a takedown shows at once."""
    return wraps(view)(require_safe(cache_control(public=True, no_cache=True)(conditional_page(view))))


@public_page
def all_news(request: HttpRequest) -> HttpResponse:
    return render(request, "content/all_news.html", list_page(request, newest()))


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    tree = section_tree(request)
    found = tree.find(slug, Section.Kind.ARTICLES)
    if found is None:
        raise Http404(_("Không có chuyên mục này."))
    context = {
        **list_page(request, newest_in(tree, found)),
        "section": found,
        "trail": tree.trail(found),
        "children": [child for child in tree.children(found) if child.kind == Section.Kind.ARTICLES],
    }
    return render(request, "content/section.html", context)


@public_page
def article(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    related = ("item__unit", "lead_picture")
    shown = Article.objects.public().filter(item=item_id).select_related(*related).first()
    if shown is None:
        return _gone_or_missing(request, item=item_id, item__kind=Article._meta.label_lower)
    if request.path != shown.get_absolute_url():
        return redirect(shown, permanent=True)
    return draw_article(request, shown)


def draw_article(request: HttpRequest, shown: Article) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen."""
    tree = section_tree(request)
    trail = tree.trail(tree.get(shown.section_id))
    return render(request, "content/article.html", {**_text(shown), "trail": trail})


@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    shown = Page.objects.public().filter(slug=slug).select_related("item__unit").first()
    if shown is None:
        return _moved_page(slug) or _gone_or_missing(
            request, item__page_editions__slug=slug, item__page_editions__state=State.TAKEN_DOWN
        )
    return draw_page(request, shown)


def draw_page(request: HttpRequest, shown: Page) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen."""
    tree = section_tree(request)
    place = tree.find(shown.slug, Section.Kind.PAGE) or tree.get(shown.section_id)
    above = [step for step in tree.trail(place) if step.slug != shown.slug]
    return render(request, "content/page.html", {**_text(shown), "trail": above})


def _text(shown: Article | Page) -> dict[str, Any]:
    return {
        "edition": shown,
        "attachments": shown.attachments.select_related("file"),
        "text_classes": text_classes(current_preset().style),
        "updated_at": shown.published_at if _is_correction(shown) else None,
        # Typed by hand: what is not the web is shown as words, never as a link.
        "source_is_link": urlsplit(getattr(shown, "source_url", "")).scheme in {"http", "https"},
    }


def _is_correction(shown: Article | Page) -> bool:
    return shown.number > 1 and shown.published_at != shown.first_public_at


def _moved_page(slug: str) -> HttpResponse | None:
    """Where a page went whose address was changed by a later edition."""
    earlier = Page.objects.filter(slug=slug, state__in=ONCE_PUBLIC - {State.TAKEN_DOWN})
    moved = Page.objects.public().filter(item__in=earlier.values("item")).first()
    return redirect(moved, permanent=True) if moved else None


def _gone_or_missing(request: HttpRequest, **item: Any) -> HttpResponse:
    """410 with a neutral notice for what the principal took down (HN-12.5b), 404 for all else."""
    decided = Takedown.objects.filter(restored_at=None, item__taken_down_at__isnull=False, **item).first()
    if decided is None:
        raise Http404(_("Không có nội dung này."))
    return render(request, "410.html", {"explanation": decided.explanation}, status=410)
