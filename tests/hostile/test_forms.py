"""Forms that lie, are too long, or come too late: a clear answer, nothing stored, nothing typed lost."""

import unicodedata
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from content.models import Article, Page
from editorial import drafting
from editorial.models import Event, Remark
from tests.access.addresses import edition as rows_of_edition
from tests.hostile.desk import address, form, read, start
from tests.school import BODY, School
from vietnamese import encode_tcvn3, encode_vni

NFD = unicodedata.normalize("NFD", "Trường tổ chức lễ khai giảng")
PROSE = "Sáng nay nhà trường tổ chức lễ khai giảng năm học mới rất trang trọng."


def texts() -> list[tuple[str, str]]:
    return list(Article.objects.values_list("title", "body"))


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "a" * 1_000_000),
        ("title", "Dài " + "ơ\u0301" * 300),
        ("title", " \u200b\u2060 "),
        ("title", "\x00\x00"),
        ("lead", "l" * 1_000_000),
        ("author_credit", "c" * 10_000),
        ("source_url", "https://bao.example/" + "u" * 5000),
        ("body", "b" * 3_000_000),
        ("publish_at", "9999-12-31T23:59"),
        ("publish_at", "0001-01-01T00:00"),
        ("expires_at", "ngày mai"),
        ("genre", "tường thuật"),
        ("section", "99999999999999999999"),
        ("section", "tin-tuc"),
    ],
    ids=lambda value: value[:12].strip("\0 \u200b\u2060") or "blank",
)
def test_what_cannot_be_stored_is_said_and_stays_in_the_form(school: School, field: str, words: str) -> None:
    response = start(school, **{"lead": "Gõ rất lâu"} | {field: words})
    page = read(response)
    assert response.status_code == 422
    assert "Những gì bạn gõ vẫn còn nguyên" in page.words
    if field not in {"genre", "section"}:  # lists of choices
        assert page.fields[field].replace("\x00", "") == words.replace("\x00", "")
    if field != "lead":
        assert page.fields["lead"] == "Gõ rất lâu"
    assert not texts()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (NFD, unicodedata.normalize("NFC", NFD)),
        ("  Lễ\u00a0khai\r\ngiảng\t2026 ", "Lễ khai giảng 2026"),
        ("Lễ \u202egnảig iahk\u202c", "Lễ gnảig iahk"),
        ("Lễ\x00 khai\u200b giảng\ufeff", "Lễ khai giảng"),
        ("“Lễ” & <b>khai</b> 'giảng'", "“Lễ” & <b>khai</b> 'giảng'"),
        ("Toán 😀 9", "Toán 😀 9"),
    ],
)
def test_a_title_is_stored_clean_and_shown_as_letters(school: School, typed: str, stored: str) -> None:
    assert start(school, title=typed).status_code == 302
    edition = Article.objects.get()
    assert edition.title == stored
    page = read(school.client("giaovien").get(edition.get_desk_url()))
    assert page.fields["title"] == stored
    assert page.runs == []


def test_decomposed_text_is_stored_composed_everywhere(school: School) -> None:
    start(school, title=NFD, lead=NFD, body=f"<p>{NFD}</p>", author_credit=NFD)
    edition = Article.objects.get()
    for words in (edition.title, edition.lead, edition.body, edition.author_credit):
        assert unicodedata.is_normalized("NFC", words)
    assert edition.body == f"<p>{unicodedata.normalize('NFC', NFD)}</p>"


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni])
def test_legacy_text_is_neither_converted_nor_damaged(school: School, encode: Any) -> None:
    """Only a person who agrees has it converted; U+00AD is the letter ư of TCVN3."""
    legacy = unicodedata.normalize("NFC", encode(PROSE))
    start(school, title=legacy, lead=legacy, body=f"<p>{legacy}</p>")
    edition = Article.objects.get()
    assert (edition.title, edition.lead) == (legacy, legacy)
    assert edition.body == f"<p>{legacy}</p>"
    assert ("\u00ad" in edition.title) is ("\u00ad" in legacy)


def test_a_form_beyond_every_limit_gets_a_page_that_says_so(school: School) -> None:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    client = school.client("giaovien")
    many_fields = {f"truong{number}": "x" for number in range(1100)}
    many_files = {
        "files": [
            SimpleUploadedFile(f"{n}.txt", b"chu") for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)
        ],
        "version": 0,
    }
    for given in (form(body="b" * limit), form() | many_fields, many_files):
        response = client.post(address("add"), given)
        assert response.status_code == 413
        assert "nội dung đã nhập vẫn còn ở đó" in response.content.decode()
    assert not texts()


