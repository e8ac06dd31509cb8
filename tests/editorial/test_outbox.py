"""What an event owes is delivered after the commit, at least once, and written once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from editorial import nudging, outbox
from editorial.models import Delivery, Event, Notification
from editorial.models.append_only import AppendOnly
from editorial.remarks import add_remark
from editorial.states import State
from editorial.workflow import Refused
from tests.school import School


def told(verb: str) -> dict[str, bool]:
    rows = Notification.objects.filter(event__verb=verb).values_list("user__username", "to_act")
    return dict(rows)


def test_the_next_actor_and_the_author_are_told_in_the_desk_and_by_mail(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:return")
    outbox.deliver_owed()
    assert told("return") == {"giaovien": True}
    assert [letter.to for letter in mail.outbox] == [["giaovien@truong.example"]]
    letter = mail.outbox[0]
    assert "Lễ khai giảng" in letter.subject
    assert "Lý do ghi ở đây" in letter.body
    assert edition.get_desk_url() in letter.body


def test_the_unit_head_is_called_to_act_when_a_teacher_sends(school: School) -> None:
    school.do(school.draft(), "giaovien:submit")
    outbox.deliver_owed()
    assert told("submit") == {"totruong": True}


def test_an_event_told_late_calls_nobody_to_a_step_already_passed(school: School) -> None:
    school.do(school.draft(), "giaovien:submit", "totruong:forward")
    outbox.deliver_owed()
    assert told("submit") == {}
    assert told("forward")["thuky"] is True


def test_a_second_delivery_writes_and_mails_nothing_new(school: School) -> None:
    school.do(school.draft(), "giaovien:submit")
    outbox.deliver_owed()
    letters = len(mail.outbox)
    Delivery.objects.update(done_at=None, due_at=timezone.now())
    outbox.deliver_owed()
    assert Notification.objects.count() == 1
    assert len(mail.outbox) == letters


def test_a_title_cannot_inject_mail_headers(school: School) -> None:
    school.do(school.draft(title="Chào\nBcc: ke.la@example.com"), "giaovien:submit")
    outbox.deliver_owed()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["totruong@truong.example"]


def test_a_failed_reaction_is_kept_backed_off_and_run_again(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Event] = []

    def flaky(event: Event) -> None:
        calls.append(event)
        if len(calls) == 1:
            raise OSError("máy thư không trả lời")

    monkeypatch.setitem(outbox.REACTIONS, "tell_people", (frozenset({"submit"}), flaky))
    school.do(school.draft(), "giaovien:submit")
    assert outbox.deliver_owed() == 0
    owed = Delivery.objects.get(done_at=None)
    assert "máy thư" in owed.error
    assert outbox.deliver_owed() == 0
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert outbox.deliver_owed() == 1
    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_delays_reactions_but_loses_none(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broker_down(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(nudging.current_app, "send_task", broker_down)
    edition = school.published()
    assert edition.state == State.PUBLISHED
    assert Delivery.objects.filter(done_at=None).exists()
    call_command("deliver_events", verbosity=0)
    assert not Delivery.objects.filter(done_at=None).exists()
    assert told("publish") == {"giaovien": False}


def test_a_refused_move_leaves_no_event(school: School) -> None:
    edition = school.draft()
    before = Event.objects.count()
    with pytest.raises(Refused):
        school.do(edition, "phoban:publish")
    assert Event.objects.count() == before


def test_history_cannot_be_rewritten(school: School) -> None:
    school.draft()
    event = Event.objects.get()
    for act in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(note="x")):
        with pytest.raises(AppendOnly), transaction.atomic():
            act()


def test_a_remark_reaches_the_author_and_those_at_the_step(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:forward")
    add_remark(edition, by=school.thuky, text="Xin cho biết số học sinh dự lễ.")
    outbox.deliver_owed()
    assert told("remark") == {"giaovien": False}
    with pytest.raises(Refused, match="Hãy viết"):
        add_remark(edition, by=school.thuky, text=" \u200b ")
    with pytest.raises(Refused, match="chỉ được xem"):
        add_remark(edition, by=school.thanhtra, text="Xem rồi")
