"""HTTP byte ranges (RFC 9110 §14): a phone continues a broken download instead of beginning again."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO

_SINGLE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
_CHUNK_BYTES = 64 * 1024


class UnsatisfiableRange(ValueError):
    """The range lies outside the file: answered by 416."""


@dataclass(frozen=True)
class ByteRange:
    """Positions of the first and last byte, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the single range asked for, cut to the file; None if the whole file is to be sent.

    Several ranges, other units and malformed headers are ignored, as RFC 9110 allows. Raises
    UnsatisfiableRange for a range that begins past the end.
    """
    match = _SINGLE.fullmatch(header)
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        asked = ByteRange(max(0, size - int(last)), size - 1)
    else:
        asked = ByteRange(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if asked.first >= size:
        raise UnsatisfiableRange(header)
    return asked


def read_range(stream: IO[bytes], wanted: ByteRange) -> Iterator[bytes]:
    """Yield the bytes of the range piece by piece and close the stream."""
    with closing(stream):
        stream.seek(wanted.first)
        left = wanted.length
        while left and (piece := stream.read(min(_CHUNK_BYTES, left))):
            left -= len(piece)
            yield piece
