"""Units look through their pages and directory: nothing changed, or what is to change (HN-7.1c)."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from content.models import ChangeRequest, Page, UnitReview
from content.reviewing.applying import seen_of
from content.reviewing.periods import Standing, part_of_year, turns_of
from content.reviewing.subject import digest_of, subject_of
from editorial.desk_notes import mail_notes, unread_notes
from editorial.models import Obligation
from editorial.owing import check_obligations
from people.models import StaffMember, Unit
from tests.moments import Clock
from tests.planning.published import at
from tests.portal.samples import make_page
from tests.school import School


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    Unit.objects.update(created_at=at(date(2025, 1, 1)))
    return Clock(monkeypatch, at(date(2026, 10, 5)))


@pytest.fixture
def lan(school: School) -> StaffMember:
    return StaffMember.objects.create(
        full_name="Nguyễn Thị Lan", position="Giáo viên", phone="0200 000 201", unit=school.unit
    )


def of_unit(school: School, page: str) -> str:
    return reverse(f"admin:content_unitreview_{page}", args=[school.unit.pk])


def drawn(school: School) -> dict[str, Any]:
    last = UnitReview.objects.filter(unit=school.unit).first()
    return {"seen": digest_of(subject_of(school.unit)), "after": last.pk if last else 0}


def filled(school: School, **changes: Any) -> dict[str, Any]:
    """The screen of changes as a browser sends it, with what was typed over it."""
    unit = Unit.objects.get(pk=school.unit.pk)
    sent = {"unit-functions": unit.functions, "unit-duties": unit.duties, **drawn(school)}
    for one in StaffMember.objects.filter(unit=unit):
        sent |= {
            f"staff-{one.pk}-{name}": getattr(one, name)
            for name in ("full_name", "position", "phone", "email")
        }
    return sent | changes


def ask(school: School, **changes: Any) -> ChangeRequest:
    answer = school.client("totruong").post(of_unit(school, "changes"), filled(school, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return ChangeRequest.objects.latest("pk")


def act(request: ChangeRequest, page: str) -> str:
    return reverse(f"admin:content_unitreview_{page}", args=[request.pk])


def standing(school: School) -> Standing:
    return turns_of([Unit.objects.get(pk=school.unit.pk)])[0].standing


def test_nothing_changed_is_one_press_and_kept_with_what_was_seen(
    school: School, lan: StaffMember, clock: Clock
) -> None:
    assert standing(school) == Standing.DUE
    head = school.client("totruong")
    assert "Nguyễn Thị Lan" in head.get(of_unit(school, "unit")).content.decode()
    assert head.post(of_unit(school, "unchanged"), drawn(school)).status_code == 302
    review = UnitReview.objects.get()
    assert (review.by, review.outcome) == (school.totruong, "unchanged")
    assert review.seen["staff"][0]["full_name"] == "Nguyễn Thị Lan"
    assert standing(school) == Standing.REVIEWED


def test_who_saw_something_else_is_shown_the_present_state_first(school: School, lan: StaffMember) -> None:
    sent = drawn(school) | {"note": "Đã gọi từng người"}
    lan.phone = "0200 000 999"
    lan.save(update_fields=["phone"])
    answer = school.client("totruong").post(of_unit(school, "unchanged"), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "0200 000 999" in page
    assert "Đã gọi từng người" in page
    assert not UnitReview.objects.exists()


def test_of_two_heads_at_once_the_second_is_told(school: School) -> None:
    sent = drawn(school)
    head = school.client("totruong")
    assert head.post(of_unit(school, "unchanged"), sent).status_code == 302
    assert head.post(of_unit(school, "unchanged"), sent).status_code == 409
    assert UnitReview.objects.count() == 1


def test_leaders_stand_in_only_for_a_unit_without_a_head(school: School) -> None:
    assert school.client("hieutruong").post(of_unit(school, "unchanged"), drawn(school)).status_code == 403
    school.totruong.is_active = False
    school.totruong.save(update_fields=["is_active"])
    assert school.client("hieutruong").post(of_unit(school, "unchanged"), drawn(school)).status_code == 302


def test_a_changed_line_is_applied_once_with_before_and_after(school: School, lan: StaffMember) -> None:
    request = ask(school, **{f"staff-{lan.pk}-phone": "0200 000 777", f"staff-{lan.pk}-position": "Tổ phó"})
    assert (request.kind, request.before["phone"], request.after) == (
        "staff_change",
        "0200 000 201",
        {"phone": "0200 000 777", "position": "Tổ phó"},
    )
    page = school.client("vanthu").get(reverse("admin:content_unitreview_change", args=[request.review_id]))
    assert "0200 000 201" in page.content.decode()
    assert "Áp dụng" in page.content.decode()
    # The secretariat may decide, but not write the directory.
    without = school.client("thuky").get(page.wsgi_request.path).content.decode()
    assert "Áp dụng" not in without
    answers = [
        school.client("vanthu").post(act(request, "apply"), {"seen": seen_of(request)}) for _turn in "12"
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    lan.refresh_from_db()
    assert (lan.phone, lan.position) == ("0200 000 777", "Tổ phó")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (school.vanthu, str(lan.pk))
    assert "Theo đề nghị của Tổ Ngữ văn" in entry.get_change_message()


def test_a_line_that_somebody_else_changed_meanwhile_is_looked_at_again(
    school: School, lan: StaffMember
) -> None:
    request = ask(school, **{f"staff-{lan.pk}-phone": "0200 000 777"})
    seen = seen_of(request)
    StaffMember.objects.filter(pk=lan.pk).update(phone="0200 000 555")
    answer = school.client("vanthu").post(act(request, "apply"), {"seen": seen})
    assert answer.status_code == 409
    assert "0200 000 555" in answer.content.decode()
    fresh = ChangeRequest.objects.select_related("staff").get(pk=request.pk)
    assert school.client("vanthu").post(act(request, "apply"), {"seen": seen_of(fresh)}).status_code == 302


def test_new_and_leaving_people_texts_pages_and_words(school: School, lan: StaffMember) -> None:
    ask(
        school,
        **{
            f"staff-{lan.pk}-is_leaving": "on",
            "new-1-full_name": "Trần Văn Mới",
            "new-1-position": "Giáo viên",
            "unit-duties": "Dạy môn Ngữ văn.",
            "other-words": "Đổi tên tổ.",
        },
    )
    found = {one.kind: one for one in ChangeRequest.objects.all()}
    assert set(found) == {"unit_text", "staff_remove", "staff_add", "other"}
    desk = school.client("quantri")
    for kind in ("unit_text", "staff_remove", "staff_add"):
        request = found[kind]
        assert desk.post(act(request, "apply"), {"seen": seen_of(request)}).status_code == 302, kind
    lan.refresh_from_db()
    assert not lan.is_public
    assert StaffMember.objects.get(full_name="Trần Văn Mới").unit == school.unit
    assert Unit.objects.get(pk=school.unit.pk).duties == "Dạy môn Ngữ văn."
    assert desk.post(act(found["other"], "done"), {"reason": "Đã đổi."}).status_code == 302


def test_a_page_is_changed_in_a_revision_and_told_done_afterwards(school: School) -> None:
    page = make_page(school, "gioi-thieu-to-van")
    type(page.item).objects.filter(pk=page.item_id).update(unit=school.unit)
    request = ask(school, **{f"page-{page.item_id}-words": "Thêm cô Mới."})
    assert request.kind == "page"
    desk = school.client("thuky")
    first, again = desk.post(act(request, "revise")), desk.post(act(request, "revise"))
    draft = Page.objects.get(item=page.item_id, state="draft")
    assert first["Location"] == again["Location"] == draft.get_desk_url()
    request.refresh_from_db()
    assert request.is_open
    assert desk.post(act(request, "done"), {"reason": ""}).status_code == 302


def test_declined_needs_a_reason_and_the_head_is_told(school: School, lan: StaffMember) -> None:
    request = ask(school, **{f"staff-{lan.pk}-phone": "0200 000 777"})
    assert [note.subject for note in unread_notes(school.vanthu)] == ["Tổ Ngữ văn đề nghị thay đổi 1 điểm"]
    desk = school.client("vanthu")
    assert desk.post(act(request, "decline"), {"reason": "  "}).status_code == 409
    assert desk.post(act(request, "decline"), {"reason": "Số không đúng."}).status_code == 302
    told = [note.text for note in unread_notes(school.totruong)]
    assert any("Số không đúng." in text for text in told)
    assert list(unread_notes(school.vanthu)) == []
    mail_notes()
    assert {letter.to[0] for letter in mail.outbox} >= {"totruong@truong.example", "vanthu@truong.example"}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("staff-{pk}-phone", "gọi tôi nhé", "Số điện thoại chỉ gồm chữ số"),
        ("staff-{pk}-email", "khong-phai-thu", "staff-{pk}-email_error"),
        ("staff-{pk}-full_name", "", "staff-{pk}-full_name_error"),
        ("new-1-full_name", "Chỉ có tên", "new-1-position_error"),
        ("other-words", "x" * 4001, "tối đa 4000 ký tự"),
    ],
)
def test_nonsense_is_told_and_nothing_is_filed(
    school: School, lan: StaffMember, field: str, value: str, words: str
) -> None:
    sent = filled(school, **{field.format(pk=lan.pk): value})
    answer = school.client("totruong").post(of_unit(school, "changes"), sent)
    assert answer.status_code == 422
    assert words.format(pk=lan.pk) in answer.content.decode()
    assert not UnitReview.objects.exists()


def test_asking_for_nothing_is_refused(school: School, lan: StaffMember) -> None:
    answer = school.client("totruong").post(of_unit(school, "changes"), filled(school))
    assert answer.status_code == 409
    assert "Bạn chưa ghi thay đổi nào" in answer.content.decode()


def test_the_parts_of_the_year_and_the_units_own_interval(school: School, clock: Clock) -> None:
    assert [part_of_year(date(2026, 11, 24), months) for months in (1, 3, 4, 6, 12)] == [
        date(2026, 11, 1),
        date(2026, 10, 1),
        date(2026, 9, 1),
        date(2026, 7, 1),
        date(2026, 1, 1),
    ]
    clock.set(at(date(2026, 10, 16), 23))
    assert standing(school) == Standing.DUE
    clock.set(at(date(2026, 10, 17), 0))
    assert standing(school) == Standing.OVERDUE
    Unit.objects.filter(pk=school.unit.pk).update(review_every_months=0)
    assert standing(school) == Standing.NOT_ASKED


def test_the_review_is_owed_once_a_part_and_met_by_the_answer(school: School, clock: Clock) -> None:
    check_obligations()
    mine = Obligation.objects.filter(trigger="unit_review_due", unit=school.unit)
    owed = mine.latest("happened_at")
    assert timezone.localtime(owed.due_at) == at(date(2026, 10, 17), 0)
    school.client("totruong").post(of_unit(school, "unchanged"), drawn(school))
    check_obligations()
    owed.refresh_from_db()
    assert owed.met_at == at(date(2026, 10, 5))
    before = mine.count()
    clock.set(at(date(2027, 1, 2)))
    check_obligations()
    check_obligations()
    assert mine.count() == before + 1
