"""States × moves × people for every regulation: the tables below are the whole truth."""

import pytest
from django.db import transaction

from content.models import Article
from editorial.models import Event
from editorial.states import MOVES, Who
from editorial.workflow import Refused, allowed, perform
from people.models import User
from tests.school import CAST, School, found_school

APPROVERS = "phoban truongban"
DETAILS = {
    "refuse": {"reason": "untrue"},
    "give_opinion": {"verdict": "agree"},
    "review": {"verdict": "agree"},
    "take_down": {"ground": "unsuitable_content"},
}

# (regulation, place) -> (the road there, {verb: who may, nobody else})
TABLE: dict[tuple[str, str], tuple[list[str], dict[str, str]]] = {
    ("hai_ninh", "draft"): ([], {"submit": "giaovien", "publish_urgently": APPROVERS}),
    ("hai_ninh", "at the unit head"): (
        ["giaovien:submit"],
        {
            "withdraw": "giaovien",
            "forward": "totruong",
            "return": "totruong",
            "refuse": "totruong",
            "publish_urgently": APPROVERS,
        },
    ),
    ("hai_ninh", "at the secretariat"): (
        ["giaovien:submit", "totruong:forward"],
        {
            "withdraw": "giaovien",
            "forward": "thuky",
            "return": "thuky",
            "refuse": "thuky",
            "publish_urgently": APPROVERS,
        },
    ),
    ("hai_ninh", "at the deputy"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward"],
        {
            "withdraw": "giaovien",
            "publish": APPROVERS,
            "return": APPROVERS,
            "refuse": APPROVERS,
            "ask_opinion": APPROVERS,
            "publish_urgently": APPROVERS,
        },
    ),
    ("hai_ninh", "sensitive, no opinion"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward", "phoban:ask_opinion"],
        {
            "withdraw": "giaovien",
            "publish": "truongban",
            "return": APPROVERS,
            "refuse": APPROVERS,
            "ask_opinion": APPROVERS,
            "give_opinion": "truongban",
            "publish_urgently": "truongban",
        },
    ),
    ("hai_ninh", "returned to the secretariat"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward", "phoban:return"],
        {"forward": "thuky", "return": "thuky", "publish_urgently": APPROVERS},
    ),
    ("hai_ninh", "returned to the author"): (
        ["giaovien:submit", "totruong:return"],
        {"submit": "giaovien", "publish_urgently": APPROVERS},
    ),
    ("hai_ninh", "refused"): (["giaovien:submit", "totruong:refuse"], {"reopen": "giaovien"}),
    ("hai_ninh", "published"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish"],
        {"hide": "phoban truongban hieutruong", "take_down": "hieutruong"},
    ),
    ("hai_ninh", "published urgently"): (
        ["phoban:publish_urgently"],
        {"hide": "phoban truongban hieutruong", "take_down": "hieutruong", "confirm_urgent": "truongban"},
    ),
    ("hai_ninh", "hidden"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish", "phoban:hide"],
        {"unhide": "phoban truongban hieutruong", "take_down": "hieutruong"},
    ),
    ("hai_ninh", "taken down"): (
        [
            "giaovien:submit",
            "totruong:forward",
            "thuky:forward",
            "phoban:publish",
            "hieutruong:take_down",
        ],
        {"restore": "hieutruong"},
    ),
    ("quan_8", "at the section editor"): (
        ["giaovien:submit"],
        {
            "withdraw": "giaovien",
            "forward": "bientap",
            "return": "bientap",
            "refuse": "bientap",
            "publish_urgently": "truongban",
        },
    ),
    ("quan_8", "at the chair"): (
        ["giaovien:submit", "bientap:forward"],
        {
            "withdraw": "giaovien",
            "sign": "truongban",
            "return": "truongban",
            "refuse": "truongban",
            "publish_urgently": "truongban",
        },
    ),
    ("quan_8", "signed"): (
        ["giaovien:submit", "bientap:forward", "truongban:sign"],
        {"post": "bientap", "return": "bientap", "publish_urgently": "truongban"},
    ),
    ("tinh_son", "at the chair"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward"],
        {
            "withdraw": "giaovien",
            "assign": "truongban",
            "sign": "truongban",
            "return": "truongban",
            "refuse": "truongban",
            "publish_urgently": "truongban",
        },
    ),
    ("tinh_son", "signed"): (
        ["giaovien:submit", "totruong:forward", "thuky:forward", "truongban:sign"],
        {"post": "kythuat", "return": "kythuat", "publish_urgently": "truongban"},
    ),
    ("quang_ngai", "appraisal"): (
        ["giaovien:submit", "thuky:forward"],
        {
            "withdraw": "giaovien",
            "forward": "phoban",
            "return": "phoban",
            "refuse": "phoban",
            "ask_opinion": "phoban",
            "publish_urgently": "truongban",
        },
    ),
    ("quang_ngai", "at the head"): (
        ["giaovien:submit", "thuky:forward", "phoban:forward"],
        {
            "withdraw": "giaovien",
            "publish": "truongban",
            "return": "truongban",
            "refuse": "truongban",
            "publish_urgently": "truongban",
        },
    ),
    ("him_lam", "at the leaders"): (
        ["giaovien:submit"],
        {
            "withdraw": "giaovien",
            "sign": APPROVERS,
            "return": APPROVERS,
            "refuse": APPROVERS,
            "publish_urgently": APPROVERS,
        },
    ),
    ("him_lam", "signed"): (
        ["giaovien:submit", "phoban:sign"],
        {"post": "kythuat", "return": "kythuat", "publish_urgently": APPROVERS},
    ),
}


