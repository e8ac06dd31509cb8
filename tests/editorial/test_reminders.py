"""Who is told of what is due, when, and how often: exactly once for each stage (HL-8)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command

from editorial.models import Obligation, Reminder, ReminderLetter, UnhandledAlert
from editorial.obligations import open_by_hand
from editorial.reminders import make_reminders
from editorial.rounds import check_deadlines
from regulations.models import WorkingWeek
from tests.documents.records import DeadMailServer
from tests.editorial.fake_causes import Told, only
from tests.moments import VN, Clock
from tests.school import School

DEAD = "tests.documents.records.DeadMailServer"


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VN)


@pytest.fixture
def told() -> Iterator[Told]:
    source = Told()
    with only(source):
        yield source


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, at(16, 8))


def letters() -> list[tuple[str, str]]:
    return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]


def run_on(clock: Clock, until: datetime) -> None:
    """The rounds at 01:30, 07:30, 13:30 and 19:30, and at the end; between them no digest has its hour."""
    moment = clock.moment.replace(hour=1, minute=30)
    while (moment := moment + timedelta(hours=6)) < until:
        if moment > clock.moment:
            clock.set(moment)
            check_deadlines()
    clock.set(until)
    check_deadlines()


def stages() -> list[tuple[str, str, str]]:
    rows = Reminder.objects.select_related("user").order_by("owed_at", "pk")
    return [(row.stage, row.user.username, f"{row.owed_at.astimezone(VN):%d %H:%M}") for row in rows]


def test_the_responsible_then_their_head_then_the_board_are_told_once_each(
    school: School, told: Told, clock: Clock
) -> None:
    open_by_hand("Nộp kế hoạch tháng", at(18, 11), [school.giaovien], school.unit, school.truongban)
    run_on(clock, at(22))
    assert stages() == [
        ("ahead", "giaovien", "17 07:30"),
        ("at_hand", "giaovien", "17 13:30"),
        ("overdue", "giaovien", "18 13:30"),
        ("head", "totruong", "19 13:30"),
        ("board", "phoban", "20 13:30"),
        ("board", "truongban", "20 13:30"),
    ]
    assert letters() == [
        ("giaovien", "[Nhắc việc] 1 việc sắp đến hạn"),
        ("giaovien", "[Nhắc việc] 1 việc sắp đến hạn"),
        ("giaovien", "[Nhắc việc] 1 việc quá hạn"),
        ("totruong", "[Nhắc việc] 1 việc quá hạn"),
        ("phoban", "[Nhắc việc] 1 việc quá hạn"),
        ("truongban", "[Nhắc việc] 1 việc quá hạn"),
    ]
    assert Obligation.objects.get().remind_at is None
    assert not ReminderLetter.objects.filter(sent_at=None).exists()


def test_a_letter_says_what_by_when_and_where(school: School, told: Told, clock: Clock) -> None:
    row = open_by_hand("Nộp kế hoạch", at(17), [school.giaovien], None, school.truongban)
    call_command("check_deadlines", verbosity=0)
    assert not mail.outbox
    clock.set(at(16, 13, 30))
    call_command("check_deadlines", verbosity=0)
    letter = mail.outbox[0]
    assert "hạn hết ngày 16/11/2026 – còn 10 giờ" in letter.body
    # The last hours before the end hold no digest: both warnings come with this one.
    assert "Nhắc: trước hạn, gần đến hạn" in letter.body
    assert settings.SITE_URL + row.get_absolute_url() in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<nhac-viec-")


def test_what_ends_before_the_next_digest_is_told_at_once(school: School, told: Told, clock: Clock) -> None:
    clock.set(at(16, 14))
    open_by_hand("Gấp", at(17, 7), [school.giaovien], None, school.truongban)
    call_command("remind", verbosity=0)
    assert [stage for stage, _who, _when in stages()] == ["ahead", "at_hand"]
    assert letters() == [("giaovien", "[Nhắc việc] 1 việc sắp đến hạn")]


def test_many_things_are_one_letter(school: School, told: Told, clock: Clock) -> None:
    for number in range(30):
        told.tell(f"event:{number}", at(15, 9), people=(school.giaovien.pk,))
    call_command("check_deadlines", verbosity=0)
    assert letters() == []
    clock.set(at(16, 13, 30))
    call_command("check_deadlines", verbosity=0)
    assert letters() == [("giaovien", "[Nhắc việc] 30 việc sắp đến hạn")]
    assert mail.outbox[0].body.count("Việc event:") == 30


def test_what_is_done_in_the_meantime_is_told_to_nobody(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", at(15, 9), people=(school.giaovien.pk,))
    call_command("check_deadlines", verbosity=0)
    clock.set(at(16, 13, 30))
    make_reminders()
    told.answered["event:1"] = at(16, 13)
    call_command("check_deadlines", verbosity=0)
    assert letters() == []
    assert not ReminderLetter.objects.exists()


def test_a_mail_server_that_is_down_delays_and_loses_nothing(
    school: School, told: Told, clock: Clock, settings: Any
) -> None:
    open_by_hand("Nộp kế hoạch", at(17), [school.giaovien], None, school.truongban)
    alive, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{DEAD}"
    assert DeadMailServer is not None
    run_on(clock, at(17, 14))
    assert letters() == []
    assert ReminderLetter.objects.get().error == "ConnectionRefusedError"
    settings.EMAIL_BACKEND = alive
    run_on(clock, at(17, 16))
    assert letters() == [("giaovien", "[Nhắc việc] 1 việc quá hạn")]
    assert "Nhắc: trước hạn, gần đến hạn, quá hạn" in mail.outbox[0].body
    assert not Reminder.objects.filter(told_at=None).exists()


def test_after_two_dead_days_everything_owed_is_told_once_and_in_order(
    school: School, told: Told, clock: Clock
) -> None:
    for day, name in ((18, "Hai"), (17, "Một"), (19, "Ba")):
        open_by_hand(name, at(day, 11), [school.giaovien], school.unit, school.truongban)
    call_command("check_deadlines", verbosity=0)
    mail.outbox.clear()
    before = Reminder.objects.count()
    clock.pass_by(days=2)
    call_command("remind", verbosity=0)
    call_command("remind", verbosity=0)
    assert sorted(letters()) == [
        ("giaovien", "[Nhắc việc] 1 việc quá hạn, 2 việc sắp đến hạn"),
    ]
    owed = list(stages())[before:]
    assert owed == sorted(owed, key=lambda one: one[2])
    body = mail.outbox[0].body
    assert body.index("Một") < body.index("Hai") < body.index("Ba")
    clock.set(at(30))
    call_command("remind", verbosity=0)
    rows = Reminder.objects.values_list("obligation", "user", "stage")
    assert len(rows) == len(set(rows)) == 3 * 6
    assert not Reminder.objects.filter(told_at=None).exists()


def test_days_off_are_quiet_where_the_school_wishes(school: School, told: Told, clock: Clock) -> None:
    WorkingWeek.objects.create(quiet_on_days_off=True)
    clock.set(at(20, 9))
    open_by_hand("Hạn Chủ nhật", at(22, 12), [school.giaovien], None, school.truongban)
    run_on(clock, at(24))
    # Saturday and Sunday are quiet: Friday's last digest warns, Monday's first one says it is late.
    assert [(stage, when) for stage, _who, when in stages()] == [
        ("ahead", "20 13:30"),
        ("at_hand", "20 13:30"),
        ("overdue", "23 07:30"),
        ("head", "23 13:30"),
    ][: len(stages())]
    assert {moment[:2] for _stage, _who, moment in stages()} == {"20", "23"}


def test_a_moved_end_is_told_anew(school: School, told: Told, clock: Clock) -> None:
    told.tell("event:1", at(15, 9), people=(school.giaovien.pk,))
    run_on(clock, at(16, 14))
    assert len(stages()) == 2
    told.tell("event:1", at(16, 9), people=(school.giaovien.pk,))
    run_on(clock, at(17, 14))
    assert [stage for stage, _who, _when in stages()] == ["ahead", "at_hand", "ahead", "at_hand"]


def test_who_has_no_address_or_is_gone_is_written_no_letter(school: School, told: Told, clock: Clock) -> None:
    school.giaovien.email = ""
    school.giaovien.save(update_fields=["email"])
    open_by_hand("Việc", at(17), [school.giaovien], None, school.truongban)
    clock.pass_by(hours=6)
    call_command("remind", verbosity=0)
    assert (letters(), Reminder.objects.count()) == ([], 2)


def test_a_submission_that_waits_too_long_is_told_by_working_hours(
    school: School, told: Told, clock: Clock
) -> None:
    clock.set(at(20, 15, 30))
    school.do(school.draft(), "giaovien:submit")
    mail.outbox.clear()
    # One hour of Friday and seven of Monday: over at 14:30, told at the next digest on Tuesday... a holiday.
    clock.set(at(23, 23))
    call_command("remind", verbosity=0)
    assert not UnhandledAlert.objects.exists()
    clock.set(at(24, 7, 30))
    call_command("remind", verbosity=0)
    call_command("remind", verbosity=0)
    assert letters() == [("totruong", "[Nhắc việc] bài đang chờ xử lý")]
    assert "Lễ khai giảng" in mail.outbox[0].body
    clock.set(at(27, 8))
    call_command("remind", verbosity=0)
    assert {who for who, _subject in letters()} == {"totruong", "phoban", "truongban"}


def test_a_submission_that_moved_on_is_told_to_nobody(school: School, told: Told, clock: Clock) -> None:
    draft = school.do(school.draft(), "giaovien:submit")
    clock.pass_by(hours=1)
    school.do(draft, "totruong:forward")
    mail.outbox.clear()
    clock.pass_by(hours=9)
    call_command("remind", verbosity=0)
    assert letters() == []


def test_a_letter_stays_short_and_tells_where_the_rest_is(school: School, told: Told, clock: Clock) -> None:
    for number in range(230):
        told.tell(f"event:{number}", at(15, 9), people=(school.giaovien.pk,))
    clock.set(at(16, 13, 30))
    check_deadlines()
    assert letters() == [("giaovien", "[Nhắc việc] 230 việc sắp đến hạn")]
    assert mail.outbox[0].body.count("Việc event:") <= 200
    assert "Còn nữa, xem tất cả" in mail.outbox[0].body
    assert not Reminder.objects.filter(told_at=None).exists()
