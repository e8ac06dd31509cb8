"""RSS for the portal and for each section: valid, absolute, stable, and honest about what changed."""

from collections.abc import Callable
from datetime import timedelta

import feedparser
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from content.models import Article
from editorial import drafting
from editorial.models import Section
from portal.models import SchoolProfile
from tests.portal.samples import TO_PUBLIC, many_articles
from tests.school import School

NEWS = "/rss/tin-tuc.xml"


def read(client: Client, url: str = NEWS) -> feedparser.FeedParserDict:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    return parsed


def test_the_feed_carries_the_newest_articles_with_absolute_addresses(
    school: School, client: Client, profile: SchoolProfile, published: Article
) -> None:
    parsed = read(client)
    assert parsed.version == "rss20"
    assert parsed.feed.title == "Trường THCS Hoa Phượng"
    assert parsed.feed.language == "vi"
    assert parsed.feed.link == f"{settings.SITE_URL}/tin-tuc/"
    itself = [link.href for link in parsed.feed.links if link.rel == "self"]
    assert itself == [f"{settings.SITE_URL}{NEWS}"]
    entry = parsed.entries[0]
    assert (entry.title, entry.summary) == ("Lễ khai giảng", "Tóm tắt")
    assert entry.link == f"{settings.SITE_URL}{published.get_absolute_url()}"
    assert [tag.term for tag in entry.tags] == [school.section.name]


def test_the_guid_survives_a_new_title_and_leads_to_the_article(
    school: School, client: Client, published: Article
) -> None:
    before = read(client).entries[0].id
    second = drafting.revise(published, by=school.giaovien)
    drafting.save_content(second, by=school.giaovien, version=0, changes={"title": "Khai giảng 2026"})
    second.refresh_from_db()
    school.do(second, *TO_PUBLIC)
    entry = read(client).entries[0]
    assert (entry.title, entry.id) == ("Khai giảng 2026", before)
    assert client.get(before.removeprefix(settings.SITE_URL))["Location"] == second.get_absolute_url()


def test_a_section_has_its_feed_with_the_sections_below_it(school: School, client: Client) -> None:
    many_articles(school, 30)
    top = Section.objects.get(slug="hoat-dong")
    parsed = read(client, "/rss/hoat-dong.xml")
    branch = [top, *top.children.all()]
    expected = Article.objects.public().filter(section__in=branch).order_by("-first_public_at")[:20]
    assert [entry.title for entry in parsed.entries] == [one.title for one in expected]
    assert len(read(client).entries) == 20


@pytest.mark.parametrize("slug", ["khong-co", "gioi-thieu", "da-tat"])
def test_what_is_no_active_section_of_articles_has_no_feed(school: School, client: Client, slug: str) -> None:
    Section.objects.create(name="Đã tắt", slug="da-tat", is_active=False)
    assert client.get(f"/rss/{slug}.xml").status_code == 404


def test_readers_find_the_feeds(school: School, client: Client) -> None:
    assert f'href="{settings.SITE_URL}{NEWS}"' in client.get("/").content.decode()
    section = client.get("/tin-tuc/hoat-dong/").content.decode()
    assert f'href="{settings.SITE_URL}/rss/hoat-dong.xml"' in section
    feeds = client.get("/rss/").content.decode()
    for address in (NEWS, "/rss/hoat-dong.xml", "/rss/thong-bao.xml"):
        assert f'href="{address}"' in feeds


def test_an_unchanged_feed_is_not_sent_again(client: Client, published: Article) -> None:
    first = client.get(NEWS)
    for condition in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get(NEWS, headers=condition)
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["takedown", "hiding", "expiry", "appearance", "new article"])
def test_any_change_is_sent_to_who_asks_by_tag_or_by_date(
    school: School, client: Client, at: Callable, published: Article, change: str
) -> None:
    hour = timezone.now() + timedelta(hours=1)
    if change == "expiry":
        Article.objects.filter(pk=published.pk).update(expires_at=hour)
    if change == "appearance":
        school.do(school.draft(section=school.section, publish_at=hour), *TO_PUBLIC)
    first = client.get(NEWS)
    at(hour)
    if change == "takedown":
        school.do(published, "hieutruong:take_down", ground="unsuitable_content")
    if change == "hiding":
        school.do(published, "truongban:hide")
    if change == "new article":
        school.published(title="Bài mới")
    for condition in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        assert client.get(NEWS, headers=condition).status_code == 200


def test_an_empty_feed_stays_the_same(client: Client, db: None) -> None:
    first = client.get(NEWS)
    assert client.get(NEWS, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_one_unprintable_sign_does_not_cost_the_whole_feed(client: Client, published: Article) -> None:
    Article.objects.filter(pk=published.pk).update(title="Lễ\x0b khai\x01 giảng <b>&", lead="\x1f]]>")
    assert read(client).entries[0].title == "Lễ khai giảng <b>&"
