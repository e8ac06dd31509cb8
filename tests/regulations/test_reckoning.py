"""How a rule is reckoned: the worked examples of requirements 7.2, and what a trigger may be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from regulations.loading import load_preset
from regulations.reckoning import Period, Unreckonable, due_at
from regulations.schema import DeadlineRule
from vietnamese.working_days import WorkingDays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
TET_2026 = {date(2026, 2, day) for day in range(16, 21)}
OFF = frozenset({*TET_2026, date(2026, 4, 30), date(2026, 5, 1), date(2026, 11, 24)})
CALENDAR = WorkingDays(OFF)
WITHOUT_24_NOVEMBER = WorkingDays(OFF - {date(2026, 11, 24)})
FRIDAY = date(2026, 11, 20)


def rule(key: str, preset: str = "hai_ninh", **changes) -> DeadlineRule:
    return replace(load_preset(preset).deadline(key), **changes)


def clock(text: str) -> datetime:
    """What a clock on a wall shows: no zone."""
    return datetime.fromisoformat(text)


def midnight(year: int, month: int, day: int) -> datetime:
    """24:00 of that day."""
    return datetime(year, month, day, tzinfo=VIETNAM) + timedelta(days=1)


@pytest.mark.parametrize(
    ("wanted", "trigger", "due"),
    [
        (rule("event_report"), clock("2026-11-20T17:00"), midnight(2026, 11, 21)),
        (rule("event_report", roll_forward=True), clock("2026-11-20T17:00"), midnight(2026, 11, 23)),
        (rule("document"), clock("2026-11-20T11:59"), midnight(2026, 11, 20)),
        (rule("document"), clock("2026-11-20T12:01"), datetime(2026, 11, 21, 12, tzinfo=VIETNAM)),
        (rule("plan_project"), FRIDAY, midnight(2026, 11, 26)),
        (rule("plan_project"), date(2026, 2, 12), midnight(2026, 2, 24)),
        (rule("plan_project"), date(2026, 4, 28), midnight(2026, 5, 5)),
        (rule("plan_project"), date(2026, 11, 21), midnight(2026, 11, 26)),
        (rule("research"), FRIDAY, midnight(2026, 12, 21)),
        (rule("report_month"), Period.parse("2026-11"), midnight(2026, 12, 7)),
        (rule("report_month", first_week="week_of_first"), Period.parse("2026-11"), midnight(2026, 12, 6)),
        (rule("report_month", first_week="first_full_week"), Period.parse("2026-11"), midnight(2026, 12, 13)),
        (rule("report_quarter"), Period.parse("2026-Q4"), midnight(2027, 1, 15)),
        (rule("report_halfyear"), Period.parse("2027-H1"), midnight(2027, 7, 15)),
        (rule("report_halfyear"), Period.parse("2026-H2"), midnight(2027, 1, 15)),
        (rule("report_year"), date(2027, 5, 28), midnight(2027, 6, 12)),
        (rule("report_year", roll_forward=True), date(2027, 5, 28), midnight(2027, 6, 14)),
        (rule("event_report", "tinh_son"), FRIDAY, midnight(2026, 11, 23)),
        (rule("document", "tinh_son"), FRIDAY, midnight(2026, 11, 22)),
        (rule("document", "tinh_son", roll_forward=True), FRIDAY, midnight(2026, 11, 23)),
        (rule("research", "tinh_son"), FRIDAY, midnight(2026, 12, 4)),
    ],
)
def test_worked_examples_of_the_requirements(wanted, trigger, due):
    assert due_at(wanted, trigger, CALENDAR) == due


def test_without_the_holiday_of_24_november_the_same_cases_are_due_earlier():
    assert due_at(rule("plan_project"), FRIDAY, WITHOUT_24_NOVEMBER) == midnight(2026, 11, 25)
    assert due_at(rule("research"), FRIDAY, WITHOUT_24_NOVEMBER) == midnight(2026, 12, 18)


def test_noon_itself_belongs_to_the_later_branch_and_a_microsecond_before_to_the_earlier():
    noon = clock("2026-11-20T12:00")
    assert due_at(rule("document"), noon, CALENDAR) == datetime(2026, 11, 21, 12, tzinfo=VIETNAM)
    assert due_at(rule("document"), noon - timedelta(microseconds=1), CALENDAR) == midnight(2026, 11, 20)


def test_a_stamp_without_an_hour_takes_the_stricter_branch():
    assert due_at(rule("document"), FRIDAY, CALENDAR) == midnight(2026, 11, 20)


@pytest.mark.parametrize("hours", [0, 9, 14, -11.5, -12])
def test_every_offset_is_read_on_the_clock_of_vietnam(hours):
    zone = timezone(timedelta(hours=hours))
    for local, due in (
        (datetime(2026, 11, 20, 11, 59, tzinfo=VIETNAM), midnight(2026, 11, 20)),
        (datetime(2026, 11, 20, 12, 0, tzinfo=VIETNAM), datetime(2026, 11, 21, 12, tzinfo=VIETNAM)),
        (datetime(2026, 11, 20, 23, 59, tzinfo=VIETNAM), datetime(2026, 11, 21, 12, tzinfo=VIETNAM)),
    ):
        assert due_at(rule("document"), local.astimezone(zone), CALENDAR) == due


def test_the_due_instant_is_written_on_the_clock_of_vietnam():
    due = due_at(rule("event_report"), datetime(2026, 11, 20, 17, 30, tzinfo=UTC), CALENDAR)
    assert due.isoformat() == "2026-11-23T00:00:00+07:00"


def test_a_rolled_cutoff_ends_with_the_next_working_day():
    rolled = rule("document", roll_forward=True)
    assert due_at(rolled, clock("2026-11-20T13:00"), CALENDAR) == midnight(2026, 11, 23)
    assert due_at(rolled, clock("2026-11-21T09:00"), CALENDAR) == midnight(2026, 11, 23)
    assert due_at(rolled, clock("2026-11-19T13:00"), CALENDAR) == datetime(2026, 11, 20, 12, tzinfo=VIETNAM)


def test_a_yearly_rule_is_due_on_its_next_day():
    yearly = rule("disclosure_june")
    assert due_at(yearly, date(2026, 6, 30), CALENDAR) == midnight(2026, 6, 30)
    assert due_at(yearly, date(2026, 7, 1), CALENDAR) == midnight(2027, 6, 30)
    assert due_at(replace(yearly, yearly_on="05-01", roll_forward=True), date(2026, 1, 1), CALENDAR) == (
        midnight(2026, 5, 4)
    )


def test_a_one_off_is_too_late_from_its_moment_on():
    due = due_at(rule("progress_report_2016", "quan_8"), date(2016, 9, 1), CALENDAR)
    assert due == datetime(2016, 10, 7, 11, 0, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("key", "trigger", "words"),
    [
        ("event_report", Period.parse("2026-11"), "tính từ một ngày"),
        ("document", Period.parse("2026-Q4"), "tính từ một ngày"),
        ("report_month", FRIDAY, "tính từ một kỳ báo cáo"),
        ("report_month", Period.parse("2026-Q4"), "2026-Q4 không phải loại kỳ"),
        ("report_quarter", Period.parse("2026-H1"), "2026-H1 không phải loại kỳ"),
        ("event_report", date.max, "nằm ngoài lịch"),
        ("plan_project", date.max, "nằm ngoài lịch"),
        ("document", clock("9999-12-31T13:00"), "nằm ngoài lịch"),
        ("document", datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), "nằm ngoài lịch"),
        ("disclosure_june", date.max, "nằm ngoài lịch"),
        ("report_month", Period(9999, "month", 12), "nằm ngoài lịch"),
    ],
)
def test_a_trigger_nothing_can_be_reckoned_from_is_refused_in_words(key, trigger, words):
    with pytest.raises(Unreckonable, match=words):
        due_at(rule(key), trigger, CALENDAR)
