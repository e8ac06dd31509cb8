"""Two rounds of the clock at once, and a round beside a person: each thing once, nobody's word lost."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone

from editorial.models import Obligation, ObligationChange, Reminder
from editorial.obligation_acts import do
from editorial.owing import check_obligations
from editorial.rounds import check_deadlines
from tests.editorial.fake_causes import Told, only
from tests.editorial.test_races import both_at_once
from tests.school import School

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_rounds_at_once_open_tell_and_write_each_thing_once(school: School) -> None:
    told = Told()
    ended = timezone.now() - timedelta(days=9)
    for number in range(30):
        told.tell(f"event:{number}", ended, people=(school.giaovien.pk,))
    with only(told):
        assert both_at_once(check_deadlines, check_deadlines) == ["done", "done"]
    assert Obligation.objects.count() == 30
    assert ObligationChange.objects.filter(verb="opened").count() == 30
    each = Reminder.objects.values_list("obligation", "user", "stage")
    assert len(each) == len(set(each)) == 30 * 4
    assert sorted(letter.to[0].partition("@")[0] for letter in mail.outbox) == [
        "giaovien",
        "phoban",
        "totruong",
        "truongban",
    ]


def test_a_waiver_beside_a_round_is_not_lost(school: School) -> None:
    told = Told()
    told.tell("event:1", timezone.now() - timedelta(days=2))
    with only(told):
        check_obligations()
        for _time in range(10):
            row = Obligation.objects.get()
            told.tell("event:1", row.happened_at - timedelta(hours=1))
            waive = partial(do, row, "mien", by=school.phoban, note="Nghỉ bão")
            assert both_at_once(check_obligations, waive) == ["done", "done"]
            row.refresh_from_db()
            assert row.state == "waived"
            assert row.waived_reason == "Nghỉ bão"
            do(row, "rut-mien", by=school.phoban, note="Thôi")


def test_two_people_waive_at_once_and_one_name_stands(school: School) -> None:
    told = Told()
    told.tell("event:1", timezone.now() - timedelta(days=2))
    with only(told):
        check_obligations()
        row = Obligation.objects.get()
        acts = [partial(do, row, "mien", by=who, note=str(who)) for who in (school.phoban, school.truongban)]
        assert sorted(both_at_once(*acts)) == ["done", "refused"]
    row.refresh_from_db()
    assert row.waived_reason == str(row.waived_by)
    assert row.changes.filter(verb="waived").count() == 1
