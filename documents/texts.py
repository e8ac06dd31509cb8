"""The text of stored files: asked for where it is needed, read by the worker, one file at a time (Q8-1.9).

What is owed is a row (ADR 1): claimed by compare-and-set with a lease, taken up again where a dead
worker left it, and finished with its text once, because every write of a worker holds only while its lease is its own.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import ocr
from documents.files import CheckedFile, sha256_of
from documents.models import FileText, StoredFile, store
from documents.names import clean_name
from documents.page_survey import FEW_LETTERS
from documents.text_program import PAGE_BREAK
from documents.text_steps import Desk, Survey, Unreadable
from editorial.nudging import nudge_after_commit

logger = logging.getLogger(__name__)

Status, Reason = FileText.Status, FileText.Reason
Listener = Callable[[StoredFile], None]
EXTRACTOR = "documents.tasks.extract_texts"
# A worker at work renews it every ten seconds.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
PAGES_AT_ONCE = 4
# A round ends well before the time limit of tasks (portal.celery), whatever its last pages take.
RUN_FOR = 240.0
_LISTENERS: list[Listener] = []


def require(stored: StoredFile) -> FileText:
    """Have the text of this file read, in the transaction that needs it; asking again changes nothing."""
    reading, created = FileText.objects.get_or_create(file=stored)
    if created:
        nudge_after_commit(EXTRACTOR)
    return reading


def require_again(*, statuses: tuple[str, ...] = (Status.FAILED, Status.PARTLY, Status.UNSUPPORTED)) -> int:
    """Have files read anew that gave not all of their text (something was installed); returns how many."""
    owed = FileText.objects.filter(status__in=statuses)
    count = owed.update(
        status=Status.WAITING,
        finished_at=None,
        surveyed=False,
        scanned=False,
        to_read=[],
        unread=[],
        reason="",
        error="",
        attempts=0,
        due_at=timezone.now(),
    )
    if count:
        nudge_after_commit(EXTRACTOR)
    return count


def when_read(listener: Listener) -> Listener:
    """Register who is told, in the same transaction, that the text of a file is there or will not come."""
    _LISTENERS.append(listener)
    return listener


def extract_due(seconds: float = RUN_FOR) -> dict[str, int]:
    """Read what waits, for so many seconds; returns how many files ended in each status.

    Repeatable, and safe beside a second run: that one finds nothing to claim while a file is being read.
    """
    until, counts = time.monotonic() + seconds, dict.fromkeys(Status.values, 0)
    while time.monotonic() < until and (reading := _claim()) is not None:
        _Work(reading).run(until)
        counts[reading.status] += 1
    return counts


def _claim() -> FileText | None:
    """Take the next file that is due: first of all one whose worker died."""
    now = timezone.now()
    due = FileText.objects.filter(finished_at=None, due_at__lte=now).order_by("-status", "due_at", "pk")
    row = due.only("pk", "due_at", "attempts").first()
    if row is None:
        return None
    mine = FileText.objects.filter(pk=row.pk, finished_at=None, due_at=row.due_at)
    lease = now + _lease(row.attempts + 1)
    try:
        with transaction.atomic():
            won = mine.update(status=Status.WORKING, due_at=lease, attempts=F("attempts") + 1)
    except IntegrityError:
        return None  # another file is being read
    return FileText.objects.select_related("file__uploaded_by").get(pk=row.pk) if won else None


def _lease(attempts: int) -> timedelta:
    """Each death in the same place makes the next try come later."""
    return LEASE * 2 ** (min(max(attempts, 1), MOST_ATTEMPTS) - 1)


class _LeaseLost(Exception):
    """Another worker has the file: what this one has in hand is thrown away."""


class _Work:
    """One claim of one file: as many pages as the time allows, each piece written before the next one."""

    def __init__(self, reading: FileText) -> None:
        self.reading = reading
        self.desk = Desk(
            source=reading.file.path,
            extension=reading.file.extension,
            folder=Path(settings.VAR_DIR) / "texts" / str(reading.pk),
            beat=self._renew_lease,
        )

    def run(self, until: float) -> None:
        with suppress(_LeaseLost):
            try:
                self.desk.clear_scratch()
                self._work(until)
            except Unreadable as unreadable:
                self._end(
                    _status_of(unreadable.reason), reason=unreadable.reason, error=str(unreadable)[:2000]
                )
            except OSError as error:
                self._put_off(error)

    def _work(self, until: float) -> None:
        reading = self.reading
        if reading.attempts > MOST_ATTEMPTS:
            self._give_up()
        if not reading.surveyed:
            self._take_in(self.desk.survey())
        while reading.to_read:
            if time.monotonic() > until:
                self._write(status=Status.WAITING, due_at=timezone.now(), attempts=reading.attempts - 1)
                return
            self._read_pages()
        # What the workers died of may have been the searchable copy itself.
        self._finish(with_searchable=reading.scanned and reading.attempts <= MOST_ATTEMPTS)

    def _give_up(self) -> None:
        """Leave out what three workers died of: the page, or the whole when it could not be looked into."""
        if not self.reading.surveyed:
            raise Unreadable(Reason.CRASHED)
        if self.reading.to_read:
            self._leave_unread(self.reading.to_read[:1])

    def _take_in(self, survey: Survey) -> None:
        to_read, unread = survey.to_read[: settings.OCR_MAX_PAGES], survey.to_read[settings.OCR_MAX_PAGES :]
        reason = Reason.TOO_LONG if unread or survey.cut else ""
        if to_read and not ocr.is_installed(self.desk.scratch):
            to_read, unread, reason = [], survey.to_read, Reason.NO_OCR
        self._write(
            surveyed=True,
            pages=survey.pages,
            text=survey.text,
            encoding=survey.encoding,
            to_read=to_read,
            unread=sorted({*unread, *survey.too_large}),
            reason=reason,
            attempts=1,
        )

    def _read_pages(self) -> None:
        """Read the next pages; what fails together is tried page by page, what fails alone is left."""
        reading = self.reading
        numbers = reading.to_read[: PAGES_AT_ONCE if reading.attempts <= 1 else 1]
        texts = self.desk.recognise(numbers)
        if texts is not None:
            self._keep(numbers, texts)
        elif len(numbers) > 1:
            self._write(attempts=reading.attempts + 1)
        else:
            self._leave_unread(numbers)

    def _keep(self, numbers: list[int], texts: list[str]) -> None:
        reading = self.reading
        pages = reading.text.split(PAGE_BREAK)
        for number, read in zip(numbers, texts, strict=True):
            pages[number - 1] = self._better(pages[number - 1], read)
        text = PAGE_BREAK.join(pages)[: settings.FILE_TEXT_MAX_LETTERS]
        rest = [number for number in reading.to_read if number not in numbers]
        scanned = reading.scanned or any(texts)
        self._write(text=text, to_read=rest, scanned=scanned, attempts=1)

    def _better(self, own: str, read: str) -> str:
        """The page's text: what OCR read, beside the few letters that were written on the scan."""
        if self.desk.is_picture and not ocr.looks_written(read):
            return ""
        if len(own) < FEW_LETTERS:
            return f"{read}\n{own}".strip()
        return read if len(read) > len(own) / 2 else own

    def _leave_unread(self, numbers: list[int]) -> None:
        rest = [number for number in self.reading.to_read if number not in numbers]
        self._write(to_read=rest, unread=sorted({*self.reading.unread, *numbers}), attempts=1)

    def _finish(self, *, with_searchable: bool) -> None:
        reading = self.reading
        reason = reading.reason or (Reason.PAGES_UNREAD if reading.unread else "")
        nothing = not reading.text.strip(PAGE_BREAK + "\n ")
        if reason == Reason.NO_OCR and nothing:
            status = Status.UNSUPPORTED
        elif reading.unread and nothing:
            status = Status.FAILED
        else:
            status = Status.PARTLY if reason else Status.DONE
        path = self.desk.searchable() if with_searchable and not nothing else None
        self._end(status, reason=reason, searchable=path)

    def _end(self, status: str, *, reason: str, error: str = "", searchable: Path | None = None) -> None:
        with transaction.atomic():
            self._write(
                status=status,
                reason=reason,
                error=error,
                searchable=self._stored(searchable) if searchable else None,
                finished_at=timezone.now(),
            )
            for listener in _LISTENERS:
                listener(self.reading.file)
        self.desk.clear()

    def _stored(self, path: Path) -> StoredFile:
        """Keep the searchable copy as a file of its own; the original is never touched (HL-3.1)."""
        original = self.reading.file
        stem = original.name.rpartition(".")[0] or original.name
        with path.open("rb") as stream:
            content = File(stream, name=path.name)
            checked = CheckedFile(
                name=clean_name(_("%(name)s (tìm được chữ).pdf") % {"name": stem}),
                extension="pdf",
                content_type="application/pdf",
                size=content.size,
                sha256=sha256_of(content),
                content=content,
            )
            return store(checked, original.uploaded_by)

    def _put_off(self, error: OSError) -> None:
        """The disk, not the file: later, and after three times with a word to people."""
        logger.exception("stored file %s cannot be read", self.reading.file_id)
        if self.reading.attempts >= MOST_ATTEMPTS:
            self._end(Status.FAILED, reason=Reason.STORAGE, error=repr(error)[:2000])
            return
        wait = timedelta(minutes=5**self.reading.attempts)
        self._write(status=Status.WAITING, due_at=timezone.now() + wait, error=repr(error)[:2000])

    def _renew_lease(self) -> None:
        self._write()

    def _write(self, **values: Any) -> None:
        """Write while the lease is our own. Raises _LeaseLost."""
        values.setdefault("due_at", timezone.now() + _lease(self.reading.attempts))
        own = FileText.objects.filter(pk=self.reading.pk, status=Status.WORKING, due_at=self.reading.due_at)
        if not own.update(**values):
            raise _LeaseLost
        for name, value in values.items():
            setattr(self.reading, name, value)


def _status_of(reason: FileText.Reason) -> str:
    supported = reason not in {Reason.NO_LIBREOFFICE, Reason.NO_TEXT}
    return Status.FAILED if supported else Status.UNSUPPORTED
