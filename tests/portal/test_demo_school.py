"""The demonstration school as its visitors and its people find it. It is built once for the whole file."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Article, Page, Picture
from documents.models import (
    Dispatch,
    DocumentAttachment,
    DocumentRelation,
    IssuingAuthority,
    OfficialDocument,
)
from documents.receipts import readers
from editorial.models import Event, Notification, Remark, Section, Takedown
from editorial.workflow import allowed
from people.models import StaffMember, Unit, User
from people.roles import ROLE_CODES
from portal.demo.building import build
from portal.demo.school import account_table
from portal.models import SchoolProfile

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-minh-hoa"
ACCOUNTS = [row[0] for row in account_table()]
REQUIRED = {
    "giaovien",
    "totruong",
    "thuky",
    "bientap",
    "phoban",
    "truongban",
    "hieutruong",
    "vanthu",
    "kythuat",
    "quantri",
    "thanhtra",
}


@pytest.fixture(scope="module", autouse=True)
def letters(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[EmailMessage]]:
    """Build the school; gives the mail that it sent."""
    with django_db_blocker.unblock(), transaction.atomic():
        build("standard", PASSWORD)
        yield list(mail.outbox)
        transaction.set_rollback(True)


def stored_rows() -> list[int]:
    models = (Article, Page, Picture, Event, Notification, User, Unit, StaffMember, Section, SchoolProfile)
    return [model.objects.count() for model in models]


def sign_in(username: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return client


def test_there_is_an_account_for_every_role_and_none_must_change_its_password():
    assert set(ACCOUNTS) >= REQUIRED
    assert {code for user in User.objects.all() for code in user.role_codes} == ROLE_CODES
    assert not User.objects.filter(must_change_password=True).exists()
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("username", ACCOUNTS)
def test_every_account_signs_in_and_reaches_the_desk(username):
    assert sign_in(username).get("/quan-tri/").status_code == 200


def test_home_shows_the_school_and_its_newest_articles():
    page = Client().get("/").content.decode()
    newest = Article.objects.public().filter(item__language="vi").order_by("-first_public_at")[:3]
    assert SchoolProfile.current().name in page
    assert all(article.get_absolute_url() in page for article in newest)


def test_every_public_article_page_and_picture_opens():
    client = Client()
    public = [*Article.objects.public(), *Page.objects.public()]
    assert len(public) > 35
    assert {client.get(one.get_absolute_url()).status_code for one in public} == {200}
    assert {client.get(one.get_absolute_url()).status_code for one in Picture.objects.all()} == {200}


def test_every_page_section_has_its_page_and_every_section_of_articles_an_article():
    wanted = set(Section.objects.filter(kind="page").values_list("slug", flat=True))
    assert wanted <= set(Page.objects.public().values_list("slug", flat=True))
    filed = set(Article.objects.public().values_list("section__slug", flat=True))
    assert filed == set(Section.objects.filter(kind="articles").values_list("slug", flat=True))


def test_there_is_an_item_in_every_state_and_at_every_step():
    found = set(Article.objects.values_list("state", "step"))
    assert found >= {
        ("draft", ""),
        ("in_review", "unit_head"),
        ("in_review", "secretariat"),
        ("in_review", "deputy"),
        ("returned", ""),
        ("returned", "secretariat"),
        ("refused", ""),
        ("approved", ""),
        ("published", ""),
        ("taken_down", ""),
    }


def test_hidden_expired_urgent_corrected_and_restored_items_are_there():
    published = Article.objects.filter(state="published")
    assert published.filter(item__suspended_at__isnull=False).count() == 1
    assert published.exclude(pk__in=Article.objects.public()).count() == 2, (
        "the hidden one and the expired one"
    )
    assert [one.owes_urgent_confirmation for one in published.exclude(urgent_by=None)] == [True]
    corrected = Article.objects.get(number=2, state="in_review")
    assert Article.objects.public().filter(number=2, correction=True).count() == 1
    assert Article.objects.public().filter(item=corrected.item_id, number=1).exists()
    assert Takedown.objects.filter(restored_at=None).exclude(explanation="").count() == 1
    assert Takedown.objects.exclude(restored_at=None).count() == 1


def test_what_is_not_public_answers_visitors_with_404_and_what_was_taken_down_with_410():
    client = Client()
    public_items = Article.objects.public().values("item")
    for article in Article.objects.exclude(item__in=public_items):
        expected = 410 if article.state == "taken_down" else 404
        assert client.get(article.get_absolute_url()).status_code == expected, article.title


@pytest.mark.parametrize(
    ("username", "verb"),
    [
        ("giaovien", "submit"),
        ("totruong", "forward"),
        ("thuky", "forward"),
        ("phoban", "publish"),
        ("truongban", "give_opinion"),
        ("truongban", "confirm_urgent"),
        ("phoban", "unhide"),
        ("hieutruong", "take_down"),
        ("hieutruong", "restore"),
    ],
)
def test_every_desk_has_work(username, verb):
    person = User.objects.get(username=username)
    assert any(
        verb in {move.verb for move in allowed(article, by=person)} for article in Article.objects.all()
    )


def test_nobody_approved_what_they_submitted():
    approved = Article.objects.exclude(approved_by=None)
    assert approved.exists()
    assert not [one.title for one in approved if one.approved_by_id == one.submitted_by_id]


def test_dates_are_told_back_but_the_history_says_when_it_was_really_written():
    article = Article.objects.filter(state="published", item__events__verb="publish").earliest("published_at")
    told = article.first_public_at
    assert (article.published_at, article.approved_at) == (told, told)
    assert article.created_at < article.submitted_at < told
    assert Event.objects.filter(item=article.item_id).earliest("at").at > told


def test_people_talk_and_are_told_what_waits_for_them():
    assert Remark.objects.exclude(reply_to=None).count() >= 2
    assert Notification.objects.filter(user__username="totruong", to_act=True).exists()


def test_official_documents_are_of_every_kind_and_validity():
    rows = OfficialDocument.objects.with_validity(timezone.localdate())
    out = [one for one in rows.select_related("issuing_authority") if one.state == "published"]
    assert len(out) >= 25
    assert {one.validity for one in out} == {"chua", "con", "mot-phan", "het"}
    assert len({one.document_type for one in out}) >= 12
    levels = {one.issuing_authority.level for one in out}
    assert levels >= {"central", "ministry", "department", "bureau", "commune", "school", "union"}
    assert {"replaces", "amends", "based_on"} <= set(DocumentRelation.objects.values_list("kind", flat=True))
    closed = IssuingAuthority.objects.get(level="bureau")
    assert all(closed.existed_on(one.issued_on) for one in out if one.issuing_authority == closed)
    assert all(one.group for one in out)
    assert all(one.fields.exists() for one in out)


def test_every_public_document_opens_and_its_files_wait_to_be_read():
    client = Client()
    page = client.get("/van-ban/").content.decode()
    for document in OfficialDocument.objects.public():
        assert client.get(document.get_absolute_url()).status_code == 200
    assert "Quy chế chi tiêu nội bộ" in page
    files = DocumentAttachment.objects.all()
    assert {client.get(one.get_absolute_url()).status_code for one in files[:5]} == {200}
    assert set(files.values_list("file__reading__status", flat=True)) == {"waiting"}


def test_documents_of_the_staff_wait_for_readers_approval_and_the_clerk():
    asked = OfficialDocument.objects.get(audience="staff")
    assert Client().get(asked.get_absolute_url()).status_code == 404
    done, missing = readers(asked)
    assert done.count() >= 3
    assert missing.count() >= 3
    waiting = OfficialDocument.objects.get(state="in_review")
    assert {move.verb for move in allowed(waiting, by=User.objects.get(username="phoban"))} >= {"publish"}
    draft = OfficialDocument.objects.get(state="draft")
    assert (draft.reference_number, draft.attachments.count()) == ("", 1)


def test_documents_are_owed_to_addresses_that_cannot_exist_alone():
    owed = set(Dispatch.objects.values_list("email", flat=True))
    assert owed == {"vanphong@suoimay.example", "vanphong@sogddt-lamgiang.example"}


def test_attachments_can_be_downloaded_by_visitors():
    attached = [part for article in Article.objects.public() for part in article.attachments.all()]
    assert {part.name.rpartition(".")[2] for part in attached} >= {"csv", "odt"}
    assert {Client().get(part.get_absolute_url()).status_code for part in attached} == {200}


def test_a_second_run_refuses_and_with_if_empty_changes_nothing(capsys):
    before = stored_rows()
    with pytest.raises(CommandError, match="còn trống"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert "giữ nguyên" in capsys.readouterr().out
    assert stored_rows() == before


def test_the_next_person_is_mailed_and_no_letter_or_row_has_the_password(letters):
    assert "totruong@thcsdoimay.example" in {address for letter in letters for address in letter.to}
    assert not [letter for letter in letters if PASSWORD in letter.body]
    assert not User.objects.filter(password__contains=PASSWORD).exists()
