"""English at /en/: off until the school switches it on, then approved translations only (QN-II.5b)."""

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language

from content.models import Article, Page
from editorial import drafting
from editorial.models import Item, Section
from editorial.translating import translate, translate_refusals
from editorial.workflow import Refused
from portal.models import SchoolProfile
from tests.documents.records import published as published_document
from tests.portal.samples import TO_PUBLIC, make_page
from tests.school import School

IN_BOTH = ("/", "/tin-tuc/", "/tin-tuc/hoat-dong/", "/lien-he/", "/so-do-trang/", "/rss/")


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def english(profile: SchoolProfile) -> SchoolProfile:
    SchoolProfile.objects.update(english_enabled=True)
    return profile


def translated(school: School, original: Any, **changes: Any) -> Any:
    draft = translate(original, by=school.giaovien)
    drafting.save_content(draft, by=school.giaovien, version=0, changes=changes)
    draft.refresh_from_db()
    return school.do(draft, *TO_PUBLIC)


def test_until_it_is_switched_on_nothing_is_english(
    school: School, client: Client, profile: SchoolProfile, published: Article
) -> None:
    english = translated(school, published, title="Opening day")
    for url in (
        *(f"/en{path}" for path in IN_BOTH),
        "/en",
        english.get_absolute_url(),
        "/en/rss/tin-tuc.xml",
    ):
        assert client.get(url).status_code == 404
    for url in (*IN_BOTH, published.get_absolute_url(), "/sitemap.xml", "/rss/tin-tuc.xml"):
        shown = text(client, url)
        assert "hreflang" not in shown
        assert "/en/" not in shown
        assert "Opening day" not in shown


def test_each_language_lists_its_own_texts_and_names_the_other(
    school: School, client: Client, english: SchoolProfile, published: Article
) -> None:
    Section.objects.filter(pk=school.section.pk).update(name_en="News and events")
    only = school.published(title="Chưa dịch")
    theirs = translated(school, published, title="Opening day", lead="In short")
    assert theirs.get_absolute_url() == f"/en/tin-tuc/opening-day-{theirs.item_id}.html"
    listed = f"/tin-tuc/{school.section.slug}/"
    for url in ("/", "/tin-tuc/", listed, "/rss/tin-tuc.xml", f"/rss/{school.section.slug}.xml"):
        here, there = text(client, url), text(client, f"/en{url}")
        assert "Lễ khai giảng" in here
        assert "Chưa dịch" in here
        assert "Opening day" not in here
        assert "Opening day" in there
        assert "Lễ khai giảng" not in there
        assert "Chưa dịch" not in there
    assert "News and events" in text(client, f"/en{listed}")
    both = (published, theirs)
    for one in both:
        shown = text(client, one.get_absolute_url())
        assert f'<html lang="{one.item.language}"' in shown
        for code, other in (("vi", published), ("en", theirs), ("x-default", published)):
            assert f'hreflang="{code}" href="{settings.SITE_URL}{other.get_absolute_url()}"' in shown
    assert "hreflang" not in text(client, only.get_absolute_url()).split("</head>")[0]
    # The other language's address of an item leads nowhere, and nothing varies by what a browser asks for.
    assert client.get(f"/en/tin-tuc/x-{published.item_id}.html").status_code == 404
    assert client.get(f"/tin-tuc/x-{theirs.item_id}.html").status_code == 404
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert 'lang="vi"' in answer.content.decode()
    assert "Accept-Language" not in answer.get("Vary", "")
    sitemap = text(client, "/sitemap.xml")
    assert theirs.get_absolute_url() in sitemap
    assert f"{settings.SITE_URL}/en/tin-tuc/" in sitemap
    assert get_language() == "vi"
    assert reverse("home") == "/"


