"""Stored files and their reading, for the tests of both: in a folder of their own, without a worker."""

from pathlib import Path

from django.core.files.base import ContentFile

from documents.files import CheckedFile, sha256_of
from documents.models import FileText, StoredFile, store
from documents.texts import extract_due, require
from people.models import User


def stored(name: str, content: bytes) -> StoredFile:
    """As it lies there after an upload, whatever the policy would have said of it."""
    by, _created = User.objects.get_or_create(username="giaovien", defaults={"full_name": "Nguyễn Thị Lan"})
    file = ContentFile(content, name=name)
    checked = CheckedFile(
        name=name,
        extension=name.rpartition(".")[2],
        content_type="application/octet-stream",
        size=len(content),
        sha256=sha256_of(file),
        content=file,
    )
    return store(checked, by)


def read(name: str, content: bytes) -> FileText:
    """Have it read to its end."""
    reading = require(stored(name, content))
    extract_due()
    reading.refresh_from_db()
    return reading


def leftovers(var_dir: Path) -> list[Path]:
    return list((var_dir / "texts").glob("*"))
