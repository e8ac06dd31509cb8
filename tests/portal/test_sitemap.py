"""sitemap.xml and robots.txt."""

from xml.parsers import expat

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from content.models import Article
from editorial.models import Section
from portal.models import SchoolProfile
from portal.sitemaps import ArticleSitemap
from tests.portal.samples import make_page, many_articles
from tests.school import School


def read(client: Client, url: str = "/sitemap.xml") -> dict[str, str]:
    """Each address with its lastmod, "" where none is given."""
    response = client.get(url)
    assert response.status_code == 200
    found: dict[str, str] = {}
    path: list[str] = []

    def text(data: str) -> None:
        if path[-1] == "loc":
            found[data] = ""
        elif path[-1] == "lastmod":
            found[list(found)[-1]] = data

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: path.append(name)
    parser.EndElementHandler = lambda name: path.pop()
    parser.CharacterDataHandler = text
    parser.Parse(response.content, True)
    return found


def test_the_sitemap_has_every_public_address(school: School, client: Client, published: Article) -> None:
    make_page(school, "gioi-thieu")
    found = read(client)
    today = timezone.localdate().isoformat()
    assert found[f"{settings.SITE_URL}{published.get_absolute_url()}"] == today
    assert found[f"{settings.SITE_URL}/trang/gioi-thieu/"] == today
    for path in ("/", "/tin-tuc/", "/lien-he/", "/so-do-trang/", "/rss/", "/tin-tuc/hoat-dong/"):
        assert f"{settings.SITE_URL}{path}" in found
    for address in found:
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_what_is_taken_down_or_switched_off_leaves_the_sitemap(
    school: School, client: Client, published: Article
) -> None:
    school.do(published, "hieutruong:take_down", ground="unsuitable_content")
    Section.objects.filter(slug="hoat-dong").update(is_active=False)
    found = " ".join(read(client))
    assert str(published.item_id) not in found.replace(settings.SITE_URL, "")
    assert "/tin-tuc/hoat-dong/" not in found


def test_a_large_sitemap_is_an_index_of_parts(
    school: School, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ArticleSitemap, "limit", 10)
    many_articles(school, 25)
    parts = [address.removeprefix(settings.SITE_URL) for address in read(client)]
    assert "/sitemap-tin-tuc.xml?p=3" in parts
    addresses = [address for part in parts for address in read(client, part)]
    assert len(addresses) == len(set(addresses))
    assert len([address for address in addresses if address.endswith(".html")]) == 25


def test_an_unchanged_sitemap_is_not_sent_again(school: School, client: Client, published: Article) -> None:
    for url in ("/sitemap.xml", "/sitemap-tin-tuc.xml"):
        first = client.get(url)
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
        # By the newest date alone, a takedown would look like no change.
        assert "Last-Modified" not in first


@pytest.mark.parametrize("query", ["?p=99", "?p=-1", "?p=%00", "?p=x", "?p=" + "9" * 5000])
def test_a_part_that_is_not_there_is_not_found(school: School, client: Client, query: str) -> None:
    assert client.get(f"/sitemap-tin-tuc.xml{query}").status_code == 404
    assert client.get("/sitemap-khong-co.xml").status_code == 404


def test_robots_are_kept_from_the_desk_and_shown_the_sitemap(client: Client, profile: SchoolProfile) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert "Disallow: /quan-tri/" in lines
    assert "Disallow: /tai-khoan/" in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_a_pilot_announces_no_sitemap_but_lets_robots_read_that_they_shall_not_index(
    client: Client, profile: SchoolProfile
) -> None:
    SchoolProfile.objects.update(mode="pilot")
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert not [line for line in lines if line.startswith("Sitemap")]
    assert "Disallow: /" not in lines
