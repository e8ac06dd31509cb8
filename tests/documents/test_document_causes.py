"""When documents and notices owe their publication (HN-13.2, HN-13.3, TS-III.3.5, requirements 7.2)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from documents.models import ImportedDocument
from editorial import drafting
from editorial.models import Obligation
from editorial.obligations import source_of
from editorial.owing import check_obligations
from regulations.models import Regulation
from tests.documents.notices import drafted_notice
from tests.documents.records import TO_PUBLIC, drafted, published
from tests.editorial.fake_causes import only
from tests.moments import VN, Clock
from tests.school import School, found_school

NOW = datetime(2026, 11, 20, 18, tzinfo=VN)


TRIGGERS = ("document_stamped", "document_signed", "plan_approved", "month_ended", "quarter_ended")


@pytest.fixture(autouse=True)
def these_sources() -> Iterator[None]:
    """What other rooms know of causes is none of this file's business."""
    with only(*(source_of(trigger) for trigger in (*TRIGGERS, "halfyear_ended", "calendar"))):
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, NOW)


@pytest.fixture
def hai_ninh(db: None, clock: Clock) -> School:
    return found_school("hai_ninh")


def owed(**which: Any) -> Obligation:
    check_obligations()
    return Obligation.objects.get(**which)


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VN)


@pytest.mark.parametrize(
    ("stamped", "due"),
    [
        (at(11, 59), at(0, day=21)),
        (at(12), at(12, day=21)),
        (at(12, 1), at(12, day=21)),
        (datetime(2026, 11, 20, 4, 59, 59, tzinfo=timezone.get_fixed_timezone(0)), at(0, day=21)),
    ],
)
def test_a_draft_owes_its_publication_from_its_stamp_on(
    hai_ninh: School, stamped: datetime, due: datetime
) -> None:
    draft = drafted(hai_ninh, stamped_at=stamped, issued_on=date(2026, 11, 20))
    row = owed()
    assert (row.rule, row.item, row.due_at) == ("document", draft.item, due)
    assert list(row.people.all()) == [hai_ninh.vanthu]
    assert not row.lacks_hour


def test_without_the_hour_the_stricter_branch_holds_and_the_hour_is_asked_for(
    hai_ninh: School, clock: Clock
) -> None:
    draft = drafted(hai_ninh, issued_on=date(2026, 11, 20))
    row = owed()
    assert (row.due_at, row.lacks_hour) == (at(0, day=21), True)
    drafting.save_content(draft, by=hai_ninh.vanthu, version=0, changes={"stamped_at": at(14)})
    row = owed()
    assert (row.due_at, row.lacks_hour) == (at(12, day=21), False)
    assert list(row.changes.values_list("verb", flat=True)) == ["opened", "moved"]


def test_published_before_noon_is_on_time_and_a_takedown_changes_nothing(
    hai_ninh: School, clock: Clock
) -> None:
    draft = drafted(hai_ninh, stamped_at=at(14), issued_on=date(2026, 11, 20))
    check_obligations()
    hai_ninh.do(draft, "vanthu:submit")
    clock.set(at(11, 59, day=21))
    hai_ninh.do(draft, "phoban:publish")
    assert owed().state == "met_on_time"
    hai_ninh.do(draft, "hieutruong:take_down", ground="outdated_time")
    clock.pass_by(days=3)
    row = owed()
    assert (row.state, row.met_at) == ("met_on_time", at(11, 59, day=21))


def test_signed_but_posted_at_noon_is_late(hai_ninh: School, clock: Clock) -> None:
    """The first public moment counts, not the approval: this one waits for its hour."""
    draft = drafted(hai_ninh, stamped_at=at(14), issued_on=date(2026, 11, 20))
    hai_ninh.do(draft, *TO_PUBLIC, publish_at=at(12, day=21))
    clock.set(at(11, 59, day=21))
    assert owed().state == "due_soon"
    clock.set(at(12, day=21))
    assert owed().state == "met_late"


@pytest.mark.parametrize(
    "fields",
    [
        {"audience": "staff"},
        {"secrecy": "restricted"},
        {"direction": "incoming"},
        {"authority": "Sở Giáo dục và Đào tạo"},
        {"stamped_at": None, "issued_on": None},
    ],
    ids=str,
)
def test_what_is_not_for_everybody_or_not_the_schools_owes_nothing(
    hai_ninh: School, fields: dict[str, Any]
) -> None:
    drafted(hai_ninh, **{"stamped_at": at(9), "issued_on": date(2026, 11, 20)} | fields)
    check_obligations()
    assert not Obligation.objects.exists()


