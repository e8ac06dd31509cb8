"""Signatures are checked by the worker after storing, within limits, and told to readers in words."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Article, ArticleAttachment
from documents import signature_checks
from documents.files import check_upload
from documents.models import Signature, SignatureCheck, StoredFile, store
from documents.signing import answer
from documents.tasks import check_signatures
from editorial import nudging
from tests.documents import signed_pdfs as made
from tests.documents.samples import POLICY, upload
from tests.documents.signed_pdfs import apart
from tests.hostile.desk import read
from tests.school import School

Verdict = Signature.Verdict


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TRUST_DIR = tmp_path / "tin-cay"
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "goc.pem").write_bytes(made.root().pem)
    return settings.TRUST_DIR


@pytest.fixture(scope="module")
def decision() -> bytes:
    return made.signed(made.plain_pdf(), made.principal())


@pytest.fixture
def here(monkeypatch) -> None:
    """Judge in this process: to start the program takes most of a second."""

    def run(command: list[str], *, input: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, json.dumps(apart(answer, json.loads(input))))

    monkeypatch.setattr(signature_checks.subprocess, "run", run)


def kept(school: School, content: bytes, name: str = "Quyết định.pdf") -> StoredFile:
    return store(check_upload(upload(name, content), POLICY), school.vanthu)


def answers(stored: StoredFile) -> list[str]:
    rows = Signature.objects.filter(check_run__file=stored).order_by("order")
    return list(rows.values_list("verdict", flat=True))


def page_words(school: School, stored: StoredFile, client: Client) -> str:
    article = school.published()
    ArticleAttachment.objects.create(edition=article, file=stored, name=stored.name)
    return " ".join(read(client.get(article.get_absolute_url())).words.split())


def test_the_worker_checks_what_was_stored_and_the_page_says_it_in_words(
    school: School, client: Client, decision: bytes
) -> None:
    stored = kept(school, decision)
    check_signatures()
    assert answers(stored) == [Verdict.VALID]
    said = page_words(school, stored, client)
    assert "Chữ ký số hợp lệ. Người ký: Nguyễn Thị Tâm, Trường THCS Hoa Phượng." in said
    assert "chưa kiểm tra được thu hồi" in said


def test_an_invalid_signature_is_never_called_valid_and_the_approver_sees_it(
    school: School, here: None, client: Client, decision: bytes
) -> None:
    stored = kept(school, made.with_flipped_byte(decision))
    check_signatures()
    assert answers(stored) == [Verdict.CHANGED]
    said = page_words(school, stored, client)
    assert "Chữ ký số không hợp lệ: tệp đã bị sửa sau khi ký" in said
    assert "số hợp lệ" not in said
    assert "Người ký:" not in said
    assert "Tên ghi trong chữ ký, chưa được xác minh: Nguyễn Thị Tâm" in said
    draft = school.draft()
    ArticleAttachment.objects.create(edition=draft, file=stored, name=stored.name)
    school.do(draft, "giaovien:submit")
    assert "mang chữ ký số không hợp lệ" in read(school.client("totruong").get(draft.get_desk_url())).words


def test_the_database_itself_refuses_an_invalid_one_that_claims_to_be_valid(
    school: School, decision: bytes
) -> None:
    check = kept(school, decision).signature_check
    for flaw in ({"is_intact": False}, {"is_trusted": False}, {"change": "content"}, {"reason": "expired"}):
        row = {"is_intact": True, "is_trusted": True, "change": "none", "verdict": Verdict.VALID} | flaw
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.create(check_run=check, order=1, **row)


def test_a_file_without_a_signature_says_nothing(school: School, client: Client) -> None:
    stored = kept(school, made.plain_pdf())
    check_signatures()
    assert stored.signature_check.signatures.count() == 0
    assert SignatureCheck.objects.get().progress == SignatureCheck.Progress.DONE
    assert "hữ ký" not in page_words(school, stored, client)


def test_only_pdfs_are_owed_a_check_and_storing_rings_for_it(
    school: School, decision: bytes, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(nudging.current_app, "send_task", lambda task, **options: rung.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        kept(school, decision)
        kept(school, "chữ".encode(), "a.txt")
    assert rung == ["documents.tasks.check_signatures"]
    assert SignatureCheck.objects.count() == 1


def test_a_changed_trust_list_is_asked_again_and_a_second_round_changes_nothing(
    school: School, here: None, decision: bytes, folders: Path
) -> None:
    stored = kept(school, decision)
    (folders / "goc.pem").unlink()
    check_signatures()
    assert answers(stored) == [Verdict.UNVERIFIED]
    (folders / "goc.cer").write_bytes(made.root().der)
    check_signatures()
    assert answers(stored) == [Verdict.VALID]
    first = SignatureCheck.objects.get().checked_at
    call_command("check_signatures", verbosity=0)
    assert SignatureCheck.objects.get().checked_at == first
    call_command("check_signatures", "--all", verbosity=0)
    assert SignatureCheck.objects.get().checked_at > first
    assert answers(stored) == [Verdict.VALID]


@pytest.mark.parametrize(
    "ending",
    [
        subprocess.TimeoutExpired("documents.signing", 60),
        subprocess.CalledProcessError(-9, "documents.signing", stderr="MemoryError"),
    ],
)
def test_a_file_that_takes_all_time_or_memory_ends_as_a_clear_state(
    school: School, decision: bytes, client: Client, monkeypatch, ending: Exception
) -> None:
    stored = kept(school, decision)

    def end(*args: object, **options: object) -> None:
        raise ending

    monkeypatch.setattr(signature_checks.subprocess, "run", end)
    for _round in range(signature_checks.MOST_ATTEMPTS + 2):
        check_signatures()
        SignatureCheck.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    check = SignatureCheck.objects.get()
    assert (check.progress, check.attempts) == ("failed", signature_checks.MOST_ATTEMPTS)
    assert check.error
    assert "Không kiểm tra được chữ ký số" in page_words(school, stored, client)


def test_a_hostile_file_is_ended_by_the_limits_of_the_program(school: School) -> None:
    """A list of objects that unpacks to more than the program may hold, in a file that says it is signed."""
    stored = kept(school, made.bomb())
    SignatureCheck.objects.update(attempts=signature_checks.MOST_ATTEMPTS - 1)
    assert signature_checks.check_due() == {"done": 0, "failed": 1}
    assert SignatureCheck.objects.get(file=stored).progress == "failed"


def test_a_check_another_worker_holds_is_left_to_it_until_its_lease_ends(
    school: School, here: None, decision: bytes
) -> None:
    stored = kept(school, decision)
    taken = SignatureCheck.objects.get()
    assert signature_checks._claim(taken)
    assert not signature_checks._claim(taken)
    check_signatures()
    assert answers(stored) == []
    SignatureCheck.objects.update(due_at=timezone.now())
    check_signatures()
    assert answers(stored) == [Verdict.VALID]


def test_the_page_of_many_signed_files_asks_no_more_than_that_of_one(
    school: School, here: None, client: Client, decision: bytes
) -> None:
    article: Article = school.published()
    counts = []
    for number in range(2):
        stored = kept(school, decision + b"\n" * number)
        ArticleAttachment.objects.create(edition=article, file=stored, name=f"{number}.pdf")
        check_signatures()
        client.get(article.get_absolute_url())  # fills what is kept between requests
        with CaptureQueriesContext(connection) as queries:
            client.get(article.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]
