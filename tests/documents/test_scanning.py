"""With a virus scanner nothing infected or unscanned reaches anybody; without one everything works."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from content.models import Article, ArticleAttachment
from documents import scanning
from documents.models import ScanState, StoredFile
from documents.tasks import scan_files
from editorial.checklist import findings
from editorial.refusing import refusals
from tests.documents.fake_clamd import EICAR, FakeClamd, running_clamd
from tests.documents.samples import pdf
from tests.hostile.desk import move, read
from tests.hostile.test_uploads import attach
from tests.school import School

INFECTED = pdf(b"% " + EICAR)
ON_THE_ROAD = ("giaovien:submit", "totruong:forward", "thuky:forward")


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clamd(settings) -> Iterator[FakeClamd]:
    with running_clamd() as daemon:
        settings.CLAMAV_URL = daemon.url
        yield daemon


@pytest.fixture
def down(settings) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"


def upload(school: School, *files: tuple[str, bytes], **given: object) -> tuple[Article, str]:
    """A draft with these files, and what the person is told."""
    edition = school.draft(section=school.section)
    answer = attach(school.client("giaovien"), edition, *files, **given)
    page = answer if answer.status_code >= 400 else school.client("giaovien").get(edition.get_desk_url())
    edition.refresh_from_db()
    return edition, read(page).words


def states() -> dict[str, str]:
    return dict(StoredFile.objects.values_list("name", "scan_state"))


def due_again() -> None:
    StoredFile.objects.update(scan_due_at=timezone.now() - timedelta(seconds=1))


def test_without_a_scanner_files_are_taken_and_published_and_the_desk_says_so(
    school: School, client: Client
) -> None:
    edition, said = upload(school, ("a.pdf", INFECTED))
    assert states() == {"a.pdf": ScanState.UNSCANNED}
    assert "chưa quét vi-rút" in said
    school.do(edition, *ON_THE_ROAD, "phoban:publish")
    assert client.get(edition.attachments.get().get_absolute_url()).status_code == 200


def test_a_clean_file_is_scanned_while_it_is_uploaded(
    school: School, clamd: FakeClamd, client: Client
) -> None:
    edition, said = upload(school, ("a.pdf", pdf()))
    assert clamd.scanned == [pdf()]
    assert states() == {"a.pdf": ScanState.CLEAN}
    assert "đã quét vi-rút" in said
    school.do(edition, *ON_THE_ROAD, "phoban:publish")
    assert client.get(edition.attachments.get().get_absolute_url()).status_code == 200


def test_an_infected_file_is_refused_by_name_with_all_that_came_along_and_its_bytes_are_gone(
    school: School, clamd: FakeClamd, tmp_path, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition, said = upload(school, ("tốt.pdf", pdf()), ("xấu.pdf", INFECTED))
    assert "Tệp “xấu.pdf” có vi-rút (Eicar-Signature) nên không được nhận" in said
    assert not edition.attachments.exists()
    assert states() == {"tốt.pdf": ScanState.CLEAN}
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and EICAR in path.read_bytes()]


@pytest.mark.parametrize("behaviour", ["error", "nonsense", "close"])
def test_whatever_goes_wrong_with_the_daemon_the_file_is_held(
    school: School, clamd: FakeClamd, behaviour: str
) -> None:
    clamd.behaviour = behaviour
    _edition, said = upload(school, ("a.pdf", pdf()))
    assert states() == {"a.pdf": ScanState.HELD}
    assert "đang chờ quét vi-rút" in said


def test_a_file_over_the_limit_of_the_daemon_is_held(school: School, clamd: FakeClamd) -> None:
    clamd.stream_limit = 10
    upload(school, ("a.pdf", pdf()))
    assert states() == {"a.pdf": ScanState.HELD}
    assert "limit" in StoredFile.objects.get().scan_finding


def test_a_held_file_is_given_to_nobody_and_its_text_not_published(
    school: School, down: None, client: Client
) -> None:
    edition, _said = upload(school, ("a.pdf", pdf()))
    url = edition.attachments.get().get_absolute_url()
    for name in ("giaovien", "thuky", "phoban"):
        answer = school.client(name).get(url)
        assert answer.status_code == 409
        assert "đang chờ quét vi-rút" in read(answer).words
    assert client.get(url).status_code == 404
    school.do(edition, *ON_THE_ROAD)
    for verb in ("publish", "publish_urgently"):
        reasons = refusals(edition, verb, by=school.phoban, note="Gấp")
        assert any("chưa quét vi-rút xong: a.pdf" in reason for reason in reasons), verb
    answer = move(school.client("phoban"), edition, "publish")
    assert answer.status_code == 409
    assert "chưa quét vi-rút xong" in read(answer).words


def test_the_round_releases_what_is_clean_once_the_daemon_is_back(
    school: School, settings, down: None, client: Client
) -> None:
    edition, _said = upload(school, ("a.pdf", pdf()))
    school.do(edition, *ON_THE_ROAD)
    scan_files()
    assert states() == {"a.pdf": ScanState.HELD}
    with running_clamd() as daemon:
        settings.CLAMAV_URL = daemon.url
        due_again()
        scan_files()
        scan_files()
        assert daemon.scanned == [pdf()]
    school.do(edition, "phoban:publish")
    assert client.get(edition.attachments.get().get_absolute_url()).status_code == 200


def test_what_is_found_infected_later_is_kept_from_everybody_and_blocks_the_text(
    school: School, settings, down: None, client: Client, tmp_path, django_capture_on_commit_callbacks
) -> None:
    edition, _said = upload(school, ("a.pdf", INFECTED))
    with running_clamd() as daemon:
        settings.CLAMAV_URL = daemon.url
        due_again()
        scan_files()
    part = edition.attachments.get()
    assert part.file.scan_state == ScanState.INFECTED
    assert "tìm thấy vi-rút" in read(school.client("giaovien").get(part.get_absolute_url())).words
    assert any("nhiễm vi-rút: a.pdf" in one for one in refusals(edition, "submit", by=school.giaovien))
    ArticleAttachment.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        scan_files()
    assert states() == {}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_public_file_found_infected_disappears_and_the_page_says_that_it_is_away(
    school: School, client: Client, clamd: FakeClamd
) -> None:
    edition, _said = upload(school, ("a.pdf", pdf()))
    school.do(edition, *ON_THE_ROAD, "phoban:publish")
    StoredFile.objects.update(scan_state=ScanState.INFECTED)
    url = edition.attachments.get().get_absolute_url()
    assert client.get(url).status_code == 404
    page = client.get(edition.get_absolute_url()).content.decode()
    assert url not in page
    assert "tạm thời chưa tải được" in page


def test_what_was_there_before_the_scanner_is_scanned_in_turn_and_stays_in_reach(
    school: School, settings, client: Client
) -> None:
    edition, _said = upload(school, ("a.pdf", pdf()))
    school.do(edition, *ON_THE_ROAD, "phoban:publish")
    url = edition.attachments.get().get_absolute_url()
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    scan_files()
    assert client.get(url).status_code == 200
    draft, _said = upload(school, ("a.pdf", pdf()))
    assert any("chưa quét" in one.told for one in findings(draft))
    with running_clamd() as daemon:
        settings.CLAMAV_URL = daemon.url
        due_again()
        scan_files()
    assert states() == {"a.pdf": ScanState.CLEAN}


def test_held_files_are_only_given_out_unscanned_by_a_deliberate_command(
    school: School, settings, down: None
) -> None:
    upload(school, ("a.pdf", pdf()))
    with pytest.raises(CommandError):
        call_command("scan_files", "--release")
    settings.CLAMAV_URL = ""
    call_command("scan_files", verbosity=0)
    assert states() == {"a.pdf": ScanState.HELD}
    call_command("scan_files", "--release", verbosity=0)
    assert states() == {"a.pdf": ScanState.UNSCANNED}


def test_a_large_file_is_left_to_the_worker(school: School, clamd: FakeClamd, monkeypatch) -> None:
    monkeypatch.setattr(scanning, "BYTES_AT_UPLOAD", 10)
    upload(school, ("a.pdf", pdf()))
    assert (states(), clamd.scanned) == ({"a.pdf": ScanState.HELD}, [])
    scan_files()
    assert states() == {"a.pdf": ScanState.CLEAN}


def test_a_request_does_not_wait_for_many_files(school: School, clamd: FakeClamd, monkeypatch) -> None:
    clamd.behaviour = "silent"
    monkeypatch.setattr(scanning, "SECONDS_AT_UPLOAD", 0.2)
    began = timezone.now()
    upload(school, *((f"{number}.pdf", pdf(f"% {number}".encode())) for number in range(5)))
    assert timezone.now() - began < timedelta(seconds=10)
    assert set(states().values()) == {ScanState.HELD}
