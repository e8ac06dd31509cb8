"""The five real documents, from their files to the reader: imported, taken through the workflow, published.

They are looked for at SEEDS_DIR, else at ../shared/seeds beside the repository; they are not part of it.
"""

import html
import os
import re
import unicodedata
from pathlib import Path

import feedparser
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from content.models import Article
from content.sanitising import plain_text
from editorial.models import Snapshot
from tests.portal.samples import TO_PUBLIC
from tests.school import School
from vietnamese import clean

SEEDS = Path(os.environ.get("SEEDS_DIR") or settings.BASE_DIR.parent / "shared" / "seeds")
FILES = sorted(SEEDS.glob("*.txt"))
INVISIBLE = re.compile("[\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd\x00-\x09\x0b-\x1f]")
# How the title of each begins; what follows is its own wording.
TITLES = (
    "Quyết định: Về việc ban hành",
    "Kính gửi",
    "Thực hiện Thông tư",
    "Kế hoạch: Sử dụng",
    "Quy chế, quy định về",
)

pytestmark = pytest.mark.skipif(len(FILES) != 5, reason=f"the five documents are not at {SEEDS} (SEEDS_DIR)")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", clean(text))


def test_the_five_documents_reach_the_reader_whole_and_clean(school: School, client: Client) -> None:
    section = school.section
    call_command("import_articles", *map(str, FILES), by="giaovien", section=section.slug, verbosity=0)
    articles = list(Article.objects.order_by("pk"))
    assert len(articles) == 5
    for path, article, title in zip(FILES, articles, TITLES, strict=True):
        assert article.title.startswith(title), article.title
        school.do(article, *TO_PUBLIC)
        for words in (article.title, article.body):
            assert unicodedata.is_normalized("NFC", words)
            assert not INVISIBLE.search(words), path.name
        shown = client.get(article.get_absolute_url())
        assert shown.status_code == 200
        page = html.unescape(re.sub(r"<[^>]+>", " ", shown.content.decode()))
        source = words_of(path.read_text("utf-8-sig"))
        assert words_of(plain_text(article.body)) == source, path.name
        assert " ".join(source[-20:]) in " ".join(words_of(page))
        assert f"<h1>{html.escape(article.title)}</h1>" in shown.content.decode()
    assert Snapshot.objects.filter(event__verb="publish").count() <= len(articles)


def test_the_five_documents_are_in_feed_section_and_sitemap_and_imported_once(
    school: School, client: Client
) -> None:
    for _ in range(2):
        call_command("import_articles", str(SEEDS), by="giaovien", section=school.section.slug, verbosity=0)
    articles = [school.do(article, *TO_PUBLIC) for article in Article.objects.order_by("pk")]
    assert len(articles) == 5
    addresses = {f"{settings.SITE_URL}{article.get_absolute_url()}" for article in articles}
    for feed in ("/rss/tin-tuc.xml", f"/rss/{school.section.slug}.xml"):
        parsed = feedparser.parse(client.get(feed).content)
        assert not parsed.bozo
        assert {entry.link for entry in parsed.entries} == addresses
        assert {entry.title for entry in parsed.entries} == {article.title for article in articles}
    sitemap = client.get("/sitemap.xml").content.decode()
    listed = client.get(school.section.get_absolute_url()).content.decode()
    for article in articles:
        assert f"<loc>{settings.SITE_URL}{article.get_absolute_url()}</loc>" in sitemap
        assert article.get_absolute_url() in listed
