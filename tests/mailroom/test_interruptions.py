"""Stopped anywhere and begun again: each letter is kept once and becomes one thing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError
from django.utils import timezone

from content import mailed
from content.models import Article
from documents.models import StoredFile
from editorial.mailroom import boxes, reading, running
from editorial.mailroom.boxes import MailboxUnreachable
from editorial.mailroom.fetching import fetch as take
from editorial.mailroom.fetching import mailbox_state
from editorial.models import MailboxState, ReceivedMail
from editorial.tasks import fetch_mail
from tests.documents.samples import pdf
from tests.mailroom.letters import Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School


class Killed(BaseException):
    """What a dead process looks like from inside: nobody catches it."""


def dies(*args: Any, **kwargs: Any) -> None:
    raise Killed


def free_claims() -> None:
    """As ten minutes later."""
    ReceivedMail.objects.update(claimed_at=None)
    MailboxState.objects.update(running_until=None)


def test_killed_between_the_store_and_the_mailbox(
    school: School, box: Maildir, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(letter())
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.rename", dies)
        with pytest.raises(Killed):
            take()
    assert (box.waiting(), the_letter().status) == (1, "received")
    free_claims()
    fetch()
    assert (box.waiting(), Article.objects.count(), len(mail.outbox)) == (0, 1, 1)


def test_killed_between_the_store_and_the_reading(school: School, box: Maildir) -> None:
    box.deliver(letter())
    assert take() == 1
    assert (the_letter().status, box.waiting()) == ("received", 0)
    fetch()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("place", ["_send", "_with_pictures", "note_origin"])
def test_killed_while_the_article_is_made(
    school: School, box: Maildir, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    box.deliver(letter(files=[("Kế hoạch.pdf", pdf(), "application/pdf")]))
    with monkeypatch.context() as patch:
        patch.setattr(mailed, place, dies)
        with pytest.raises(Killed):
            running.run()
    assert (Article.objects.count(), the_letter().status) == (0, "received")
    fetch()
    assert Article.objects.count() == 0  # the dead reader's claim holds
    free_claims()
    fetch()
    fetch()
    assert (Article.objects.count(), StoredFile.objects.count(), len(mail.outbox)) == (1, 1, 1)


def test_a_letter_that_kills_its_reader_is_put_aside(
    school: School, box: Maildir, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(letter())
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_letter", dies)
        for _time in range(reading.MOST_ATTEMPTS):
            with pytest.raises(Killed):
                running.run()
            free_claims()
        running.run()
    assert the_letter().status == "failed"
    assert school.client("thuky").get("/quan-tri/hop-thu/").content.decode().count("đọc không được") == 1


def test_a_full_disk_leaves_the_letter_in_the_mailbox(
    school: School, box: Maildir, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    box.deliver(letter())
    with monkeypatch.context() as patch:
        patch.setattr("operations.whole_files.os.fsync", full)
        with pytest.raises(MailboxUnreachable, match="No space"):
            running.run()
    assert (box.waiting(), ReceivedMail.objects.count()) == (1, 0)
    assert "No space" in mailbox_state().last_error
    fetch()
    assert (Article.objects.count(), mailbox_state().last_error) == (1, "")


def test_one_run_at_a_time(school: School, box: Maildir) -> None:
    box.deliver(letter())
    MailboxState.objects.create(pk=1, running_until=timezone.now() + timedelta(minutes=5))
    fetch()
    assert (box.waiting(), ReceivedMail.objects.count()) == (1, 0)
    MailboxState.objects.update(running_until=timezone.now() - timedelta(seconds=1))
    fetch_mail()
    assert (box.waiting(), Article.objects.count()) == (0, 1)


def test_a_mailbox_that_is_not_there_is_said_and_seen(school: School, box: Maildir, settings: Any) -> None:
    settings.MAIL_IN_URL = f"maildir://{box.path}/khong-co"
    with pytest.raises(CommandError, match="Không đọc được hộp thư"):
        fetch()
    state = mailbox_state()
    assert (state.last_succeeded_at, state.running_until) == (None, None)
    assert "không đọc được hộp thư" in school.client("thuky").get("/quan-tri/hop-thu/").content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "http://a/b",
        "imap://may/INBOX",
        "imaps://ten@may",
        "imaps://ten:mk@may:chu",
        "maildir://may/x",
        "maildir:",
    ],
)
def test_what_is_no_mailbox_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(MailboxUnreachable) as said, boxes.opened(url, "x"):
        pass
    assert "mk" not in str(said.value)


def test_nothing_is_done_where_no_mailbox_is_set(school: School, settings: Any) -> None:
    settings.MAIL_IN_URL = ""
    fetch()
    fetch_mail()
    assert not MailboxState.objects.exists()
