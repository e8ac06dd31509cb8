"""Moves as somebody sends them who did not use the page, or used it too late."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.models import Article
from editorial.models import Event, ReviewAssignment
from editorial.states import MOVES, State, Who
from tests.hostile.desk import address, move, read
from tests.school import School

TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")
HUGE = "99999999999999999999"


def history(edition: Article) -> tuple[str, int, int]:
    edition.refresh_from_db()
    return edition.state, edition.version, Event.objects.count()


def at_deputy(school: School) -> Article:
    return school.do(school.draft(section=school.section), *TO_DEPUTY)


def test_the_same_move_sent_twice_is_made_once(school: School) -> None:
    edition = school.draft()
    client = school.client("giaovien")
    assert [move(client, edition, "submit").status_code for _ in range(2)] == [302, 409]
    assert Event.objects.filter(verb="submit").count() == 1


def test_an_approval_of_a_text_that_has_changed_is_refused_and_the_note_stays(school: School) -> None:
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY[:2])
    seen = edition.version
    words = "Ghi chú gõ rất lâu"
    Article.objects.filter(pk=edition.pk).update(title="Đã đổi", version=seen + 1)
    client = school.client("thuky")
    answer = move(client, edition, "return", note=words)
    page = read(answer)
    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in page.words
    assert "Đã đổi" in page.words
    assert page.fields["return-note"] == words
    assert history(edition)[0] == State.IN_REVIEW
    # The page that came back shows the present text, so its button works.
    given = {"note": words, "version": page.fields["return-version"]}
    assert move(client, edition, "return", **given).status_code == 302


def test_a_note_typed_for_a_move_that_is_gone_comes_back_as_a_remark(school: School) -> None:
    edition = at_deputy(school)
    edition.refresh_from_db()
    version = edition.version
    school.do(edition, "giaovien:withdraw")
    answer = move(school.client("phoban"), edition, "return", note="Lý do gõ rất lâu", version=version)
    assert answer.status_code == 409
    assert read(answer).fields["text"] == "Lý do gõ rất lâu"


@pytest.mark.parametrize("version", [None, "", "abc", "-1", "9" * 5000, HUGE, "1.0", "²"])
def test_a_move_without_a_version_is_not_made(school: School, version: str | None) -> None:
    edition = school.draft()
    before = history(edition)
    answer = move(school.client("giaovien"), edition, "submit", version=version)
    assert answer.status_code == 409
    assert "xem lại bản mới" in read(answer).words
    assert history(edition) == before


def test_verbs_that_are_nobodys_are_404_and_a_move_is_never_a_link(school: School) -> None:
    edition = at_deputy(school)
    before = history(edition)
    client = school.client("phoban")
    clocks = [verb for verb, one in MOVES.items() if one.who is Who.CLOCK]
    assert clocks == ["appear", "expire"]
    for verb in (*clocks, "xoa", "PUBLISH", "publish2", "edit", "create", "__class__"):
        assert move(client, edition, verb).status_code == 404, verb
    for verb in MOVES:
        assert client.get(address("move", edition.pk, verb)).status_code == 405, verb
        assert client.put(address("move", edition.pk, verb)).status_code == 405, verb
    assert history(edition) == before


# (person, verb, what is sent) -> the status; at the deputy of the standard road
TAMPERED = [
    ("phoban", "refuse", {"note": "Sai", "reason": "bịa ra"}, 422),
    ("phoban", "refuse", {"note": "Sai", "reason": ""}, 422),
    ("phoban", "refuse", {"note": "Sai"}, 422),
    ("phoban", "refuse", {"note": "", "reason": "untrue"}, 422),
    ("phoban", "refuse", {"note": " \u200b ", "reason": "untrue"}, 409),
    ("phoban", "refuse", {"note": "Sai", "reason": "other_prohibited"}, 409),
    ("phoban", "refuse", {"note": "Sai", "reason": "other_prohibited", "legal_basis": "a" * 501}, 422),
    ("phoban", "return", {"note": "a" * 5001}, 422),
    ("phoban", "return", {"note": "a\x00b"}, 422),
    ("phoban", "publish", {"publish_at": "ngày mai"}, 422),
    ("phoban", "publish", {"publish_at": "9999-12-31T23:59"}, 422),
    ("phoban", "publish", {"publish_at": "0001-01-01T00:00"}, 422),
    ("phoban", "publish", {"publish_at": "2027-02-30T07:00"}, 422),
    ("phoban", "publish", {"publish_at": "9" * 5000}, 422),
    ("truongban", "give_opinion", {"verdict": "agree"}, 409),  # nobody asked
    ("phoban", "assign", {"reviewers": "1"}, 409),  # not on this road
    ("hieutruong", "take_down", {"note": "x", "ground": "unsuitable_content"}, 409),  # not public yet
    ("giaovien", "publish", {}, 409),
    ("thanhtra", "publish", {}, 409),
    ("quantri", "publish", {}, 404),
    ("nguoila", "publish", {}, 404),
]


def test_details_that_no_page_offers_are_refused_and_change_nothing(school: School) -> None:
    edition = at_deputy(school)
    before, wrong = history(edition), []
    for who, verb, given, status in TAMPERED:
        answer = move(school.client(who), edition, verb, **given)
        if answer.status_code != status or history(edition) != before:
            wrong.append((who, verb, str(given)[:60], answer.status_code))
        note = given.get("note", "").replace("\x00", "")
        if status == 422 and read(answer).fields[f"{verb}-note"].replace("\x00", "") != note:
            wrong.append((who, verb, "the note is gone"))
        assert "Chưa lưu được" in read(answer).words or status != 422
    assert wrong == []


def test_an_hour_in_the_past_publishes_now_and_backdates_nothing(school: School) -> None:
    edition = at_deputy(school)
    before = timezone.now()
    assert move(school.client("phoban"), edition, "publish", publish_at="2020-01-01T07:00").status_code == 302
    edition.refresh_from_db()
    assert before <= edition.published_at <= timezone.now()
    assert edition.first_public_at == edition.published_at


def test_an_hour_to_come_is_kept_to_the_minute_and_shown(school: School, client: Client) -> None:
    edition = at_deputy(school)
    moment = timezone.localtime() + timedelta(days=3)
    given = moment.strftime("%Y-%m-%dT%H:%M")
    assert move(school.client("phoban"), edition, "publish", publish_at=given).status_code == 302
    edition.refresh_from_db()
    assert edition.is_scheduled
    assert timezone.localtime(edition.published_at).strftime("%Y-%m-%dT%H:%M") == given
    assert client.get(edition.get_absolute_url()).status_code == 404
    shown = school.client("phoban").get(edition.get_desk_url()).content.decode()
    assert f'<time datetime="{given}:00+07:00">' in shown


def test_reviewers_are_chosen_among_those_who_may_write(school: School) -> None:
    call_command("apply_regulation", "tinh_son", verbosity=0)
    edition = at_deputy(school)
    client, before = school.client("truongban"), history(edition)
    nobody = (school.quantri.pk, school.thanhtra.pk, school.giaovien.pk, 0, -1, HUGE, "abc", "9" * 5000)
    for pk in nobody:
        answer = move(client, edition, "assign", reviewers=[school.vanthu.pk, pk], note="Gõ rất lâu")
        assert answer.status_code == 422, pk
        assert read(answer).fields["assign-note"] == "Gõ rất lâu"
    late = (timezone.localdate() - timedelta(days=1)).isoformat()
    for due_on, status in ((late, 409), ("0001-01-01", 409), ("31/31/2026", 422), ("9" * 500, 422)):
        answer = move(client, edition, "assign", reviewers=[school.vanthu.pk], due_on=due_on)
        assert answer.status_code == status, due_on
    assert history(edition) == before
    assert not ReviewAssignment.objects.exists()
    answer = move(client, edition, "assign", reviewers=[school.vanthu.pk, school.vanthu.pk])
    assert answer.status_code == 302
    assert ReviewAssignment.objects.get().reviewer == school.vanthu
    assert move(client, edition, "assign", reviewers=[school.vanthu.pk]).status_code == 409


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"note": "x", "ground": "vì thích"}, 422),
        ({"note": "", "ground": "unsuitable_content"}, 422),
        ({"note": "x", "ground": "unsuitable_content", "explanation": "a" * 2001}, 422),
    ],
)
def test_a_takedown_without_ground_or_reason_leaves_the_text_public(
    school: School, client: Client, given: dict[str, str], status: int
) -> None:
    edition = school.published()
    assert move(school.client("hieutruong"), edition, "take_down", **given).status_code == status
    for who in ("phoban", "truongban", "thuky", "giaovien", "kythuat"):
        good = {"note": "x", "ground": "unsuitable_content"}
        assert move(school.client(who), edition, "take_down", **good).status_code == 409
    assert client.get(edition.get_absolute_url()).status_code == 200


def test_numbers_that_no_edition_has_are_404(school: School) -> None:
    edition = school.draft()
    client = school.client("giaovien")
    for number in ("0", "999999", HUGE, "9" * 5000):
        base = f"/quan-tri/content/article/{number}/"
        urls = [base, *(f"{base}{page}/" for page in ("xem-truoc", "bien-tap", "so-sanh/1"))]
        posts = [f"{base}{page}/" for page in ("buoc/submit", "trao-doi", "tep", "sua-doi", "xoa-nhap")]
        compare = f"/quan-tri/content/article/{edition.pk}/so-sanh/{number}/"
        part = f"/quan-tri/content/article/{edition.pk}/tep/{number}/bo/"
        assert {client.get(url).status_code for url in (*urls, compare)} == {404}
        assert {client.post(url).status_code for url in (*posts, part, base)} == {404}
