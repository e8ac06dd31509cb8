"""A changed rule touches later triggers only (HN-17)."""

from datetime import UTC, date, datetime

import pytest

from regulations.in_force import Versions, rule_in_force
from regulations.loading import base_text, read_source
from regulations.models import Regulation
from regulations.reckoning import Period, trigger_day

pytestmark = pytest.mark.django_db

OWN = """extends = "standard"
code = "own"
name = "Quy chế của trường"
school_kind = "primary"
decision = "Quyết định 1"
effective_from = {day}

[deadlines.event_report]
label = "Tin về hoạt động, sự kiện"
triggers = ["event_ended"]
unit = "calendar_days"
amount = {amount}
enabled = {enabled}
citation = "Điều 13"
"""


def version(day: date, amount: int, enabled: str = "true") -> None:
    text = OWN.format(day=day.isoformat(), amount=amount, enabled=enabled)
    Regulation.objects.create(
        code="own", name="Quy chế", source=text, base=base_text(text, "own"), effective_from=day
    )


def amount_on(day: date) -> int | None:
    rule = rule_in_force("event_report", day)
    return rule and rule.amount


def test_the_rule_of_the_triggers_day_holds():
    version(date(2026, 9, 1), 1)
    version(date(2026, 12, 1), 2)
    assert [amount_on(date(2026, *day)) for day in ((9, 1), (11, 30), (12, 1), (12, 31))] == [1, 1, 2, 2]


def test_of_two_versions_from_one_day_the_later_written_holds():
    version(date(2026, 9, 1), 1)
    version(date(2026, 9, 1), 3)
    assert amount_on(date(2026, 9, 1)) == 3


def test_a_version_that_was_written_later_does_not_reach_back():
    version(date(2026, 12, 1), 2)
    version(date(2026, 9, 1), 1)
    assert amount_on(date(2026, 12, 2)) == 2


def test_before_the_first_regulation_nothing_was_promised():
    version(date(2026, 9, 1), 1)
    assert amount_on(date(2026, 8, 31)) is None


def test_a_portal_without_a_regulation_works_by_the_standard_one():
    assert amount_on(date(2026, 8, 31)) == 1
    assert rule_in_force("no_such_rule", date(2026, 8, 31)) is None


def test_a_rule_that_is_switched_off_is_not_in_force():
    version(date(2026, 9, 1), 1)
    version(date(2026, 12, 1), 1, enabled="false")
    assert amount_on(date(2026, 11, 30)) == 1
    assert amount_on(date(2026, 12, 1)) is None


def test_the_rules_of_a_trigger_are_found_in_one_query_for_any_number_of_days(django_assert_num_queries):
    text = read_source("tinh_son")
    Regulation.objects.create(
        code="tinh_son", name="TS", source=text, base=read_source("standard"), effective_from=date(2026, 1, 1)
    )
    with django_assert_num_queries(1):
        versions = Versions()
        keys = [
            [rule.key for rule in versions.rules_for("document_signed", date(2026, month, 1))]
            for month in range(1, 13)
        ]
    assert keys == [["document"]] * 12
    assert versions.rules_for("document_stamped", date(2026, 5, 1)) == ()
    assert versions.rules_for("document_signed", date(2025, 5, 1)) == ()


def test_the_day_of_a_trigger_is_the_one_in_vietnam():
    assert trigger_day(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)) == date(2026, 12, 1)
    assert trigger_day(date(2026, 11, 30)) == date(2026, 11, 30)
    assert trigger_day(Period.parse("2026-11")) == date(2026, 11, 30)
