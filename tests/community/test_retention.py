"""Who asked is erased when its time has come; that somebody asked, and how it ended, stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Attempt, OutsideRequest, RequestLetter, Supplement
from community.retention import months_before, purge_requests
from documents.models import StoredFile
from tests.community.asking import EMAIL, PERSONAL, asked, letters_to, look_up, press, token_on
from tests.portal.samples import make_file
from tests.school import School


def closed_long_ago(school: School, request: OutsideRequest) -> None:
    letters_to(EMAIL)
    press(school, "hieutruong", request, "reject_takedown", message="Thưa bà Ngọc, ảnh chụp chung.")
    past = months_before(timezone.now(), settings.REQUEST_KEEP_MONTHS) - timedelta(hours=1)
    OutsideRequest.objects.filter(pk=request.pk).update(closed_at=past)


def test_after_its_months_only_the_figures_remain(
    school: School, django_capture_on_commit_callbacks: Any
) -> None:
    request = asked(school.published(), file=SimpleUploadedFile("anh.txt", "Bằng chứng của bà Ngọc".encode()))
    stored = StoredFile.objects.get()
    path = stored.path
    page = look_up(request.code)
    Client().post(reverse("request_supplement"), {"token": token_on(page), "text": "Ngọc, lớp 6A"})
    press(school, "thuky", request, "advise", verdict="reject", note="Đã gọi cho bà Ngọc.")
    closed_long_ago(school, request)

    with django_capture_on_commit_callbacks(execute=True):
        assert purge_requests()["requests"] == 1
    assert purge_requests()["requests"] == 0
    request.refresh_from_db()
    kept = (request.name, request.email, request.phone, request.text, request.quote, request.answer)
    assert kept == ("",) * 6
    assert (request.file, request.kind, request.status) == (None, "takedown", "rejected")
    assert not StoredFile.objects.exists()
    assert not path.exists()
    assert not Supplement.objects.exists()
    assert not RequestLetter.objects.exists()
    for event in request.events.all():
        assert (event.note, event.message) == ("", "")
    page = school.client("hieutruong").get(request.get_desk_url()).content.decode()
    assert "đã được xóa theo thời hạn" in page
    assert not any(word in page for word in (*PERSONAL, "Ngọc"))
    assert look_up(request.code).status_code == 422
    assert look_up(request.code, "nobody@invalid.invalid").status_code == 422
    assert press(school, "hieutruong", request, "reopen", note="x").status_code == 409


def test_what_is_open_or_closed_lately_is_kept(school: School) -> None:
    edition = school.published()
    still_open, lately = asked(edition), asked(edition)
    closed_long_ago(school, lately)
    OutsideRequest.objects.filter(pk=lately.pk).update(closed_at=timezone.now() - timedelta(days=300))
    OutsideRequest.objects.filter(pk=still_open.pk).update(received_at=timezone.now() - timedelta(days=2000))
    call_command("purge_requests", verbosity=0)
    assert OutsideRequest.objects.filter(email=EMAIL).count() == 2


def test_a_file_that_the_school_has_itself_stays(school: School) -> None:
    text = "Cùng một nội dung"
    own = make_file(school, text)
    request = asked(school.published(), file=SimpleUploadedFile("anh.txt", text.encode()))
    assert request.file_id == own.pk
    closed_long_ago(school, request)
    purge_requests()
    assert StoredFile.objects.filter(pk=own.pk).exists()


def test_counts_of_tries_are_forgotten_after_a_day(school: School) -> None:
    asked(school.published())
    assert Attempt.objects.exists()
    Attempt.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    call_command("purge_requests", verbosity=0)
    assert not Attempt.objects.exists()


def test_months_are_those_of_the_calendar() -> None:
    assert months_before(datetime(2026, 3, 31, 9, tzinfo=UTC), 1) == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert months_before(datetime(2026, 1, 15, tzinfo=UTC), 24) == datetime(2024, 1, 15, tzinfo=UTC)
    assert months_before(datetime(2024, 2, 29, tzinfo=UTC), 12) == datetime(2023, 2, 28, tzinfo=UTC)
