"""How bytes become a stored file: whole or not at all, once for each content."""

from django.conf import settings
from django.db import transaction

from documents.files import CheckedFile
from documents.models.files import ScanState, StoredFile, path_of
from documents.models.signatures import SignatureCheck
from editorial.nudging import nudge_after_commit
from operations.whole_files import write_once
from people.models import User

CHECKER = "documents.tasks.check_signatures"


def store(checked: CheckedFile, by: User) -> StoredFile:
    """Keep a file that passed the policy and return its row; the same content gives the row that is there.

    Safe against two at once: the file appears whole or not at all, and the row is unique by content. The file
    is on disk before the row exists; if the transaction is undone, a file without a row stays, which no URL
    reaches and which the next upload of the same content takes over.
    """
    write_once(path_of(checked.sha256), checked.size, checked.content.chunks())
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
