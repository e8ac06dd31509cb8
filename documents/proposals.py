"""What the files of a document propose for its record: kept when they are read, shown while it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.document_types import DOCUMENT_TYPES
from documents.metadata.proposal import Confidence
from documents.metadata.proposing import propose
from documents.models import FileProposal, FileText, OfficialDocument, StoredFile
from documents.reading.failures import UnreadableFile
from documents.scanned import layout_of
from documents.texts import when_read

SURE: dict[str, str | Promise] = {
    Confidence.HIGH: _("khá chắc chắn"),
    Confidence.MEDIUM: _("có thể đúng"),
    Confidence.LOW: _("chưa chắc"),
}
_CODES = {kind.name: kind.code for kind in DOCUMENT_TYPES}


@dataclass(frozen=True)
class Suggestion:
    """A value for one field of the form, with the line of the file that it was read from."""

    value: Any
    shown: str
    line: str
    confidence: str
    needs_check: bool
    file: str

    @property
    def sureness(self) -> str | Promise:
        return SURE.get(self.confidence, "")


def suggestions(document: OfficialDocument) -> dict[str, Suggestion]:
    """Field -> suggestion: for each field the first file that has one, in the order of the files."""
    if document.pk is None:
        return {}
    parts = document.attachments.select_related("file__proposal").order_by("order", "pk")
    return suggestions_in((part.file, part.name) for part in parts)


def suggestions_in(files: Iterable[tuple[StoredFile, str]]) -> dict[str, Suggestion]:
    """Field -> suggestion of these files, each with its name; the first that has one is asked."""
    found: dict[str, Suggestion] = {}
    for file, file_name in files:
        kept = getattr(file, "proposal", None)
        for name, said in (kept.values if kept else {}).items():
            if name not in found and (one := _suggestion(name, said, file_name)) is not None:
                found[name] = one
    return found


def _suggestion(name: str, said: Mapping[str, Any], file: str) -> Suggestion | None:
    value: Any = said["value"]
    shown = value
    if name == "document_type":
        value = _CODES.get(value)
    elif name == "issued_on":
        value = date.fromisoformat(value)
        shown = f"{value:%d/%m/%Y}"
    if not value:
        return None
    return Suggestion(value, shown, said["line"], said["confidence"], said["needs_check"], file)


def being_read(document: OfficialDocument) -> list[FileText]:
    """The files whose text the worker has not finished, for “đang đọc tệp”."""
    if document.pk is None:
        return []
    waiting = FileText.objects.filter(file__documents_documentattachments__edition=document, finished_at=None)
    return list(waiting.select_related("file").order_by("pk"))


@when_read
def keep_proposals(stored: StoredFile) -> None:
    """Read the proposals out of a file whose text has just been read; a file without any keeps none."""
    values = _values(stored)
    FileProposal.objects.update_or_create(file=stored, defaults={"values": values})


def _values(stored: StoredFile) -> dict[str, dict[str, Any]]:
    try:
        layout = layout_of(FileText.objects.select_related("file").get(file=stored))
    except (UnreadableFile, OSError):
        return {}
    return {
        name: {
            "value": proposal.text,
            "line": proposal.line.text,
            "confidence": str(proposal.confidence),
            "needs_check": proposal.needs_check,
        }
        for name, proposal in propose(layout)
        if proposal
    }
