"""Downloads: only with the edition a file belongs to (peers: defects 2, 3), and right by HTTP (Q8-2.3c)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Article, ArticleAttachment
from documents.files import check_upload
from documents.models import StoredFile, store
from tests.documents import samples
from tests.documents.samples import POLICY, upload
from tests.school import School

NAME = "Kế hoạch năm học.pdf"
CONTENT = samples.pdf(b"% " + b"noi dung " * 100)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored_file(school: School, name: str = NAME, content: bytes = CONTENT, by: str = "vanthu") -> StoredFile:
    return store(check_upload(upload(name, content), POLICY), school.people[by])


def attach(edition: Article, stored: StoredFile, name: str = NAME) -> str:
    return ArticleAttachment.objects.create(edition=edition, file=stored, name=name).get_absolute_url()


@pytest.fixture
def public(school) -> str:
    """The address of a file attached to a public article."""
    return attach(school.published(), stored_file(school))


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_reader_gets_the_very_bytes_that_were_uploaded(public, client):
    response = client.get(public)

    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert int(response["Content-Length"]) == len(CONTENT)


def test_vietnamese_name_is_sent_in_the_way_of_rfc_5987(public, client):
    disposition = client.get(public)["Content-Disposition"]
    assert disposition == "inline; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20n%C4%83m%20h%E1%BB%8Dc.pdf"


def test_file_can_not_run_anything_in_the_browser(school, client):
    article = school.published()
    for name, content in (
        ("a.txt", b"chu"),
        ("a.docx", samples.ooxml("docx")),
        ("a.png", samples.picture("PNG")),
    ):
        stored = stored_file(school, name, content)
        response = client.get(attach(article, stored, stored.name))
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        kind = "inline" if stored.extension == "jpg" else "attachment"
        assert response["Content-Disposition"].startswith(kind)


def test_head_tells_the_same_without_the_body(public, client):
    response = client.head(public)
    assert response.status_code == 200
    assert int(response["Content-Length"]) == len(CONTENT)
    assert response.content == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_not_allowed(public, client, method):
    assert getattr(client, method)(public).status_code == 405


def test_unchanged_file_is_not_sent_again(public, client):
    first = client.get(public)
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = client.get(public, headers=headers)
        assert again.status_code == 304
        assert again["ETag"] == first["ETag"]
    assert client.get(public, headers={"if-none-match": '"other"'}).status_code == 200


LAST = len(CONTENT) - 1


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=100-", 100, LAST),
        ("bytes=-5", LAST - 4, LAST),
        ("bytes=0-999999999", 0, LAST),
    ],
)
def test_part_of_the_file_is_sent(public, client, asked, first, last):
    response = client.get(public, headers={"range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert body(response) == CONTENT[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("asked", [f"bytes={len(CONTENT)}-", "bytes=99999999-", "bytes=-0"])
def test_part_outside_the_file_is_416(public, client, asked):
    response = client.get(public, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=a-b", "bytes=-", "lines=0-1", "bytes=0-1,4-5", "bytes=٣-٤"]
)
def test_range_that_makes_no_sense_gives_the_whole_file(public, client, asked):
    response = client.get(public, headers={"range": asked})
    assert response.status_code == 200
    assert body(response) == CONTENT


def test_broken_download_continues_only_with_the_same_bytes(public, client):
    etag = client.get(public)["ETag"]
    assert client.get(public, headers={"range": "bytes=5-", "if-range": etag}).status_code == 206
    assert client.get(public, headers={"range": "bytes=5-", "if-range": '"old"'}).status_code == 200


def test_public_file_may_be_cached_shortly_and_for_everybody(public, client):
    response = client.get(public)
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")


def test_wrong_name_leads_to_the_right_one(public, client):
    stored = StoredFile.objects.get()
    response = client.get(reverse("download", args=[stored.pk, "khac.pdf"]))
    assert response.status_code == 302
    assert response["Location"] == public


@pytest.mark.parametrize("name", ["khac.pdf", NAME])
def test_wrong_name_tells_nothing_about_a_draft(school, client, name):
    stored = stored_file(school)
    attach(school.draft(), stored)
    assert client.get(reverse("download", args=[stored.pk, name])).status_code == 404


def test_draft_is_downloaded_by_those_who_see_it_and_never_cached(school):
    url = attach(school.draft(), stored_file(school))

    for name in ("giaovien", "totruong", "thuky"):
        response = school.client(name).get(url)
        assert body(response) == CONTENT
        assert response["Cache-Control"] == "private, no-store"
    assert school.client("vanthu").get(url).status_code == 200  # who uploaded it
    for name in ("nguoila", "quantri"):
        assert school.client(name).get(url).status_code == 404


def test_file_of_nothing_is_for_who_uploaded_it_alone(school, client):
    stored = stored_file(school)
    url = reverse("download", args=[stored.pk, NAME])
    assert school.client("vanthu").get(url).status_code == 200
    assert school.client("thuky").get(url).status_code == 404
    assert client.get(url).status_code == 404


def publish_tomorrow(school: School) -> Article:
    moment = timezone.now() + timedelta(days=1)
    return school.published(publish_at=moment)


def expired(school: School) -> Article:
    article = school.published()
    now = timezone.now()
    past = {"published_at": now - timedelta(hours=2), "expires_at": now - timedelta(seconds=1)}
    Article.objects.filter(pk=article.pk).update(**past)
    return article


def hidden(school: School) -> Article:
    return school.do(school.published(), "truongban:hide")


def taken_down(school: School) -> Article:
    return school.do(hidden(school), "hieutruong:take_down", ground="unsuitable_content")


def in_review(school: School) -> Article:
    return school.do(school.draft(), "giaovien:submit")


@pytest.mark.parametrize("make", [School.draft, in_review, publish_tomorrow, expired, hidden, taken_down])
@pytest.mark.parametrize("method", ["get", "head"])
def test_file_of_what_is_not_public_does_not_exist_for_strangers(school, client, make, method):
    stored = stored_file(school)
    url = attach(make(school), stored)

    for headers in ({}, {"range": "bytes=0-9"}, {"if-none-match": f'"{stored.sha256}"'}):
        response = getattr(client, method)(url, headers=headers)
        assert response.status_code == 404
        assert "ETag" not in response


def test_file_shared_with_a_public_article_stays_readable_under_that_name(school, client):
    stored = stored_file(school)
    secret = attach(school.draft(), stored, "Bản nháp.pdf")
    public = attach(school.published(), stored, "Bản chính.pdf")

    assert client.get(public).status_code == 200
    assert client.get(secret)["Location"] == public


def test_each_name_of_a_public_file_works(school, client):
    stored = stored_file(school)
    for name in ("Một.pdf", "Hai.pdf"):
        assert client.get(attach(school.published(), stored, name)).status_code == 200


def test_file_missing_on_disk_is_404_and_in_the_log(public, client, caplog):
    stored = StoredFile.objects.get()
    stored.path.unlink()

    assert client.get(public).status_code == 404
    assert f"stored file {stored.pk}" in caplog.text
    assert NAME not in caplog.text


@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_unknown_number_is_404(db, client, number):
    assert client.get(f"/tep/{number}/a.pdf").status_code == 404


def test_reading_asks_the_database_the_same_with_many_attachments(school, django_assert_max_num_queries):
    stored = stored_file(school)
    article = school.published()
    for number in range(30):
        url = attach(article, stored, f"{number}.pdf")
    # The file, whether a secret document has it too, and one for each kind of attachment (five).
    with django_assert_max_num_queries(8):
        assert Client().get(url).status_code == 200
