"""Receipts: each once, never to machines, never many, and two portals do not answer each other for ever."""

from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from content.models import Article
from editorial.models import ReceivedMail
from people.models import User
from tests.mailroom.letters import BUREAU, STRANGER, TEACHER, Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School

MACHINES: tuple[dict[str, str], ...] = (
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated (rejected)"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"List_Id": "<nhom.truong.example>"},
    {"X_Auto_Response_Suppress": "OOF, AutoReply"},
    {"X_Autoreply": "yes"},
    {"Return_Path": "<>"},
    {"sender": "Không trả lời <no-reply@truong.example>"},
    {"sender": "Mail Delivery <mailer-daemon@truong.example>"},
    {"sender": "Cổng <cong@truong.example>"},
)


@pytest.mark.parametrize("said", MACHINES)
def test_machines_are_never_answered(school: School, box: Maildir, said: dict[str, str]) -> None:
    for name in ("no-reply", "mailer-daemon", "cong"):
        User.objects.create_user(name, f"{name}@truong.example", full_name=name, unit=school.unit)
    box.deliver(letter(**said))
    fetch()
    assert the_letter().status in {"ignored", "quarantined", "read"}
    assert not mail.outbox


@pytest.mark.parametrize(
    "said", [{"Auto_Submitted": "auto-replied"}, {"Return_Path": "<>"}, {"X_Autorespond": "1"}]
)
def test_nothing_is_made_of_a_machine_s_answer(school: School, box: Maildir, said: dict[str, str]) -> None:
    box.deliver(letter("Tự động: Tôi đi vắng", **said))
    fetch()
    assert (the_letter().status, Article.objects.count()) == ("ignored", 0)


def test_two_portals_do_not_answer_each_other(school: School, box: Maildir) -> None:
    """The receipt of one comes to the other, under an address that the other knows."""
    box.deliver(letter())
    fetch()
    receipt = mail.outbox[0].message()
    for address in (TEACHER, STRANGER, BUREAU):
        receipt.replace_header("From", address)
        box.deliver(receipt.as_bytes() + address.encode())
    fetch()
    assert len(mail.outbox) == 1
    assert ReceivedMail.objects.filter(status="ignored").count() == 3


def test_nor_do_the_portal_s_own_notices_come_back_as_articles(school: School, box: Maildir) -> None:
    box.deliver(letter(sender="Cổng <cong@truong.example>"))
    fetch()
    assert the_letter().status == "ignored"


def test_a_stranger_is_answered_only_if_the_server_vouches_for_him(
    school: School, box: Maildir, settings: Any
) -> None:
    box.deliver(letter(sender=STRANGER))
    fetch()
    assert not mail.outbox
    settings.MAIL_IN_AUTHSERV_ID = "thu.truong.example"
    box.deliver(letter("Hai", sender=STRANGER, Authentication_Results="thu.truong.example; dmarc=pass"))
    fetch()
    [receipt] = mail.outbox
    assert "Tổ Thư ký" in receipt.body
    assert "/quan-tri/" not in receipt.body


def test_one_sender_gets_few(school: School, box: Maildir) -> None:
    box.deliver(*(letter(f"Bài {number}") for number in range(9)))
    fetch()
    assert (Article.objects.count(), len(mail.outbox)) == (9, 6)
    assert ReceivedMail.objects.filter(receipt="limited").count() == 3


class Broken(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected


def test_a_mail_server_that_is_down_delays_a_receipt(school: School, box: Maildir, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    box.deliver(letter())
    fetch()
    row = the_letter()
    assert (row.status, row.receipt, row.receipt_attempts) == ("read", "owed", 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    fetch()
    assert not mail.outbox
    ReceivedMail.objects.update(receipt_due_at=timezone.now())
    fetch()
    fetch()
    assert (len(mail.outbox), the_letter().receipt) == (1, "sent")
