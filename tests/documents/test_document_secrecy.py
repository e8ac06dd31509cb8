"""What is not for everybody: secret documents are for nobody, those of the staff for the staff (HN-4.2b)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from documents.dispatching import deliver_due
from documents.models import Dispatch, OfficialDocument
from documents.recipients import parse_recipients
from documents.sending import send_refusals
from editorial.outbox import deliver_owed
from editorial.workflow import Refused
from tests.documents.records import TO_PUBLIC, drafted, published
from tests.school import CAST, School

SECRET = ("restricted", "confidential", "secret", "top_secret")


@pytest.mark.parametrize("secrecy", SECRET)
def test_a_secret_document_is_refused_in_words(school: School, secrecy: str) -> None:
    document = drafted(school, secrecy=secrecy)
    with pytest.raises(Refused, match="không được đăng, gửi hay cho tải qua cổng"):
        school.do(document, "vanthu:submit")
    assert send_refusals(document, by=school.vanthu) == [
        "Văn bản không thuộc loại “Thường” không được gửi qua thư điện tử."
    ]


@pytest.mark.parametrize("state", ["approved", "published", "superseded", "taken_down"])
@pytest.mark.parametrize("secrecy", SECRET)
def test_the_database_itself_refuses_it(school: School, secrecy: str, state: str) -> None:
    document = drafted(school, secrecy=secrecy)
    now = timezone.now()
    rows = OfficialDocument.objects.filter(pk=document.pk)
    with pytest.raises(IntegrityError, match="document_secret_is_never_published"), transaction.atomic():
        rows.update(state=state, published_at=now, first_public_at=now)


@pytest.mark.parametrize("field", ["reference_number", "document_type", "summary", "issued_on"])
def test_the_database_wants_the_record_of_what_is_public(school: School, field: str) -> None:
    document = published(school)
    empty = None if field == "issued_on" else ""
    with pytest.raises(IntegrityError, match="document_published_is_complete"), transaction.atomic():
        OfficialDocument.objects.filter(pk=document.pk).update(**{field: empty})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reference_number": ""}, "số, ký hiệu"),
        ({"issued_on": None}, "ngày ban hành"),
        ({"authority": ""}, "cơ quan ban hành"),
        ({"document_type": ""}, "loại văn bản"),
        ({"summary": ""}, "trích yếu"),
        ({"file": None}, "Chưa có tệp văn bản"),
    ],
)
def test_what_is_missing_is_said_before_it_is_sent(school: School, fields: dict, sentence: str) -> None:
    document = drafted(school, **fields)
    with pytest.raises(Refused, match=sentence):
        school.do(document, "vanthu:submit")


# state -> (moves, who may download, whether the public page is there)
INSIDE = {"vanthu", "thuky", "phoban", "truongban", "hieutruong", "thanhtra"}
SIGNED = INSIDE | {"kythuat"}
EVERYBODY = set(CAST) | {""}
STATES = {
    "draft": ((), INSIDE),
    "in_review": (("vanthu:submit",), INSIDE),
    "published": (TO_PUBLIC, EVERYBODY),
    "hidden": ((*TO_PUBLIC, "hieutruong:hide"), SIGNED),
    "taken_down": ((*TO_PUBLIC, "hieutruong:hide", "hieutruong:take_down"), SIGNED),
}


def readers(school: School, document: OfficialDocument) -> set[str]:
    address = document.attachments.get().get_absolute_url()
    found = set()
    for who in sorted(EVERYBODY):
        client = school.client(who) if who else Client()
        status = client.get(address).status_code
        assert status in {200, 404}
        if status == 200:
            found.add(who)
    return found


@pytest.mark.parametrize("state", STATES)
def test_who_may_download_the_file(school: School, state: str) -> None:
    moves, expected = STATES[state]
    document = drafted(school)
    school.do(document, *moves, **({"ground": "unsuitable_content"} if state == "taken_down" else {}))
    assert readers(school, document) == expected
    page = Client().get(document.get_absolute_url()).status_code
    assert page == {"published": 200, "taken_down": 410}.get(state, 404)


def test_a_scheduled_document_is_for_nobody_outside_until_its_hour(school: School) -> None:
    document = drafted(school, publish_at=timezone.now() + timedelta(days=1))
    school.do(document, *TO_PUBLIC)
    assert readers(school, document) == SIGNED


@pytest.mark.parametrize("secrecy", SECRET)
def test_the_file_of_a_secret_document_is_for_nobody(school: School, secrecy: str) -> None:
    document = drafted(school, secrecy=secrecy)
    assert readers(school, document) == set()
    other = drafted(school, file=document.attachments.get().file)
    assert readers(school, other) == set(), "nor by way of another document"


def test_a_document_for_the_staff_is_in_the_desk_alone(school: School, client: Client) -> None:
    document = published(school, audience="staff", reference_number="77/TB-HP", summary="Họp hội đồng")
    assert readers(school, document) == set(CAST) - {"quantri"}, "who keeps accounts reads no content"
    assert client.get(document.get_absolute_url()).status_code == 404
    for address in ("/van-ban/", "/rss/van-ban.xml", "/sitemap.xml", "/van-ban/tai-ve.csv"):
        assert "77/TB-HP" not in client.get(address).content.decode()
    for who in ("giaovien", "kythuat", "nguoila"):
        page = school.client(who).get(document.get_desk_url())
        assert "Họp hội đồng" in page.content.decode()


def test_recipients_are_sent_the_file_once(school: School) -> None:
    lines = "Phòng GD&ĐT: pgd@xa.example\nWebsite nhà trường\nLưu: VT\nPGD lần nữa: PGD@xa.example"
    document = drafted(school, recipients=parse_recipients(lines))
    assert deliver_due() == 0
    school.do(document, *TO_PUBLIC)
    for _round in range(2):
        deliver_owed()
        deliver_due()
    letters = [one for one in mail.outbox if one.to == ["pgd@xa.example"]]
    assert len(letters) == 1
    assert document.reference_number in letters[0].subject
    assert letters[0].attachments[0][0] == "van-ban.txt"
    page = school.client("vanthu").get(document.get_desk_url()).content.decode()
    assert "đã gửi" in page
    assert "đã đăng trên cổng" in page


def test_a_letter_that_fails_is_tried_again_and_may_be_sent_by_hand(school: School, settings) -> None:
    document = published(school, sends_itself=False, recipients=parse_recipients("A: a@b.example"))
    deliver_owed()
    assert not Dispatch.objects.exists()
    clerk = school.client("vanthu")
    address = document.get_desk_url()
    clerk.post(f"{address}gui-noi-nhan/")
    settings.EMAIL_BACKEND = "tests.documents.records.DeadMailServer"
    letter = Dispatch.objects.get()
    for attempt in range(1, 7):
        Dispatch.objects.update(due_at=timezone.now())
        deliver_due()
        letter.refresh_from_db()
        assert letter.attempts == attempt
    assert letter.status == "failed"
    assert "không gửi được" in clerk.get(address).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clerk.post(f"{address}gui-noi-nhan/{letter.pk}/")
    assert deliver_due() == 1
    assert [one.to for one in mail.outbox if one.to == ["a@b.example"]] == [["a@b.example"]]
    Dispatch.objects.update(status="sending", due_at=timezone.now(), sent_at=None)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert letter.status == "uncertain", "whether it went nobody knows, so it is not sent by itself"
    assert school.client("giaovien").post(f"{address}gui-noi-nhan/").status_code == 409


def test_who_has_read_and_who_has_not(school: School) -> None:
    document = published(school, audience="staff", asks_reading=True)
    teacher = school.client("giaovien")
    address = document.get_desk_url()
    assert "Tôi đã đọc" in teacher.get(address).content.decode()
    for _twice in range(2):
        assert teacher.post(f"{address}da-doc/").status_code == 302
    assert "Bạn đã xác nhận" in teacher.get(address).content.decode()
    page = school.client("hieutruong").get(address)
    assert [one.user for one in page.context["readers"]] == [school.giaovien]
    assert len(page.context["non_readers"]) == len(CAST) - 1
    assert (
        "non_readers" not in teacher.get(address).context or not teacher.get(address).context["non_readers"]
    )
    other = published(school)
    assert teacher.post(f"{other.get_desk_url()}da-doc/").status_code == 409
