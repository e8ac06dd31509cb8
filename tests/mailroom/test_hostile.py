"""Letters that are broken, forged, huge or built to do harm: each is kept, none gets where it should not."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail

from content.models import Article
from editorial.mailroom.headers import decoded
from editorial.mailroom.letters import Unreadable, read_letter
from editorial.mailroom.words import plain
from editorial.models import ReceivedMail
from tests.documents.samples import zipped
from tests.mailroom.letters import WORDS, Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def raw(head: str, body: str | bytes = WORDS) -> bytes:
    content = body if isinstance(body, bytes) else body.encode()
    return (
        f"From: Co Lan <giaovien@truong.example>\r\n{head}\r\n\r\n".encode("utf-8", "surrogateescape")
        + content
    )


def test_a_letter_over_the_limit_is_told_of_and_its_head_kept(
    school: School, box: Maildir, settings: Any
) -> None:
    settings.MAIL_IN_MAX_BYTES = 2000
    box.deliver(letter(text="dài " * 1000))
    fetch()
    row = the_letter()
    assert (row.status, row.is_whole, Article.objects.count()) == ("refused", False, 0)
    assert b"Subject" in row.path.read_bytes()
    assert row.path.stat().st_size < 2000
    assert "quá mức" in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("[Không nhận được]")
    assert len(box.taken()) == 1
    assert box.taken()[0].stat().st_size > 4000


def test_a_letter_of_the_usual_largest_size_is_read(school: School, box: Maildir) -> None:
    box.deliver(letter(files=[("phim.bin", b"\0" * 22_000_000, "application/octet-stream")]))
    fetch()
    assert the_letter().size > 29_000_000
    assert Article.objects.get().title == "Chuyên đề đọc hiểu"
    assert "“phim.bin”" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (raw("From: ke.gian@xa.example\r\nSubject: Hai"), "nhiều người gửi"),
        (b"Subject: Khong ai\r\n\r\nChao", "không ghi người gửi"),
        (letter(sender="hieutruong@truong.example <ke.gian@xa.example>"), "nhiều người gửi"),
        (letter(sender='"hieutruong@truong.example" <ke.gian@xa.example>'), "chưa được biết"),
        (raw("Content-Type: multipart/encrypted; boundary=x", b"--x\r\n\r\nabc\r\n--x--"), "mã hóa"),
        (raw("Content-Type: application/pkcs7-mime; name=smime.p7m", b"MIAG"), "mã hóa"),
        (raw('Content-Type: text/calendar; charset="utf-8"', CALENDAR), "lịch"),
        (raw("Precedence: bulk\r\nSubject: Hang loat"), "hàng loạt"),
        (raw("Subject: Khong co gi"), ""),
    ],
)
def test_what_a_person_must_look_at_waits_with_its_reason(
    school: School, box: Maildir, data: bytes, reason: str
) -> None:
    box.deliver(data)
    fetch()
    row = the_letter()
    if not reason:
        assert row.status == "read"
        return
    assert row.status == "quarantined"
    assert reason in row.reason
    assert not Article.objects.exists()


def test_a_letter_with_nothing_but_a_head_is_kept(school: School, box: Maildir) -> None:
    box.deliver(b"From: giaovien@truong.example\r\nSubject: chi co dau thu")
    box.deliver(b"")
    box.deliver(b"\0\0\0\0")
    fetch()
    assert set(ReceivedMail.objects.values_list("status", flat=True)) == {"quarantined"}
    assert box.waiting() == 0


def test_ten_thousand_parts_and_a_thousand_levels_are_not_read(school: School, box: Maildir) -> None:
    many = b"".join(b"--x\r\nContent-Type: text/plain\r\n\r\na\r\n" for _part in range(10_000))
    deep = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n".encode()
        for level in range(1000)
    )
    box.deliver(raw("Content-Type: multipart/mixed; boundary=x", many + b"--x--"))
    box.deliver(raw("Subject: sau\r\n" + deep.decode()))
    fetch()
    rows = ReceivedMail.objects.all()
    assert [row.status for row in rows] == ["quarantined"] * 2
    assert all("bất thường" in row.reason for row in rows)


def test_letters_in_letters_are_one_file_each(school: School, box: Maildir) -> None:
    inner = letter("Bên trong")
    for _level in range(30):
        inner = raw("Content-Type: message/rfc822\r\nSubject: vo", inner)
    box.deliver(raw("Content-Type: message/rfc822", inner))
    fetch()
    assert the_letter().status in {"quarantined", "read"}


def test_broken_structure_and_charsets_lose_no_words(school: School, box: Maildir) -> None:
    box.deliver(
        raw(
            "Subject: =?utf-8?b?Q2h1ecOqbiDEkeG7gQ==?= =?bad?q?=E1=BB=8Dc?=\r\n"
            'Content-Type: multipart/mixed; boundary="khong dong"',
            f"--khong dong\r\nContent-Type: text/plain; charset=khong-co\r\n\r\n{WORDS}\0\r\n",
        )
    )
    fetch()
    article = Article.objects.get()
    assert article.title.startswith("Chuyên đề")
    assert WORDS in article.body


def test_html_with_scripts_becomes_a_clean_text(school: School, box: Maildir) -> None:
    html = f"<p onclick=alert(1)>{WORDS}</p><script>alert(2)</script><style>p{{}}</style>"
    html += '<a href="javascript:alert(3)">x</a><iframe src="//xa.example"></iframe>'
    box.deliver(letter(text="", html=html))
    fetch()
    body = Article.objects.get().body
    assert WORDS in body
    assert not [word for word in ("alert", "script", "onclick", "iframe", "style") if word in body]


def test_a_subject_injects_no_header(school: School, box: Maildir) -> None:
    box.deliver(raw("Subject: =?utf-8?q?Bai=0D=0ABcc:_ai@xa.example=0A=0AChao?="))
    fetch()
    [receipt] = mail.outbox
    assert receipt.recipients() == ["giaovien@truong.example"]
    assert "\n" not in receipt.subject
    assert "Bcc" not in dict(receipt.message().items())


@pytest.mark.parametrize(
    "date", ["Thu, 1 Jan 1970 00:00:00 +0000", "Fri, 1 Jan 2099 00:00:00 +0700", "hôm qua"]
)
def test_an_impossible_date_is_not_believed(school: School, box: Maildir, date: str) -> None:
    box.deliver(raw(f"Date: {date}\r\nSubject: Ngay la"))
    fetch()
    row = the_letter()
    assert row.sent_at is None
    assert row.received_at <= datetime.now(UTC)
    assert row.status == "read"


def test_another_letter_under_a_used_name_is_kept_apart(school: School, box: Maildir) -> None:
    box.deliver(letter("Một", message_id="<cung-ten@x.example>"))
    fetch()
    box.deliver(letter("Hai", message_id="<cung-ten@x.example>"))
    fetch()
    assert {row.subject: row.status for row in ReceivedMail.objects.all()} == {
        "Một": "read",
        "Hai": "quarantined",
    }


def test_letters_without_a_name_are_told_by_what_they_say(school: School, box: Maildir) -> None:
    one, two = letter("Một", message_id=""), letter("Hai", message_id="")
    box.deliver(one, two, one)
    fetch()
    assert sorted(article.title for article in Article.objects.all()) == ["Hai", "Một"]


def test_a_zip_that_swells_is_refused_by_name(school: School, box: Maildir) -> None:
    bomb = zipped({"a.txt": b"0" * 60_000_000})
    box.deliver(letter(files=[("nhieu.zip", bomb, "application/zip")]))
    fetch()
    assert "“nhieu.zip”" in mail.outbox[0].body
    assert not Article.objects.get().attachments.exists()


def test_a_signed_letter_is_read_and_its_signature_is_no_file(school: School, box: Maildir) -> None:
    box.deliver(letter(files=[("smime.p7s", b"0\x82abc", "application/pkcs7-signature")]))
    fetch()
    assert "smime" not in mail.outbox[0].body
    assert Article.objects.get().state == "in_review"


@pytest.mark.parametrize(
    "piece", ["<!--", "<!", "<![CDATA[", "<?", "<", "</", "<a b=", "<script>", "<div>", "&"]
)
def test_html_of_open_pieces_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    assert "xong" not in plain(f"<!-- ẩn --><p>Chào</p>{piece * 60_000}").removeprefix("Chào")
    assert time.process_time() - begun < 5


def test_the_reader_refuses_what_would_take_for_ever() -> None:
    with pytest.raises(Unreadable):
        read_letter(b"Content-Type: multipart/mixed; boundary=x\r\n" + b"boundary=y\r\n" * 100)
    assert decoded("=?utf-8?b?!!!!?= Bài") == "Bài"
    assert decoded("=?utf-8?q?=ff=fe?= \ufeff‮x") == decoded("=?utf-8?q?=ff=fe?= x")
