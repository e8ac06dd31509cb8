"""The editorial plan of a month: lines, copying, approval, what is changed afterwards, articles (HN-5.3b)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from content.models import Article, EditorialPlan, PlanLine
from content.planning.plans import PlannedLine, lines_of, same_day
from tests.moments import Clock
from tests.planning.published import at, publish
from tests.school import School

NOVEMBER = ("2026", "11")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, at(date(2026, 11, 10)))


def month(page: str, *args: str) -> str:
    return reverse(f"admin:content_editorialplan_{page}", args=args or NOVEMBER)


def of_line(line: PlanLine, page: str) -> str:
    return reverse(f"admin:content_editorialplan_{page}", args=[line.pk])


def planned(school: School, **fields: Any) -> PlanLine:
    plan, _made = EditorialPlan.objects.get_or_create(month=date(2026, 11, 1))
    return PlanLine.objects.create(plan=plan, **{"topic": "Ngày Nhà giáo"} | fields)


def version() -> int:
    return EditorialPlan.objects.get(month=date(2026, 11, 1)).version


def marks() -> dict[str, str]:
    return dict(PlanLine.objects.values_list("topic", "mark"))


def approve(school: School, who: str = "truongban") -> int:
    return school.client(who).post(month("approve"), {"version": version()}).status_code


def test_a_plan_is_drawn_up_approved_and_then_shows_what_was_changed(school: School) -> None:
    desk = school.client("thuky")
    for topic in ("Ngày Nhà giáo", "Hội khỏe"):
        sent = {"topic": topic, "target_date": "2026-11-19", "section": school.section.pk}
        assert desk.post(month("add_line"), sent).status_code == 302
    assert [approve(school, who) for who in ("thuky", "hieutruong", "giaovien")] == [409, 409, 403]
    assert approve(school) == 302
    assert marks() == {"Ngày Nhà giáo": "", "Hội khỏe": ""}
    first, second = PlanLine.objects.order_by("pk")
    changed = {"topic": "Ngày 20/11", "target_date": "2026-11-20", "version": first.version}
    assert desk.post(of_line(first, "line"), changed).status_code == 302
    assert desk.post(of_line(second, "remove_line"), {"version": second.version}).status_code == 302
    desk.post(month("add_line"), {"topic": "Thêm sau"})
    assert marks() == {"Ngày 20/11": "changed", "Hội khỏe": "removed", "Thêm sau": "added"}
    page = desk.get(month("month")).content.decode()
    assert "3 chỗ đổi sau khi duyệt" in page
    assert approve(school) == 302
    assert marks() == {"Ngày 20/11": "", "Thêm sau": ""}


def test_the_head_approves_what_the_page_showed(school: School) -> None:
    planned(school)
    seen = version()
    school.client("thuky").post(month("add_line"), {"topic": "Chen vào"})
    answer = school.client("truongban").post(month("approve"), {"version": seen})
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.content.decode()
    assert not EditorialPlan.objects.get().is_approved


def test_an_empty_plan_is_not_approved(school: School) -> None:
    EditorialPlan.objects.create(month=date(2026, 11, 1))
    assert approve(school) == 409
    assert school.client("truongban").post(month("approve", "2026", "12"), {"version": 0}).status_code == 409


def test_last_months_lines_are_copied_once_without_their_articles(school: School) -> None:
    article = publish(school, date(2026, 11, 3))
    planned(school, topic="Gương sáng", target_date=date(2026, 11, 30), item=article.item, unit=school.unit)
    planned(school, topic="Bỏ rồi", mark="removed", marked_by=school.thuky, marked_at=at(date(2026, 11, 3)))
    desk = school.client("thuky")
    assert "Đã chép 1 dòng." in desk.post(month("copy", "2026", "12"), follow=True).content.decode()
    copied = PlanLine.objects.get(plan__month=date(2026, 12, 1))
    assert (copied.topic, copied.target_date, copied.unit, copied.item) == (
        "Gương sáng",
        date(2026, 12, 30),
        school.unit,
        None,
    )
    assert "Đã chép 0 dòng." in desk.post(month("copy", "2026", "12"), follow=True).content.decode()
    assert desk.post(month("copy", "2026", "10")).status_code == 409


def test_a_day_keeps_its_number_or_is_the_last_of_the_month() -> None:
    assert same_day(date(2026, 1, 31), date(2026, 2, 1)) == date(2026, 2, 28)
    assert same_day(None, date(2026, 2, 1)) is None


def test_the_draft_of_a_line_begins_with_what_the_line_says(school: School, clock: Clock) -> None:
    line = planned(school, person=school.giaovien, section=school.section)
    assert school.client("nguoila").post(of_line(line, "write")).status_code == 403
    assert school.client("giaovien").post(of_line(line, "write")).status_code == 302
    draft = Article.objects.get()
    assert (draft.title, draft.section, draft.item.unit) == ("Ngày Nhà giáo", school.section, school.unit)
    assert "bản nháp" in school.client("bientap").get(month("month")).content.decode()
    assert school.client("giaovien").post(of_line(line, "write")).status_code == 409


def state(line: PlanLine) -> tuple[str, bool]:
    found = next(one for one in lines_of(line.plan) if one.line.pk == line.pk)
    return str(found.answer.progress), found.is_late


def test_a_line_stands_as_its_article_does(school: School, clock: Clock) -> None:
    day = date(2026, 11, 12)
    line = planned(school, target_date=day)
    assert state(line) == ("none", False)
    draft = school.draft(section=school.section)
    PlanLine.objects.filter(pk=line.pk).update(item=draft.item)
    assert state(line) == ("draft", False)
    school.do(draft, "giaovien:submit", "totruong:forward")
    assert state(line) == ("review", False)
    clock.set(at(date(2026, 11, 13), 0))
    assert state(line) == ("review", True)
    school.do(draft, "thuky:forward", "phoban:publish")
    assert state(line) == ("public", True)


def test_out_on_its_last_day_is_in_time(school: School, clock: Clock) -> None:
    day = date(2026, 11, 12)
    line = planned(school, target_date=day, item=publish(school, day, moment=at(day, 23)).item)
    clock.set(at(date(2026, 11, 20)))
    assert state(line) == ("public", False)


def test_a_refused_article_answers_nothing(school: School, clock: Clock) -> None:
    draft = school.do(school.draft(), "giaovien:submit")
    line = planned(school, item=draft.item, unit=school.unit)
    reason = {"reason": "untrue"}
    school.do(draft, "totruong:refuse", **reason)
    assert state(line)[0] == "refused"
    assert school.client("giaovien").post(of_line(line, "write")).status_code == 302


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"topic": ""}, "bắt buộc"),
        ({"topic": "x" * 201}, "tối đa 200 ký tự"),
        ({"topic": "A", "target_date": "2026-12-01"}, "Ngày phải trong tháng của kế hoạch."),
        ({"topic": "A", "section": "9" * 30}, "section_error"),
        ({"topic": "A", "unit": "abc"}, "unit_error"),
        ({"topic": "A", "person": "-1"}, "person_error"),
    ],
)
def test_nonsense_is_told_and_nothing_is_written(school: School, sent: dict[str, str], words: str) -> None:
    answer = school.client("thuky").post(month("add_line"), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PlanLine.objects.exists()


def test_a_stale_line_keeps_what_was_typed(school: School) -> None:
    line = planned(school)
    desk = school.client("thuky")
    assert desk.post(of_line(line, "line"), {"topic": "Một", "version": 0}).status_code == 302
    answer = desk.post(of_line(line, "line"), {"topic": "Hai", "version": 0})
    assert answer.status_code == 409
    assert 'value="Hai"' in answer.content.decode()
    assert PlanLine.objects.get().topic == "Một"


def test_the_orientation_of_the_month_is_kept_beside_a_newer_one(school: School) -> None:
    desk = school.client("thuky")
    sent = {"orientation": "Thi đua dạy tốt", "version": 0}
    assert desk.post(month("orientation"), sent).status_code == 302
    answer = desk.post(month("orientation"), sent | {"orientation": "Của tôi"})
    assert answer.status_code == 409
    assert "Của tôi" in answer.content.decode()
    assert EditorialPlan.objects.get().orientation == "Thi đua dạy tốt"


@pytest.mark.parametrize("wrong", [("2026", "13"), ("2026", "00"), ("1999", "01"), ("2100", "01")])
def test_a_month_that_is_none_is_not_found(school: School, wrong: tuple[str, str]) -> None:
    assert school.client("thuky").get(month("month", *wrong)).status_code == 404


def test_a_line_with_an_article_is_not_struck_out(school: School) -> None:
    line = planned(school, item=school.draft().item)
    answer = school.client("thuky").post(of_line(line, "remove_line"), {"version": 0})
    assert answer.status_code == 409
    assert PlannedLine(line, lines_of(line.plan)[0].answer).answer.stands
