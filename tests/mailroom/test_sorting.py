"""Which letter goes where: superior bodies, answers, strangers, and what the server says of senders."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from content.models import Article
from documents.models import IssuingAuthority, OfficialDocument
from editorial.mailroom.authentication import trust_in
from editorial.mailroom.letters import read_head
from editorial.models import Notification, ReceivedMail, Remark
from people.roles import revoke_role
from tests.documents.samples import pdf
from tests.mailroom.letters import BUREAU, HEAD, STRANGER, TEACHER, WORDS, Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School

PAPER = ("Công văn 12.pdf", pdf(), "application/pdf")


@pytest.fixture
def bureau(school: School) -> IssuingAuthority:
    body = IssuingAuthority(name="Phòng GD&ĐT Hoa Phượng", slug="pgd", mail_addresses="@pgd.example")
    body.full_clean()
    body.save()
    return body


def deliver() -> None:
    call_command("deliver_events", verbosity=0)


# -- superior bodies -------------------------------------------------------------------------------


def test_a_paper_of_a_superior_body_is_an_incoming_draft_of_the_clerk(
    school: School, bureau: IssuingAuthority, box: Maildir
) -> None:
    box.deliver(letter("V/v khai giảng", sender=BUREAU, files=[PAPER], message_id="<cv-12@pgd.example>"))
    fetch()
    deliver()
    document = OfficialDocument.objects.get()
    assert (document.direction, document.channel, document.state) == ("incoming", "email", "draft")
    assert (document.created_by, document.title) == (school.vanthu, "V/v khai giảng")
    assert [part.name for part in document.attachments.all()] == ["Công văn 12.pdf"]
    page = school.client("vanthu").get(document.get_desk_url()).content.decode()
    assert "cv-12@pgd.example" in page
    assert the_letter().sha256 in page
    assert Notification.objects.get().user == school.vanthu
    assert "Công văn 12.pdf" in mail.outbox[0].body
    assert document.title in school.client("vanthu").get("/quan-tri/").content.decode()


def test_the_same_paper_in_another_letter_is_known(
    school: School, bureau: IssuingAuthority, box: Maildir
) -> None:
    box.deliver(letter("V/v khai giảng", sender=BUREAU, files=[PAPER]))
    fetch()
    box.deliver(letter("Gửi lại: V/v khai giảng", sender=BUREAU, files=[PAPER]))
    fetch()
    assert OfficialDocument.objects.count() == 1
    assert ReceivedMail.objects.filter(status="read", item=OfficialDocument.objects.get().item).count() == 2
    assert "nhận từ trước" in mail.outbox[1].body


def test_a_letter_of_a_superior_body_without_a_paper_waits(
    school: School, bureau: IssuingAuthority, box: Maildir
) -> None:
    box.deliver(letter("Mời họp", sender=BUREAU))
    fetch()
    assert (the_letter().status, OfficialDocument.objects.count()) == ("quarantined", 0)


def test_office_software_sends_papers_and_is_not_answered(
    school: School, bureau: IssuingAuthority, box: Maildir
) -> None:
    box.deliver(letter("CV 13", sender=BUREAU, files=[PAPER], Auto_Submitted="auto-generated"))
    fetch()
    assert OfficialDocument.objects.count() == 1
    assert not mail.outbox


def test_a_colleague_at_the_body_s_domain_is_a_colleague(school: School, box: Maildir) -> None:
    body = IssuingAuthority(name="Trường bạn", slug="ban", mail_addresses="@truong.example")
    body.full_clean()
    body.save()
    box.deliver(letter())
    fetch()
    assert (Article.objects.count(), OfficialDocument.objects.count()) == (1, 0)


@pytest.mark.parametrize("line", ["@gmail.com", "pgd.gov.vn", "không phải", "@", "a@b"])
def test_a_list_that_would_let_everybody_in_is_refused(school: School, line: str) -> None:
    page = school.client("thuky").post(
        "/quan-tri/documents/issuingauthority/add/",
        {"name": "Sở", "slug": "so", "level": "other", "mail_addresses": f"vt@so.gov.vn\n{line}"},
    )
    assert page.status_code == 200
    assert not IssuingAuthority.objects.filter(slug="so").exists()


# -- answers ---------------------------------------------------------------------------------------


def asked(school: School) -> tuple[Article, mail.EmailMessage]:
    """A text with the head, who asks its author something; and the letter that says so."""
    edition = school.do(school.draft(section=school.section), "giaovien:submit")
    url = f"{edition.get_desk_url().removesuffix('change/')}trao-doi/"
    school.client("totruong").post(url, {"text": "Buổi lễ có bao nhiêu em dự?"})
    deliver()
    return edition, next(one for one in mail.outbox if one.to == ["giaovien@truong.example"])


def answer(to: mail.EmailMessage, text: str, sender: str = TEACHER, **headers: str) -> bytes:
    name = to.extra_headers["Message-ID"]
    return letter(f"Re: {to.subject}", text, sender, In_Reply_To=name, References=name, **headers)


def test_an_answer_lands_in_the_conversation_without_what_it_quotes(school: School, box: Maildir) -> None:
    edition, question = asked(school)
    assert question.reply_to == ["cong@truong.example"]
    mail.outbox.clear()
    quoted = (
        "\n\nVào Th 3, 24 thg 11, 2026 vào lúc 08:00 Cổng <cong@truong.example>\nđã viết:\n\n> Buổi lễ có"
    )
    box.deliver(answer(question, f"Dạ 480 em ạ.\nEm Lan{quoted}"))
    fetch()
    said = Remark.objects.latest("pk")
    assert (said.text, said.by, said.item) == ("Dạ 480 em ạ.\nEm Lan", school.giaovien, edition.item)
    assert said.reply_to.text == "Buổi lễ có bao nhiêu em dự?"
    assert (the_letter().status, the_letter().remark, Article.objects.count()) == ("read", said, 1)
    assert not mail.outbox
    fetch()
    assert Remark.objects.count() == 2


def test_an_answer_in_html_alone(school: School, box: Maildir) -> None:
    _edition, question = asked(school)
    data = answer(question, "x")
    html = "<div>Dạ 480 em.</div><div class='gmail_quote'>Vào lúc<blockquote>Buổi lễ</blockquote></div>"
    body = data.replace(b'text/plain; charset="utf-8"', b'text/html; charset="utf-8"')
    box.deliver(body[: body.index(b"\n\n") + 2].replace(b"7bit", b"8bit") + html.encode())
    fetch()
    assert Remark.objects.latest("pk").text == "Dạ 480 em."


@pytest.mark.parametrize("who", [HEAD, STRANGER])
def test_nobody_answers_with_another_s_letter(school: School, box: Maildir, who: str) -> None:
    _edition, question = asked(school)
    box.deliver(answer(question, "Tôi trả lời thay.", who))
    fetch()
    assert (the_letter().status, Remark.objects.count(), Article.objects.count()) == ("quarantined", 1, 1)


def test_a_guessed_name_opens_nothing(school: School, box: Maildir) -> None:
    _edition, question = asked(school)
    name = re.sub(r"[0-9a-f]{24}@", f"{'0' * 24}@", question.extra_headers["Message-ID"])
    assert name != question.extra_headers["Message-ID"]
    box.deliver(letter("Re: x", "Chào", In_Reply_To=name))
    fetch()
    assert (the_letter().status, Remark.objects.count()) == ("quarantined", 1)


def test_who_takes_no_part_any_more_is_not_heard(school: School, box: Maildir) -> None:
    edition, _question = asked(school)
    url = f"{edition.get_desk_url().removesuffix('change/')}trao-doi/"
    school.client("giaovien").post(url, {"text": "480 em"})
    deliver()
    told = next(one for one in reversed(mail.outbox) if one.to == ["totruong@truong.example"])
    revoke_role(school.totruong, "unit_head")
    school.unit.head = None
    school.unit.save(update_fields=["head"])
    box.deliver(answer(told, "Cảm ơn.", HEAD))
    fetch()
    assert (the_letter().status, Remark.objects.count()) == ("quarantined", 2)


def test_an_answer_to_a_receipt_lands_at_the_text_it_was_about(school: School, box: Maildir) -> None:
    box.deliver(letter())
    fetch()
    [receipt] = mail.outbox
    box.deliver(answer(receipt, "Em bổ sung: 480 em."))
    fetch()
    said = Remark.objects.get()
    assert (said.text, said.item) == ("Em bổ sung: 480 em.", Article.objects.get().item)


# -- what the server says of the sender --------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "trust"),
    [
        ("thu.truong.example; dmarc=pass header.from=truong.example", "passed"),
        ("thu.truong.example; dmarc=fail; spf=pass smtp.mailfrom=truong.example", "failed"),
        ("thu.truong.example; spf=pass smtp.mailfrom=lan@truong.example", "passed"),
        ("thu.truong.example; spf=pass smtp.mailfrom=lan@xa.example", "failed"),
        ("thu.truong.example; spf=pass smtp.mailfrom=lan@example", "failed"),
        ("thu.truong.example 1; dkim=pass (2048-bit key; ok) header.d=truong.example", "passed"),
        ("thu.truong.example; dkim=fail header.d=truong.example", "failed"),
        ("ke-gian.example; dmarc=pass", "failed"),
        ("thu.truong.example; none", "failed"),
        # What a forger adds stands below what the server wrote.
        ("thu.truong.example; dmarc=fail\nAuthentication-Results: thu.truong.example; dmarc=pass", "failed"),
        ("", "failed"),
    ],
)
def test_only_the_school_s_own_server_is_believed(settings: Any, lines: str, trust: str) -> None:
    settings.MAIL_IN_AUTHSERV_ID = "thu.truong.example"
    head = f"Authentication-Results: {lines}\n" if lines else ""
    message = read_head(f"{head}From: lan@truong.example\n\n".encode()).message
    assert trust_in(message, "lan@truong.example") == trust


def test_a_forged_letter_waits_and_is_not_answered(school: School, box: Maildir, settings: Any) -> None:
    settings.MAIL_IN_AUTHSERV_ID = "thu.truong.example"
    box.deliver(letter())
    box.deliver(letter("Thật", Authentication_Results="thu.truong.example; dmarc=pass"))
    fetch()
    rows = {row.subject: (row.status, row.trust) for row in ReceivedMail.objects.all()}
    assert rows == {"Chuyên đề đọc hiểu": ("quarantined", "failed"), "Thật": ("read", "passed")}
    assert [one.subject for one in mail.outbox] == ["[Đã nhận] Thật"]


def test_a_head_whom_the_server_vouches_for_goes_past_the_first_step(
    school: School, box: Maildir, settings: Any
) -> None:
    settings.MAIL_IN_AUTHSERV_ID = "thu.truong.example"
    box.deliver(letter(sender=HEAD, Authentication_Results="thu.truong.example; dmarc=pass"))
    fetch()
    article = Article.objects.get()
    assert (article.state, article.step) == ("in_review", "secretariat")
    assert WORDS in article.body
