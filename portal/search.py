"""Search without diacritics in titles and summaries: words in any order, by their beginning (Q8-1.9)."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import LessThan
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.listing import newest
from content.models import Page
from content.views import public_page
from editorial.searching import BAR, MOST_WORDS, search_words, words_of
from vietnamese import clean, fold

LONGEST_QUERY = 200
MOST_RESULTS = 50
PER_PAGE = 10
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,1}")
_PIECE = re.compile(r"([^\W_]+)")


def matching(rows: QuerySet, words: Sequence[str]) -> QuerySet:
    """Rows that have every word, or a longer one that begins with it; those with all in the title first."""
    found = rows.filter(*(Q(search_text__contains=f" {word}") for word in words))
    bar = StrIndex("search_text", Value(BAR))
    in_title = reduce(and_, (Q(LessThan(StrIndex("search_text", Value(f" {word}")), bar)) for word in words))
    order = found.query.order_by
    return found.order_by(Case(When(in_title, then=Value(0)), default=Value(1)), *order)


def _pages() -> QuerySet:
    return Page.objects.public().filter(item__language=get_language()).select_related("item")


def find(words: Sequence[str]) -> list[Any]:
    """Public pages and articles with these words, at most one more than are shown; none without words."""
    if not words:
        return []
    most = MOST_RESULTS + 1
    pages = _pages().only("item__language", "title", "slug", "published_at").order_by("title")
    found = list(matching(pages, words)[:most])
    return [*found, *matching(newest(), words)[: most - len(found)]] if len(found) < most else found


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as it is written, with what was looked for marked."""
    pieces = _PIECE.split(text)
    return format_html_join("", "{}", ((_piece(piece, words),) for piece in pieces))


def _piece(piece: str, words: Sequence[str]) -> str:
    folded = fold(piece)
    if any(folded.startswith(word) for word in words):
        return format_html("<mark>{}</mark>", piece)
    return piece


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """The results for `?q=`; whatever is asked is answered, and says what was understood."""
    query = " ".join(clean(request.GET.get("q", "")[:LONGEST_QUERY]).split())
    words = search_words(query)
    found = find(words)
    paginator = Paginator(found[:MOST_RESULTS], PER_PAGE)
    wanted = request.GET.get("trang", "1")
    number = int(wanted) if _PAGE_NUMBER.fullmatch(wanted) else 1
    page = paginator.get_page(number)
    context = {
        "query": query,
        "words": words,
        "too_many_words": len(set(words_of(query))) > MOST_WORDS,
        "has_more": len(found) > MOST_RESULTS,
        "page": page,
        "results": [
            (one, marked(one.title, words), marked(getattr(one, "lead", ""), words))
            for one in page.object_list
        ],
    }
    return render(request, "portal/search.html", context)
