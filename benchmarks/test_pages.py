"""CPU per request of the public pages against a bare view of the same process (`make bench`).

Ratios compare across machines, milliseconds do not. Nothing is asserted: this measures.
"""

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, set_urlconf

from content.models import Article
from editorial.models import Item
from tests.school import BODY, School

ROUNDS = 60
SIZES = (50, 5_000)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x" * 20_480)


urlpatterns = [path("bare/", bare)]


def cpu(call: Callable[[], object]) -> float:
    """Milliseconds of CPU, the least of many rounds: what is not the page's own is noise."""
    best = float("inf")
    for _round in range(ROUNDS):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best * 1000


def fill(school: School, total: int) -> Article:
    first = school.published()
    missing = total - Article.objects.count()
    items = Item.objects.bulk_create(
        Item(kind="content.article", unit=school.unit, created_by=school.giaovien) for _ in range(missing)
    )
    Article.objects.bulk_create(
        Article(
            item=item,
            title=f"Bài số {number}",
            body=BODY,
            section=school.section,
            created_by=school.giaovien,
            state=first.state,
            published_at=first.published_at,
            first_public_at=first.first_public_at,
        )
        for number, item in enumerate(items)
    )
    return first


@pytest.mark.parametrize("total", SIZES)
def test_cpu_and_queries_per_page(total: int, school: School, settings: object) -> None:
    article = fill(school, total)
    client = Client()
    settings.ROOT_URLCONF = __name__
    reference = cpu(lambda: client.get("/bare/"))
    settings.ROOT_URLCONF = "portal.urls"
    set_urlconf(None)
    print(f"\n{total} articles; bare view {reference:.2f} ms")
    pages = {"home": "/", "section": school.section.get_absolute_url(), "article": article.get_absolute_url()}
    for name, url in pages.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            size = len(client.get(url).content)
            asked = len(queries)
        spent = cpu(lambda url=url: client.get(url))
        print(
            f"  {name:8} {spent:6.2f} ms  {spent / reference:5.1f} × bare  "
            f"{asked:3} queries  {size / 1024:5.1f} KiB"
        )
