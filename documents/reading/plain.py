"""Plain text files: UTF-8, UTF-16 with a mark, or letters of an old Vietnamese font."""

from pathlib import Path

from documents.layout import Layout, Line
from documents.reading.failures import BrokenFile, TooLongFile
from documents.reading.lines import cut_at_gaps, finished
from vietnamese.decoding import UTF_16_MARKS, decode_text

MAX_TEXT_BYTES = 8 * 1024 * 1024


def read_plain(path: Path) -> Layout:
    """Read a text file; raises TooLongFile, BrokenFile (binary content) or OSError."""
    with path.open("rb") as stream:
        data = stream.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise TooLongFile
    if b"\0" in data and not data.startswith(UTF_16_MARKS):
        raise BrokenFile
    lines = [piece for text in decode_text(data).splitlines() for piece in cut_at_gaps(Line(text))]
    return Layout(finished(lines))
