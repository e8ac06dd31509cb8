"""The search page, the suggestions, and what a browser needs to search here by itself (Q8-1.9, Q8-2.12a)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.navigation import SectionTree, section_tree
from editorial.public_pages import public_page
from portal.search import vain
from portal.search.asking import PER_PAGE, Asked, asked, categories
from portal.search.engine import SearchUnavailable
from portal.search.finding import find, mended, page_numbers, suggestions, understood_number
from portal.search.kinds import KINDS
from portal.search.promoting import promoted
from vietnamese.searching import LONGEST_QUERY

SHORTEST_BEGINNING = 2


@public_page
def search(request: HttpRequest) -> HttpResponse:
    """The results for `?q=`; whatever is asked is answered with a page that says what was understood."""
    tree = section_tree(request)
    question = asked(request, tree)
    context: dict[str, Any] = {
        "asked": question,
        "query": question.text,
        "longest": LONGEST_QUERY,
        "kinds": KINDS,
        "sections": tree.of_articles(),
        "categories": categories(),
    }
    if question.query:
        context |= _answer(question, tree)
    return render(request, "search/search.html", context)


def _answer(question: Asked, tree: SectionTree) -> dict[str, Any]:
    try:
        results = find(question, tree)
        if not results.hits and question.page > 1:
            question = question.on_page(1)
            results = find(question, tree)
        better = None if results.hits else mended(question)
    except SearchUnavailable:
        return {"unavailable": True}
    if not (results.hits or question.is_narrowed):
        vain.count(question.query)
    return {
        "asked": question,
        "results": results,
        "better": better,
        "by_number": understood_number(question.query),
        "everything": question.of_kind(None).address(),
        "first": (question.page - 1) * PER_PAGE + 1,
        "promoted": promoted(question.query) if question.page == 1 else [],
        "pages": [
            (number, question.on_page(number).address())
            for number in page_numbers(question.page, results.pages)
        ],
        "by_kind": [(kind, count, question.of_kind(kind).address()) for kind, count in results.kinds],
    }


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What begins like `?q=`, in the form that browsers and the page's script both read (OpenSearch)."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY]
    try:
        found = suggestions(typed) if len(typed.strip()) >= SHORTEST_BEGINNING else []
    except SearchUnavailable:
        found = []
    columns = [list(column) for column in zip(*found, strict=True)] or [[], [], []]
    columns[2] = [f"{settings.SITE_URL}{address}" for address in columns[2]]
    answer = JsonResponse(
        [typed, *columns],
        safe=False,
        json_dumps_params={"ensure_ascii": False},
        content_type="application/x-suggestions+json",
    )
    answer["Cache-Control"] = "no-cache"
    return answer


@public_page
def description(request: HttpRequest) -> HttpResponse:
    """How a browser adds the portal to its own search box."""
    return render(
        request, "search/opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8"
    )
