"""The school's clock knows of every request: to acknowledge, then to answer, each by its own rule."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from community.clocks import KEY, SOURCES
from community.models import OutsideRequest
from editorial.models import Obligation
from editorial.obligations import obligations_of
from editorial.owing import check_obligations
from people.models import User
from tests.community.asking import PERSONAL, asked, press
from tests.editorial.fake_causes import only
from tests.school import School


def round_of_the_clock() -> dict[str, Obligation]:
    call_command("check_deadlines", verbosity=0)
    return {one.rule: one for one in Obligation.objects.filter(cause_key__startswith="outside_request:")}


def owed_by(person: User) -> dict[str, str]:
    """Rule -> where it is done, of what this person owes people outside."""
    mine = (one for one in obligations_of(person) if one.obligation.cause_key.startswith(KEY))
    return {one.obligation.rule: one.place for one in mine}


def test_two_obligations_each_closed_by_its_own_moment(school: School) -> None:
    request = asked(school.published())
    owed = round_of_the_clock()
    assert owed.keys() == {"request_acknowledge", "request_answer"}
    assert owed["request_acknowledge"].due_at == request.acknowledge_by
    assert owed["request_answer"].due_at == request.answer_by
    assert not any(word in one.title for one in owed.values() for word in (*PERSONAL, request.code))
    assert owed_by(school.thuky) == {"request_acknowledge": request.get_desk_url()}
    assert owed_by(school.hieutruong) == {"request_answer": request.get_desk_url()}

    press(school, "thuky", request, "acknowledge")
    owed = round_of_the_clock()
    assert owed["request_acknowledge"].met_at == request.acknowledged_at
    assert owed["request_answer"].is_open
    press(school, "hieutruong", request, "reject_takedown", message="Không có căn cứ.")
    assert round_of_the_clock()["request_answer"].met_at == request.closed_at
    press(school, "hieutruong", request, "reopen", note="Có chứng cứ mới.")
    assert round_of_the_clock()["request_answer"].is_open


def test_data_requests_have_the_rules_of_the_decree(school: School) -> None:
    for kind in ("data_view", "data_correct", "data_stop", "data_delete"):
        asked(None, kind=kind)
    rows = round_of_the_clock()
    assert rows.keys() == {
        "data_request_acknowledge",
        "data_view_answer",
        "data_stop_answer",
        "data_delete_answer",
    }
    found = Obligation.objects.filter(cause_key__startswith="outside_request:")
    assert found.count() == 8
    days = {one.rule: (one.due_at - one.happened_at).days for one in found}
    assert (days["data_view_answer"], days["data_stop_answer"], days["data_delete_answer"]) == (10, 15, 20)


def test_a_promised_correction_owes_its_answer_until_it_is_public(school: School) -> None:
    request = asked(school.published(), kind="correction", ground="")
    press(school, "phoban", request, "correct")
    assert round_of_the_clock()["request_answer"].is_open


def test_what_was_taken_back_owes_nothing_and_nothing_is_opened_twice(school: School) -> None:
    request = asked(school.published())
    round_of_the_clock()
    OutsideRequest.objects.filter(pk=request.pk).update(
        status="withdrawn", closed_at=timezone.now(), due_at=None
    )
    owed = round_of_the_clock()
    assert len(owed) == 2
    assert not any(one.is_open for one in owed.values())


def test_who_has_it_in_hand_owes_it(school: School) -> None:
    request = asked(None, kind="data_view")
    press(school, "phoban", request, "assign", person=school.thuky.pk)
    round_of_the_clock()
    assert owed_by(school.thuky).keys() == {"data_request_acknowledge", "data_view_answer"}
    assert owed_by(school.phoban) == {}


def test_many_requests_are_asked_about_in_few_queries(
    school: School, django_assert_max_num_queries: object
) -> None:
    edition = school.published()
    first = asked(edition)
    OutsideRequest.objects.bulk_create(
        [
            OutsideRequest(
                code=f"X{n:013d}",
                kind="takedown",
                item_id=edition.item_id,
                edition_number=1,
                email="a@b.example",
                received_at=timezone.now() - timedelta(hours=n),
            )
            for n in range(200)
        ]
    )
    with only(*(source() for source in SOURCES)), django_assert_max_num_queries(80):
        check_obligations()
    assert Obligation.objects.filter(cause_key__startswith="outside_request:").count() == 402
    assert first.pk
