"""The layout of files whose letters OCR reads: what the proposal of metadata looks at (documents.metadata)."""

import tempfile
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from documents.layout import Layout, Line
from documents.models import FileText
from documents.pdf import HEADER
from documents.reading.failures import BrokenFile, EncryptedFile, TooLongFile, UnreadableFile, UnsupportedFile
from documents.reading.formats import READERS, read_layout
from documents.reading.pdf import read_pdf
from documents.text_program import PAGE_BREAK
from documents.text_steps import Desk, Unreadable
from documents.texts import PAGES_AT_ONCE

Reason = FileText.Reason
_FAILURES: dict[FileText.Reason, type[UnreadableFile]] = {
    Reason.ENCRYPTED: EncryptedFile,
    Reason.TOO_SLOW: TooLongFile,
    Reason.DAMAGED: BrokenFile,
}


def layout_of(reading: FileText) -> Layout:
    """The layout of a stored file that has been read. Raises UnreadableFile, and OSError without the file."""
    if reading.searchable:
        return replace(read_pdf(reading.searchable.path), scanned=True)
    if reading.file.extension in READERS:
        return read_layout(reading.file.path, reading.file.extension)
    pages = enumerate(reading.text.split(PAGE_BREAK), start=1)
    lines = tuple(Line(line, page=number) for number, page in pages for line in page.split("\n"))
    return Layout(lines, pages=reading.pages, scanned=reading.scanned)


def read_scan(path: Path) -> Layout:
    """Recognise the letters of a picture or of a scanned PDF at once, where it lies (`read_layout` asks for it).

    Takes some seconds a page; nothing is kept. Raises UnreadableFile, and OSError without the file.
    """
    with path.open("rb") as stream:
        extension = "pdf" if HEADER in stream.read(1024) else "png"
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(path.resolve(), extension, Path(folder), beat=lambda: None)
        try:
            to_read = desk.survey().to_read[: settings.OCR_MAX_PAGES]
        except Unreadable as unreadable:
            raise _FAILURES.get(unreadable.reason, UnreadableFile) from unreadable
        for start in range(0, len(to_read), PAGES_AT_ONCE):
            desk.recognise(to_read[start : start + PAGES_AT_ONCE])
        searchable = desk.searchable()
        if searchable is None:
            raise UnsupportedFile
        return replace(read_pdf(searchable), scanned=True)
