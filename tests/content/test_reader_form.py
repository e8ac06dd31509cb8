"""“Gửi bài”: a stranger's text is kept apart, asked about by mail, and nothing typed is lost (TS-III.3.1)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content import reader_intake
from content.models import Article, ReaderLetter, ReaderSubmission
from documents.models import StoredFile
from portal.models import SchoolProfile
from tests.content.readers import EMAIL, FORM, confirmed, link_of_letter, sent, stamped, typed
from tests.content.test_pictures import photograph
from tests.school import School

pytestmark = pytest.mark.django_db


def test_a_text_waits_until_its_address_is_confirmed_and_is_public_never(school: School) -> None:
    submission = sent(files=[photograph("sân trường.jpg")])
    assert submission.stage == "unconfirmed"
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    for words in (submission.title, submission.name, submission.code):
        assert words not in letter.body + letter.subject
    visitor, link = Client(), link_of_letter()
    page = visitor.get(link)
    assert "Xác nhận tôi đã gửi bài này" in page.content.decode()
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page.headers["Cache-Control"]
    submission.refresh_from_db()
    assert submission.stage == "unconfirmed"  # a program that opens links confirms nothing
    for _time in range(3):
        assert submission.code in visitor.post(link).content.decode()
    submission.refresh_from_db()
    first = submission.confirmed_at
    assert submission.stage == "waiting"
    visitor.post(link)
    submission.refresh_from_db()
    assert submission.confirmed_at == first
    for _round in range(2):
        call_command("send_reader_letters", verbosity=0)
    assert len(mail.outbox) == 2
    assert submission.code in mail.outbox[1].body
    assert not Article.objects.exists()
    for address in ("/", "/tin-tuc/", "/so-do-trang/"):
        assert submission.title not in visitor.get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Tiêu đề"),
        ({"text": "ngắn"}, "ít nhất 30 ký tự"),
        ({"text": "a" * 30_001}, "tối đa 30000 ký tự"),
        ({"email": "khong-phai-thu"}, "Thư điện tử"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "Thư điện tử"),
        ({"name": "x" * 101}, "tối đa 100 ký tự"),
        ({"phone": "gọi tôi nhé"}, "Số điện thoại chỉ gồm"),
        ({"relation": "hacker"}, "Bạn là"),
        ({"people_agree": ""}, "Người trong ảnh"),
        ({"began": "giả:mạo"}, "mở đã lâu"),
        ({"began": stamped(2 * 24 * 3600)}, "mở đã lâu"),
    ],
)
def test_a_wrong_form_comes_back_with_all_that_was_typed(
    school: School, wrong: dict[str, str], words: str
) -> None:
    answer = Client().post(FORM, typed(**{"class_name": "Tổ ấm 6A"} | wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "Tổ ấm 6A" in html
    assert not ReaderSubmission.objects.exists()
    assert not mail.outbox


def bad_files() -> list[tuple[Callable[[], list[Any]], str]]:
    def named(name: str, content: bytes) -> Callable[[], list[Any]]:
        return lambda: [SimpleUploadedFile(name, content)]

    return [
        (named("virus.exe", b"MZ\0"), "có thể mang vi-rút"),
        (named("ảnh.jpg", b"%PDF-1.4 gia"), "không đúng với đuôi"),
        (named("goi.zip", b"PK\3\4"), "không thuộc loại được nhận"),
        (named("rỗng.pdf", b""), "rỗng"),
        (named("trang.html", b"<script>"), "có thể mang vi-rút"),
        (named("to.txt", b"a" * (10 * 1024 * 1024 + 1)), "lớn hơn mức cho phép"),
        (lambda: [photograph(f"{n}.jpg") for n in range(11)], "nhiều nhất 10 tệp"),
    ]


@pytest.mark.parametrize(("files", "words"), bad_files())
def test_a_bad_file_is_told_and_the_files_to_choose_again_are_named(
    school: School, files: Callable[[], list[Any]], words: str
) -> None:
    given = files()
    answer = Client().post(FORM, typed(files=given))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert f"Hãy chọn lại các tệp: {given[0].name}" in html
    assert "gốc phượng già" in html
    assert (ReaderSubmission.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_who_answers_at_once_is_asked_to_press_again(school: School) -> None:
    began = stamped(0)
    answer = Client().post(FORM, typed(began=began))
    assert answer.status_code == 422
    assert "quá nhanh" in answer.content.decode()
    # The stamp stays: who is a person only presses again.
    assert f'name="began" value="{began}"' in answer.content.decode()
    assert not ReaderSubmission.objects.exists()


def test_a_robot_is_thanked_and_forgotten(school: School) -> None:
    answer = Client().post(FORM, typed(website="https://spam.example"))
    assert answer.url == "/gui-bai/da-nhan/"
    assert not ReaderSubmission.objects.exists()


def test_who_sends_too_often_waits_and_a_school_behind_one_address_goes_on(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(reader_intake.PER_EMAIL_DAY):
        sent()
    refused = Client().post(FORM, typed())
    assert refused.status_code == 429
    assert "gốc phượng già" in refused.content.decode()
    assert Client().post(FORM, typed(email="khac@thu.example")).status_code == 302
    monkeypatch.setattr(reader_intake, "PER_ADDRESS_HOUR", 5)
    assert Client().post(FORM, typed(email="nua@thu.example")).status_code == 429
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.post(FORM, typed(email="nua@thu.example")).status_code == 302
    # What a sender claims to come from is not believed.
    claims = Client(headers={"x-forwarded-for": "198.51.100.1"})
    assert claims.post(FORM, typed(email="gia@thu.example")).status_code == 429
    stored = ReaderSubmission.objects.values_list("address_digest", flat=True)
    assert not any("127.0.0.1" in one for one in stored)
    ReaderSubmission.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert Client().post(FORM, typed()).status_code == 302
    monkeypatch.setattr(reader_intake, "MOST_UNCONFIRMED", 3)
    assert Client().post(FORM, typed(email="nua@thu.example")).status_code == 429


def test_a_link_that_is_wrong_old_or_of_something_purged_is_over(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = sent()
    link = link_of_letter()
    for wrong in (
        link[:-3] + "x/",
        link.replace("xac-nhan/", "xac-nhan/W"),
        "/gui-bai/xac-nhan/abcdefghijk/",
    ):
        answer = Client().post(wrong)
        assert answer.status_code == 410
        assert "quá hạn" in answer.content.decode()
    monkeypatch.setattr(reader_intake, "CONFIRM_DAYS", -1)
    assert Client().post(link).status_code == 410
    monkeypatch.undo()
    submission.delete()
    assert Client().post(link).status_code == 410


def test_the_state_is_told_to_who_knows_address_and_code(school: School) -> None:
    submission = confirmed()
    ask = "/gui-bai/tra-cuu/"
    spaced = f"{submission.code[:5].lower()} {submission.code[5:]}"
    found = Client().post(ask, {"email": EMAIL.upper(), "code": spaced})
    assert submission.title in found.content.decode()
    assert "chưa xem xét xong" in found.content.decode()
    for email, code in ((EMAIL, "SAISAISAIS"), ("khac@thu.example", submission.code)):
        missing = Client().post(ask, {"email": email, "code": code})
        assert missing.status_code == 404
        assert submission.title not in missing.content.decode()
    assert Client().post(ask, {"email": "x", "code": ""}).status_code == 422
    waiting = sent(email="cho@thu.example")
    assert Client().post(ask, {"email": waiting.email, "code": waiting.code}).status_code == 404


def test_a_school_that_takes_no_texts_says_how_to_reach_it(school: School, client: Client) -> None:
    assert 'href="/gui-bai/"' in client.get("/lien-he/").content.decode()
    reach = {"address": "Số 1", "phone": "0243 812 3456", "email": "a@truong.example"}
    SchoolProfile.objects.create(name="Trường", accepts_submissions=False, **reach)
    for answer in (client.get(FORM), client.post(FORM, typed())):
        assert "không nhận bài qua cổng" in answer.content.decode()
    assert 'href="/gui-bai/"' not in client.get("/lien-he/").content.decode()
    assert not ReaderSubmission.objects.exists()


def test_a_silent_mail_server_loses_no_letter(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        sent()
    letter = ReaderLetter.objects.get()
    assert (letter.status, letter.attempts, letter.error) == ("waiting", 1, "ConnectionRefusedError")
    ReaderLetter.objects.update(due_at=timezone.now())
    for _round in range(2):
        call_command("send_reader_letters", verbosity=0)
    assert len(mail.outbox) == 1
