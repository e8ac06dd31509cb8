"""What the files of a document propose for its record: kept when they are read, shown while it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.document_types import DOCUMENT_TYPES
from documents.layout import Layout
from documents.metadata.proposal import Confidence
from documents.metadata.proposing import propose
from documents.models import FileProposal, FileText, OfficialDocument, StoredFile
from documents.reading.failures import UnreadableFile
from documents.reading.formats import READERS, read_layout
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
    found: dict[str, Suggestion] = {}
    if document.pk is None:
        return found
    for part in document.attachments.select_related("file__proposal").order_by("order", "pk"):
        kept = getattr(part.file, "proposal", None)
        for name, said in (kept.values if kept else {}).items():
            if name not in found and (one := _suggestion(name, said, part.name)) is not None:
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
    layout = _layout(stored)
    if layout is None:
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


def _layout(stored: StoredFile) -> Layout | None:
    """The layout of the file itself, of a scan that of its searchable copy; None where there is no text."""
    reading = FileText.objects.select_related("searchable").get(file=stored)
    source = reading.searchable or stored
    if source.extension not in READERS:
        return None
    try:
        layout = read_layout(source.path, source.extension)
    except (UnreadableFile, OSError):
        return None
    return Layout(layout.lines, layout.pages, scanned=reading.scanned)
