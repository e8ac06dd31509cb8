"""A row that was read and looked at becomes a draft: with its files, in one transaction, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from documents.attaching import attach_stored
from documents.models import ImportedDocument, OfficialDocument, StoredFile
from editorial.drafting import start
from editorial.workflow import Refused
from people.models import User

Status = ImportedDocument.Status
LONGEST_TITLE = 255


@dataclass(frozen=True)
class Ready:
    """The content of a draft, the files that were taken for it, and what it is known by."""

    content: dict[str, Any]
    files: Sequence[tuple[StoredFile, str]]
    fingerprint: str
    name: str  # stands for the title until there is a number or a summary


def make_draft(row: ImportedDocument, ready: Ready, *, by: User, channel: str) -> OfficialDocument:
    """Write the draft, its files and the memory of the row, all or nothing; raises `Refused`.

    A row that another window made a draft of gives that draft.
    """
    try:
        with transaction.atomic():
            return _drafted(row, ready, by, channel)
    except IntegrityError as error:
        raise Refused([_("Văn bản này vừa được nhập ở một lần nhập khác.")]) from error


def _drafted(row: ImportedDocument, ready: Ready, by: User, channel: str) -> OfficialDocument:
    if row.pk is not None:
        fresh = ImportedDocument.objects.select_for_update().get(pk=row.pk)
        if fresh.status == Status.DRAFTED and fresh.item is not None:
            document: Any = fresh.item.editions.latest("number")
            return document
    title = (ready.name or str(_("Văn bản chưa có trích yếu")))[:LONGEST_TITLE]
    document = start(OfficialDocument, by=by, channel=channel, title=title, **ready.content)
    if ready.files:
        attach_stored(document, by=by, version=document.version, files=ready.files)
    row.status, row.item, row.fingerprint = Status.DRAFTED, document.item, ready.fingerprint
    row.save()
    row.files.all().delete()
    document.refresh_from_db()
    return document
