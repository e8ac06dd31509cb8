"""What is equal for everybody travels compressed; what is somebody's own, or a file, as it is."""

import gzip

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from content.models import Article, ArticleAttachment
from tests.access.addresses import ROWS, urls_of
from tests.access.row import VISITOR
from tests.access.world import build_world
from tests.portal.samples import TO_PUBLIC, make_file, make_picture
from tests.school import School

GZIP = {"accept-encoding": "gzip, deflate, br"}
PUBLIC = ("/", "/tin-tuc/", "/tim-kiem/?q=khai+giang", "/rss/tin-tuc.xml", "/sitemap.xml", "/khong-co-trang/")


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_page_is_compressed_for_who_asks(client: Client, published: Article, url: str) -> None:
    plain, packed = client.get(url), client.get(url, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    for answer in (plain, packed):
        assert answer["Vary"] == "Accept-Encoding"
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in plain.content.decode()


def test_who_refuses_gzip_gets_the_plain_page(client: Client, published: Article) -> None:
    for asked in ("identity", "br", ""):
        assert "Content-Encoding" not in client.get("/", headers={"accept-encoding": asked}).headers
    assert client.get("/", headers=GZIP | {"range": "bytes=0-9"}).status_code == 200
    short = client.get("/robots.txt", headers=GZIP)
    assert "Content-Encoding" not in short.headers
    assert short["Vary"] == "Accept-Encoding"


def test_one_weak_tag_stands_for_the_page_in_every_encoding(client: Client, published: Article) -> None:
    for url in ("/", published.get_absolute_url(), "/sitemap.xml"):
        plain, packed = client.get(url), client.get(url, headers=GZIP)
        assert plain["ETag"] == packed["ETag"]
        assert packed["ETag"].startswith('W/"')
        for asked in ({}, GZIP):
            again = client.get(url, headers=asked | {"if-none-match": packed["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert "Content-Encoding" not in again.headers
            assert again["Cache-Control"] == "public, no-cache"
            assert (again["ETag"], again["Vary"]) == (packed["ETag"], "Accept-Encoding")
        other = client.get(url, headers=GZIP | {"if-none-match": 'W/"khac"'})
        assert (other.status_code, other["Content-Encoding"]) == (200, "gzip")
        head = client.head(url, headers=GZIP)
        assert (head.content, head["Content-Encoding"], head["Vary"]) == (b"", "gzip", "Accept-Encoding")


def test_nothing_is_compressed_for_who_has_a_session(school: School, published: Article) -> None:
    desk = school.client("giaovien")
    for url in (
        "/",
        "/tim-kiem/?q=khai+giang",
        published.get_absolute_url(),
        "/khong-co-trang/",
        "/quan-tri/",
    ):
        answer = desk.get(url, headers=GZIP)
        assert "Content-Encoding" not in answer.headers, url
    guessed = Client()
    guessed.cookies[settings.SESSION_COOKIE_NAME] = "bat-ky"
    assert "Content-Encoding" not in guessed.get("/tim-kiem/?q=a", headers=GZIP).headers


def test_no_address_compresses_what_a_cookie_or_a_token_goes_with(school: School) -> None:
    """Of every address there is, whoever adds one: compressed is only what holds nothing of anybody."""
    world = build_world(school, "article")
    compressed = set()
    for name, row in ROWS.items():
        if row.expected("get", VISITOR, name) != 200:
            continue
        answer = Client().get(reverse(name, args=urls_of(world, row)), headers=GZIP)
        if answer.get("Content-Encoding"):
            compressed.add(name)
            assert (answer.cookies, answer["Vary"]) == ({}, "Accept-Encoding"), name
            assert b"csrfmiddlewaretoken" not in gzip.decompress(answer.content), name
    assert {"home", "section", "topic", "article", "page", "search", "section_feed", "manifest"} <= compressed
    assert not {"account_login", "shared_preview", "theme_icon", "theme_picture", "healthz"} & compressed


def test_pictures_and_downloads_stay_as_they_are(school: School, client: Client) -> None:
    shown, stored = make_picture(school, "teal", (900, 600)), make_file(school, "Danh sách lớp 6A " * 200)
    edition = school.draft(section=school.section, lead_picture=shown, lead_picture_alt="Sân trường")
    file = ArticleAttachment.objects.create(edition=edition, file=stored, name="Danh sách.txt")
    school.do(edition, *TO_PUBLIC)
    for url in (shown.get_absolute_url(), file.get_absolute_url()):
        whole = client.get(url, headers=GZIP)
        assert (whole.status_code, whole.get("Content-Encoding")) == (200, None)
        assert whole["ETag"].startswith('"')
    part = client.get(url, headers=GZIP | {"range": "bytes=5-9"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 5-9/{stored.size}")
    assert b"".join(part.streaming_content) == "Danh sách lớp 6A ".encode()[5:10]
