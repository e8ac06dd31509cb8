"""A stranger asks for a takedown; the principal decides; the page is gone and everybody concerned is told."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from community.models import OutsideRequest
from editorial.models import Event, Takedown
from tests.community.asking import (
    EMAIL,
    NAME,
    PERSONAL,
    WORDS,
    asked,
    code_on,
    form_of,
    letters_to,
    look_up,
    press,
    send,
)
from tests.school import School

TAKE_DOWN = {"ground": "subject_request", "message": "Nhà trường đã gỡ bài và xin lỗi gia đình."}


def test_from_the_link_on_the_article_to_the_410_and_the_letter(school: School, client: Client) -> None:
    edition = school.published()
    page = client.get(edition.get_absolute_url())
    assert form_of(edition) in page.content.decode()
    form = client.get(form_of(edition))
    assert form.status_code == 200
    assert edition.title in form.content.decode()

    receipt = send(edition, client)
    code = code_on(receipt)
    request = OutsideRequest.objects.get(code=code)
    assert (request.status, request.item_id, request.edition_number) == ("new", edition.item_id, 1)
    assert "no-store" in receipt["Cache-Control"]

    press(school, "thuky", request, "acknowledge")
    press(school, "phoban", request, "advise", verdict="accept", note="Gia đình nói đúng.")
    answer = press(school, "hieutruong", request, "take_down", explanation="Gỡ theo đề nghị.", **TAKE_DOWN)
    assert answer.status_code == 302
    assert request.status == "done"
    assert request.decided_by == school.hieutruong

    gone = client.get(edition.get_absolute_url())
    assert gone.status_code == 410
    assert "Gỡ theo đề nghị." in gone.content.decode()
    assert not any(word in gone.content.decode() for word in (*PERSONAL, code))
    decision = Takedown.objects.get(item=edition.item_id)
    assert (decision.ground, decision.decided_by) == ("subject_request", school.hieutruong)

    told = [letter.body for letter in letters_to(EMAIL)]
    assert len(told) == 3
    assert "xin lỗi gia đình" in told[-1]
    result = look_up(code)
    assert "Đã giải quyết" in result.content.decode()
    assert "xin lỗi gia đình" in result.content.decode()


def test_the_author_and_the_head_of_the_unit_are_told_without_a_word_of_the_stranger(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    press(school, "hieutruong", request, "take_down", **TAKE_DOWN)
    call_command("deliver_events", verbosity=0)
    call_command("settle_requests", verbosity=0)
    for who in ("giaovien", "totruong"):
        letters = [one for one in mail.outbox if one.to == [school.people[who].email]]
        verbs = Event.objects.filter(notifications__user=school.people[who]).values_list("verb", flat=True)
        assert {"outside_request", "take_down"} <= set(verbs)
        assert letters
        assert not any(word in letter.body + letter.subject for letter in letters for word in PERSONAL)
        desk = school.client(who).get(edition.get_desk_url()).content.decode()
        assert "Có đề nghị từ bên ngoài" in desk
        assert not any(word in desk for word in (*PERSONAL, request.code))


def test_the_board_hides_at_once_and_a_refusal_leaves_it_to_the_board_to_show_again(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    assert press(school, "phoban", request, "hide", note="Chờ Hiệu trưởng.").status_code == 302
    assert Client().get(edition.get_absolute_url()).status_code == 404
    answer = press(school, "hieutruong", request, "reject_takedown", message="Ảnh chụp chung, không rõ mặt.")
    assert (answer.status_code, request.status) == (302, "rejected")
    assert Client().get(edition.get_absolute_url()).status_code == 404
    assert press(school, "phoban", request, "unhide", note="Đã quyết.").status_code == 302
    assert Client().get(edition.get_absolute_url()).status_code == 200
    assert "không rõ mặt" in letters_to(EMAIL)[-1].body


def test_a_takedown_already_made_at_the_item_is_only_closed(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    school.do(edition, "hieutruong:take_down", ground="outdated_time")
    answer = press(school, "hieutruong", request, "take_down", **TAKE_DOWN)
    assert (answer.status_code, request.status) == (302, "done")
    assert Takedown.objects.filter(item=edition.item_id).count() == 1


def test_the_principal_must_say_why_and_on_which_ground(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    assert press(school, "hieutruong", request, "take_down", ground="subject_request").status_code == 422
    without_ground = press(school, "hieutruong", request, "take_down", message="Đã gỡ.")
    assert without_ground.status_code == 422
    assert "Đã gỡ." in without_ground.content.decode()
    assert request.status == "new"
    assert Client().get(edition.get_absolute_url()).status_code == 200


def test_nobody_decides_on_a_text_or_a_request_that_changed_since(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    client = school.client("hieutruong")
    address = reverse("admin:community_outsiderequest_move", args=[request.pk, "take_down"])
    typed = {f"take_down-{name}": value for name, value in TAKE_DOWN.items()}
    stale = {"take_down-version": request.version, "take_down-edition_version": edition.version - 1}
    answer = client.post(address, stale | typed)
    assert answer.status_code == 409
    assert TAKE_DOWN["message"] in answer.content.decode()
    press(school, "thuky", request, "acknowledge")
    fresh = {"take_down-version": request.version - 1, "take_down-edition_version": edition.version}
    assert client.post(address, fresh | typed).status_code == 409
    request.refresh_from_db()
    assert request.status == "received"
    assert not Takedown.objects.exists()


@pytest.mark.parametrize("who", ["thuky", "phoban", "truongban", "thanhtra", "bientap", "vanthu", "quantri"])
def test_only_the_principal_takes_down(school: School, who: str) -> None:
    edition = school.published()
    request = asked(edition)
    answer = press(school, who, request, "take_down", **TAKE_DOWN)
    assert answer.status_code == (409 if who in {"thuky", "phoban", "truongban", "thanhtra"} else 404)
    assert Client().get(edition.get_absolute_url()).status_code == 200


def test_the_item_shows_its_requests_to_those_who_may_see_them(school: School) -> None:
    edition = school.published()
    request = asked(edition)
    for who in ("thuky", "phoban", "truongban", "hieutruong", "thanhtra"):
        client = school.client(who)
        assert request.get_desk_url() in client.get(edition.get_desk_url()).content.decode()
        page = client.get(request.get_desk_url()).content.decode()
        assert (NAME in page, WORDS in page) == ((False, False) if who == "thanhtra" else (True, True))
    assert request.get_desk_url() in school.client("thuky").get("/quan-tri/").content.decode()