def test_a_stale_form_is_shown_again_beside_the_newer_text_and_may_win_the_second_time(
    school: School,
) -> None:
    edition = school.do(school.draft(section=school.section), "giaovien:submit", "totruong:forward")
    clients = school.client("thuky"), school.client("thuky")
    assert clients[0].post(edition.get_desk_url(), form(edition, title="Bản mới hơn")).status_code == 302
    late = form(edition, title="Bản gõ chậm", body=BODY + "<p>Đoạn gõ chậm.</p>", section=school.section.pk)
    answer = clients[1].post(edition.get_desk_url(), late)
    page = read(answer)
    assert answer.status_code == 409
    assert page.fields["title"] == "Bản gõ chậm"
    assert "Đoạn gõ chậm." in page.fields["body"]
    assert "Bản mới hơn" in page.words  # what stands now is shown too
    assert "vừa được người khác thay đổi" in page.words
    assert texts()[0][0] == "Bản mới hơn"
    assert (
        clients[1].post(edition.get_desk_url(), late | {"version": page.fields["version"]}).status_code == 302
    )
    assert "Đoạn gõ chậm." in texts()[0][1]


@pytest.mark.parametrize("version", [None, "", "abc", "-1", "9" * 5000, "1.5", "0x1", "²"])
def test_a_form_that_does_not_know_its_version_overwrites_nothing(
    school: School, version: str | None
) -> None:
    edition = school.draft()
    given = form(edition, title="Gõ rất lâu") | {"version": version}
    client = school.client("giaovien")
    answer = client.post(edition.get_desk_url(), {k: v for k, v in given.items() if v is not None})
    assert answer.status_code == 409
    assert texts()[0][0] == "Lễ khai giảng"
    page = read(answer)
    assert page.fields["title"] == "Gõ rất lâu"
    again = given | {"version": page.fields["version"]}
    assert client.post(edition.get_desk_url(), again).status_code == 302
    assert texts()[0][0] == "Gõ rất lâu"


def test_who_lost_the_right_to_edit_while_typing_still_has_the_text(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    late = form(edition, title="Tổ trưởng gõ chậm")
    school.do(edition, "giaovien:withdraw")
    answer = school.client("totruong").post(edition.get_desk_url(), late)
    assert answer.status_code == 409
    assert read(answer).fields["title"] == "Tổ trưởng gõ chậm"
    assert "ghi đè" not in read(answer).words
    assert texts()[0][0] == "Lễ khai giảng"


def test_a_form_may_not_write_what_it_does_not_show(school: School) -> None:
    edition = school.draft()
    more = {"state": "published", "item": 9, "created_by": school.nguoila.pk, "number": 7, "step": "deputy"}
    more |= {"published_at": "2026-01-01", "submitted_by": school.phoban.pk, "lead_picture": 1, "pk": 99}
    assert school.client("giaovien").post(edition.get_desk_url(), form(edition, **more)).status_code == 302
    fresh = Article.objects.get()
    assert (fresh.pk, fresh.state, fresh.number, fresh.step) == (edition.pk, "draft", 1, "")
    assert (fresh.created_by, fresh.item_id) == (school.giaovien, edition.item_id)


def test_every_form_of_the_desk_asks_for_its_token(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    page = drafting.start(Page, by=school.giaovien, title="Giới thiệu", body=BODY)
    client = Client(enforce_csrf_checks=True)
    client.force_login(school.giaovien)
    extra = {"compare": [1], "move": ["withdraw"], "replace": [1], "detach": [1], "unshare": [1]}
    urls = [
        reverse(name, args=[*([one.pk] if row.args else []), *extra.get(name.rsplit("_", 1)[1], [])])
        for kind, one in (("article", edition), ("page", page))
        for name, row in rows_of_edition(kind).items()
    ]
    urls += [reverse(name) for name in ("admin:notifications_read", "picture_upload", "account_logout")]
    before = Event.objects.count(), Remark.objects.count(), edition.version
    for url in urls:
        answer = client.post(url, form(edition) | {"withdraw-version": edition.version, "text": "a"})
        assert answer.status_code == 403, url
        assert "sao chép nội dung đã nhập" in answer.content.decode()
    edition.refresh_from_db()
    assert (Event.objects.count(), Remark.objects.count(), edition.version) == before


@pytest.mark.parametrize("words", ["", "  \n ", "\u200b", "a" * 5001, "\x00"])
def test_an_empty_or_endless_remark_is_refused_and_stays_typed(school: School, words: str) -> None:
    edition = school.draft()
    answer = school.client("giaovien").post(address("remark", edition.pk), {"text": words})
    assert answer.status_code == 409
    assert read(answer).fields["text"].replace("\x00", "") == words.replace("\x00", "").replace("\r", "")
    assert not Remark.objects.exists()


@pytest.mark.parametrize("answered", ["other", "9" * 5000, "99999999999999999999", "-1", "abc", "0", "1e1"])
def test_a_reply_belongs_to_the_same_text(school: School, answered: str) -> None:
    edition, other = school.draft(), school.draft(by="nguoila")
    school.client("nguoila").post(address("remark", other.pk), {"text": "Của bài khác"})
    wanted = Remark.objects.get().pk if answered == "other" else answered
    answer = school.client("giaovien").post(address("remark", edition.pk), {"text": "a", "reply_to": wanted})
    assert answer.status_code == 404
    assert Remark.objects.count() == 1
