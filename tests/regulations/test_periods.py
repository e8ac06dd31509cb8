"""Months, quarters and halves of a year: how they are written, where they begin and end."""

from datetime import date

import pytest

from regulations.periods import MONTHS, Period


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "tháng 11/2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "tháng 2/2028"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quý IV/2026"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
    ],
)
def test_a_period_knows_its_days_and_its_name(text, first, last, label):
    period = Period.parse(text)
    assert (period.starts_on, period.ends_on, period.label, str(period)) == (first, last, label, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-H3", "2026-1", "0000-01"),
        *("2026-q1", "2026-11\n", "٢٠٢٦-11", "2026-11-20", " 2026-11"),
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(text)


@pytest.mark.parametrize("kind", MONTHS)
def test_the_periods_of_a_kind_follow_each_other_without_a_gap(kind):
    period = Period.holding(date(2026, 1, 15), kind)
    for _each in range(30):
        following = Period.holding(period.next_starts_on, kind)
        assert (following.starts_on - period.ends_on).days == 1
        assert Period.holding(period.ends_on, kind) == period
        period = following
