"""Requirements 7.1, value by value: triggers, unit, amount, and what else the unit asks for."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from regulations.loading import load_preset, preset_names
from regulations.schema import DeadlineRule

HAI_NINH = {
    "event_report": "event_ended: 1 calendar_days",
    "document": "document_stamped: 1 cutoff 12h",
    "plan_project": "plan_approved: 3 working_days",
    "research": "research_approved, research_accepted: 20 working_days",
    "statistics": "statistics_decided: 3 working_days",
    "report_month": "month_ended: 0 first_week days_1_7",
    "report_quarter": "quarter_ended: 15 period_days",
    "report_halfyear": "halfyear_ended: 15 period_days",
    "report_year": "conference_held: 15 calendar_days",
    "rota_turn": "rota_turn_ended: 0 calendar_days",
    "unit_review": "unit_review_due: 15 calendar_days",
    "request_acknowledge": "request_to_acknowledge: 2 working_days",
    "request_answer": "request_to_answer: 5 working_days",
    "data_request_acknowledge": "data_request_to_acknowledge: 2 working_days",
    "data_view_answer": "data_view_to_answer: 10 calendar_days",
    "data_stop_answer": "data_stop_to_answer: 15 calendar_days",
    "data_delete_answer": "data_delete_to_answer: 20 calendar_days",
}
# What the units owe the school, and the school those who ask; not of article 13.
OTHERS = {key for key in HAI_NINH if key.startswith(("request_", "data_"))} | {"rota_turn", "unit_review"}
TINH_SON = {
    "event_report": "event_ended: 3 calendar_days",
    "document": "document_signed, week_signed: 2 calendar_days",
    "plan_project": "plan_approved: 2 calendar_days",
    "research": "research_approved, research_accepted: 14 calendar_days",
}
TINH_SON_OWN = {"sector_database": "calendar: 0 monthly"}


def read(rule: DeadlineRule) -> str:
    words = f"{', '.join(rule.triggers)}: {rule.amount} {rule.unit}"
    if rule.cutoff_hour is not None:
        words += f" {rule.cutoff_hour}h"
    return f"{words} {rule.first_week}".strip()


def in_force(name: str) -> dict[str, str]:
    return {rule.key: read(rule) for rule in load_preset(name).deadlines if rule.enabled}


def test_hai_ninh_has_the_deadlines_of_its_article_13():
    assert in_force("hai_ninh") == HAI_NINH
    for rule in load_preset("hai_ninh").deadlines:
        assert not rule.enabled or rule.key in OTHERS or rule.citation.startswith("Điều 13 khoản ")


@pytest.mark.parametrize("name", preset_names())
def test_people_outside_are_owed_what_the_decree_or_the_school_says(name):
    preset = load_preset(name)
    for key in ("data_request_acknowledge", "data_view_answer", "data_stop_answer", "data_delete_answer"):
        assert preset.deadline(key).citation == "Điều 5 Nghị định 356/2025/NĐ-CP"
    for key in ("request_acknowledge", "request_answer"):
        assert preset.deadline(key).citation == ""
        assert "nhà trường tự đặt" in preset.deadline(key).label


def test_tinh_son_has_its_own_deadlines_and_the_default_where_it_is_silent():
    assert in_force("tinh_son") == HAI_NINH | TINH_SON | TINH_SON_OWN
    for key in TINH_SON:
        assert load_preset("tinh_son").deadline(key).citation == "Mục III.3 Kế hoạch Trường THCS Tịnh Sơn"


@pytest.mark.parametrize("name", ["standard", "quan_8", "quang_ngai", "him_lam"])
def test_silent_schools_take_the_default_column(name):
    assert in_force(name) == HAI_NINH


@pytest.mark.parametrize("name", preset_names())
def test_no_deadline_rolls_over_a_holiday_unless_a_school_says_so(name):
    assert not any(rule.roll_forward for rule in load_preset(name).deadlines)


@pytest.mark.parametrize("name", preset_names())
def test_ministry_disclosure_rules_wait_for_the_school_to_switch_them_on(name):
    preset = load_preset(name)
    days = {"disclosure_june": "06-30", "disclosure_september": "09-30", "disclosure_report": "06-30"}
    for key, day in days.items():
        rule = preset.deadline(key)
        assert (rule.enabled, rule.unit, rule.yearly_on) == (False, "yearly", day)


def test_the_one_off_dates_are_kept_in_vietnamese_time():
    rule = load_preset("quan_8").deadline("progress_report_2016")
    assert rule.at == datetime(2016, 10, 7, 11, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert rule.at.utcoffset().total_seconds() == 7 * 3600
    assert not rule.enabled
    assert load_preset("tinh_son").deadline("live_2021").unit == "once"
    assert load_preset("quang_ngai").deadline("all_portals_2022").unit == "once"


def test_an_unknown_deadline_is_none():
    assert load_preset("hai_ninh").deadline("no_such_rule") is None
