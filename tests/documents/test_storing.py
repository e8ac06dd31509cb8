"""Stored bytes are whole, unchanged and kept once (HL-3.1)."""

import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from content.models import ArticleAttachment
from documents.files import check_upload
from documents.models import StoredFile, store
from people.models import User
from tests.documents import samples
from tests.documents.samples import POLICY, upload


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def teacher(db):
    return User.objects.create_user("giaovien", full_name="Nguyễn Thị Lan")


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_file_is_kept_under_its_content_with_the_same_bytes(teacher, media):
    content = samples.pdf()
    stored = store(check_upload(upload("Kế hoạch.pdf", content), POLICY), teacher)

    assert stored.path == media / "files" / stored.sha256[:2] / stored.sha256[2:4] / stored.sha256
    assert stored.path.read_bytes() == content
    assert stored_files(media) == [stored.path]
    stored.refresh_from_db()
    assert (stored.name, stored.extension, stored.size) == ("Kế hoạch.pdf", "pdf", len(content))
    assert (stored.content_type, stored.uploaded_by) == ("application/pdf", teacher)


def test_same_content_under_another_name_is_the_same_file(teacher, media):
    first = store(check_upload(upload("một.pdf", samples.pdf()), POLICY), teacher)
    second = store(check_upload(upload("hai.pdf", samples.pdf()), POLICY), teacher)

    assert first == second
    assert StoredFile.objects.count() == 1
    assert len(stored_files(media)) == 1


def test_file_that_was_cut_short_on_disk_is_mended_by_the_next_upload(teacher):
    stored = store(check_upload(upload("a.pdf", samples.pdf()), POLICY), teacher)
    stored.path.write_bytes(b"%PDF")

    store(check_upload(upload("a.pdf", samples.pdf()), POLICY), teacher)

    assert stored.path.read_bytes() == samples.pdf()


def test_failed_writing_leaves_neither_file_nor_row(teacher, media, monkeypatch):
    def full_disk(descriptor):
        raise OSError(28, "No space left on device")

    checked = check_upload(upload("a.pdf", samples.pdf()), POLICY)
    monkeypatch.setattr("operations.whole_files.os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        store(checked, teacher)

    assert stored_files(media) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_uploads_of_the_same_content_at_once_give_one_row_and_one_file(media):
    teacher = User.objects.create_user("giaovien", full_name="Nguyễn Thị Lan")
    start = threading.Barrier(4)
    found: list[int] = []

    def work(number: int) -> None:
        try:
            checked = check_upload(upload(f"tệp {number}.pdf", samples.pdf()), POLICY)
            start.wait(timeout=20)
            found.append(store(checked, teacher).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(found) == 4
    assert len(set(found)) == 1
    assert StoredFile.objects.count() == 1
    assert [path.read_bytes() for path in stored_files(media)] == [samples.pdf()]


def test_attachment_may_be_renamed_but_keeps_its_extension(teacher):
    stored = store(check_upload(upload("a.pdf", samples.pdf()), POLICY), teacher)
    attachment = ArticleAttachment(file=stored, name="../Quyết định.pdf")
    attachment.clean()
    assert attachment.name == "Quyết định.pdf"

    with pytest.raises(ValidationError, match=r"\.pdf"):
        ArticleAttachment(file=stored, name="Quyết định.exe").clean()