def at(school: School, road: list[str]) -> Article:
    edition = school.draft(section=school.section)
    for step in road:
        name, verb = step.split(":")
        perform(edition, verb, by=school.people[name], note="Lý do", **DETAILS.get(verb, {}))
    return edition


def details_of(verb: str, school: School) -> dict[str, object]:
    if verb == "assign":
        return {"reviewers": [school.phoban]}
    if verb == "refuse":
        return {"reason": "poor_quality"}
    return DETAILS.get(verb, {})


@pytest.mark.parametrize(("regulation", "place"), TABLE, ids=lambda value: value.replace(" ", "-"))
def test_every_person_has_exactly_the_moves_of_the_table(regulation: str, place: str, db: None) -> None:
    school = found_school(regulation)
    road, expected = TABLE[regulation, place]
    edition = at(school, road)
    found: dict[str, set[str]] = {}
    for username, person in school.people.items():
        for move in allowed(edition, by=User.objects.get(pk=person.pk)):
            found.setdefault(move.verb, set()).add(username)
    assert {verb: " ".join(n for n in CAST if n in names) for verb, names in found.items()} == {
        verb: " ".join(n for n in CAST if n in names.split()) for verb, names in expected.items()
    }


@pytest.mark.parametrize(("regulation", "place"), TABLE, ids=lambda value: value.replace(" ", "-"))
def test_perform_obeys_the_same_table_and_a_refusal_changes_nothing(
    regulation: str, place: str, db: None
) -> None:
    school = found_school(regulation)
    road, expected = TABLE[regulation, place]
    edition = at(school, road)
    before = what_stands(edition)
    for username in CAST:
        person = User.objects.get(username=username)
        for verb in MOVES:
            fresh = Article.objects.get(pk=edition.pk)
            if username in expected.get(verb, "").split():
                savepoint = transaction.savepoint()
                perform(fresh, verb, by=person, note="Lý do", **details_of(verb, school))
                assert fresh.state == MOVES[verb].target or verb in {"return", "publish_urgently"}
                transaction.savepoint_rollback(savepoint)
            else:
                with pytest.raises(Refused) as refused:
                    perform(fresh, verb, by=person, note="Lý do", **details_of(verb, school))
                assert all(refused.value.reasons)
        assert what_stands(edition) == before, username


def what_stands(edition: Article) -> tuple[str, str, int, int]:
    edition.refresh_from_db()
    return edition.state, edition.step, edition.version, Event.objects.count()


def test_the_clock_alone_makes_the_clocks_moves(school: School) -> None:
    edition = school.published()
    for verb in (verb for verb, move in MOVES.items() if move.who is Who.CLOCK):
        for person in school.people.values():
            with pytest.raises(Refused):
                perform(edition, verb, by=person)