def test_the_first_screen_leads_to_the_document(hai_ninh: School) -> None:
    draft = drafted(hai_ninh, stamped_at=at(14), issued_on=date(2026, 11, 20))
    check_obligations()
    page = hai_ninh.client("vanthu").get("/quan-tri/").content.decode()
    assert f'class="desk-button" href="{draft.get_desk_url()}">Làm việc này</a>' in page.replace(
        "\n", " "
    ).replace("  ", "")


def test_a_refused_document_is_owed_no_more(hai_ninh: School, clock: Clock) -> None:
    draft = drafted(hai_ninh, stamped_at=at(9), issued_on=date(2026, 11, 20))
    check_obligations()
    clock.pass_by(minutes=5)
    hai_ninh.do(draft, "vanthu:submit")
    hai_ninh.do(draft, "phoban:refuse", reason="untrue")
    assert owed().state == "withdrawn"


def test_an_archive_owes_nothing_but_what_is_young_in_it_does(hai_ninh: School) -> None:
    old = drafted(hai_ninh, stamped_at=NOW - timedelta(days=200), issued_on=date(2026, 5, 1))
    new = drafted(hai_ninh, stamped_at=at(9), issued_on=date(2026, 11, 20))
    for edition in (old, new):
        ImportedDocument.objects.create(
            user=hai_ninh.vanthu,
            source="kho.xlsx",
            item=edition.item,
            status="drafted",
            fingerprint=edition.pk,
        )
    assert owed().item == new.item


def test_a_plan_has_three_working_days_and_the_general_rule_does_not_hold_for_it(hai_ninh: School) -> None:
    drafted(hai_ninh, document_type="ke-hoach", signed_on=date(2026, 11, 20), issued_on=date(2026, 11, 20))
    row = owed()
    # 24/11 is a holiday from 2026 on.
    assert (row.rule, row.due_at) == ("plan_project", datetime(2026, 11, 27, tzinfo=VN))


def test_a_purchase_counts_from_its_approval_or_from_that_of_the_decision(hai_ninh: School) -> None:
    typed = drafted_notice(hai_ninh, approved_on=date(2026, 11, 18))
    decision = published(hai_ninh, signed_on=date(2026, 11, 19), issued_on=date(2026, 11, 19))
    linked = drafted_notice(hai_ninh, approval_document=decision.item)
    drafted_notice(hai_ninh)
    check_obligations()
    due = dict(Obligation.objects.filter(rule="plan_project").values_list("item", "due_at"))
    assert due == {typed.item_id: at(0, day=24), linked.item_id: at(0, day=26)}


def test_tinh_son_counts_two_days_from_the_signature(db: None, clock: Clock) -> None:
    school = found_school("tinh_son")
    drafted(school, signed_on=date(2026, 11, 20), issued_on=date(2026, 11, 20))
    row = owed(trigger="document_signed")
    assert row.due_at == at(0, day=23)


def test_monthly_reports_and_the_sector_database_come_by_themselves(db: None, clock: Clock) -> None:
    found_school("tinh_son")
    QuerySet(Regulation).update(created_at=clock.moment)
    call_command("check_deadlines")
    # What ended before the portal had a regulation is not its business.
    assert not Obligation.objects.exists()
    clock.set(datetime(2026, 12, 1, 0, 0, 1, tzinfo=VN))
    call_command("check_deadlines")
    rows = {row.rule: row for row in Obligation.objects.all()}
    assert set(rows) == {"report_month", "sector_database"}
    assert rows["report_month"].due_at == datetime(2026, 12, 8, tzinfo=VN)
    assert rows["report_month"].title == "Tháng 11/2026"
    assert rows["sector_database"].due_at == datetime(2027, 1, 1, tzinfo=VN)
    clock.set(datetime(2027, 1, 1, tzinfo=VN))
    call_command("check_deadlines")
    assert rows["sector_database"].state == "overdue"
    assert set(Obligation.objects.values_list("rule", flat=True)) >= {"report_quarter", "report_halfyear"}
    assert Obligation.objects.filter(rule="sector_database").count() == 2