def test_lists_in_english_have_their_pair_and_an_empty_state(
    school: School, client: Client, english: SchoolProfile
) -> None:
    for url in IN_BOTH:
        here, there = text(client, url), text(client, f"/en{url}")
        for shown in (here, there):
            assert f'hreflang="en" href="{settings.SITE_URL}/en{url}"' in shown
            assert f'hreflang="vi" href="{settings.SITE_URL}{url}"' in shown
        assert f'rel="canonical" href="{settings.SITE_URL}/en{url}"' in there
    for hostile in ("/en//", "/en/en/", "/en/tin-tuc/?trang=2", f"/en/tin-tuc/x-{'9' * 18}.html", "/en/%00/"):
        assert client.get(hostile).status_code == 404
    assert client.get(f"/en/tin-tuc/x-{'9' * 400}.html").status_code == 404


def test_a_page_stands_where_its_original_does(
    school: School, client: Client, english: SchoolProfile
) -> None:
    original = make_page(school, "gioi-thieu")
    theirs = translated(school, original, title="About the school")
    assert theirs.get_absolute_url() == "/en/trang/gioi-thieu-en/"
    assert 'href="/en/trang/gioi-thieu-en/"' in text(client, "/en/")
    assert 'href="/trang/gioi-thieu/"' in text(client, "/")
    assert client.get("/en/trang/gioi-thieu/").status_code == 404
    assert client.get("/trang/gioi-thieu-en/").status_code == 404
    school.do(theirs, "hieutruong:take_down", ground="unsuitable_content")
    assert client.get("/en/trang/gioi-thieu-en/").status_code == 410


def test_a_translation_passes_the_workflow_and_there_is_one(
    school: School, english: SchoolProfile, published: Article
) -> None:
    at_desk = school.client("giaovien")
    page = at_desk.get(published.get_desk_url())
    assert "Soạn bản dịch tiếng Anh" in page.content.decode()
    address = reverse("admin:content_article_translate", args=[published.pk])
    assert at_desk.get(address).status_code == 405
    answer = at_desk.post(address)
    draft = Article.objects.get(item__translation_of=published.item_id)
    assert (answer.status_code, answer["Location"]) == (302, draft.get_desk_url())
    assert (draft.item.language, draft.state, draft.title) == ("en", "draft", published.title)
    assert 'lang="en"' in at_desk.get(f"{draft.get_desk_url()}xem-truoc/").content.decode()
    assert Client().get(draft.get_absolute_url()).status_code == 404
    again = at_desk.post(address)
    assert again.status_code == 409
    assert "đã có bản dịch tiếng Anh" in again.content.decode()
    assert school.client("quantri").post(address).status_code == 404
    drafting.discard(draft, by=school.giaovien)
    assert translate(published, by=school.thuky).item_id == draft.item_id
    assert Item.objects.filter(language="en").count() == 1


def test_what_may_not_be_translated_is_refused(school: School, published: Article) -> None:
    theirs = translated(school, published, title="Opening day")
    for edition in (theirs, school.draft()):
        with pytest.raises(Refused):
            translate(edition, by=school.giaovien)
    hidden = school.do(school.published(title="Đang ẩn"), "truongban:hide")
    with pytest.raises(Refused):
        translate(hidden, by=school.giaovien)
    item = {"kind": "content.article", "unit": school.unit, "created_by": school.giaovien}
    for wrong in (
        {"language": "en", "translation_of": published.item},
        {"language": "en"},
        {"language": "vi", "translation_of": published.item},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.create(**item, **wrong)
    assert Page.objects.count() == 0


def test_a_published_document_is_offered_no_translation(school: School, profile: SchoolProfile) -> None:
    SchoolProfile.objects.update(english_enabled=True)
    document = published_document(school)
    for who in ("vanthu", "phoban", "thuky"):
        page = school.client(who).get(document.get_desk_url())
        assert page.status_code == 200
        assert "Soạn bản dịch tiếng Anh" not in page.content.decode()
    assert translate_refusals(document, by=school.vanthu)
