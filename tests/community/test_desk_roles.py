"""Roles × moves of requests from outside: each move for who may make it, and a refusal for all others."""

import pytest
from django.urls import reverse

from community.choices import ABOUT_DATA, CLOSED, Kind, Status
from community.handling import allowed, refusals
from community.models import OutsideRequest, RequestEvent
from community.moves import MOVES, SEES
from editorial.models.append_only import AppendOnly
from tests.community.asking import EMAIL, NAME, PERSONAL, asked, press
from tests.school import CAST, School

# username -> the moves of the table that are theirs for each kind, as a school leader would say it
TAKEDOWN = {
    "thuky": {"acknowledge", "assign", "ask", "advise"},
    "phoban": {"acknowledge", "assign", "ask", "advise", "hide"},
    "truongban": {"acknowledge", "assign", "ask", "advise", "hide"},
    "hieutruong": {"acknowledge", "assign", "ask", "advise", "hide", "take_down", "reject_takedown"},
}
DECIDERS = {"phoban", "truongban", "hieutruong"}


def test_who_may_do_what_with_a_new_request(school: School) -> None:
    edition = school.published()
    takedown, correction, data = (
        asked(edition),
        asked(edition, kind="correction", ground=""),
        asked(None),
    )
    for who in CAST:
        person = school.people[who]
        basic = TAKEDOWN.get(who, set()) - {"take_down", "reject_takedown"}
        decides = who in DECIDERS
        assert {one.verb for one in allowed(takedown, by=person)} == TAKEDOWN.get(who, set()), who
        expected = basic | ({"correct", "reject"} if decides else set())
        assert {one.verb for one in allowed(correction, by=person)} == expected, who
        expected = basic - {"hide"} | ({"finish", "reject"} if decides else set())
        assert {one.verb for one in allowed(data, by=person)} == expected, who


def test_buttons_match_the_rules(school: School) -> None:
    request = asked(school.published())
    for who in ("thuky", "phoban", "hieutruong", "thanhtra"):
        page = school.client(who).get(request.get_desk_url()).content.decode()
        for verb in MOVES:
            shown = reverse("admin:community_outsiderequest_move", args=[request.pk, verb]) in page
            assert shown is (not refusals(request, verb, by=school.people[who])), (who, verb)


def test_who_has_nothing_to_do_with_requests_does_not_find_them(school: School) -> None:
    request = asked(school.published())
    lists = reverse("admin:community_outsiderequest_changelist")
    for who in CAST:
        person, client = school.people[who], school.client(who)
        seen = person.has_role(*SEES, "inspector")
        assert client.get(request.get_desk_url()).status_code == (200 if seen else 404), who
        listed = client.get(lists)
        assert listed.status_code == (200 if seen else 403), who
        assert not any(word in listed.content.decode() for word in PERSONAL)
        front = client.get("/quan-tri/").content.decode()
        assert (request.get_desk_url() in front) is person.has_role(
            "secretariat", "deputy", "chair", "principal"
        ), who
        assert not any(word in front for word in (NAME, EMAIL))


def test_the_list_is_filtered_and_never_searched_by_person(school: School) -> None:
    first, second = asked(school.published()), asked(None)
    press(school, "phoban", second, "finish", message="Đã xóa.")
    client = school.client("thuky")
    lists = reverse("admin:community_outsiderequest_changelist")
    assert client.get(lists, {"q": "Bích Ngọc"}).context["cl"].result_count == 0
    assert client.get(lists, {"q": first.code}).context["cl"].result_count == 1
    for query, codes in (({"con": "mo"}, {first.code}), ({"con": "xong"}, {second.code}), ({}, None)):
        shown = {one.code for one in client.get(lists, query).context["cl"].result_list}
        assert shown == (codes or {first.code, second.code})


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_what_is_closed_is_only_reopened_by_the_principal(school: School, status: Status) -> None:
    request = asked(school.published())
    OutsideRequest.objects.filter(pk=request.pk).update(
        status=status, closed_at=request.received_at, due_at=None
    )
    request.refresh_from_db()
    for who in CAST:
        verbs = {one.verb for one in allowed(request, by=school.people[who])}
        reopens = who == "hieutruong" and status != Status.DONE
        assert verbs == ({"reopen"} if reopens else set()), who
    if status != Status.DONE:
        assert press(school, "hieutruong", request, "reopen", note="Có chứng cứ mới.").status_code == 302
        assert (request.status, request.closed_at) == ("received", None)


def test_a_request_is_given_to_somebody_who_handles_them(school: School) -> None:
    request = asked(school.published())
    for wrong in (school.giaovien.pk, "", "x", 10**19):
        assert press(school, "phoban", request, "assign", person=wrong).status_code == 422
    assert press(school, "phoban", request, "assign", person=school.thuky.pk).status_code == 302
    assert request.assigned_to == school.thuky


def test_the_history_is_written_once(school: School) -> None:
    request = asked(school.published())
    press(school, "thuky", request, "advise", verdict="reject", note="Ảnh chung.")
    assert [one.verb for one in request.events.all()] == ["receive", "advise"]
    event = request.events.latest("pk")
    for change in (
        event.save,
        event.delete,
        RequestEvent.objects.all().delete,
        lambda: RequestEvent.objects.update(note=""),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_an_unknown_move_and_get_are_no_moves(school: School) -> None:
    request = asked(school.published())
    client = school.client("hieutruong")
    address = reverse("admin:community_outsiderequest_move", args=[request.pk, "khong-co"])
    assert client.post(address).status_code == 404
    known = reverse("admin:community_outsiderequest_move", args=[request.pk, "acknowledge"])
    assert client.get(known).status_code == 405
    for version in ("", "x", "-1", "99999999999999999999"):
        answer = client.post(known, {"acknowledge-version": version})
        assert answer.status_code == 422
    assert client.post(known, {"acknowledge-version": request.version + 7}).status_code == 409


def test_every_kind_can_be_granted_and_refused_by_somebody() -> None:
    ends = {Status.DONE, Status.CORRECTING}
    for kind in Kind:
        moves = [move for move in MOVES.values() if kind in move.kinds]
        assert any(move.target in ends for move in moves)
        assert any(move.target == Status.REJECTED for move in moves)
    assert set(ABOUT_DATA) == {kind for kind in Kind if kind.value.startswith("data_")}
