"""The mailbox at the desk: who sees it, what is decided once, what can be taken back, what is purged."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.models import Article
from documents.models import OfficialDocument
from editorial.mailroom import deciding
from editorial.models import ReceivedMail
from editorial.workflow import Refused
from tests.documents.samples import pdf
from tests.mailroom.letters import STRANGER, WORDS, Maildir, letter
from tests.mailroom.rounds import fetch, the_letter
from tests.school import School

LIST = "/quan-tri/hop-thu/"


@pytest.fixture
def waiting(school: School, box: Maildir) -> ReceivedMail:
    """A stranger's letter with a file, in quarantine."""
    html = f"<p>{WORDS}</p><script>alert(1)</script><img src='https://do.example/x.png'>"
    box.deliver(
        letter("Bài của phụ huynh", "", STRANGER, html=html, files=[("Đơn.pdf", pdf(), "application/pdf")])
    )
    fetch()
    return the_letter()


def decide(client: Client, row: ReceivedMail, do: str, **data: Any) -> Any:
    return client.post(f"{LIST}{row.pk}/xu-ly/", {"do": do, **data})


def test_it_is_seen_as_text_with_the_names_of_files(school: School, waiting: ReceivedMail) -> None:
    page = school.client("thuky").get(f"{LIST}{waiting.pk}/").content.decode()
    assert WORDS in page
    assert "Đơn.pdf" in page
    assert "ai-do@noi-khac.example" in page
    assert "do.example" not in page
    assert "alert(1)" not in page
    start = school.client("thuky").get("/quan-tri/").content.decode()
    assert "1 thư chờ xem" in start
    assert "thư chờ xem" not in school.client("giaovien").get("/quan-tri/").content.decode()


def test_taken_as_an_article_on_behalf_of_somebody(school: School, waiting: ReceivedMail) -> None:
    answer = decide(school.client("thuky"), waiting, "article", whose=school.giaovien.pk)
    article = Article.objects.get()
    assert answer.headers["Location"] == article.get_desk_url()
    assert (article.created_by, article.information_provider) == (school.thuky, school.giaovien)
    assert (article.channel, article.state, article.step) == ("email", "in_review", "unit_head")
    assert article.item.unit == school.unit
    assert [part.name for part in article.attachments.all()] == ["Đơn.pdf"]
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by, waiting.item) == ("read", school.thuky, article.item)
    assert not mail.outbox
    again = decide(school.client("phoban"), waiting, "article", whose=school.giaovien.pk)
    assert (again.status_code, Article.objects.count()) == (409, 1)
    assert "đã được xử lý" in again.content.decode()


def test_two_at_the_same_letter_make_one_thing(school: School, waiting: ReceivedMail) -> None:
    stale = ReceivedMail.objects.get()
    deciding.take_as_document(waiting, by=school.vanthu)
    with pytest.raises(Refused):
        deciding.take_as_article(stale, whose=school.giaovien, by=school.thuky)
    assert (OfficialDocument.objects.count(), Article.objects.count()) == (1, 0)


def test_taken_as_an_incoming_document(school: School, waiting: ReceivedMail) -> None:
    decide(school.client("vanthu"), waiting, "document")
    document = OfficialDocument.objects.get()
    assert (document.created_by, document.direction) == (school.vanthu, "incoming")


def test_dropped_with_a_reason_and_taken_back(school: School, waiting: ReceivedMail) -> None:
    client = school.client("thuky")
    assert decide(client, waiting, "drop", reason=" ").status_code == 409
    assert decide(client, waiting, "drop", reason="x" * 301).status_code == 422
    assert decide(client, waiting, "drop", reason="Quảng cáo").status_code == 302
    assert "Quảng cáo" in client.get(f"{LIST}?muc=da-bo").content.decode()
    assert decide(client, waiting, "drop", reason="Quảng cáo").status_code == 409
    assert decide(client, waiting, "back").status_code == 302
    assert the_letter().status == "quarantined"


def test_read_again_after_the_sender_got_an_account(school: School, waiting: ReceivedMail) -> None:
    school.nguoila.email = "ai-do@noi-khac.example"
    school.nguoila.save(update_fields=["email"])
    decide(school.client("thuky"), waiting, "again")
    fetch()
    assert (the_letter().status, Article.objects.get().created_by) == ("read", school.nguoila)


@pytest.mark.parametrize(
    ("do", "data"),
    [("article", {}), ("article", {"whose": "1.5"}), ("article", {"whose": "999999"}), ("", {}), ("xoa", {})],
)
def test_a_wrong_wish_changes_nothing(school: School, waiting: ReceivedMail, do: str, data: Any) -> None:
    assert decide(school.client("thuky"), waiting, do, **data).status_code in {409, 422}
    assert the_letter().status == "quarantined"


@pytest.mark.parametrize("who", ["hieutruong", "thanhtra"])
def test_who_only_looks_decides_nothing(school: School, waiting: ReceivedMail, who: str) -> None:
    client = school.client(who)
    page = client.get(f"{LIST}{waiting.pk}/")
    assert page.status_code == 200
    assert "Bỏ thư này" not in page.content.decode()
    assert decide(client, waiting, "drop", reason="x").status_code == 409
    assert the_letter().status == "quarantined"


@pytest.mark.parametrize("who", ["giaovien", "quantri", "kythuat", "bientap"])
def test_others_do_not_read_the_school_s_letters(school: School, waiting: ReceivedMail, who: str) -> None:
    client = school.client(who)
    for answer in (client.get(LIST), client.get(f"{LIST}{waiting.pk}/"), decide(client, waiting, "drop")):
        assert answer.status_code == 403
        assert "phụ huynh" not in answer.content.decode()


def test_what_was_dropped_is_emptied_after_its_time_and_stays_known(
    school: School, box: Maildir, waiting: ReceivedMail, settings: Any
) -> None:
    path = waiting.path
    deciding.drop(waiting, by=school.thuky, reason="Quảng cáo")
    call_command("purge_mail", verbosity=0)
    assert path.exists()
    settings.MAIL_IN_KEEP_DAYS = 30
    ReceivedMail.objects.update(decided_at=timezone.now() - timedelta(days=31))
    call_command("purge_mail", verbosity=0)
    call_command("purge_mail", verbosity=0)
    row = the_letter()
    assert not path.exists()
    assert (row.subject, row.sender_address, row.status) == ("", "", "dropped")
    client = school.client("thuky")
    assert client.get(f"{LIST}{row.pk}/").status_code == 200
    assert decide(client, row, "back").status_code == 409
    for file in box.taken():
        file.rename(box.path / "new" / file.name.partition(":")[0])
    fetch()
    assert ReceivedMail.objects.count() == 1


def test_the_list_asks_the_same_number_of_queries_for_many(
    school: School, box: Maildir, django_assert_max_num_queries: Any
) -> None:
    box.deliver(*(letter(f"Thư {number}", sender=STRANGER) for number in range(60)))
    fetch()
    client = school.client("thuky")
    client.get(LIST)
    with django_assert_max_num_queries(25):
        page = client.get(f"{LIST}?trang=2").content.decode()
    assert page.count("Thư ") >= 10
    assert client.get(f"{LIST}?muc=la&trang=x").status_code == 200
