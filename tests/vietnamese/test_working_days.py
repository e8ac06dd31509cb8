"""Counting working days, whatever the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.working_days import WorkingDays

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
    WorkingDays,
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS, max_size=10),
    st.booleans(),
)
COUNTS = st.integers(1, 60)


@given(CALENDARS, DAYS, COUNTS)
def test_the_nth_working_day_is_one_and_n_of_them_have_passed(calendar, day, count):
    last = calendar.add_working_days(day, count)
    between = (day + timedelta(days=number) for number in range(1, (last - day).days + 1))
    assert calendar.is_working_day(last)
    assert sum(calendar.is_working_day(each) for each in between) == count


@given(CALENDARS, DAYS, st.integers(0, 30), COUNTS)
def test_who_starts_later_is_never_due_earlier(calendar, day, later, count):
    started_later = calendar.add_working_days(day + timedelta(days=later), count)
    assert calendar.add_working_days(day, count) <= started_later


@given(CALENDARS, DAYS, COUNTS, COUNTS)
def test_counting_on_is_counting_the_sum(calendar, day, first, second):
    on = calendar.add_working_days(calendar.add_working_days(day, first), second)
    assert calendar.add_working_days(day, first + second) == on


@given(CALENDARS, DAYS)
def test_the_next_working_day_is_the_day_itself_or_the_first_after_it(calendar, day):
    following = calendar.next_working_day(day)
    assert following == (day if calendar.is_working_day(day) else calendar.add_working_days(day, 1))


@given(CALENDARS, DAYS)
def test_a_day_off_is_never_worked_not_even_as_a_make_up_day(calendar, day):
    both = WorkingDays(calendar.days_off | {day}, calendar.makeup | {day}, calendar.saturdays)
    assert not both.is_working_day(day)


@given(DAYS, COUNTS)
def test_a_school_that_works_on_saturdays_is_never_due_later(day, count):
    assert WorkingDays(saturdays=True).add_working_days(day, count) <= WorkingDays().add_working_days(
        day, count
    )


@pytest.mark.parametrize("count", [0, -1])
def test_no_days_at_all_is_no_count(count):
    with pytest.raises(ValueError, match=str(count)):
        WorkingDays().add_working_days(date(2026, 11, 20), count)


def test_the_calendar_ends_with_the_year_9999():
    with pytest.raises(OverflowError):
        WorkingDays().add_working_days(date.max, 1)
