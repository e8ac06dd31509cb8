"""Files of many documents given at the desk: kept at once, looked at by the worker, forgotten if left.

What is owed is a row; a file is checked, stored and sent to be read once, whatever became of the worker.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import texts
from documents.attaching import take_files
from documents.files import sha256_of
from documents.importing.sources import by_stem, readable_names
from documents.importing.tables import TableRow, read_table
from documents.models import DocumentImportFile, ImportedDocument
from documents.models.imports import new_batch
from documents.names import clean_name
from documents.refusal import UploadRefused
from documents.scanning import remove_unused
from editorial.nudging import nudge_after_commit
from editorial.workflow import Refused
from operations.claiming import claim_each
from people.models import User
from vietnamese import convert, fold

READER = "documents.tasks.read_imports"
MOST_ROWS = 400
MOST_ATTEMPTS = 3
# Looked at while the person waits; the worker does the rest, and the page says how far it is.
SECONDS_AT_ONCE = 4.0
KEPT = timedelta(days=7)
FileStatus = DocumentImportFile.Status
Status = ImportedDocument.Status

logger = logging.getLogger(__name__)


def take(uploads: Sequence[UploadedFile], table: UploadedFile | None, *, by: User) -> str:
    """Keep the files and the rows of the table, and return the name of their batch.

    Files that no row names are documents of their own, those of one stem together. Raises `Refused` for a
    table that is none.
    """
    given = readable_names([upload.name or "" for upload in uploads])
    names = [name or str(_("không tên")) for name in given]
    rows = _table_rows(table) if table is not None else []
    batch = new_batch()
    with transaction.atomic():
        left = dict(zip(names, uploads, strict=True)) if len(set(names)) == len(names) else {}
        if not left:
            left = {
                f"{place}/{name}": upload
                for place, (name, upload) in enumerate(zip(names, uploads, strict=True))
            }
        by_name = {_same(Path(name).name): name for name in left}
        used: set[str] = set()
        for row in rows:
            used |= _keep_row(row, by_name, left, by=by, batch=batch)
        for group in by_stem([Path(name) for name in left if name not in used]):
            notes = [_("Bảng kê không nói đến tệp này.")] if rows else []
            document = _open(by, batch, source=group[0].name, notes=notes)
            for path in group:
                _keep_file(document, path.name, left[str(path)])
        nudge_after_commit(READER)
    return batch


def _table_rows(table: UploadedFile) -> list[TableRow]:
    rows = []
    try:
        for row in read_table(table, clean_name(table.name or ""), table.size or 0):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                words = _("Bảng có hơn %(most)d dòng: hãy chia thành nhiều bảng.")
                raise Refused([words % {"most": MOST_ROWS}])
    except UploadRefused as refused:
        raise Refused([refused.sentence]) from refused
    return rows


def _keep_row(
    row: TableRow, by_name: dict[str, str], uploads: dict[str, UploadedFile], *, by: User, batch: str
) -> set[str]:
    """A row of the table with its files; returns the names of those that it took."""
    source = _("dòng %(number)d") % {"number": row.number}
    document = _open(by, batch, source=source, notes=[*row.notes, *row.errors], cells=row.cells)
    used = set()
    for written, converted in row.files:
        name = by_name.get(_same(written)) or by_name.get(_same(converted))
        if name is None:
            missing = _("Không thấy tệp “%(name)s” trong số tệp gửi lên.") % {"name": converted[:200]}
            _refused_file(document, converted, missing)
        else:
            _keep_file(document, Path(name).name, uploads[name])
            used.add(name)
    return used


def _same(name: str) -> str:
    return " ".join(fold(convert(Path(name.replace("\\", "/")).name).text).split())


def _open(by: User, batch: str, *, source: str, notes: Iterable[str], cells: Any = None) -> ImportedDocument:
    return ImportedDocument.objects.create(
        user=by, batch=batch, source=source[:200], notes=list(notes), cells=cells or {}
    )


def _refused_file(document: ImportedDocument, name: str, reason: str) -> None:
    document.files.create(name=name[:200], status=FileStatus.REFUSED, reasons=[reason])


def _keep_file(document: ImportedDocument, name: str, upload: UploadedFile) -> None:
    kept = DocumentImportFile(document=document, name=name[:200], sha256=sha256_of(upload))
    kept.file.save("x", File(upload), save=False)
    upload.seek(0)
    kept.save(force_insert=True)


# -- the worker ----------------------------------------------------------------------------------


def take_waiting(batch: str = "", *, seconds: float = 240.0) -> int:
    """Hold what waits against the policy, store it and have it read; returns how many files."""
    waiting = DocumentImportFile.objects.filter(status=FileStatus.WAITING)
    if batch:
        waiting = waiting.filter(document__batch=batch)
    count = 0
    for pk in claim_each(waiting, seconds=seconds):
        _look_at(DocumentImportFile.objects.select_related("document__user").get(pk=pk))
        count += 1
    return count


def _look_at(kept: DocumentImportFile) -> None:
    if kept.attempts > MOST_ATTEMPTS:
        _settle(kept, status=FileStatus.REFUSED, reasons=[_("Tệp này đọc mãi không xong.")])
        return
    try:
        with kept.file.open("rb") as stream:
            upload = UploadedFile(stream, name=kept.name, size=kept.file.size)
            [(stored, name)], warnings = take_files([upload], kept.document.user)
        with transaction.atomic():
            texts.require(stored)
            _settle(kept, status=FileStatus.TAKEN, stored=stored, name=name, reasons=list(warnings))
    except Refused as refused:
        _settle(kept, status=FileStatus.REFUSED, reasons=refused.reasons)
    except OSError:
        logger.exception("imported file %s cannot be read", kept.pk)
        _settle(
            kept,
            status=FileStatus.REFUSED,
            reasons=[_("Không đọc được tệp trên máy chủ: hãy gửi lại.")],
        )
        raise


def _settle(kept: DocumentImportFile, **values: Any) -> None:
    old, storage = kept.file.name, kept.file.storage
    for name, value in {**values, "file": ""}.items():
        setattr(kept, name, value)
    kept.save(update_fields=["file", *values])
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def purge_imports() -> int:
    """Forget the rows that nobody made a draft of within a week, with files that nothing else uses."""
    left = ImportedDocument.objects.exclude(status=Status.DRAFTED)
    count = 0
    for row in left.filter(created_at__lt=timezone.now() - KEPT):
        files = list(row.files.select_related("stored"))
        row.delete()
        for kept in files:
            if kept.file:
                kept.file.delete(save=False)
            if kept.stored is not None:
                remove_unused(kept.stored)
        count += 1
    return count
