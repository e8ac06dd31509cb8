"""How much a page asks of the database, and what it weighs: the same with 50 articles and with 5,000."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.models import Article, ArticleAttachment, Topic
from portal.models import SchoolProfile
from tests.portal.samples import make_file, make_picture, many_articles
from tests.school import School

LIMITS = {
    "home": 13,
    "all_news": 8,
    "section": 8,
    "last_page": 8,
    "topic": 9,
    "article": 12,
    "news_feed": 10,
    "sitemap": 16,  # two for each kind of text
}
FIRST_VISIT_BYTES = 100 * 1024


@pytest.fixture
def counted(client: Client) -> Callable[[str], int]:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count


def pages(school: School) -> dict[str, str]:
    """The pages with a limit; the article has pictures, topics, contributors and attachments."""
    article = Article.objects.public().latest("first_public_at")
    topic, _made = Topic.objects.get_or_create(name="Thi cử", slug="thi-cu")
    topic.articles.add(*Article.objects.filter(pk__gt=article.pk)[:30], article)
    inside = "".join(
        f'<p><img src="{make_picture(school, colour).get_absolute_url()}" alt="Ảnh"></p>'
        for colour in ("blue", "green")
    )
    Article.objects.filter(pk=article.pk).update(
        lead_picture=make_picture(school, "red"),
        body=f"<p>Nội dung.</p>{inside}",
        contributors=[{"role": "editing", "name": "Cô Lan"}],
    )
    for number in range(5):
        file = make_file(school, f"Tệp {number}")
        ArticleAttachment.objects.create(edition=article, file=file, name=f"tep-{number}.txt")
    in_all = Article.objects.public().count()
    return {
        "home": "/",
        "all_news": "/tin-tuc/",
        "section": "/tin-tuc/tin-tuc-su-kien/",
        "topic": topic.get_absolute_url(),
        "last_page": f"/tin-tuc/?trang={(in_all + 19) // 20}",
        "article": article.get_absolute_url(),
        "news_feed": "/rss/tin-tuc.xml",
        "sitemap": "/sitemap.xml",
    }


def test_the_number_of_queries_is_small_and_does_not_grow(
    school: School, profile: SchoolProfile, counted: Callable[[str], int]
) -> None:
    many_articles(school, 50)
    few = {name: counted(url) for name, url in pages(school).items()}
    assert {name: count for name, count in few.items() if count > LIMITS[name]} == {}
    many_articles(school, 4950)
    assert {name: counted(url) for name, url in pages(school).items() if name != "sitemap"} == {
        name: count for name, count in few.items() if name != "sitemap"
    }


def test_an_answer_without_a_database_row_asks_little(client: Client, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/tin-tuc/khong-co-123.html").status_code == 404
    assert len(queries) <= 8


def test_a_first_visit_without_pictures_is_light(
    school: School, profile: SchoolProfile, client: Client
) -> None:
    many_articles(school, 200)
    own = sum(Path(find(name)).stat().st_size for name in ("portal/portal.css", "portal/icon.svg"))
    for url in ("/", "/tin-tuc/", "/tin-tuc/hoat-dong/"):
        assert own + len(client.get(url).content) < FIRST_VISIT_BYTES
