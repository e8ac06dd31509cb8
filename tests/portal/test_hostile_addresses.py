"""Addresses nobody should type, and what goes wrong: clean answers; and nothing kept on visitors."""

import logging
import re

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from content.models import Article
from editorial.models import Section
from portal import blocks
from tests.portal.samples import many_articles
from tests.school import School

NFD = "tin-tu\u031b\u0301c"
HOSTILE = (
    "/tin-tuc/x-999999999999999999999.html",
    "/tin-tuc/x-9223372036854775808.html",
    "/tin-tuc/x-999999999999999999.html",
    "/tin-tuc/x-0.html",
    "/tin-tuc/x--1.html",
    "/tin-tuc/x-1.5.html",
    "/tin-tuc/x-١٢.html",
    "/tin-tuc/x-1.html/",
    "/tin-tuc/x%00-1.html",
    "/tin-tuc/%00/",
    "/tin-tuc/%ff%fe/",
    "/tin-tuc/%c3%28/",
    "/tin-tuc/..%2f..%2fetc%2fpasswd/",
    "/tin-tuc/%27%20OR%201=1--/",
    "/tin-tuc/<script>/",
    f"/tin-tuc/{NFD}/",
    "/tin-tuc/" + "a" * 5000 + "/",
    "/trang/%00/",
    "/trang/khong-co/",
    f"/trang/{NFD}/",
    "/rss/%00.xml",
    "/rss/../tin-tuc.xml",
    "/sitemap-%00.xml",
    "/tep/999999999999999999999999/x",
    "/tep/1/%00",
    "/anh/%00.jpg",
    "/anh/xxxxxxxxxxxxxxxxxxxxxx.jpg",
    "/%e2%80%ae/",
    "/giao-dien/%00.css",
    "/giao-dien/0000000000000000.css",
    "/giao-dien/00000000000000000000000000000000.png",
    "/giao-dien/00000000000000000000000000000000-99.png",
    "/giao-dien/00000000000000000000000000000000-huy-hieu.webp",
    "/khong-co/",
)


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_not_found(school: School, client: Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 404
    shown = answer.content.decode()
    assert "<script>" not in shown
    if not url.startswith(("/tep/", "/anh/")):
        assert "Không tìm thấy trang" in shown
        assert 'href="/"' in shown


@pytest.mark.parametrize(
    "number", ["-1", "0", "", "01", "1.5", "x", "%00", "١", "4", "1e3", "9" * 30, "1%0a", "+1", "<b>"]
)
def test_a_page_of_a_list_that_is_not_there_is_not_found(school: School, client: Client, number: str) -> None:
    many_articles(school, 60)
    assert client.get(f"/tin-tuc/?trang={number}").status_code == 404
    assert client.get("/tin-tuc/?trang=3").status_code == 200


def test_visitors_get_no_cookie_and_no_token_and_pages_may_be_kept(
    school: School, client: Client, published: Article
) -> None:
    for url in (
        "/",
        "/tin-tuc/",
        published.get_absolute_url(),
        "/lien-he/",
        "/rss/tin-tuc.xml",
        "/sitemap.xml",
    ):
        answer = client.get(url)
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "public, no-cache"
        again = client.get(url, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_public_pages_carry_no_script_and_no_style_of_their_own(
    school: School, client: Client, published: Article
) -> None:
    for url in ("/", "/tin-tuc/hoat-dong/", published.get_absolute_url(), "/so-do-trang/", "/khong-co/"):
        answer = client.get(url)
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
        shown = answer.content.decode()
        for inline in ("<style", " style=", " onclick", "javascript:"):
            assert inline not in shown
        # Scripts are files of our own; data for machines is never run.
        scripts = re.findall(r"<script([^>]*)>([^<]*)<", shown)
        for attributes, content in scripts:
            own = re.search(' src="/static/(portal|search)/', attributes)
            assert own or ' type="application/ld+json"' in attributes
            assert not content or "ld+json" in attributes


def test_public_pages_answer_reading_only(client: Client, published: Article) -> None:
    for url in ("/", published.get_absolute_url(), "/rss/tin-tuc.xml", "/sitemap.xml", "/robots.txt"):
        assert client.post(url).status_code == client.delete(url).status_code == 405
        head = client.head(url)
        assert (head.status_code, head.content) == (200, b"")


def test_a_loop_of_sections_written_past_the_rules_stops_no_page(school: School, client: Client) -> None:
    top, below = Section.objects.get(slug="hoat-dong"), Section.objects.get(slug="chuyen-mon")
    Section.objects.filter(pk=top.pk).update(parent=below)
    for url in ("/", "/tin-tuc/hoat-dong/", "/rss/chuyen-mon.xml", "/so-do-trang/", "/sitemap.xml"):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("failure", "status"), [(ValueError, 500), (OperationalError, 503)])
def test_a_failure_of_ours_shows_the_id_that_is_in_the_log(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: type[Exception],
    status: int,
) -> None:
    def fail(*args: object) -> None:
        raise failure("internal detail")

    # No fixture of the database here: the page of the failure must do without it.
    monkeypatch.setattr(blocks, "section_tree", fail)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="portal.errors"):
        answer = client.get("/")
    assert answer.status_code == status
    shown = answer.content.decode()
    error_id = next(one.args[0] for one in caplog.records if one.name == "portal.errors")
    assert f">{error_id}</strong>" in shown
    assert "internal detail" not in shown
    assert 'href="/"' in shown
    assert answer["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_told_what_to_do(school: School) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/tai-khoan/dang-nhap/", {"login": "giaovien", "password": "x"})
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết hạn" in answer.content.decode()


@override_settings(ALLOWED_HOSTS=["truong.example"])
def test_a_foreign_host_name_is_a_bad_request(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


@override_settings(ALLOWED_HOSTS=["*"])
def test_canonical_addresses_do_not_follow_the_host_that_was_asked(client: Client, db: None) -> None:
    for url in ("/", "/rss/tin-tuc.xml", "/sitemap.xml", "/robots.txt"):
        assert "evil.example" not in client.get(url, headers={"Host": "evil.example"}).content.decode()
