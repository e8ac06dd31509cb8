"""Results become public by two pairs of eyes, and every step is written down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial.models.append_only import AppendOnly
from exams.models import ExamEvent, ExamResult, ExamSession, LookUp, ResultImport
from exams.retention import purge_results
from people.roles import grant_role
from tests.exams.papers import (
    NAME,
    NUMBER,
    ROWS,
    SECRET,
    ask,
    loaded,
    move,
    new_session,
    page_of,
    published,
    read,
    switch,
    typed_session,
    upload,
    xlsx,
)
from tests.portal.conftest import at  # the fixture
from tests.school import School

__all__ = ["at"]


def test_a_session_is_made_by_hand_and_bad_input_is_told(school: School) -> None:
    client, address = school.client("vanthu"), reverse("admin:exams_examsession_add")
    for changes, told in (
        ({"closes_at": "2026-12-01T08:00"}, "Giờ đóng phải sau giờ mở"),
        ({"scheme": "birth_date"}, "chấp nhận rủi ro"),
        ({"school_year": "26-27"}, "2026-2027"),
        ({"delete_after": "2026-12-09"}, "không thể trước giờ đóng"),
        ({"opens_at": "mai"}, "Ngày giờ không hợp lệ"),
    ):
        answer = client.post(address, typed_session(**changes))
        assert answer.status_code == 422
        assert told in answer.content.decode(), changes
    assert client.post(address, typed_session(scheme="birth_date", risk_accepted="on")).status_code == 302
    made = ExamSession.objects.get()
    assert (made.created_by, made.status, made.shown) == (school.vanthu, "draft", None)


def test_who_brought_or_handed_in_results_cannot_approve_them(school: School) -> None:
    grant_role(school.vanthu, "school_leaders")
    session = new_session(school)
    batch = loaded(school, session)
    assert move(school, "hieutruong", session, "duyet").status_code == 409, "nothing was handed in"
    assert move(school, "hieutruong", session, "trinh", batch=batch.pk).status_code == 302
    assert move(school, "vanthu", session, "duyet").status_code == 409, "brought the file"
    assert move(school, "hieutruong", session, "duyet").status_code == 409, "handed it in"
    assert move(school, "phoban", session, "duyet").status_code == 302
    assert session.shown == batch


def test_the_office_cannot_approve_nor_switch(school: School) -> None:
    session = new_session(school)
    batch = loaded(school, session)
    move(school, "phoban", session, "trinh", batch=batch.pk)
    assert move(school, "vanthu", session, "duyet").status_code == 409
    address = reverse("admin:exams_examsession_switch")
    assert school.client("vanthu").post(address, {"on": "1"}).status_code == 403


def test_a_page_that_is_out_of_date_changes_nothing(school: School) -> None:
    session = new_session(school)
    batch = loaded(school, session)
    move(school, "vanthu", session, "trinh", batch=batch.pk)
    address = reverse("admin:exams_examsession_move", args=[session.pk, "duyet"])
    for version in ({"version": session.version - 1}, {}, {"version": "x"}):
        assert school.client("hieutruong").post(address, version).status_code in (409, 422)
    session.refresh_from_db()
    assert session.shown is None


def test_details_do_not_change_behind_the_approval(school: School) -> None:
    session = published(school)
    address = reverse("admin:exams_examsession_edit", args=[session.pk])
    assert school.client("vanthu").post(address, typed_session()).status_code == 409
    assert move(school, "vanthu", session, "ngung").status_code == 409, "a reason is needed"
    assert move(school, "vanthu", session, "ngung", note="Sửa giờ đóng").status_code == 302
    assert school.client("vanthu").post(address, typed_session()).status_code == 302
    session.refresh_from_db()
    assert session.name == "Kỳ thi thử"


def test_marks_after_a_review_replace_the_old_ones_all_at_once(school: School) -> None:
    session = published(school)
    better = xlsx(tuple((*row[:5], 10, row[6]) for row in ROWS))
    batch = loaded(school, session, better)
    assert move(school, "vanthu", session, "trinh", batch=batch.pk).status_code == 302
    assert "9.25" in ask(session).content.decode(), "the old ones until the new ones are approved"
    assert move(school, "hieutruong", session, "tra-lai", note="Chờ biên bản").status_code == 302
    assert session.status == "approved"
    move(school, "vanthu", session, "trinh", batch=batch.pk)
    move(school, "hieutruong", session, "duyet")
    page = ask(session).content.decode()
    assert ">10<" in page
    assert "9.25" not in page


def test_codes_of_the_portal_are_told_until_they_are_forgotten(school: School) -> None:
    session = new_session(school)
    headings = ("SBD", "Họ tên", "Điểm")
    batch = loaded(school, session, xlsx(((NUMBER, NAME, 9), ("010003", "Lê Thị Đức", 7)), headings))
    client = school.client("vanthu")
    assert move(school, "vanthu", session, "trinh", batch=batch.pk).status_code == 409
    told = client.post(page_of(batch, "codes"))
    assert "no-store" in told["Cache-Control"]
    number, name, code = told.content.decode("utf-8-sig").splitlines()[1].split(",")
    assert (number, name) == (NUMBER, NAME)
    assert client.post(page_of(batch, "codes")).content == told.content
    assert client.post(page_of(batch, "forget")).status_code == 302
    assert client.post(page_of(batch, "codes")).status_code == 409
    assert move(school, "vanthu", session, "trinh", batch=batch.pk).status_code == 302
    move(school, "hieutruong", session, "duyet")
    switch(school)
    assert ask(session, NUMBER, code.lower().replace("-", "")).status_code == 200
    assert ask(session, "010003", code).status_code == 422
    assert session.events.filter(verb="codes").count() == 2


def test_a_register_of_certificates_answers_to_serial_number_and_name(school: School) -> None:
    headings = ("Số hiệu", "Số vào sổ", "Họ và tên", "Ngày sinh", "Loại", "Cấp ngày", "Đã nhận")
    rows = (("B 1234567", "12/2026", NAME, "06/10/2012", "Tốt nghiệp THCS", "30/06/2026", "Đã nhận"),)
    wishes = {"kind": "certificate", "scheme": "name", "risk_accepted": True, "name": "Sổ cấp bằng"}
    session = published(school, xlsx(rows, headings), **wishes)
    answer = ask(session, "b1234567", "nguyen thi anh dao")
    assert answer.status_code == 200
    assert all(word in answer.content.decode() for word in ("12/2026", "Đã nhận", "30/06/2026", "Số hiệu"))
    assert ask(session, "B1234567", "Trần Văn An").status_code == 422


def test_a_birth_date_is_taken_however_it_is_written(school: School) -> None:
    session = published(school, scheme="birth_date", risk_accepted=True)
    for day in ("6/10/2012", "06-10-2012", "2012-10-06", "ngày 6 tháng 10 năm 2012"):
        assert ask(session, NUMBER, day).status_code == 200, day
    assert ask(session, NUMBER, "10/06/2012").status_code == 422


def test_one_result_at_the_counter_leaves_its_reason_and_no_number(school: School) -> None:
    session = published(school)
    client, address = school.client("vanthu"), reverse("admin:exams_examsession_look", args=[session.pk])
    assert client.post(address, {"one-number": NUMBER}).status_code == 422, "no reason"
    answer = client.post(address, {"one-number": NUMBER, "one-reason": "Phụ huynh mất phiếu mã"})
    assert NAME in answer.content.decode()
    assert client.post(address, {"one-number": "99", "one-reason": "Hỏi"}).status_code == 422
    told = list(session.events.filter(verb="look").values_list("note", flat=True))
    assert told == ["Phụ huynh mất phiếu mã", "Hỏi"]
    assert client.get(address).status_code == 405


def test_history_is_written_once(school: School) -> None:
    session = published(school)
    event = session.events.first()
    for act in (event.save, event.delete, ExamEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            act()
    assert [one.verb for one in session.events.all()] == ["upload", "read", "confirm", "submit", "approve"]


def test_results_go_on_the_day_that_was_set_and_counts_stay(school: School, at: Callable) -> None:
    session = published(school)
    ask(session)
    ask(session, NUMBER, "ZZZZ-2222")
    at(timezone.now() + timedelta(days=30))
    assert purge_results()["sessions"] == 0
    at(timezone.now() + timedelta(days=1))
    assert purge_results()["sessions"] == 1
    assert purge_results()["sessions"] == 0
    session.refresh_from_db()
    assert (session.status, session.shown, session.found_count, session.missed_count) == (
        "purged",
        None,
        1,
        1,
    )
    assert not ExamResult.objects.exists()
    assert not LookUp.objects.exists()
    assert ResultImport.objects.get().rows_kept == 3
    page = school.client("vanthu").get(session.get_desk_url()).content.decode()
    assert "1 lượt thấy, 1 lượt không thấy" in page
    assert upload(school, session).status_code == 422


def test_addresses_and_codes_are_forgotten_by_themselves(school: School, at: Callable) -> None:
    session = published(school)
    ask(session, NUMBER, SECRET)
    headings = ("SBD", "Họ tên", "Điểm")
    batch = read(school, session, xlsx(((NUMBER, NAME, 9),), headings))
    school.client("vanthu").post(page_of(batch, "confirm"))
    now = timezone.now()
    at(now + timedelta(hours=25))
    purge_results()
    assert LookUp.objects.get().address == ""
    at(now + timedelta(days=8))
    assert purge_results()["codes"] == 1
    at(now + timedelta(days=31))
    purge_results()
    assert not LookUp.objects.exists()


@pytest.mark.parametrize("who", ["giaovien", "thuky", "bientap", "quantri", "thanhtra", "kythuat", "visitor"])
def test_others_reach_nothing_by_number(school: School, who: str) -> None:
    session = published(school)
    client = Client() if who == "visitor" else school.client(who)
    batch = session.imports.get()
    refused = 302 if who == "visitor" else 403
    pages = [session.get_desk_url(), page_of(batch), reverse("admin:exams_examsession_changelist")]
    for url in (*pages, reverse("admin:exams_examsession_edit", args=[session.pk])):
        assert client.get(url).status_code == refused, url
    for name in ("confirm", "undo", "codes", "forget"):
        assert client.post(page_of(batch, name)).status_code == refused
    look = reverse("admin:exams_examsession_look", args=[session.pk])
    answer = client.post(look, {"one-number": NUMBER, "one-reason": "Tò mò"})
    assert (answer.status_code, NAME in answer.content.decode()) == (refused, False)
    assert ask(session).status_code == 200, "nothing was undone"
