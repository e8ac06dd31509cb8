"""The public form: what it takes, what it refuses, and what it keeps through every error."""

import re
import time
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community import guarding
from community.models import Attempt, OutsideRequest
from documents.models import StoredFile
from tests.community.asking import EMAIL, NAME, SAID, WORDS, asked, code_on, form_of, old_stamp, send
from tests.documents.records import published as published_document
from tests.school import School


def test_every_public_kind_has_the_link_and_the_form(school: School, client: Client) -> None:
    edition = published_document(school)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert form_of(edition) in page
    assert edition.title[:40] in client.get(form_of(edition)).content.decode()


def test_what_visitors_do_not_see_has_no_form_and_tells_nothing(school: School, client: Client) -> None:
    draft, hidden = school.draft(title="Bản nháp kín"), school.published(title="Bài tạm ẩn")
    gone = school.published(title="Bài đã gỡ")
    school.do(hidden, "phoban:hide")
    school.do(gone, "hieutruong:take_down", ground="outdated_time")
    unknown = client.get(reverse("item_request", args=[10**17]))
    for edition in (draft, hidden):
        answer = client.get(form_of(edition))
        assert (answer.status_code, answer.content) == (404, unknown.content)
        assert send(edition, client, stamp="").status_code == 404
    answer = client.get(form_of(gone))
    assert answer.status_code == 410
    assert "Bài đã gỡ" not in answer.content.decode()
    assert not OutsideRequest.objects.exists()


def test_who_opened_the_form_in_time_may_send_it_though_the_item_was_hidden_since(school: School) -> None:
    edition = school.published()
    school.do(edition, "phoban:hide")
    assert send(edition).status_code == 200
    assert send(school.draft(title="Chưa bao giờ đăng")).status_code == 404
    other = school.published(title="Bài khác")
    school.do(other, "phoban:hide")
    assert send(other, stamp=old_stamp(edition.item_id, edition.number)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"kind": "data_delete"},
        {"ground": ""},
        {"ground": "khong-co"},
        {"text": "  "},
        {"text": "x" * 5001},
        {"text": "http://a.example " * 6},
        {"relation": ""},
        {"name": ""},
        {"email": ""},
        {"email": "không phải thư"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": "a@b.example,c@d.example"},
        {"phone": "gọi cho tôi"},
        {"consent": ""},
        {"website": "http://quang-cao.example"},
        {"stamp": "giả"},
        {"stamp": old_stamp()},
    ],
)
def test_an_error_is_said_and_nothing_typed_is_lost(school: School, wrong: dict[str, str]) -> None:
    edition = school.published()
    answer = send(edition, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="wrong"' in page
    for name in ("text", "name", "quote"):
        if name not in wrong:
            assert SAID[name] in page
    assert not OutsideRequest.objects.exists()


def test_a_form_that_stood_open_too_long_or_came_too_fast_is_sent_by_pressing_again(school: School) -> None:
    edition = school.published()
    client = Client()
    [drawn] = re.findall(r'name="stamp" value="([^"]+)"', client.get(form_of(edition)).content.decode())
    again = send(edition, client, stamp=drawn)
    assert again.status_code == 422
    assert f'name="stamp" value="{drawn}"' in again.content.decode()
    time.sleep(guarding.LEAST_SECONDS)
    assert send(edition, client, stamp=drawn).status_code == 200
    with patch("django.core.signing.time.time", return_value=time.time() + 25 * 3600):
        late = send(edition, client, stamp=drawn)
    assert late.status_code == 422
    assert "mở quá lâu" in late.content.decode()
    [fresh] = re.findall(r'name="stamp" value="([^"]+)"', late.content.decode())
    assert fresh != drawn


def test_the_same_form_sent_twice_is_one_request(school: School) -> None:
    edition = school.published()
    stamp = old_stamp(edition.item_id, 1)
    first, second = send(edition, stamp=stamp), send(edition, stamp=stamp)
    assert code_on(first) == code_on(second)
    assert OutsideRequest.objects.count() == 1


def test_text_comes_in_clean_and_goes_out_escaped(school: School) -> None:
    decomposed = "Ho\u0323c sinh\u00a0lơ\u0301p 6 <script>alert(1)</script>"
    request = asked(school.published(), text=decomposed, name="  <b>Ngọc</b>\u200b  ")
    assert request.text == "Học sinh lớp 6 <script>alert(1)</script>"
    assert request.name == "<b>Ngọc</b>"
    page = school.client("thuky").get(request.get_desk_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;Ngọc" in page


def test_a_file_passes_the_upload_policy_and_is_for_the_desk_alone(school: School, client: Client) -> None:
    edition = school.published()
    refused = send(edition, file=SimpleUploadedFile("virus.exe", b"MZ"))
    assert refused.status_code == 422
    assert "Riêng tệp kèm theo phải chọn lại" in refused.content.decode()
    assert not StoredFile.objects.exists()
    request = asked(edition, file=SimpleUploadedFile("bang-chung.txt", "Bằng chứng".encode()))
    address = reverse("admin:community_outsiderequest_file", args=[request.pk])
    assert client.get(address).status_code == 302
    assert client.get(reverse("download", args=[request.file_id, "bang-chung.txt"])).status_code == 404
    for who, status in (("thuky", 200), ("hieutruong", 200), ("thanhtra", 404), ("giaovien", 404)):
        assert school.client(who).get(address).status_code == status
        direct = school.client(who).get(reverse("download", args=[request.file_id, "bang-chung.txt"]))
        assert direct.status_code == 404


def test_twenty_posts_in_a_minute_from_one_address_are_answered_429_and_keep_the_text(school: School) -> None:
    edition = school.published()
    answers = [send(edition, email="", text=f"{WORDS} {n}") for n in range(21)]
    assert [one.status_code for one in answers[:20]] == [422] * 20
    assert answers[20].status_code == 429
    assert answers[20]["Retry-After"]
    assert f"{WORDS} 20" in answers[20].content.decode()
    assert send(edition, Client(REMOTE_ADDR="203.0.113.9")).status_code == 200
    keys = set(Attempt.objects.values_list("key", flat=True))
    assert not any("127.0.0.1" in key or EMAIL in key for key in keys)


def test_one_e_mail_address_cannot_be_flooded_with_receipts(school: School) -> None:
    edition = school.published()
    answers = [send(edition, Client(REMOTE_ADDR=f"203.0.113.{n}")) for n in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert OutsideRequest.objects.filter(email=EMAIL).count() == 5
    assert NAME in answers[5].content.decode()


def test_the_form_is_kept_by_nobody_and_asks_no_script(school: School, client: Client) -> None:
    for address in (form_of(school.published()), reverse("data_request"), reverse("request_look_up")):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert 'name="robots" content="noindex"' in answer.content.decode()
        assert client.put(address).status_code == 405
