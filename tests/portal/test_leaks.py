"""Nothing that is not public is on any public address, for anybody outside (peers: defects 2 and 3)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from content.models import Article, Page, SchoolEvent, WorkWeek
from content.renditions import render_due
from documents.models import DocumentGroup, IssuingAuthority, OfficialDocument, ProcurementNotice
from editorial.models import Section
from portal.models import SchoolProfile
from tests.portal.samples import TO_PUBLIC
from tests.portal.secrets import MARK, NOT_PUBLIC, Secret, write_secret
from tests.school import School

# Not the public's: asked about in the tests of the desk and of the accounts.
STAFF_ONLY = ("quan-tri/", "tai-khoan/")
# Last: whatever other systems show a draft by.
QUERIES = ("", f"?trang=1&q={MARK}&preview=1&preview_id=1&version=1&state=draft&download=1&id=0&_popup=1")
SEARCHING = ("/tim-kiem/", "/tim-kiem/goi-y", "/van-ban/")
CALENDAR = ("", "?xem=tuan", "?xem=danh-sach", "?xem=danh-sach&luc=da-qua")
SINGLE = (
    "home",
    "all_news",
    "contact",
    "site_map",
    "feed_list",
    "news_feed",
    "sitemap",
    "robots",
    "healthz",
    "search",
    "search_suggest",
    "search_description",
    "privacy",
    "accessibility",
    "timeliness",
    "manifest",
    "favicon",
    "documents",
    "procurement",
    "documents_csv",
    "documents_xlsx",
    "document_feed",
    "procurement",
    "calendar_feed",
    "work_calendar",
    "data_request",
    "request_look_up",
    "request_supplement",
    "request_withdraw",
    "reader_submit",
    "reader_thanks",
    "reader_lookup",
    "exam_sessions",
)

ENGLISH = {"home": ["/en/"], "all_news": ["/en/tin-tuc/"], "news_feed": ["/en/rss/tin-tuc.xml"]}


@pytest.fixture
def secrets(school: School) -> list[Secret]:
    reach = {"address": "Số 1", "phone": "0243 812 3456", "email": "a@truong.example"}
    SchoolProfile.objects.create(name="Trường", english_enabled=True, shows_timeliness=True, **reach)
    kinds = [
        (model, state)
        for model in (Article, Page, OfficialDocument, ProcurementNotice, SchoolEvent, WorkWeek)
        for state in NOT_PUBLIC
    ]
    kinds += [(model, "staff") for model in (OfficialDocument, SchoolEvent, WorkWeek)]
    kinds += [(OfficialDocument, "secret")]
    written = [write_secret(school, model, state, number) for number, (model, state) in enumerate(kinds)]
    render_due()
    return written


def public_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(STAFF_ONLY):
            continue
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        else:
            yield from public_names(pattern, route)


def addresses(secrets: list[Secret]) -> dict[str, list[str]]:
    """For each name in the resolver every address that could lead to one of the secrets."""
    editions = [secret.edition for secret in secrets]
    slugs = list(Section.objects.values_list("slug", flat=True))
    articles = [one for one in editions if isinstance(one, Article)]
    pages = [one for one in editions if isinstance(one, Page)]
    stems = [str(one.picture.get_absolute_url()).removesuffix(".jpg") for one in secrets if one.picture]
    return {
        **{name: [reverse(name), *ENGLISH.get(name, [])] for name in SINGLE},
        # Of no session: what one shows is asked about in tests/exams.
        "exam_session": ["/tra-cuu/ky-thi-1/", "/en/tra-cuu/ky-thi-1/"],
        "topic": ["/tin-tuc/chu-de/chu-de/", "/en/tin-tuc/chu-de/chu-de/"],
        "topic_feed": ["/rss/chu-de/chu-de.xml", "/en/rss/chu-de/chu-de.xml"],
        "rendition": [f"{stem}-320.{kind}" for stem in stems for kind in ("webp", "jpg")],
        "section": [reverse("section", args=[slug]) for slug in slugs],
        "section_feed": [reverse("section_feed", args=[slug]) for slug in slugs],
        "sitemap_part": [
            reverse("sitemap_part", args=[part])
            for part in (
                "cong",
                "danh-sach",
                "chuyen-muc",
                "chu-de",
                "trang",
                "tin-tuc",
                "van-ban",
                "mua-sam-cong",
                "lich",
                "lich-cong-tac",
            )
        ],
        "article": [prefix + one.get_absolute_url() for one in articles for prefix in ("", "/en")]
        + [reverse("article", args=["bai", one.item_id]) for one in editions],
        "document": [one.get_absolute_url() for one in editions if isinstance(one, OfficialDocument)]
        + [reverse("document", args=["van-ban", one.item_id]) for one in editions],
        "procurement_notice": [
            address
            for one in editions
            if isinstance(one, ProcurementNotice)
            for address in (one.get_absolute_url(), reverse("procurement_notice", args=["a", one.item_id]))
        ],
        "calendar": [reverse("calendar") + query for query in CALENDAR],
        **{
            f"{name}{ending}": [reverse(f"{name}{ending}", args=["a", one.item_id]) for one in editions]
            + [
                (one.get_file_url() if ending else one.get_absolute_url())
                for one in editions
                if isinstance(one, kind)
            ]
            for name, kind in (("school_event", SchoolEvent), ("work_week", WorkWeek))
            for ending in ("", "_file")
        },
        "document_group_feed": [
            reverse("document_group_feed", args=[group.slug]) for group in DocumentGroup.objects.all()
        ],
        "document_level_feed": [
            reverse("document_level_feed", args=[level]) for level in IssuingAuthority.Level.values
        ],
        "item_request": [reverse("item_request", args=[one.item_id]) for one in editions],
        "request_confirm": [reverse("request_confirm", args=["A" * 40])],
        "page": [prefix + one.get_absolute_url() for one in pages for prefix in ("", "/en")],
        "download": [
            reverse("download", args=[secret.file.pk, name])
            for secret in secrets
            for name in (secret.file_name, "tep.txt", "x")
        ],
        "picture": [secret.picture.get_absolute_url() for secret in secrets if secret.picture],
        "picture_upload": [reverse("picture_upload")],
        # Of no link: where there is one, it is given out to be read by (tests of the preview).
        "shared_preview": [reverse("shared_preview", args=["A" * 43])],
        "shared_part": [
            reverse("shared_part", args=["A" * 43, secret.picture.get_absolute_url().removeprefix("/")])
            for secret in secrets
            if secret.picture
        ],
        "reader_confirm": [reverse("reader_confirm", args=["A" * 43])],
        # No theme is set: these show nothing whatever is asked for.
        "theme_css": [reverse("theme_css", args=["0" * 16])],
        "theme_picture": [reverse("theme_picture", args=["0" * 32, "png"])],
        "theme_crest": [reverse("theme_crest", args=["0" * 32])],
        "theme_icon": [reverse("theme_icon", args=["0" * 32, 192])],
    }


def test_every_public_address_is_walked(secrets: list[Secret]) -> None:
    """A new address without a row above fails here."""
    assert sorted(public_names()) == sorted(addresses(secrets))


@pytest.mark.parametrize("visitor", ["anonymous", "stranger"])
def test_no_public_address_shows_what_is_not_public(
    secrets: list[Secret], client: Client, stranger: Client, visitor: str
) -> None:
    browser = client if visitor == "anonymous" else stranger
    for urls in addresses(secrets).values():
        for url in urls:
            # Who has an account is shown the same pages; what the parameters do was asked without one.
            for query in QUERIES if visitor == "anonymous" else QUERIES[:1]:
                answer = browser.get(url + query)
                shown = b"".join(answer) if answer.streaming else answer.content
                asked = answer.request["PATH_INFO"]
                if query and asked in SEARCHING:  # they repeat the question; tests/search asks what they find
                    continue
                # A feed and a canonical address may repeat what was asked, never what is stored.
                assert MARK.encode() not in shown.replace(asked.encode(), b""), url + query
                assert MARK not in str(answer.headers), url + query


def test_the_walk_would_notice_a_leak(secrets: list[Secret], client: Client) -> None:
    draft = secrets[0].edition
    now = timezone.now()
    Article.objects.filter(pk=draft.pk).update(state="published", published_at=now, first_public_at=now)
    for name in ("home", "all_news", "section", "news_feed", "section_feed", "sitemap", "article", "topic"):
        assert any(MARK in client.get(url).content.decode() for url in addresses(secrets)[name]), name
    assert client.get(secrets[0].picture.get_absolute_url()).status_code == 200
    assert client.get(reverse("download", args=[secrets[0].file.pk, secrets[0].file_name])).status_code == 200


def test_addresses_of_what_is_not_public_are_not_found_or_gone(
    secrets: list[Secret], client: Client, stranger: Client
) -> None:
    for secret in secrets:
        edition = secret.edition
        state = edition.state if edition.item.suspended_at is None else "hidden"
        urls = [reverse("download", args=[secret.file.pk, secret.file_name])]
        if secret.picture:
            urls += [secret.picture.get_absolute_url(), f"/anh/{secret.picture.token}-320.webp"]
        for browser in (client, stranger):
            for url in urls:
                assert browser.get(url).status_code == browser.head(url).status_code == 404
            if state == "superseded":
                continue
            expected = 410 if state == "taken_down" else 404
            url = edition.get_absolute_url()
            assert browser.get(url).status_code == browser.head(url).status_code == expected
            assert browser.get(f"/en{url}").status_code == 404


def test_only_the_correction_of_a_superseded_text_is_shown(secrets: list[Secret], client: Client) -> None:
    for secret in secrets:
        if secret.edition.state == "superseded":
            answer = client.get(secret.edition.get_absolute_url(), follow=True)
            assert answer.status_code == 200
            assert MARK not in answer.content.decode()
            assert "Sạch." in answer.content.decode()


def test_a_scheduled_article_is_everywhere_on_its_minute_without_a_worker(
    school: School, client: Client, at: Callable
) -> None:
    hour = timezone.now() + timedelta(hours=1)
    article = school.do(school.draft(title="Đúng giờ", section=school.section, publish_at=hour), *TO_PUBLIC)
    lists = ("/", "/tin-tuc/", school.section.get_absolute_url(), "/rss/tin-tuc.xml")
    feed = reverse("section_feed", args=[school.section.slug])
    at(hour - timedelta(seconds=1))
    assert client.get(article.get_absolute_url()).status_code == 404
    for url in (*lists, feed, "/sitemap.xml"):
        assert article.get_absolute_url() not in client.get(url).content.decode()
    at(hour)
    assert client.get(article.get_absolute_url()).status_code == 200
    for url in (*lists, feed, "/sitemap.xml"):
        assert article.get_absolute_url() in client.get(url).content.decode()


def test_an_article_is_gone_from_everywhere_on_the_minute_it_expires(
    school: School, client: Client, at: Callable, published: Article
) -> None:
    hour = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=published.pk).update(expires_at=hour)
    assert published.get_absolute_url() in client.get("/").content.decode()
    at(hour)
    assert client.get(published.get_absolute_url()).status_code == 404
    for url in ("/", "/tin-tuc/", "/rss/tin-tuc.xml", "/sitemap.xml"):
        assert published.get_absolute_url() not in client.get(url).content.decode()
