"""Lists of public articles: the newest first, by pages that do not jump."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from content.models import Article
from content.navigation import SectionTree
from editorial.models import EditionQuerySet, Section

PER_PAGE = 20
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
# What a list shows; the body above all is not fetched.
_SHOWN = (
    "item",
    "title",
    "lead",
    "genre",
    "section",
    "first_public_at",
    "published_at",
    "lead_picture_alt",
    "lead_picture__token",
    "lead_picture__content_type",
    "lead_picture__width",
    "lead_picture__height",
)


def newest() -> EditionQuerySet:
    """Public articles by the moment they first appeared; equal moments by item, so that pages are stable."""
    rows: EditionQuerySet = Article.objects.public()
    return rows.select_related("lead_picture").only(*_SHOWN).order_by("-first_public_at", "-item_id")


def newest_in(tree: SectionTree, section: Section) -> EditionQuerySet:
    """Public articles of the section and of all sections below it."""
    return newest().filter(section__in=[member.pk for member in tree.branch(section)])


def list_page(request: HttpRequest, rows: EditionQuerySet) -> dict[str, Any]:
    """What a list shows of the page that `?trang=` asks for, the first without it; 404 for one there is not.

    `canonical_path`: the first page has its address without `?trang=` only.
    """
    wanted = request.GET.get("trang", "1")
    paginator = Paginator(rows, PER_PAGE)
    if not _PAGE_NUMBER.fullmatch(wanted) or int(wanted) > paginator.num_pages:
        raise Http404(_("Không có trang này trong danh sách."))
    number = int(wanted)
    return {
        "page": paginator.page(number),
        "numbers": list(paginator.get_elided_page_range(number)),
        "canonical_path": request.path if number == 1 else f"{request.path}?trang={number}",
    }
