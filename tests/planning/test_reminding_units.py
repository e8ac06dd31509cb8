"""Units without an article this month are reminded once, on the day of the regulation (Q8-3.2d)."""

import smtplib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from editorial.desk_notes import leave_note, mail_notes, settle_notes, unread_notes
from editorial.models import DeskNote
from editorial.unit_reminders import remind_on_the_day, remind_units, reminding_day
from tests.moments import Clock
from tests.planning.published import at, publish
from tests.school import School
from vietnamese.working_days import WorkingDays

OnDay = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    clock = Clock(monkeypatch, timezone.now())
    return lambda day: clock.set(at(day, 8))


def told() -> list[tuple[str, str]]:
    return sorted(DeskNote.objects.values_list("user__username", "subject"))


def test_the_clock_waits_for_the_day_and_then_reminds_once(school: School, on_day: OnDay) -> None:
    publish(school, date(2026, 11, 3))
    school.other_unit.head = school.nguoila
    school.other_unit.save(update_fields=["head"])
    on_day(date(2026, 11, 19))
    assert remind_on_the_day() == 0
    on_day(date(2026, 11, 20))  # the 15th working day
    assert [remind_on_the_day(), remind_on_the_day()] == [2, 0]


def test_reminding_again_changes_nothing_until_the_next_month(school: School, on_day: OnDay) -> None:
    on_day(date(2026, 11, 25))
    school.other_unit.head = school.nguoila
    school.other_unit.save(update_fields=["head"])
    publish(school, date(2026, 11, 3))
    assert remind_units() == 2  # Tổ Toán, and the office
    assert told() == [
        ("hieutruong", "Văn phòng chưa có tin bài trong tháng 11/2026"),
        ("nguoila", "Tổ Toán chưa có tin bài trong tháng 11/2026"),
    ]
    assert remind_units() == 0
    on_day(date(2026, 12, 25))
    assert remind_units() == 3


def test_each_gets_one_letter_with_the_way_to_write(school: School, on_day: OnDay) -> None:
    on_day(date(2026, 11, 25))
    remind_units()
    assert mail_notes() == 2
    assert mail_notes() == 0
    letter = next(one for one in mail.outbox if one.to == ["totruong@truong.example"])
    assert letter.subject == "Tổ Ngữ văn chưa có tin bài trong tháng 11/2026"
    assert reverse("admin:content_article_add") in letter.body


def test_a_mail_server_that_is_down_loses_nothing(
    school: School, on_day: OnDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(date(2026, 11, 25))
    remind_units()

    def fail(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", fail)
        assert mail_notes() == 0
    assert mail_notes() == 0  # not at once: the lease of the first try still runs
    on_day(date(2026, 11, 26))
    assert mail_notes() == 2
    assert len(mail.outbox) == 2


def test_the_button_is_for_the_desk_of_the_board(school: School) -> None:
    address = reverse("admin:targets_remind")
    assert school.client("giaovien").post(address).status_code == 403
    assert school.client("thuky").get(address).status_code == 405
    said = school.client("thuky").post(address, follow=True).content.decode()
    assert "Đã nhắc 2 đơn vị." in said
    assert "đã nhắc" in said
    assert "chưa có người đứng đầu để nhắc" in said  # Tổ Toán has nobody
    again = school.client("phoban").post(address, follow=True).content.decode()
    assert "Không có đơn vị nào cần nhắc thêm" in again


def test_the_head_reads_it_at_the_desk_and_puts_it_away(school: School) -> None:
    call_command("remind_units", "--now", verbosity=0)
    head = school.client("totruong")
    assert "chưa có tin bài trong tháng" in head.get(reverse("admin:index")).content.decode()
    head.post(reverse("admin:notifications_read"))
    assert "chưa có tin bài trong tháng" not in head.get(reverse("admin:index")).content.decode()


def test_what_asks_for_something_stays_until_it_is_done(school: School) -> None:
    leave_note([school.thuky, school.vanthu], "viec:1", "Hãy xem", to_act=True)
    assert leave_note([school.thuky], "viec:1", "Hãy xem", to_act=True) == 0
    school.client("thuky").post(reverse("admin:notifications_read"))
    assert len(unread_notes(school.thuky)) == 1
    settle_notes("viec:1")
    assert list(unread_notes(school.thuky)) == list(unread_notes(school.vanthu)) == []


def test_who_is_switched_off_is_told_nothing(school: School, on_day: OnDay) -> None:
    on_day(date(2026, 11, 25))
    school.totruong.is_active = False
    school.totruong.save(update_fields=["is_active"])
    assert remind_units() == 1
    assert {name for name, _subject in told()} == {"hieutruong"}


@pytest.mark.parametrize(
    ("nth", "day"), [(1, date(2026, 2, 2)), (13, date(2026, 2, 18)), (20, date(2026, 2, 27))]
)
def test_the_day_counts_working_days_and_ends_with_the_month(nth: int, day: date) -> None:
    assert reminding_day(date(2026, 2, 9), nth, WorkingDays()) == day


def test_over_tet_the_day_comes_later() -> None:
    tet = frozenset(date(2026, 2, number) for number in range(14, 23))
    assert reminding_day(date(2026, 2, 1), 13, WorkingDays(days_off=tet)) == date(2026, 2, 25)
    assert reminding_day(date(2026, 2, 1), 20, WorkingDays(days_off=tet)) == date(2026, 2, 27)
