"""An approved work week is owed to the portal in two days where the regulation says so (TS-III.3.5)."""

from datetime import datetime

import pytest
from django.core.management import call_command

from editorial.models import Obligation
from editorial.owing import check_obligations
from tests.calendar.records import drafted_week
from tests.moments import VN, Clock
from tests.school import School

OF_WEEKS = Obligation.objects.filter(trigger="week_signed")


def test_a_signed_week_is_owed_until_it_is_posted(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("apply_regulation", "tinh_son", verbosity=0)
    clock = Clock(monkeypatch, datetime(2026, 11, 27, 9, tzinfo=VN))
    week, inner = drafted_week(school), drafted_week(school, audience="staff")
    school.do(week, "vanthu:submit")
    check_obligations()
    assert not OF_WEEKS.exists(), "nobody has signed it"
    for one, by in ((week, ""), (inner, "vanthu:submit")):
        school.do(one, *filter(None, [by, "truongban:sign"]))
    check_obligations()
    row = OF_WEEKS.get()
    assert (row.item, row.rule, row.due_at) == (week.item, "document", datetime(2026, 11, 30, tzinfo=VN))
    clock.set(datetime(2026, 11, 29, 23, 59, tzinfo=VN))
    week.refresh_from_db()
    school.do(week, "kythuat:post")
    check_obligations()
    assert OF_WEEKS.get().state == "met_on_time"
