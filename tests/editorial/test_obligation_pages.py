"""The desk's pages about what is owed: who sees what, what people do to it, and what is refused."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from editorial.models import Obligation, ObligationChange
from editorial.models.append_only import AppendOnly
from editorial.obligations import open_by_hand
from editorial.rounds import check_deadlines
from tests.editorial.fake_causes import Told, only
from tests.moments import VN, Clock
from tests.school import CAST, School

LIST = "/quan-tri/thoi-han/"
NOW = datetime(2026, 11, 20, 18, tzinfo=VN)
SEES_ALL = {"thuky", "phoban", "truongban", "hieutruong", "thanhtra"}


@pytest.fixture
def told() -> Iterator[Told]:
    source = Told()
    with only(source):
        yield source


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, NOW)


@pytest.fixture
def event(school: School, told: Told, clock: Clock) -> Obligation:
    told.tell("event:1", NOW - timedelta(hours=1), unit_id=school.unit.pk, title="Lễ 20/11")
    check_deadlines()
    return Obligation.objects.get()


@pytest.fixture
def errand(school: School, told: Told, clock: Clock) -> Obligation:
    due = NOW + timedelta(hours=3)
    return open_by_hand("Nộp báo cáo", due, [school.giaovien], school.unit, school.truongban)


def act(client: Client, row: Obligation, code: str, **values: Any) -> Any:
    data = {f"{code}-{name}": value for name, value in values.items()}
    return client.post(f"{row.get_absolute_url()}{code}/", data)


def text(answer: Any) -> str:
    return answer.content.decode()


def verbs(row: Obligation) -> list[str]:
    return list(row.changes.values_list("verb", flat=True))


def test_everybody_sees_their_share_and_no_more(school: School, errand: Obligation) -> None:
    for who in CAST:
        client = school.client(who)
        sees = who in SEES_ALL | {"giaovien", "totruong"}
        assert ("Nộp báo cáo" in text(client.get(LIST))) is sees, who
        assert ("Nộp báo cáo" in text(client.get(f"{LIST}thoi-han.csv"))) is sees, who
        assert client.get(errand.get_absolute_url()).status_code == (200 if sees else 404), who


def test_the_first_screen_shows_the_light_and_what_is_left(school: School, errand: Obligation) -> None:
    page = text(school.client("giaovien").get("/quan-tri/"))
    assert "Việc có hạn của tôi" in page
    assert "sắp đến hạn: còn 3 giờ" in page
    assert "Việc có hạn của tôi" not in text(school.client("nguoila").get("/quan-tri/"))


def test_the_first_screen_leads_to_the_thing_to_do(school: School, event: Obligation) -> None:
    assert 'href="/quan-tri/viec/event:1/"' in text(school.client("totruong").get("/quan-tri/"))


def test_what_is_late_with_others_comes_to_their_head_and_to_the_board(
    school: School, errand: Obligation, clock: Clock
) -> None:
    clock.pass_by(days=2)
    check_deadlines()
    assert "Quá hạn, cần đôn đốc" in text(school.client("totruong").get("/quan-tri/"))
    assert "Quá hạn, cần đôn đốc" not in text(school.client("truongban").get("/quan-tri/"))
    clock.pass_by(days=1)
    check_deadlines()
    assert "Quá hạn, cần đôn đốc" in text(school.client("truongban").get("/quan-tri/"))


def test_done_is_reported_with_name_and_moment_and_taken_back(
    school: School, errand: Obligation, clock: Clock
) -> None:
    client = school.client("giaovien")
    clock.pass_by(hours=4)
    answer = act(client, errand, "bao-da-lam", note="Nộp giấy", done_at="2026-11-20T20:30")
    assert answer.status_code == 302
    errand.refresh_from_db()
    assert (errand.state, errand.met_at) == ("met_on_time", datetime(2026, 11, 20, 20, 30, tzinfo=VN))
    said = errand.changes.latest("pk")
    assert (said.verb, said.by, said.note, said.at) == ("reported", school.giaovien, "Nộp giấy", clock.moment)
    assert act(client, errand, "bao-da-lam").status_code == 409
    assert act(client, errand, "rut-bao", note="Nhầm").status_code == 302
    errand.refresh_from_db()
    assert errand.state == "overdue"


@pytest.mark.parametrize(
    ("done_at", "status"),
    [("2026-11-20T18:01", 409), ("2026-11-20T17:59", 409), ("mai", 422), ("1900-01-01T00:00", 422)],
)
def test_a_moment_that_cannot_be_is_refused_and_what_was_typed_stays(
    school: School, errand: Obligation, done_at: str, status: int
) -> None:
    answer = act(school.client("giaovien"), errand, "bao-da-lam", note="Đã nộp", done_at=done_at)
    assert answer.status_code == status
    assert "Đã nộp</textarea>" in text(answer)
    assert verbs(errand) == ["opened"]


def test_what_has_to_be_public_is_not_done_by_saying_so(
    school: School, event: Obligation, clock: Clock
) -> None:
    client = school.client("totruong")
    assert act(client, event, "bao-da-lam", note="Xong rồi").status_code == 422
    draft = school.draft(section=school.section)
    assert act(client, event, "bao-da-lam", answer=draft.get_desk_url()).status_code == 302
    event.refresh_from_db()
    assert (event.state, event.answer) == ("pending", draft.item)
    school.do(draft, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    clock.pass_by(hours=1)
    check_deadlines()
    event.refresh_from_db()
    assert (event.state, event.met_at) == ("met_on_time", NOW)
    assert verbs(event) == ["opened", "reported", "met"]


def test_an_answer_that_is_public_already_counts_from_its_first_moment(
    school: School, event: Obligation, clock: Clock
) -> None:
    shown = school.published()
    clock.pass_by(days=3)
    answer = act(school.client("totruong"), event, "bao-da-lam", answer=shown.get_absolute_url())
    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.state, event.met_at) == ("met_on_time", NOW)


@pytest.mark.parametrize(
    "typed", ["bài hôm qua", "99999999999999999999", "/tin-tuc/x-999.html", "-1", "\x00"]
)
def test_an_address_of_nothing_is_refused(school: School, event: Obligation, typed: str) -> None:
    assert act(school.client("totruong"), event, "bao-da-lam", answer=typed).status_code == 422


def test_somebody_elses_draft_is_no_answer(school: School, event: Obligation) -> None:
    hidden = school.draft(by="nguoila")
    answer = act(school.client("totruong"), event, "bao-da-lam", answer=str(hidden.item_id))
    assert answer.status_code == 422
    assert hidden.title not in text(answer)


def test_waived_with_reason_and_name_by_the_board_only_and_taken_back(
    school: School, event: Obligation, clock: Clock
) -> None:
    for who in ("totruong", "thuky", "thanhtra"):
        assert act(school.client(who), event, "mien", note="Nghỉ bão").status_code == 409, who
    board = school.client("phoban")
    assert act(board, event, "mien", note="  ").status_code == 422
    assert act(board, event, "mien", note="Nghỉ bão").status_code == 302
    event.refresh_from_db()
    assert (event.state, event.waived_by, event.waived_reason) == ("waived", school.phoban, "Nghỉ bão")
    assert act(board, event, "mien", note="Lần nữa").status_code == 409
    assert act(school.client("truongban"), event, "rut-mien", note="Vẫn đăng được").status_code == 302
    event.refresh_from_db()
    assert event.state == "pending"
    assert verbs(event) == ["opened", "waived", "unwaived"]
    with pytest.raises(AppendOnly):
        ObligationChange.objects.all().delete()


def test_handed_to_others_it_stays_with_them(school: School, event: Obligation, clock: Clock) -> None:
    answer = act(school.client("thuky"), event, "giao", people=[school.giaovien.pk, school.bientap.pk])
    assert answer.status_code == 302
    clock.pass_by(hours=1)
    check_deadlines()
    assert set(event.people.all()) == {school.giaovien, school.bientap}
    assert act(school.client("thuky"), event, "giao", people=["x", "9" * 30]).status_code == 422
    assert act(school.client("totruong"), event, "giao", people=[school.totruong.pk]).status_code == 409


def test_a_duty_for_once_is_given_and_wrong_ones_are_not(school: School, told: Told, clock: Clock) -> None:
    board = school.client("truongban")
    right = {"title": "Nộp  kế hoạch", "due_at": "2026-11-27T11:00", "people": [school.giaovien.pk]}
    assert board.post(f"{LIST}viec-moi/", right).status_code == 302
    row = Obligation.objects.get()
    assert (row.title, row.due_at) == ("Nộp kế hoạch", datetime(2026, 11, 27, 11, tzinfo=VN))
    for wrong in (
        {"title": ""},
        {"due_at": ""},
        {"due_at": "2026-11-20T17:00"},
        {"people": []},
        {"title": "x" * 256},
    ):
        answer = board.post(f"{LIST}viec-moi/", right | wrong)
        assert answer.status_code == 422, wrong
    assert school.client("giaovien").get(f"{LIST}viec-moi/").status_code == 403
    assert Obligation.objects.count() == 1


def test_filters_narrow_and_the_files_say_the_same(
    school: School, event: Obligation, errand: Obligation, clock: Clock
) -> None:
    client = school.client("thanhtra")
    one = f"?nguoi={school.giaovien.pk}&trang_thai=due_soon&tu_ngay=2026-11-20&den_ngay=2026-11-20"
    page = text(client.get(LIST + one))
    assert "Nộp báo cáo" in page
    assert "Lễ 20/11</a>" not in page
    for wrong in (
        "?nguoi=abc",
        "?trang_thai=x",
        "?tu_ngay=32/13/2026",
        "?tu_ngay=2026-12-01&den_ngay=2026-01-01",
    ):
        assert client.get(LIST + wrong).status_code == 422
    assert client.get(f"{LIST}?trang=-5&don_vi=").status_code == 200
    rows = list(csv.reader(StringIO(text(client.get(f"{LIST}thoi-han.csv{one}")).removeprefix("\ufeff"))))
    assert [row[2] for row in rows] == ["Việc phải làm", "Nộp báo cáo"]
    book = load_workbook(BytesIO(client.get(f"{LIST}thoi-han.xlsx{one}").content))
    assert [cell.value for cell in book.active["C"]] == ["Việc phải làm", "Nộp báo cáo"]


def test_a_formula_in_a_title_is_a_text_in_the_file(school: School, told: Told, clock: Clock) -> None:
    open_by_hand("=1+1", NOW + timedelta(hours=1), [school.giaovien], None, school.truongban)
    assert "'=1+1" in text(school.client("thuky").get(f"{LIST}thoi-han.csv"))


def test_the_list_asks_the_database_as_often_for_a_hundred_as_for_ten(
    school: School, told: Told, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    for number in range(100):
        told.tell(f"event:{number}", NOW - timedelta(hours=1), unit_id=school.unit.pk)
    check_deadlines()
    client = school.client("truongban")
    client.get(LIST)
    with django_assert_max_num_queries(30):
        client.get(LIST)
    with django_assert_max_num_queries(30):
        client.get(f"{LIST}thoi-han.csv")
