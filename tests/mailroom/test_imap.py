"""The whole way over real servers: letters by IMAP, receipts by SMTP; run twice, one result each."""

from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from imapclient import imap_utf7

from content.models import Article
from documents.models import IssuingAuthority, OfficialDocument
from editorial.mailroom import boxes
from editorial.mailroom.threads import NOTICE, message_id
from editorial.models import MailboxState, Notification, ReceivedMail, Remark
from tests.mailroom import dovecot
from tests.mailroom.dovecot import Dovecot
from tests.mailroom.kinds import EXPECTED, every_kind
from tests.mailroom.letters import letter
from tests.mailroom.rounds import fetch
from tests.school import School

pytestmark = pytest.mark.requires("dovecot")
DONE = imap_utf7.encode("Đã nhận").decode()


class Post:
    """An SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content)
        subject = str(make_header(decode_header(message["Subject"])))
        self.letters.append((envelope.rcpt_tos, " ".join(subject.split())))
        return "250 OK"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=dovecot.free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    try:
        yield kept
    finally:
        controller.stop()


def use(server: Dovecot, settings: Any) -> None:
    user, password = quote(dovecot.USER, safe=""), quote(dovecot.PASSWORD, safe="")
    settings.MAIL_IN_URL = f"imap://{user}:{password}@127.0.0.1:{server.port}/INBOX"
    settings.MAIL_IN_ADDRESS = "cong@truong.example"


@pytest.fixture
def imap(settings: Any) -> Iterator[Dovecot]:
    with dovecot.running() as server:
        use(server, settings)
        yield server


def question_to_the_teacher(school: School) -> str:
    """The name of a letter that asks giaovien something about her text."""
    edition = school.do(school.draft(section=school.section), "giaovien:submit")
    url = f"{edition.get_desk_url().removesuffix('change/')}trao-doi/"
    school.client("totruong").post(url, {"text": "Bao nhiêu em dự?"})
    call_command("deliver_events", verbosity=0)
    row = Notification.objects.get(user=school.giaovien, event__verb="remark")
    return message_id(NOTICE, row.pk)


def results() -> tuple[Any, ...]:
    return (
        {row.subject: row.status for row in ReceivedMail.objects.all()},
        Counter(ReceivedMail.objects.values_list("receipt", flat=True)),
        sorted(Article.objects.values_list("title", flat=True)),
        OfficialDocument.objects.count(),
        Remark.objects.count(),
    )


def test_twenty_letters_of_every_kind_twice(school: School, imap: Dovecot, post: Post, settings: Any) -> None:
    settings.MAIL_IN_MAX_BYTES = 3_000_000
    IssuingAuthority.objects.create(name="PGD", folded_name="pgd", slug="pgd", mail_addresses="@pgd.example")
    letters = every_kind(question_to_the_teacher(school))
    imap.deliver(*letters)
    post.letters.clear()
    imap.mark_all("\\Seen")  # somebody looked into the mailbox with another program
    fetch()
    first = results()
    assert first[0] == EXPECTED
    assert first[3:] == (1, 2)
    assert len(first[2]) == 1 + 9
    assert imap.counts() == {"INBOX": 0, DONE: 21}
    # Six an hour for the teacher, one for the head, one for the superior body.
    answered = Counter(to for [to], subject in post.letters if subject.startswith("["))
    assert answered == {
        "giaovien@truong.example": 6,
        "totruong@truong.example": 1,
        "vanthu@pgd.example": 1,
    }
    imap.deliver(*letters)
    fetch()
    assert results() == first
    assert imap.counts() == {"INBOX": 0, DONE: 42}
    assert sum(answered.values()) == len(post.letters)


def test_a_server_that_cannot_move_keeps_the_letters_flagged(
    school: School, post: Post, settings: Any
) -> None:
    with dovecot.running(capability="IMAP4rev1 AUTH=PLAIN UIDPLUS") as server:
        use(server, settings)
        server.deliver(letter("Một"), letter("Hai"))
        fetch()
        fetch()
        assert server.counts() == {"INBOX": 2}
        assert (Article.objects.count(), len(post.letters)) == (2, 2)
        server.deliver(letter("Ba"))
        fetch()
        assert Article.objects.count() == 3


def test_killed_before_the_letter_is_moved(
    school: School, imap: Dovecot, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    imap.deliver(letter("Một"), letter("Hai"))
    with monkeypatch.context() as patch:
        patch.setattr(boxes.IMAPClient, "move", dies)
        with pytest.raises(KeyboardInterrupt):
            fetch()
    assert imap.counts()["INBOX"] == 2
    MailboxState.objects.update(running_until=None)
    fetch()
    assert (Article.objects.count(), len(post.letters)) == (2, 2)
    assert imap.counts() == {"INBOX": 0, DONE: 2}


def test_a_wrong_password_is_said_without_it(school: School, imap: Dovecot, settings: Any) -> None:
    settings.MAIL_IN_URL = settings.MAIL_IN_URL.replace("truong:", "truong:sai")
    with pytest.raises(CommandError) as said:
        fetch()
    assert "sai" not in str(said.value).lower().replace("không đọc được", "")
    assert "AUTHENTICATIONFAILED" in str(said.value)
