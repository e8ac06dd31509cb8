"""A pupil looks up one result; nobody learns more than that (Q8-2.7a, law.md §5)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exams.models import ExamEvent, ExamResult, LookUp, ResultImport
from tests.exams.papers import NAME, NUMBER, PERSONAL, ROWS, SECRET, ask, move, new_session, published, switch
from tests.portal.conftest import at  # the fixture
from tests.school import School

__all__ = ["at"]


def plain(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" )?value="[^"]*"', "", page)


def test_both_keys_show_that_one_result_however_they_are_typed(school: School) -> None:
    session = published(school)
    for number, second in ((NUMBER, SECRET), (" 10002", "k7qm 4xdr"), ("010002 ", "K7QM–4XDR")):
        answer = ask(session, number, second)
        page = answer.content.decode()
        assert answer.status_code == 200, (number, second)
        assert all(word in page for word in (NAME, "9.25", "vắng", "Toán"))
        assert not any(word in page for word in ("Trần Văn An", "Lê Thị Đức", SECRET))
    assert NUMBER not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]


def test_the_pages_are_kept_by_nobody_and_tell_the_next_site_nothing(school: School) -> None:
    session = published(school)
    client = Client()
    answers = [
        client.get("/tra-cuu/"),
        client.get(session.get_absolute_url()),
        ask(session),
        ask(session, "9"),
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert 'name="robots" content="noindex' in answer.content.decode()
    everywhere = "".join(
        client.get(url).content.decode()
        for url in ("/sitemap.xml", "/rss/tin-tuc.xml", "/tim-kiem/?q=Nguyễn", f"/tim-kiem/?q={NUMBER}", "/")
    )
    assert session.get_absolute_url() not in everywhere
    assert NAME not in everywhere


def test_no_such_number_and_a_wrong_code_get_the_same_answer_by_the_same_work(school: School) -> None:
    session = published(school)
    seen = []
    for number, second in ((NUMBER, "ZZZZ-9999"), ("777777", SECRET), ("***", "???"), ("010001", SECRET)):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(session, number, second)
        assert answer.status_code == 422
        page = plain(answer.content.decode())
        statements = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in queries.captured_queries]
        seen.append((page, statements, sorted(dict(answer.headers))))
    assert all(one == seen[0] for one in seen)
    assert SECRET not in answer.content.decode(), "what was typed as a code is not written back"


def test_a_right_name_or_get_parameters_show_nothing(school: School) -> None:
    session = published(school)
    page = Client().get(session.get_absolute_url() + f"?number={NUMBER}&second={SECRET}")
    assert page.status_code == 200
    assert NAME not in page.content.decode()
    for second in ("", NAME, "06/10/2012", " "):
        assert ask(session, NUMBER, second).status_code == 422


def test_five_misses_lock_the_number_from_every_address_and_for_the_right_code_too(
    school: School, at: Callable
) -> None:
    session, now = published(school), timezone.now()
    for n in range(5):
        assert ask(session, NUMBER, f"ZZZZ-999{n + 2}", f"203.0.113.{n}").status_code == 422
    locked = ask(session, "10002", SECRET, "203.0.113.99")
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert ask(session, "010001", "AAAA-2222").status_code == 200, "other pupils go on"
    assert LookUp.objects.filter(outcome="missed").count() == 5, "a locked try does not lengthen the lock"
    at(now + timedelta(minutes=16))
    assert ask(session).status_code == 200


def test_a_number_that_does_not_exist_is_locked_alike(school: School) -> None:
    session = published(school)
    statuses = [ask(session, "555", "ZZZZ-2222").status_code for _each in range(6)]
    assert statuses == [422] * 5 + [429]


def test_patience_does_not_help_to_guess(school: School, at: Callable) -> None:
    session, now = published(school), timezone.now()
    statuses = []
    for turn in range(5):
        at(now + timedelta(minutes=20 * turn))
        statuses += [ask(session, NUMBER, "ZZZZ-2222").status_code for _each in range(5)]
    assert statuses == [422] * 20 + [429] * 5


def test_an_address_that_walks_through_numbers_is_stopped_and_a_school_behind_one_is_not(
    school: School, settings: object
) -> None:
    settings.EXAM_WRONG_PER_ADDRESS = 8
    session = published(school)
    assert [ask(session, f"02000{n}", "x1").status_code for n in range(9)] == [422] * 8 + [429]
    assert ask(session, address="198.51.100.4").status_code == 200
    right = [ask(session, row[1], row[4], "198.51.100.5").status_code for row in ROWS for _each in range(8)]
    assert set(right) == {200}, "right keys never count"


def test_hours_hold_to_the_second(school: School, at: Callable) -> None:
    session = published(school)
    client, url = Client(), session.get_absolute_url()
    for moment, status in (
        (session.opens_at, 200),
        (session.closes_at - timedelta(microseconds=1), 200),
        (session.closes_at, 404),
    ):
        at(moment)
        assert client.get(url).status_code == ask(session).status_code == status
        assert (url in client.get("/tra-cuu/").content.decode()) == (status == 200)
    at(session.opens_at - timedelta(microseconds=1))
    early = ask(session)
    assert "Chưa đến giờ" in early.content.decode()
    assert NAME not in early.content.decode()


@pytest.mark.parametrize("step", ["draft", "withdrawn", "switched off"])
def test_what_is_not_approved_or_was_stopped_is_not_there(school: School, step: str) -> None:
    if step == "draft":
        session = new_session(school)
        switch(school)
    else:
        session = published(school)
        assert ask(session).status_code == 200
    if step == "withdrawn":
        assert move(school, "vanthu", session, "ngung", note="Sai điểm Toán").status_code == 302
    if step == "switched off":
        switch(school, on=False)
    assert Client().get(session.get_absolute_url()).status_code == ask(session).status_code == 404
    assert session.name not in Client().get("/tra-cuu/").content.decode()


def test_a_wrong_slug_leads_to_the_right_one_and_odd_addresses_nowhere(school: School) -> None:
    session = published(school)
    assert Client().get(f"/tra-cuu/abc-{session.pk}/")["Location"] == session.get_absolute_url()
    for url in (
        "/tra-cuu/a-0/",
        f"/tra-cuu/a-{'9' * 18}/",
        f"/tra-cuu/{session.pk}/",
        f"/tra-cuu/a-{'9' * 30}/",
    ):
        assert Client().get(url).status_code == 404
    assert Client().put(session.get_absolute_url()).status_code == 405


def test_hostile_input_is_a_miss(school: School) -> None:
    session = published(school)
    for text in (
        "'; DROP TABLE x; --",
        "\x00\x00a",
        "<script>",
        "％００２",
        "1" * 5000,
        "🎓",
        "010002\n010001",
    ):
        answer = ask(session, text, text, "192.0.2.9")
        assert answer.status_code == 422
        assert not any(word in answer.content.decode() for word in PERSONAL)


def test_a_database_in_the_wrong_hands_tells_no_name_number_or_code(school: School) -> None:
    session = published(school)
    ask(session)
    ask(session, NUMBER, "ZZZZ-2222")
    for model in (ExamResult, ResultImport, LookUp, ExamEvent):
        kept = str(list(model.objects.values()))
        assert not any(word in kept for word in (*PERSONAL, NUMBER, "203.0.113.7")), model
