"""Lists of public articles: the newest first, by pages that do not jump."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.models import Article
from content.navigation import SectionTree
from editorial.models import EditionQuerySet, Section

PER_PAGE = 20
MOST_PINNED = 5
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
# What a list shows; the body above all is not fetched.
_SHOWN = (
    "item__language",
    "title",
    "lead",
    "genre",
    "section",
    "first_public_at",
    "published_at",
    "urgent_by",
    "valid_from",
    "valid_to",
    "pinned_until",
    "lead_picture_alt",
    "lead_picture__token",
    "lead_picture__content_type",
    "lead_picture__width",
    "lead_picture__height",
    "lead_picture__rendered_widths",
)


def newest() -> EditionQuerySet:
    """Public articles in the language of the page by the moment they first appeared.

    Equal moments by item, so that pages are stable.
    """
    rows: EditionQuerySet = Article.objects.public().filter(item__language=get_language())
    shown = rows.select_related("item", "lead_picture").only(*_SHOWN)
    return shown.order_by("-first_public_at", "-item_id")


def newest_in(tree: SectionTree, section: Section) -> EditionQuerySet:
    """Public articles of the section and of all sections below it."""
    return newest().filter(section__in=[member.pk for member in tree.branch(section)])


def pinned(rows: EditionQuerySet) -> list[Article]:
    """Those of the rows that are pinned today (Asia/Ho_Chi_Minh), the newest first, five at most."""
    return list(rows.filter(pinned_until__gte=timezone.localdate())[:MOST_PINNED])


def list_page(request: HttpRequest, rows: EditionQuerySet) -> dict[str, Any]:
    """What a list shows of the page that `?trang=` asks for, the first without it; 404 for one there is not.

    What is pinned stands above the first page and in no page. `canonical_path`: the first page has its
    address without `?trang=` only.
    """
    wanted = request.GET.get("trang", "1")
    above = pinned(rows)
    paginator = Paginator(rows.exclude(pk__in=[one.pk for one in above]) if above else rows, PER_PAGE)
    if not _PAGE_NUMBER.fullmatch(wanted) or int(wanted) > paginator.num_pages:
        raise Http404(_("Không có trang này trong danh sách."))
    number = int(wanted)
    return {
        "page": paginator.page(number),
        "pinned": above if number == 1 else [],
        "numbers": list(paginator.get_elided_page_range(number)),
        "canonical_path": request.path if number == 1 else f"{request.path}?trang={number}",
    }
