"""How bytes become a stored file: whole or not at all, once for each content."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from documents.files import CheckedFile
from documents.models.files import ScanState, StoredFile, path_of
from documents.models.signatures import SignatureCheck
from editorial.nudging import nudge_after_commit
from people.models import User

CHECKER = "documents.tasks.check_signatures"


def store(checked: CheckedFile, by: User) -> StoredFile:
    """Keep a file that passed the policy and return its row; the same content gives the row that is there.

    Safe against two at once: the file appears whole or not at all, and the row is unique by content. The file
    is on disk before the row exists; if the transaction is undone, a file without a row stays, which no URL
    reaches and which the next upload of the same content takes over.
    """
    _write_once(path_of(checked.sha256), checked.size, checked.content)
    with transaction.atomic():
        stored, created = StoredFile.objects.get_or_create(
            sha256=checked.sha256,
            defaults={
                "size": checked.size,
                "content_type": checked.content_type,
                "name": checked.name,
                "extension": checked.extension,
                "uploaded_by": by,
                "flags": sorted(checked.flags),
                "scan_state": ScanState.HELD if settings.CLAMAV_URL else ScanState.UNSCANNED,
            },
        )
        if created and stored.extension == "pdf":
            SignatureCheck.objects.create(file=stored)
            nudge_after_commit(CHECKER)
    return stored


def _write_once(path: Path, size: int, content: "File[bytes]") -> None:
    if path.exists() and path.stat().st_size == size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".uploading-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in content.chunks():
                out.write(chunk)
            out.flush()
            os.fchmod(out.fileno(), 0o640)
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(folder: Path) -> None:
    """The rename itself has to survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
