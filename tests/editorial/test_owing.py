"""The rounds of the clock: an obligation follows its cause until it is met (requirements 7.1, 7.2)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial.models import DutyHolder, Obligation, ObligationChange
from editorial.obligations import obligations_of, open_by_hand
from editorial.owing import check_obligations
from regulations.models import Regulation
from tests.editorial.fake_causes import Told, only
from tests.moments import VN, Clock
from tests.school import School


@pytest.fixture
def told() -> Iterator[Told]:
    source = Told()
    with only(source):
        yield source


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, datetime(2026, 11, 20, 18, tzinfo=VN))


def verbs(row: Obligation) -> list[str]:
    return list(row.changes.values_list("verb", flat=True))


ENDED = datetime(2026, 11, 20, 17, tzinfo=VN)


def test_an_event_that_ended_owes_a_report_by_the_end_of_the_next_day(
    school: School, told: Told, clock: Clock
) -> None:
    told.tell("event:1", ENDED, unit_id=school.unit.pk, title="Lễ 20/11")
    check_obligations()
    row = Obligation.objects.get()
    assert (row.rule, row.title, row.unit) == ("event_report", "Lễ 20/11", school.unit)
    assert row.due_at == datetime(2026, 11, 22, tzinfo=VN)
    assert [duty.obligation for duty in obligations_of(school.totruong)] == [row]
    assert obligations_of(school.giaovien) == []
    assert row.regulation == Regulation.current()


def test_a_second_round_changes_nothing(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED)
    assert check_obligations()["opened"] == 1
    assert not check_obligations()
    assert verbs(Obligation.objects.get()) == ["opened"]


def test_nothing_is_owed_before_it_has_happened(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED + timedelta(hours=2))
    check_obligations()
    assert not Obligation.objects.exists()
    clock.set(ENDED + timedelta(hours=2))
    check_obligations()
    assert Obligation.objects.count() == 1


@pytest.mark.parametrize(
    ("public", "state"),
    [
        (datetime(2026, 11, 21, 16, 59, 59, 999999, tzinfo=UTC), "met_on_time"),
        (datetime(2026, 11, 21, 17, tzinfo=UTC), "met_late"),
    ],
)
def test_the_first_instant_of_the_day_after_is_late(
    school: School, told: Told, clock: Clock, public: datetime, state: str
) -> None:
    told.tell("event:1", ENDED)
    check_obligations()
    clock.set(datetime(2026, 11, 23, tzinfo=VN))
    told.answered["event:1"] = public
    check_obligations()
    row = Obligation.objects.with_state().get()
    assert (row.state, row.state_now, row.met_at) == (state, state, public)


def test_what_moves_before_it_is_met_moves_the_end_and_is_written_down(
    school: School, told: Told, clock: Clock
) -> None:
    told.tell("event:1", ENDED)
    check_obligations()
    told.tell("event:1", ENDED + timedelta(days=3))
    check_obligations()
    row = Obligation.objects.get()
    assert verbs(row) == ["opened", "moved"]
    assert row.due_at == datetime(2026, 11, 25, tzinfo=VN)
    assert row.changes.latest("pk").note == "2026-11-22T00:00:00+07:00"


def test_nothing_moves_what_is_met(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED)
    told.answered["event:1"] = ENDED + timedelta(minutes=30)
    check_obligations()
    told.tell("event:1", ENDED - timedelta(days=5), title="Tên khác")
    check_obligations()
    row = Obligation.objects.get()
    assert (row.state, row.title) == ("met_on_time", "Việc event:1")
    assert row.due_at == datetime(2026, 11, 22, tzinfo=VN)
    told.known.clear()
    check_obligations()
    assert Obligation.objects.get().state == "met_on_time"


def test_a_link_that_is_taken_away_opens_it_again(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED)
    told.answered["event:1"] = ENDED + timedelta(minutes=30)
    check_obligations()
    told.answered.clear()
    check_obligations()
    row = Obligation.objects.get()
    assert (row.state, row.met_at, row.met_how) == ("pending", None, "")
    assert verbs(row) == ["opened", "met", "reopened"]


def test_a_cause_that_is_gone_is_owed_no_more_until_it_comes_back(
    school: School, told: Told, clock: Clock
) -> None:
    told.tell("event:1", ENDED)
    check_obligations()
    cause = told.known.pop("event:1")
    clock.set(ENDED + timedelta(hours=3))
    check_obligations()
    assert Obligation.objects.get().state == "withdrawn"
    assert obligations_of(school.thuky) == []
    told.known["event:1"] = cause
    check_obligations()
    assert Obligation.objects.get().state == "pending"
    assert verbs(Obligation.objects.get()) == ["opened", "withdrawn", "restored"]


def test_a_changed_rule_touches_later_causes_only(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED)
    check_obligations()
    text = Regulation.current().source.replace(
        'unit = "calendar_days"\namount = 1', 'unit = "calendar_days"\namount = 4'
    )
    base = Regulation.current()
    Regulation.objects.create(
        code=base.code,
        name=base.name,
        source=text,
        base=base.base,
        effective_from=ENDED.date() + timedelta(days=1),
    )
    told.tell("event:2", ENDED + timedelta(days=1))
    clock.set(ENDED + timedelta(days=2))
    check_obligations()
    due = dict(Obligation.objects.values_list("cause_key", "due_at"))
    assert due["event:1"] == datetime(2026, 11, 22, tzinfo=VN)
    assert due["event:2"] == datetime(2026, 11, 26, tzinfo=VN)


def test_duty_holders_and_people_named_by_the_cause_answer_for_it(
    school: School, told: Told, clock: Clock
) -> None:
    DutyHolder.objects.create(rule="event_report", user=school.bientap)
    told.tell("event:1", ENDED, unit_id=school.unit.pk, people=(school.giaovien.pk,))
    check_obligations()
    row = Obligation.objects.get()
    assert set(row.people.all()) == {school.bientap, school.giaovien}
    DutyHolder.objects.all().delete()
    told.tell("event:1", ENDED, unit_id=school.unit.pk)
    check_obligations()
    assert set(row.people.all()) == {school.totruong}
    school.totruong.is_active = False
    school.totruong.save(update_fields=["is_active"])
    check_obligations()
    assert set(row.people.all()) == {school.thuky}


def test_a_duty_for_once_turns_overdue_at_its_hour(school: School, told: Told, clock: Clock) -> None:
    due = datetime(2026, 11, 27, 11, tzinfo=VN)
    row = open_by_hand("Báo cáo tiến độ gửi Tổ Trung học", due, [school.thuky], None, school.truongban)
    check_obligations()
    clock.set(due - timedelta(microseconds=1))
    assert row.state == "due_soon"
    assert obligations_of(school.thuky)[0].waiting.left == "còn 0 phút"
    clock.set(due)
    assert row.state == "overdue"
    assert verbs(row) == ["opened"]


def test_the_number_of_queries_does_not_grow_with_the_batch(
    school: School, told: Told, clock: Clock, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        told.tell(f"event:{number}", ENDED, unit_id=school.unit.pk)
    with django_assert_max_num_queries(60):
        call_command("check_deadlines")
    assert Obligation.objects.count() == ObligationChange.objects.count() == 40
    with django_assert_max_num_queries(45):
        call_command("check_deadlines")


def test_a_round_without_any_regulation_works_by_the_standard_one(db: None, told: Told, clock: Clock) -> None:
    told.tell("event:1", ENDED)
    check_obligations()
    row = Obligation.objects.get()
    assert (row.regulation, row.due_at) == (None, datetime(2026, 11, 22, tzinfo=VN))
    assert timezone.localtime(row.due_at).hour == 0
