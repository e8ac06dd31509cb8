"""What a reader types into “Gửi bài”, and how far it has come."""

import re
from typing import Any

from django.core import mail, signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content import reader_forms
from content.models import ReaderSubmission
from content.reader_letters import token_of
from documents.models import StoredFile

FORM = "/gui-bai/"
EMAIL = "me.an@thu.example"


def stamped(seconds_ago: int = 60) -> str:
    """A form that was drawn so long ago."""
    with_time = signing.TimestampSigner(salt=reader_forms.SALT)
    value = signing.dumps(1, salt=reader_forms.SALT).rsplit(":", 2)[0]
    now = with_time.timestamp
    try:
        with_time.timestamp = lambda: signing.b62_encode(signing.b62_decode(now()) - seconds_ago)
        return with_time.sign(value)
    finally:
        del with_time.timestamp


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "Lớp 6A đọc sách dưới gốc phượng",
        "text": "Chiều thứ Sáu, cả lớp đọc sách dưới gốc phượng già.\n\n- An kể chuyện\n- Bình vẽ tranh",
        "name": "Nguyễn Thị An",
        "relation": "parent",
        "class_name": "6A",
        "email": EMAIL,
        "own_work": "on",
        "people_agree": "on",
        "kept": "on",
        "began": stamped(),
    } | more


def link_of_letter() -> str:
    """The path of the link in the newest letter that asks for a confirmation."""
    for letter in reversed(mail.outbox):
        if found := re.search(r"/gui-bai/xac-nhan/\S+", str(letter.body)):
            return found[0]
    raise AssertionError("no letter")


def sent(**more: Any) -> ReaderSubmission:
    answer = Client().post(FORM, typed(**more))
    assert answer.status_code == 302, answer.content.decode()
    call_command("send_reader_letters", verbosity=0)
    return ReaderSubmission.objects.latest("pk")


def confirmed(**more: Any) -> ReaderSubmission:
    submission = sent(**more)
    assert Client().post(link_of_letter()).status_code == 200
    call_command("send_reader_letters", verbosity=0)
    submission.refresh_from_db()
    return submission


def reader_world(file: StoredFile) -> dict[str, list[Any]]:
    """For the table of addresses: a text with a file that waits, and what its letter carries."""
    who = {"name": "Nguyễn Thị An", "email": EMAIL, "relation": "parent"}
    waiting = ReaderSubmission.objects.create(
        title="Lớp em", text="Chữ.", stage="waiting", confirmed_at=timezone.now(), **who
    )
    part = waiting.files.create(file=file, name="anh.txt")
    return {
        "content_readersubmission": [waiting.pk],
        "reader_file": [part.pk],
        "reader_token": [token_of(waiting)],
    }
