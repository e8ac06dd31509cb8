"""PDF files: whole, with nothing around them, and what in them may run or hide (HL-7.4a)."""

import re
import zlib
from collections.abc import Iterator

HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
_END = b"%%EOF"
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_STREAM_START = re.compile(rb"stream\r?\n")
_MAX_OBJECT_STREAMS = 1_000
_MAX_STREAM_BYTES = 1024 * 1024
_MAX_UNPACKED_BYTES = 32 * 1024 * 1024
_DICTIONARY_BYTES = 2_048


def is_whole(data: bytes) -> bool:
    """Say whether the bytes are one PDF from the header to the end mark, with only blank space around it."""
    start = data.find(HEADER, 0, _HEADER_WITHIN)
    end = data.rfind(_END)
    if start < 0 or end < 0:
        return False
    before = data[:start].removeprefix(b"\xef\xbb\xbf")
    after = data[end + len(_END) :]
    return not before.strip() and not after.strip(b"\x00\t\n\r\x1a\x0c ")


def active_parts(data: bytes) -> set[str]:
    """Return those of "JavaScript", "Launch", "EmbeddedFile" that the PDF has, also in its packed objects."""
    found = _named(data)
    for unpacked in _object_streams(data):
        found |= _named(unpacked)
    return found


def _name(word: str) -> bytes:
    """A pattern for a PDF name, any letter of which may be written as #hh."""
    letters = (rb"(?:%c|#(?i:%02x))" % (ord(letter), ord(letter)) for letter in word)
    return rb"/" + b"".join(letters) + rb"(?![A-Za-z0-9])"


_NAMES = {
    "JavaScript": re.compile(_name("JavaScript") + rb"|" + _name("JS")),
    "Launch": re.compile(_name("Launch")),
    "EmbeddedFile": re.compile(_name("EmbeddedFile") + rb"|" + _name("EmbeddedFiles")),
}


def _named(data: bytes) -> set[str]:
    return {label for label, pattern in _NAMES.items() if pattern.search(data)}


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Unpack the streams that hold objects, within a limit of number and of bytes."""
    left = _MAX_UNPACKED_BYTES
    for count, mark in enumerate(_OBJECT_STREAM.finditer(data)):
        if count >= _MAX_OBJECT_STREAMS or left <= 0:
            return
        start = _STREAM_START.search(data, mark.end(), mark.end() + _DICTIONARY_BYTES)
        if start is None:
            continue
        # A stream that lacks its end gives what it has; the piece is cut so that no copy of the rest is made.
        piece = memoryview(data)[start.end() : start.end() + _MAX_STREAM_BYTES]
        try:
            unpacked = zlib.decompressobj().decompress(piece, _MAX_STREAM_BYTES)
        except zlib.error:
            continue
        left -= len(unpacked)
        yield unpacked


_BYTE_RANGE = re.compile(_name("ByteRange"))


def is_signed(data: bytes) -> bool:
    """Say whether the PDF may hold a signature: a byte range counts the file's bytes, so it is not packed."""
    return _BYTE_RANGE.search(data) is not None
