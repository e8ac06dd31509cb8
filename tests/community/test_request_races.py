"""Two people at once on one request: one winner, one event, one letter, one decision, on both databases."""

from uuid import uuid4

import pytest

from community import following
from community.choices import Kind
from community.handling import perform
from community.letters import deliver_due
from community.models import OutsideRequest, RequestEvent
from community.receiving import Asked, receive
from community.settling import settle_corrections
from community.subjects import public_subject
from editorial.models import Takedown
from tests.editorial.test_races import both_at_once
from tests.school import School

TIMES = 10
pytestmark = pytest.mark.django_db(transaction=True)


def made(school: School, kind: Kind = Kind.TAKEDOWN, **key: object) -> OutsideRequest:
    edition = school.published()
    said = Asked(
        kind=kind, relation="reader", name="Bà Hoa", email=f"{uuid4().hex}@x.example", text="Xin gỡ."
    )
    return receive(said, public_subject(edition.item_id), key=key.get("key") or uuid4())


def test_the_form_pressed_twice_at_once_is_one_request(school: School) -> None:
    subject = public_subject(school.published().item_id)
    for _time in range(TIMES):
        key = uuid4()
        said = Asked(Kind.TAKEDOWN, "reader", "Bà Hoa", f"{key.hex}@x.example", "Xin gỡ.")
        outcomes = both_at_once(*[lambda k=key, s=said: receive(s, subject, key=k)] * 2)
        assert outcomes == ["done", "done"]
        assert OutsideRequest.objects.filter(form_key=key).count() == 1
    assert RequestEvent.objects.filter(verb="receive").count() == TIMES


def test_a_decision_against_a_withdrawal_has_one_winner(school: School) -> None:
    for _time in range(TIMES):
        request = made(school)
        outcomes = both_at_once(
            lambda one=request: perform(
                OutsideRequest.objects.get(pk=one.pk),
                "take_down",
                by=school.hieutruong,
                version=0,
                message="Đã gỡ.",
                ground="subject_request",
            ),
            lambda one=request: following.withdraw(one),
        )
        assert sorted(outcomes) == ["done", "refused"]
        request.refresh_from_db()
        taken_down = Takedown.objects.filter(item=request.item_id).exists()
        assert taken_down is (request.status == "done")
        ends = request.events.filter(verb__in=["take_down", "withdraw"])
        assert ends.count() == 1


def test_two_at_the_desk_and_the_second_is_told(school: School) -> None:
    for _time in range(TIMES):
        request = made(school)
        first, second = (OutsideRequest.objects.get(pk=request.pk) for _each in range(2))
        outcomes = both_at_once(
            lambda one=first: perform(one, "acknowledge", by=school.thuky, version=0),
            lambda one=second: perform(one, "ask", by=school.phoban, version=0, message="Ảnh nào?"),
        )
        assert sorted(outcomes) == ["done", "refused"]
        assert request.events.count() == 2


def test_two_workers_send_each_letter_once(school: School, mailoutbox: list[object]) -> None:
    for _time in range(3):
        made(school)
    both_at_once(deliver_due, deliver_due)
    deliver_due()
    names = [letter.extra_headers["Message-ID"] for letter in mailoutbox]
    assert len(names) == len(set(names)) == 6


def test_two_workers_settle_a_correction_once(school: School) -> None:
    request = made(school, Kind.CORRECTION)
    perform(request, "correct", by=school.phoban, version=0)
    model = request.item.edition_model
    model.objects.filter(item=request.item).update(correction=True)
    OutsideRequest.objects.filter(pk=request.pk).update(corrected_after=0)
    both_at_once(settle_corrections, settle_corrections)
    assert request.events.filter(verb="corrected").count() == 1
