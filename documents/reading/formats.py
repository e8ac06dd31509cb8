"""The one door to the text of a file: which reader reads which extension."""

from collections.abc import Callable
from pathlib import Path

from documents.layout import Layout
from documents.reading.failures import UnsupportedFile
from documents.reading.pdf import read_pdf
from documents.reading.plain import read_plain
from documents.reading.word import read_word

Reader = Callable[[Path], Layout]

READERS: dict[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_word,
    "docm": read_word,
    "txt": read_plain,
    "csv": read_plain,
}


def read_layout(path: Path, extension: str, read_scan: Reader | None = None) -> Layout:
    """Return the text of a file with its layout; `extension` has no dot, for stored files have no name.

    `read_scan` recognises the letters of pictures and of scanned PDFs; without it a scan has no lines.
    Raises UnreadableFile, whose str() is a Vietnamese sentence, and OSError when there is no such file.
    """
    reader = READERS.get(extension.lower(), read_scan)
    if reader is None:
        raise UnsupportedFile
    layout = reader(path)
    if layout.scanned and read_scan is not None and reader is not read_scan:
        return read_scan(path)
    return layout
