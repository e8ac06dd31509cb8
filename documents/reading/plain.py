"""Plain text files: UTF-8, UTF-16 with a mark, or letters of an old Vietnamese font."""

import re
from pathlib import Path

from documents.layout import Layout, Line
from documents.reading.failures import BrokenFile, TooLongFile
from documents.reading.lines import cut_at_gaps, finished

MAX_TEXT_BYTES = 8 * 1024 * 1024
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_plain(path: Path) -> Layout:
    """Read a text file; raises TooLongFile, BrokenFile (binary content) or OSError."""
    with path.open("rb") as stream:
        data = stream.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise TooLongFile
    if b"\0" in data and not data.startswith(_UTF_16_MARKS):
        raise BrokenFile
    lines = [piece for text in decode_text(data).splitlines() for piece in cut_at_gaps(Line(text))]
    return Layout(finished(lines))


def decode_text(data: bytes) -> str:
    """Return the text of the bytes; what is not Unicode comes back as Western letters, five gaps as they are.

    `vietnamese.convert` makes Vietnamese of them: old fonts were typed over that code page.
    """
    if data.startswith(_UTF_16_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        western = data.decode("cp1252", errors="surrogateescape")
        return re.sub("[\udc80-\udcff]", lambda match: chr(ord(match.group()) - 0xDC00), western)
