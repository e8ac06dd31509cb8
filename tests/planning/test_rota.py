"""The writing rota: drawn up, previewed, changed, swapped, and met by a published article (TS-III.3.10)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from content.models import Article, RotaTurn
from content.planning.rota import Order, Proposed, propose
from content.planning.turns import Outcome, standings
from editorial.models import Obligation
from editorial.owing import check_obligations
from people.models import Unit
from regulations.calendar import working_days
from tests.moments import Clock
from tests.planning.published import at, publish
from tests.school import School
from vietnamese.working_days import WorkingDays

LIST = "admin:content_rotaturn_changelist"
DRAW_UP = "admin:content_rotaturn_draw_up"
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 8)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, at(date(2026, 11, 4)))


def turn_of(school: School, **fields: Any) -> RotaTurn:
    values = {"unit": school.unit, "period": "week", "starts_on": FIRST, "ends_on": LAST, "theme": "Dạy tốt"}
    return RotaTurn.objects.create(**values | {"made_by": school.thuky} | fields)


def order_of(school: School, **changes: Any) -> dict[str, Any]:
    filled = {
        "period": "week",
        "starts_on": "2026-02-02",
        "ends_on": "2026-03-01",
        "fewest_days": 3,
        "themes": "Dạy tốt\r\n\r\n  Học   tốt \r\nĐọc sách",
        f"unit-{school.unit.pk}": 2,
        f"unit-{school.other_unit.pk}": 1,
    }
    return filled | changes


def act(turn: RotaTurn, page: str) -> str:
    return reverse(f"admin:content_rotaturn_{page}", args=[turn.pk])


def spans(proposed: list[Proposed]) -> list[tuple[str, str]]:
    return [(f"{one.starts_on:%d/%m}-{one.ends_on:%d/%m}", one.theme) for one in proposed]


def test_weeks_begin_on_monday_and_tet_is_nobodys_turn(school: School) -> None:
    order = Order("week", date(2026, 2, 4), date(2026, 2, 24), [school.unit], ["A", "B"])
    assert spans(propose(order, working_days())) == [
        ("02/02-08/02", "A"),
        ("09/02-15/02", "B"),
        ("16/02-22/02", ""),
        ("23/02-01/03", "A"),
    ]


def test_months_are_whole_and_none_is_left_out(school: School) -> None:
    order = Order("month", date(2025, 12, 9), date(2026, 2, 1), [school.unit], ["A"])
    found = propose(order, WorkingDays())
    assert [(one.starts_on, one.ends_on) for one in found] == [
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
    ]


def test_nothing_is_written_before_it_was_seen(school: School) -> None:
    desk = school.client("thuky")
    preview = desk.post(reverse(DRAW_UP), order_of(school) | {"preview": 1})
    assert preview.status_code == 200
    assert "nghỉ, không giao lượt" in preview.content.decode()
    assert not RotaTurn.objects.exists()
    written = desk.post(reverse(DRAW_UP), order_of(school) | {"write": 1}, follow=True)
    assert "Đã ghi 3 lượt mới." in written.content.decode()
    rows = RotaTurn.objects.values_list("unit__name", "theme", "starts_on")
    assert list(rows) == [
        ("Tổ Toán", "Dạy tốt", date(2026, 2, 2)),
        ("Tổ Ngữ văn", "Học tốt", date(2026, 2, 9)),
        ("Tổ Toán", "Đọc sách", date(2026, 2, 23)),
    ]
    again = desk.post(reverse(DRAW_UP), order_of(school) | {"write": 1}, follow=True)
    assert "Đã ghi 0 lượt mới." in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": "2026-01-01"}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"ends_on": "2030-01-01"}, "Mỗi lần chỉ lập lịch trong khoảng một năm học."),
        ({"themes": " \r\n \t"}, "bắt buộc"),
        ({"themes": "x" * 201}, "Mỗi chủ đề dài nhất 200 ký tự."),
        ({"starts_on": "31/02/2026"}, "Ngày không hợp lệ"),
        ({"starts_on": "9999-12-31"}, "Ngày không hợp lệ"),
        ({"period": "century"}, "century"),
        ({"fewest_days": "-1"}, "fewest_days_error"),
    ],
)
def test_nonsense_is_told_and_what_was_typed_stays(
    school: School, changes: dict[str, Any], words: str
) -> None:
    sent = order_of(school) | changes | {"write": 1}
    answer = school.client("thuky").post(reverse(DRAW_UP), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not RotaTurn.objects.exists()


def test_nobody_numbered_is_told(school: School) -> None:
    sent = order_of(school) | {f"unit-{unit.pk}": "" for unit in Unit.objects.all()} | {"write": 1}
    answer = school.client("phoban").post(reverse(DRAW_UP), sent)
    assert "Hãy đánh số thứ tự cho ít nhất một đơn vị." in answer.content.decode()


def test_the_draft_of_a_turn_is_linked_to_it_and_met_when_public(school: School, clock: Clock) -> None:
    turn = turn_of(school)
    answer = school.client("giaovien").post(act(turn, "write"))
    draft = Article.objects.get()
    assert answer["Location"] == draft.get_desk_url()
    assert (draft.title, draft.item.unit, draft.created_by) == ("Dạy tốt", school.unit, school.giaovien)
    assert outcome(turn) == Outcome.NOW
    page = school.client("giaovien").get(act(turn, "change")).content.decode()
    assert "bản nháp" in page
    assert "Viết bài cho lượt này" not in page
    Article.objects.filter(pk=draft.pk).update(lead="Tóm tắt", body="<p>Bài.</p>", section=school.section)
    draft.refresh_from_db()
    school.do(draft, "giaovien:submit", "totruong:forward", "thuky:forward")
    assert outcome(turn) == Outcome.NOW  # approved is not published
    school.do(draft, "phoban:publish")
    assert outcome(turn) == Outcome.MET


def outcome(turn: RotaTurn) -> Outcome:
    return standings([RotaTurn.objects.get(pk=turn.pk)])[0].outcome


def test_met_late_missed_and_to_come(school: School, clock: Clock) -> None:
    late = turn_of(
        school, item=publish(school, LAST + timedelta(days=1), moment=at(date(2026, 11, 9), 0)).item
    )
    last = turn_of(school, unit=school.other_unit, item=publish(school, LAST, moment=at(LAST, 23)).item)
    missed, to_come = (
        turn_of(school, starts_on=FIRST + timedelta(days=shift), ends_on=LAST + timedelta(days=shift))
        for shift in (-7, 35)
    )
    clock.set(at(date(2026, 11, 20)))
    found = [outcome(turn) for turn in (late, last, missed, to_come)]
    assert found == [Outcome.LATE, Outcome.MET, Outcome.MISSED, Outcome.TO_COME]
    page = school.client("giaovien").get(reverse(LIST), {"nam": "2026-2027"}).content.decode()
    assert "quá hạn, chưa có bài" in page


def test_a_turn_has_one_article_and_an_article_one_turn(school: School, clock: Clock) -> None:
    turn, other = turn_of(school), turn_of(school, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 15))
    article = publish(school, FIRST)
    desk = school.client("totruong")
    assert desk.post(act(turn, "link"), {"version": 0, "article": article.pk}).status_code == 302
    assert desk.post(act(turn, "write")).status_code == 409
    # No longer offered for another turn.
    assert desk.post(act(other, "link"), {"version": 0, "article": article.pk}).status_code == 422
    assert desk.post(act(turn, "unlink"), {"version": 0}).status_code == 409  # stale
    assert desk.post(act(turn, "unlink"), {"version": 1}).status_code == 302
    assert outcome(turn) == Outcome.NOW


def test_somebody_elses_draft_cannot_be_linked(school: School, clock: Clock) -> None:
    turn = turn_of(school, unit=school.other_unit)
    secret = school.draft(title="Chưa ai biết")
    desk = school.client("nguoila")
    assert "Chưa ai biết" not in desk.get(act(turn, "change")).content.decode()
    assert desk.post(act(turn, "link"), {"version": 0, "article": secret.pk}).status_code == 422


def test_the_title_of_a_draft_is_told_only_to_who_may_open_it(school: School, clock: Clock) -> None:
    turn_of(school, item=school.draft(title="Chưa ai biết").item)
    pages = {
        who: school.client(who).get(reverse(LIST), {"nam": "2026-2027"}).content.decode()
        for who in ("giaovien", "thuky", "nguoila", "bientap")
    }
    assert {who for who, page in pages.items() if "Chưa ai biết" in page} == {"giaovien", "thuky"}


def test_a_draft_thrown_away_leaves_the_turn_open(school: School, clock: Clock) -> None:
    turn = turn_of(school)
    desk = school.client("giaovien")
    desk.post(act(turn, "write"))
    Article.objects.get().delete()
    assert desk.post(act(turn, "write")).status_code == 302
    assert Article.objects.count() == 1


def test_two_units_change_places_and_the_themes_stay(school: School) -> None:
    one = turn_of(school)
    two = turn_of(
        school, unit=school.other_unit, starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 15), theme="B"
    )
    desk = school.client("thuky")
    assert desk.post(act(one, "swap"), {"version": 0, "other": two.pk}).status_code == 302
    rows = list(RotaTurn.objects.values_list("unit__name", "theme"))
    assert rows == [("Tổ Toán", "Dạy tốt"), ("Tổ Ngữ văn", "B")]
    assert desk.post(act(one, "swap"), {"version": 0, "other": two.pk}).status_code == 409
    RotaTurn.objects.filter(pk=two.pk).update(item=school.draft().item)
    assert desk.post(act(one, "swap"), {"version": 1, "other": two.pk}).status_code == 422


def test_a_stale_page_keeps_what_was_typed(school: School) -> None:
    turn = turn_of(school)
    sent = {"version": 0, "unit": school.unit.pk, "theme": "Chủ đề mới", "note": "Nhớ chụp ảnh"}
    desk = school.client("thuky")
    assert desk.post(act(turn, "change"), sent).status_code == 302
    again = desk.post(act(turn, "change"), sent | {"note": "Của người thứ hai"})
    assert again.status_code == 409
    assert "Của người thứ hai" in again.content.decode()
    assert 'name="version" value="1"' in again.content.decode()


def test_the_turn_is_owed_from_its_first_day_to_the_end_of_its_last(school: School, clock: Clock) -> None:
    turn = turn_of(school)
    clock.set(at(FIRST - timedelta(days=1)))
    check_obligations()
    assert not Obligation.objects.filter(trigger="rota_turn_ended").exists()
    clock.set(at(FIRST, 7))
    check_obligations()
    owed = Obligation.objects.get(trigger="rota_turn_ended")
    assert (owed.unit, timezone.localtime(owed.due_at)) == (school.unit, at(LAST + timedelta(days=1), 0))
    assert list(owed.people.all()) == [school.totruong]
    RotaTurn.objects.filter(pk=turn.pk).update(item=publish(school, LAST).item)
    clock.set(at(LAST, 20))
    check_obligations()
    owed.refresh_from_db()
    assert owed.met_at == at(LAST)
