"""A reader's text at the desk: seen by few, made a draft, declined with a reason, forgotten in a year."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from content.models import Article, ReaderLetter, ReaderSubmission
from documents.models import StoredFile
from editorial.drafting import save_content
from people.models import User
from tests.content.readers import EMAIL, confirmed, sent
from tests.school import School

pytestmark = pytest.mark.django_db
QUEUE = "/quan-tri/content/readersubmission/"
ALLOWED, REFUSED = (
    ("thuky", "phoban", "truongban", "hieutruong"),
    ("giaovien", "bientap", "vanthu", "quantri"),
)


def geotagged() -> SimpleUploadedFile:
    picture, out = Image.new("RGB", (400, 300), "teal"), BytesIO()
    exif = picture.getexif()
    exif[0x010E] = "Nhà riêng của em An"
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("gốc phượng.jpg", out.getvalue())


def waiting() -> ReaderSubmission:
    return confirmed(files=[geotagged(), SimpleUploadedFile("danh sách.txt", "An; Bình".encode())])


def letters_to_reader() -> list[str]:
    call_command("send_reader_letters", verbosity=0)
    return [str(letter.subject) for letter in mail.outbox if letter.to == [EMAIL]]


def test_few_see_who_sent_what(school: School) -> None:
    submission = waiting()
    address, file = f"{QUEUE}{submission.pk}/change/", submission.files.first()
    part = f"{QUEUE}{submission.pk}/tep/{file.pk}/"
    for who in ALLOWED:
        page = school.client(who).get(address).content.decode()
        assert EMAIL in page
        assert submission.title in school.client(who).get(QUEUE).content.decode()
    answer = school.client("thuky").get(part)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for who in (*REFUSED, "thanhtra", "kythuat"):
        desk = school.client(who)
        assert {desk.get(one).status_code for one in (QUEUE, address, part)} == {403}
        assert desk.get(f"/tep/{file.file_id}/{file.name}").status_code == 404
    assert Client().get(f"/tep/{file.file_id}/{file.name}").status_code == 404
    sent(title="Chưa ai xác nhận cả", email="cho@thu.example")
    assert "Chưa ai xác nhận cả" not in school.client("thuky").get(QUEUE).content.decode()
    assert "Bài bạn đọc gửi chờ xem xét" in school.client("thuky").get("/quan-tri/").content.decode()
    assert "Bài bạn đọc gửi chờ xem xét" not in school.client("giaovien").get("/quan-tri/").content.decode()


def test_it_becomes_a_draft_goes_the_usual_road_and_its_sender_is_told(school: School) -> None:
    submission = waiting()
    desk = school.client("thuky")
    done = desk.post(f"{QUEUE}{submission.pk}/nhan/")
    article = Article.objects.get()
    assert done.url == article.get_desk_url()
    assert (article.created_by, article.origin, article.channel) == (school.thuky, "reader", "web")
    assert (article.author_credit, article.state) == ("Nguyễn Thị An", "draft")
    assert "<li>An kể chuyện</li>" in article.body
    picture = article.pictures.get()
    with picture.file.open("rb") as stream, Image.open(stream) as stored:
        assert not dict(stored.getexif())
    assert [one.name for one in article.attachments.all()] == ["danh sách.txt"]
    again = desk.post(f"{QUEUE}{submission.pk}/nhan/")
    assert again.status_code == 409
    assert Article.objects.count() == 1
    assert desk.post(f"{QUEUE}{submission.pk}/tu-choi/", {"reason": "Thôi"}).status_code == 409
    assert len(letters_to_reader()) == 2
    body = article.body.replace('alt=""', 'alt="Gốc phượng già giữa sân"')
    changes = {"section": school.section, "body": body}
    article = save_content(article, by=school.thuky, version=article.version, changes=changes)
    school.do(article, "thuky:submit", "hieutruong:forward", "thuky:forward", "phoban:publish")
    for _round in range(2):
        subjects = letters_to_reader()
    assert subjects.count("Bài của bạn đã đăng") == 1
    code = {"email": EMAIL, "code": submission.code}
    assert article.get_absolute_url() in Client().post("/gui-bai/tra-cuu/", code).content.decode()


def test_it_is_declined_with_a_reason_that_its_sender_reads(school: School) -> None:
    submission = waiting()
    desk, address = school.client("phoban"), f"{QUEUE}{submission.pk}/tu-choi/"
    assert desk.post(address, {"reason": "  "}).status_code == 422
    assert desk.post(address, {"reason": "x" * 1001}).status_code == 422
    assert school.client("hieutruong").post(address, {"reason": "Không"}).status_code == 409
    assert desk.post(address, {"reason": "Trùng bài đã đăng."}).status_code == 302
    assert desk.post(address, {"reason": "Lần nữa"}).status_code == 409
    letters_to_reader()
    assert "Trùng bài đã đăng." in mail.outbox[-1].body
    assert school.client("thuky").post(f"{QUEUE}{submission.pk}/nhan/").status_code == 409
    assert not Article.objects.exists()


def test_what_the_scanner_has_not_cleared_is_neither_read_nor_taken(school: School, settings: Any) -> None:
    submission = waiting()
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    StoredFile.objects.update(scan_state="held")
    desk = school.client("thuky")
    assert desk.post(f"{QUEUE}{submission.pk}/nhan/").status_code == 409
    part = submission.files.first()
    assert desk.get(f"{QUEUE}{submission.pk}/tep/{part.pk}/").status_code == 409
    StoredFile.objects.update(scan_state="clean", scanned_at=timezone.now())
    StoredFile.objects.filter(extension="txt").update(scan_state="infected")
    assert desk.post(f"{QUEUE}{submission.pk}/nhan/").status_code == 302
    assert not Article.objects.get().attachments.exists()


def test_two_who_take_it_at_once_make_one_draft(school: School) -> None:
    submission = waiting()
    answers = [school.client(who).post(f"{QUEUE}{submission.pk}/nhan/").status_code for who in ALLOWED[:3]]
    assert sorted(answers) == [302, 409, 409]
    assert Article.objects.count() == 1


def test_the_unconfirmed_go_in_a_week_and_the_sender_is_forgotten_in_a_year(
    school: School, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    kept, left = waiting(), sent(title="Không xác nhận", email="cho@thu.example")
    paths = [one.file.path for one in kept.files.all()]
    long_ago = timezone.now() - timedelta(days=8)
    ReaderSubmission.objects.filter(pk=left.pk).update(created_at=long_ago)
    call_command("purge_reader_submissions", verbosity=0)
    assert list(ReaderSubmission.objects.all()) == [kept]
    year = timezone.now() - timedelta(days=366)
    ReaderSubmission.objects.update(created_at=year, confirmed_at=year)
    with django_capture_on_commit_callbacks(execute=True):
        for _round in range(2):
            call_command("purge_reader_submissions", verbosity=0)
    kept.refresh_from_db()
    assert (kept.name, kept.email, kept.text, kept.stage) == ("", "", "", "declined")
    assert kept.address_digest == ""
    assert not any(path.exists() for path in paths)
    ReaderLetter.objects.create(submission=kept, kind="declined")
    call_command("send_reader_letters", verbosity=0)
    assert ReaderLetter.objects.get(submission=kept, kind="declined").status == "failed"
    page = school.client("thuky").get(f"{QUEUE}{kept.pk}/change/").content.decode()
    assert "Thông tin cá nhân đã được xóa" in page
    robot = User.objects.get(username="ban-doc")
    assert (robot.is_active, robot.has_usable_password()) == (False, False)
