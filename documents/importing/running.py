"""Documents of a folder or a table, one after the other, each for itself: the work of the command."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.attaching import check_files, take_files
from documents.document_types import DOCUMENT_TYPES
from documents.import_forms import DocumentRowForm
from documents.importing.drafts import Ready, make_draft
from documents.importing.known import fingerprint, known_item
from documents.importing.sources import Given
from documents.metadata.proposal import Confidence
from documents.metadata.proposing import propose
from documents.models import ImportedDocument, OfficialDocument
from documents.names import extension_of
from documents.reading.failures import UnreadableFile
from documents.reading.formats import READERS, read_layout
from editorial.models import Item
from editorial.nudging import rung_once
from editorial.workflow import Refused
from people.models import User

_CODES = {kind.name: kind.code for kind in DOCUMENT_TYPES}
_PIECE = 1024 * 1024


class Result(StrEnum):
    IMPORTED = "nhập"
    PLANNED = "sẽ nhập"
    KNOWN = "đã có"
    WRONG = "lỗi"


@dataclass(frozen=True)
class Outcome:
    """What became of one document, and what a person should know or look at again."""

    given: Given
    result: Result
    notes: tuple[str, ...] = ()
    number: str = ""
    title: str = ""
    item: int | None = None


@dataclass(frozen=True)
class Wishes:
    """Who imports, how the files came, whether empty fields are filled from them, whether to write at all."""

    by: User
    channel: str
    fill: bool = False
    dry_run: bool = False


def import_all(given: Iterable[Given], wishes: Wishes) -> Iterator[Outcome]:
    """Import each document in a transaction of its own; a wrong one never stops the others.

    Stopped at any point and begun again, it imports what is missing and nothing twice.
    """
    with rung_once():
        for one in given:
            yield _import(one, wishes)


def _import(given: Given, wishes: Wishes) -> Outcome:
    try:
        return _imported(given, wishes)
    except Refused as refused:
        return Outcome(given, Result.WRONG, tuple(refused.reasons))
    except OSError as error:
        reason = _("Không đọc được tệp: %(error)s.") % {"error": error.strerror or error}
        return Outcome(given, Result.WRONG, (reason,))


def _imported(given: Given, wishes: Wishes) -> Outcome:
    if given.errors:
        raise Refused([*given.errors])
    form = DocumentRowForm(given.cells)
    if not form.is_valid():
        raise Refused(form.sentences())
    digests = [_digest(path) for path, _name in given.files]
    mark = fingerprint(digests, form.cleaned_data)
    if (item := known_item(mark, digests, form.cleaned_data)) is not None:
        return _outcome(given, Result.KNOWN, form, item=item)
    form, filled = _filled(given, form) if wishes.fill else (form, [])
    notes = [*given.notes, *filled, *_lacking(form)]
    if wishes.dry_run:
        with ExitStack() as stack:
            checked = check_files(_uploads(given, stack))
        notes += [warning for one in checked for warning in one.warnings]
        return _outcome(given, Result.PLANNED, form, notes)
    with ExitStack() as stack:
        files, warnings = take_files(_uploads(given, stack), wishes.by)
    row = ImportedDocument(user=wishes.by, source=given.place[:200], notes=notes)
    name = files[0][1] if files else given.place
    ready = Ready(form.content(), files, mark, name)
    document = make_draft(row, ready, by=wishes.by, channel=wishes.channel)
    return _outcome(given, Result.IMPORTED, form, [*notes, *warnings], document.item, document)


def _outcome(
    given: Given,
    result: Result,
    form: DocumentRowForm,
    notes: Iterable[str] = (),
    item: Item | None = None,
    document: OfficialDocument | None = None,
) -> Outcome:
    said = form.cleaned_data
    title = document.title if document else said["summary"] or given.place
    return Outcome(given, result, tuple(notes), said["reference_number"], title, item.pk if item else None)


def _lacking(form: DocumentRowForm) -> list[str]:
    return [_("Còn thiếu: %(names)s.") % {"names": ", ".join(form.missing)}] if form.missing else []


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        digest = hashlib.sha256()
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _uploads(given: Given, stack: ExitStack) -> list[UploadedFile]:
    """The files on the disk, open, as the upload policy takes them: never whole in memory."""
    opened: list[tuple[IO[bytes], Path, str]] = [
        (stack.enter_context(path.open("rb")), path, name) for path, name in given.files
    ]
    return [UploadedFile(stream, name=name, size=path.stat().st_size) for stream, path, name in opened]


def _filled(given: Given, form: DocumentRowForm) -> tuple[DocumentRowForm, list[str]]:
    """The row with its empty fields filled by what the files propose with high confidence, and what they are.

    What the row says itself is never written over; what would make it invalid is left out.
    """
    cells, labels = dict(given.cells), []
    for path, _name in given.files:
        for field, value in _sure_values(path):
            if not cells.get(field):
                cells[field] = value
                labels.append(str(form.fields[field].label))
    filled = DocumentRowForm(cells)
    if not labels or not filled.is_valid():
        return form, []
    return filled, [_("Kiểm tra lại (điền từ tệp): %(names)s.") % {"names": ", ".join(labels)}]


def _sure_values(path: Path) -> Iterator[tuple[str, str]]:
    """Cells that a text file proposes; scans are read by the worker later."""
    extension = extension_of(path.name)
    if extension not in READERS:
        return
    try:
        layout = read_layout(path, extension)
    except UnreadableFile:
        return
    for field, proposal in propose(layout):
        if proposal and proposal.confidence is Confidence.HIGH and not proposal.needs_check:
            yield proposed_cell(field, proposal.text)


def proposed_cell(field: str, text: str) -> tuple[str, Any]:
    """Field and cell of the row form for a proposed value; a day comes in ISO form, which the form takes."""
    if field == "document_type":
        return field, _CODES.get(text, "")
    return ("authority" if field == "issuing_authority" else field), text
