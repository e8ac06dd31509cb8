"""The layout of files whose letters OCR reads: what documents.metadata looks at."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from documents.layout import Layout, Line
from documents.models import FileText
from documents.pdf import HEADER
from documents.reading.failures import BrokenFile, EncryptedFile, TooLongFile, UnreadableFile, UnsupportedFile
from documents.reading.formats import READERS, read_layout
from documents.text_format import PAGE_BREAK
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
    if reading.scanned:
        return _with_read_pages(reading)
    if reading.file.extension in READERS:
        return read_layout(reading.file.path, reading.file.extension)
    return Layout(_lines_of_text(reading.text), pages=reading.pages)


def _with_read_pages(reading: FileText) -> Layout:
    """The lines that OCR read, and of other pages those of the file's own text layer."""
    lines = [
        Line(text, page=int(number), x0=x0, x1=x1, top=top, size=size)
        for number, page in reading.lines.items()
        for text, x0, x1, top, size in page
    ]
    if len(reading.lines) < reading.pages:
        own = read_layout(reading.file.path, reading.file.extension)
        lines += [line for line in own.lines if str(line.page) not in reading.lines]
    return Layout(_by_page(lines), pages=reading.pages, scanned=True)


def _by_page(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.page))


def _lines_of_text(text: str) -> tuple[Line, ...]:
    pages = enumerate(text.split(PAGE_BREAK), start=1)
    return tuple(Line(line, page=number) for number, page in pages for line in page.split("\n"))


def read_scan(path: Path) -> Layout:
    """Recognise the letters of a picture or a scanned PDF at once, where it lies; for `read_layout`.

    Takes some seconds a page; nothing is kept. Raises UnreadableFile, and OSError without the file.
    """
    with path.open("rb") as stream:
        extension = "pdf" if HEADER in stream.read(1024) else "png"
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(path.resolve(), extension, Path(folder), beat=lambda: None)
        try:
            survey = desk.survey()
        except Unreadable as unreadable:
            raise _FAILURES.get(unreadable.reason, UnreadableFile) from unreadable
        to_read = survey.to_read[: settings.OCR_MAX_PAGES]
        lines = list(_recognised(desk, to_read))
    if to_read and not lines:
        raise UnsupportedFile
    return Layout(_by_page(lines), pages=survey.pages, scanned=True)


def _recognised(desk: Desk, numbers: list[int]) -> Iterable[Line]:
    for start in range(0, len(numbers), PAGES_AT_ONCE):
        few = numbers[start : start + PAGES_AT_ONCE]
        for number, page in zip(few, desk.recognise(few) or (), strict=False):
            yield from (replace(line, page=number) for line in page.lines)
