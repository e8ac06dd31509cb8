"""Times as people read them and as programs do."""

from datetime import UTC, date, datetime

import pytest

from portal.templatetags.moments import machine_time, moment

NOON = datetime(2026, 11, 20, 5, 30, 1, 234_567, tzinfo=UTC)  # 12:30:01 in Vietnam


def test_a_moment_is_told_in_the_portals_zone_without_parts_of_a_second() -> None:
    assert moment(NOON) == '<time datetime="2026-11-20T12:30:01+07:00">20/11/2026 12:30</time>'
    assert moment(NOON, "H:i") == '<time datetime="2026-11-20T12:30:01+07:00">12:30</time>'


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2026, 9, 5), "2026-09-05"), (NOON, "2026-11-20T12:30:01+07:00")]
)
def test_days_and_moments_for_programs(value: date, shown: str) -> None:
    assert machine_time(value) == shown


def test_a_day_has_no_hour_and_nothing_is_nothing() -> None:
    assert moment(date(2026, 9, 5), "d/m/Y") == '<time datetime="2026-09-05">05/09/2026</time>'
    assert moment(None) == ""
