"""Looking up by code and e-mail, and what the person outside may still do."""

import re

from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from community.codes import new_code, read_code
from community.following import confirm_token
from tests.community.asking import (
    EMAIL,
    NAME,
    PHONE,
    WORDS,
    asked,
    letters_to,
    look_up,
    press,
    token_on,
)
from tests.school import School


def test_codes_are_long_and_read_however_they_are_typed() -> None:
    codes = {new_code() for _each in range(1000)}
    assert len(codes) == 1000
    code = codes.pop()
    assert re.fullmatch("[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}", code)
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
    assert read_code(code[:-1]) == read_code("ĐÂY-LÀ-GÌ") == read_code("") == ""


def test_the_right_pair_shows_the_status_and_nothing_personal(school: School) -> None:
    request = asked(school.published())
    answer = look_up(request.code.lower(), EMAIL.upper())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Mới gửi" in page
    assert not any(word in page for word in (NAME, EMAIL, PHONE, WORDS))
    assert "no-store" in answer["Cache-Control"]


def test_a_wrong_code_a_wrong_address_and_no_request_get_the_same_answer(school: School) -> None:
    request = asked(school.published())
    answers = [look_up(request.code, "khac@x.example"), look_up(new_code(), EMAIL), look_up("abc", EMAIL)]
    assert {one.status_code for one in answers} == {422}
    pages = {
        re.sub(r'value="[^"]*"', "", re.sub(r'name="csrf\w+" value="\w+"', "", one.content.decode()))
        for one in answers
    }
    assert len(pages) == 1


def test_guessing_is_slowed_for_a_code_and_for_an_address(school: School) -> None:
    request = asked(school.published())
    for n in range(10):
        assert (
            look_up(request.code, f"{n}@x.example", Client(REMOTE_ADDR=f"203.0.113.{n}")).status_code == 422
        )
    assert look_up(request.code, EMAIL, Client(REMOTE_ADDR="203.0.113.99")).status_code == 429
    spaced = request.code.replace("-", " ")
    assert look_up(spaced, EMAIL, Client(REMOTE_ADDR="203.0.113.98")).status_code == 429
    one = Client(REMOTE_ADDR="198.51.100.1")
    statuses = [look_up(new_code(), EMAIL, one).status_code for _each in range(31)]
    assert statuses == [422] * 30 + [429]


def test_the_school_asks_back_and_the_answer_comes_in_by_the_look_up(school: School) -> None:
    request = asked(school.published())
    press(school, "thuky", request, "ask", message="Xin cho biết ảnh thứ mấy.")
    assert request.status == "asked"
    assert "ảnh thứ mấy" in letters_to(EMAIL)[-1].body
    page = look_up(request.code)
    assert "ảnh thứ mấy" in page.content.decode()
    client = Client()
    empty = client.post(reverse("request_supplement"), {"token": token_on(page), "text": " "})
    assert empty.status_code == 422
    sent = client.post(reverse("request_supplement"), {"token": token_on(page), "text": "Ảnh thứ ba."})
    assert sent.status_code == 200
    request.refresh_from_db()
    assert request.status == "received"
    assert "Ảnh thứ ba." in school.client("thuky").get(request.get_desk_url()).content.decode()
    assert any("Người gửi bổ sung" in letter.subject for letter in letters_to("thuky@truong.example"))


def test_the_request_can_be_taken_back_until_it_is_closed(school: School) -> None:
    request = asked(school.published())
    token = token_on(look_up(request.code))
    assert Client().post(reverse("request_withdraw"), {"token": token}).status_code == 200
    request.refresh_from_db()
    assert request.status == "withdrawn"
    assert Client().post(reverse("request_withdraw"), {"token": token}).status_code == 409
    late = Client().post(reverse("request_supplement"), {"token": token, "text": "Còn nữa"})
    assert late.status_code == 409
    assert not request.supplements.exists()
    forged = signing.dumps(request.pk, salt="khac")
    for wrong in ("", "x", forged, confirm_token(request)):
        assert Client().post(reverse("request_withdraw"), {"token": wrong}).status_code == 404


def test_the_link_in_the_letter_confirms_only_when_pressed(school: School, client: Client) -> None:
    request = asked(school.published())
    [letter] = letters_to(EMAIL)
    [link] = re.findall(r"http://127\S+(/gop-y/xac-nhan/\S+)", letter.body)
    assert client.get(link).status_code == 200
    request.refresh_from_db()
    assert request.email_confirmed_at is None
    assert client.post(link, {"confirm": "1"}).status_code == 200
    request.refresh_from_db()
    assert request.email_confirmed_at is not None
    assert client.post(link, {"disown": "1"}).status_code == 200
    request.refresh_from_db()
    assert request.email_disowned_at is None
    assert client.get(reverse("request_confirm", args=["x" * 40])).status_code == 404


def test_whose_address_was_misused_gets_no_further_letter(school: School, client: Client) -> None:
    request = asked(school.published())
    press(school, "thuky", request, "acknowledge")
    client.post(reverse("request_confirm", args=[confirm_token(request)]), {"disown": "1"})
    mail.outbox.clear()
    press(school, "hieutruong", request, "reject_takedown", message="Không có căn cứ.")
    assert letters_to(EMAIL) == []
    assert "chủ thư báo không gửi" in school.client("thuky").get(request.get_desk_url()).content.decode()
