"""From the event to its article: begun, linked, shown on both pages, owed to the clock (HN-13.1, 13.6d)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from content.event_duties import EventEnded
from content.models import Article, EventReport
from editorial import drafting
from editorial.models import Event, Obligation
from editorial.owing import check_obligations
from tests.calendar.records import at, drafted_event, published_event
from tests.documents.records import published as published_document
from tests.moments import VN, Clock
from tests.school import School

TO_PUBLIC = ("giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
DAY = date(2026, 11, 20)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, datetime(2026, 11, 19, 8, tzinfo=VN))


def address(event: Any, page: str) -> str:
    return f"{event.get_desk_url()}{page}/"


def test_the_article_is_begun_from_the_event(school: School, client: Client) -> None:
    event = published_event(school, title="Hội thảo <đọc>", section=school.section, day=DAY)
    teacher = school.client("giaovien")
    assert "Viết tin về sự kiện này" in teacher.get(event.get_desk_url()).content.decode()
    answer = teacher.post(address(event, "viet-tin"))
    article = Article.objects.get()
    assert answer.headers["Location"] == article.get_desk_url()
    assert (article.title, article.section, article.item.unit) == (
        event.title,
        school.section,
        event.item.unit,
    )
    for words in ("20/11/2026", "Hội trường A", "Cô Hiệu trưởng", "&lt;đọc&gt;"):
        assert words in article.body
    assert article.title not in client.get(event.get_absolute_url()).content.decode().split("</h1>")[1]
    school.do(article, *TO_PUBLIC)
    assert article.get_absolute_url() in client.get(event.get_absolute_url()).content.decode()
    assert event.get_absolute_url() in client.get(article.get_absolute_url()).content.decode()
    school.do(event, "hieutruong:hide")
    assert event.get_absolute_url() not in client.get(article.get_absolute_url()).content.decode()


def test_an_article_is_linked_and_unlinked_by_hand(school: School) -> None:
    event, article = published_event(school), school.published()
    teacher = school.client("giaovien")
    for typed in (f"https://truong.example{article.get_absolute_url()}?a=1", article.get_desk_url()):
        assert teacher.post(address(event, "gan-tin"), {"report": typed}).status_code == 302
        link = EventReport.objects.get()
        assert (link.item, link.linked_by) == (article.item, school.giaovien)
        again = teacher.post(address(event, "gan-tin"), {"report": str(article.item_id)})
        assert (again.status_code, "Đã gắn với sự kiện rồi." in again.content.decode()) == (409, True)
        assert teacher.post(address(event, f"go-tin/{link.pk}")).status_code == 302
        assert teacher.post(address(event, f"go-tin/{link.pk}")).status_code == 409
    verbs = Event.objects.filter(item=event.item, verb__contains="report").values_list("verb", flat=True)
    assert list(verbs) == ["link_report", "unlink_report"] * 2


@pytest.mark.parametrize("typed", ["", "x", "9" * 30, "/tin-tuc/khong-co-999.html", "-1", "<b>", "1" * 18])
def test_what_names_no_article_is_said_and_kept(school: School, typed: str) -> None:
    event = published_event(school)
    answer = school.client("giaovien").post(address(event, "gan-tin"), {"report": typed})
    assert answer.status_code == 409
    assert "Không thấy bài hay văn bản này" in answer.content.decode()
    assert answer.context["typed_report"] == typed


def test_who_has_no_say_in_either_changes_nothing(school: School) -> None:
    event, article = published_event(school), school.published()
    hidden = school.draft()
    stranger = school.client("nguoila")
    link = EventReport.objects.create(event=event.item, item=article.item, linked_by=school.giaovien)
    assert stranger.post(address(event, f"go-tin/{link.pk}")).status_code == 409
    refused = stranger.post(address(event, "gan-tin"), {"report": hidden.get_desk_url()})
    assert "Không thấy bài" in refused.content.decode(), "not even that there is such a draft"
    other = published_event(school, title="Khác")
    assert stranger.post(address(other, "gan-tin"), {"report": str(article.item_id)}).status_code == 409
    assert school.client("quantri").post(address(event, "viet-tin")).status_code == 404
    assert school.client("thanhtra").post(address(event, "viet-tin")).status_code == 409
    assert EventReport.objects.count() == 1
    assert Article.objects.count() == 2


def test_an_event_owes_an_article_by_the_next_day(school: School, clock: Clock) -> None:
    event = published_event(school, starts_at=at(DAY, "14:00"), ends_at=at(DAY, "17:00"))
    published_event(school, audience="staff", day=DAY)
    published_event(school, owes_report=False, no_report_reason="Thường kỳ", day=DAY)
    published_event(school, status="huy", day=DAY)
    drafted_event(school, day=DAY)
    check_obligations()
    assert not Obligation.objects.exists(), "it has not ended"
    clock.set(datetime(2026, 11, 20, 18, tzinfo=VN))
    check_obligations()
    row = Obligation.objects.get()
    assert (row.rule, row.item, row.unit) == ("event_report", event.item, school.unit)
    assert row.due_at == datetime(2026, 11, 22, tzinfo=VN)
    assert [one.user for one in row.responsible.all()] == [school.giaovien]
    article = school.draft(section=school.section)
    EventReport.objects.create(event=event.item, item=article.item, linked_by=school.giaovien)
    check_obligations()
    assert not Obligation.objects.get().met_at
    school.do(article, *TO_PUBLIC)
    check_obligations()
    row = Obligation.objects.get()
    assert row.met_at == Article.objects.get(pk=article.pk).first_public_at
    EventReport.objects.all().delete()
    check_obligations()
    assert Obligation.objects.get().met_at is None, "open again"


def test_whole_days_count_from_their_last_and_put_off_moves_the_end(school: School, clock: Clock) -> None:
    last = DAY + timedelta(days=1)
    event = published_event(school, starts_at=at(DAY, "00:00"), ends_at=at(last, "23:59"), all_day=True)
    clock.set(datetime(2026, 11, 22, 8, tzinfo=VN))
    check_obligations()
    assert Obligation.objects.get().due_at == datetime(2026, 11, 23, tzinfo=VN)
    later = drafting.revise(event, by=school.giaovien)
    changes = {"ends_at": at(last + timedelta(days=7), "23:59"), "change_note": "Kéo dài"}
    drafting.save_content(later, by=school.giaovien, version=later.version, changes=changes)
    later.refresh_from_db()
    school.do(later, "giaovien:submit", "phoban:publish")
    check_obligations()
    assert Obligation.objects.get().due_at == datetime(2026, 11, 30, tzinfo=VN)


def test_the_yearly_conference_owes_a_document(school: School, clock: Clock) -> None:
    event = published_event(school, event_kind="hoi-nghi-tong-ket", audience="staff", day=DAY)
    clock.set(datetime(2026, 11, 20, 18, tzinfo=VN))
    check_obligations()
    row = Obligation.objects.get(trigger="conference_held")
    assert (row.rule, row.due_at) == ("report_year", datetime(2026, 12, 6, tzinfo=VN))
    article = school.published()
    EventReport.objects.create(event=event.item, item=article.item, linked_by=school.giaovien)
    check_obligations()
    assert not Obligation.objects.get(trigger="conference_held").met_at, "news of it is not the report"
    report = published_document(school, document_type="bao-cao")
    answer = school.client("thuky").post(address(event, "gan-tin"), {"report": report.get_absolute_url()})
    assert answer.status_code == 302
    check_obligations()
    assert Obligation.objects.get(trigger="conference_held").met_at == report.first_public_at


def test_many_events_are_asked_about_together(
    school: School, clock: Clock, django_assert_num_queries: Any
) -> None:
    source = EventEnded()
    for number in range(6):
        event = published_event(school, title=f"Sự kiện {number}", day=DAY)
        article = school.published()
        EventReport.objects.create(event=event.item, item=article.item, linked_by=school.giaovien)
    with django_assert_num_queries(1):
        keys = [cause.key for cause in source.causes(DAY)]
    with django_assert_num_queries(3):
        assert set(source.met(keys)) == set(keys)
    assert len(keys) == 6
