"""Letters about requests: once each, in fixed words, and nothing lost while the mail server is down."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from community.letters import deliver_due
from community.models import RequestLetter
from editorial.letters import MOST_ATTEMPTS
from tests.community.asking import EMAIL, NAME, PERSONAL, PHONE, WORDS, asked, letters_to, press
from tests.school import School

SPAM = "MUA NGAY https://quang-cao.example"


def test_the_receipt_carries_no_word_of_the_stranger(school: School) -> None:
    request = asked(school.published(), name=SPAM, text=SPAM, quote=SPAM, phone="")
    [letter] = letters_to(EMAIL)
    whole = letter.message().as_string() + letter.subject + letter.body
    assert "MUA NGAY" not in whole
    assert "quang-cao" not in whole
    assert request.code in letter.subject
    assert request.code in letter.body
    assert letter.message().get_content_type() == "text/plain"
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_each_letter_goes_once_and_the_desk_is_told_without_personal_data(school: School) -> None:
    asked(school.published())
    for _round in range(3):
        call_command("settle_requests", verbosity=0)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([EMAIL, school.thuky.email])
    [desk] = letters_to(school.thuky.email)
    assert not any(word in desk.body + desk.subject for word in PERSONAL)
    assert "/quan-tri/community/outsiderequest/" in desk.body


def test_without_a_secretary_the_board_is_told(school: School) -> None:
    edition = school.published()
    school.thuky.is_active = False
    school.thuky.save(update_fields=["is_active"])
    asked(edition)
    call_command("settle_requests", verbosity=0)
    told = {one.to[0] for one in mail.outbox} - {EMAIL}
    assert told == {school.people[who].email for who in ("phoban", "truongban", "hieutruong")}


def test_an_opinion_calls_whoever_decides(school: School) -> None:
    takedown, data = asked(school.published()), asked(None)
    letters_to(EMAIL)
    mail.outbox.clear()
    press(school, "thuky", takedown, "advise", verdict="accept", note="Nên gỡ.")
    assert [one.subject for one in letters_to(school.hieutruong.email)]
    assert letters_to(school.phoban.email) == []
    press(school, "thuky", data, "advise", verdict="accept", note="Nên xóa.")
    assert letters_to(school.phoban.email)


@pytest.fixture
def dead_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", fail)


def test_a_dead_mail_server_loses_nothing(school: School, dead_server: None) -> None:
    asked(school.published())
    assert deliver_due() == 0
    owed = RequestLetter.objects.get(user=None)
    assert (owed.status, owed.attempts) == ("waiting", 1)
    assert owed.due_at > timezone.now()
    assert EMAIL not in owed.error
    for _attempt in range(MOST_ATTEMPTS):
        RequestLetter.objects.update(due_at=timezone.now())
        deliver_due()
    owed.refresh_from_db()
    assert owed.status == "failed"
    request = owed.request
    page = school.client("thuky").get(request.get_desk_url()).content.decode()
    assert "Có thư không gửi được" in page


def test_a_letter_whose_sender_died_goes_again_under_the_same_name(school: School) -> None:
    asked(school.published())
    RequestLetter.objects.filter(user=None).update(status="sending", due_at=timezone.now())
    deliver_due()
    [letter] = letters_to(EMAIL)
    row = RequestLetter.objects.get(user=None)
    assert letter.extra_headers["Message-ID"].startswith(f"<de-nghi-{row.request_id}-thu-{row.pk}@")


def test_a_letter_being_sent_is_left_to_its_sender(school: School) -> None:
    asked(school.published())
    later = timezone.now() + timedelta(minutes=4)
    RequestLetter.objects.filter(user=None).update(status="sending", due_at=later)
    assert letters_to(EMAIL) == []


def test_nothing_personal_is_logged(school: School, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    request = asked(school.published())
    press(school, "hieutruong", request, "reject_takedown", message="Không có căn cứ.")
    letters_to(EMAIL)
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert not any(word in logged for word in (NAME, EMAIL, PHONE, WORDS, request.code))
