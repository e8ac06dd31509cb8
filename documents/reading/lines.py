"""From raw lines to finished ones: cut at wide gaps, legacy encodings converted, cleaned to NFC."""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.layout import Line
from vietnamese import clean, convert

# Three spaces or a tab stand between the two halves of a header typed without a table; a bar is what is left
# of a table's border after a conversion to plain text. Room left for a number or a day is no such gap.
_WIDE_GAP = re.compile(r"(?:[ \xa0]{3,}|[ \xa0]*\t[ \xa0\t]*|[ \xa0]*\|[ \xa0]*)(?!/|-[A-ZĐ]|tháng|năm)")
_INVISIBLE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


def pieces_between_gaps(text: str) -> list[slice]:
    """Where the pieces of a line lie that wide gaps set apart; none for a blank line."""
    ends = [0, *(place for gap in _WIDE_GAP.finditer(text) for place in gap.span()), len(text)]
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return [slice(start, end) for start, end in pairs if text[start:end].strip()]


def cut_at_gaps(line: Line) -> Iterator[Line]:
    """Yield the pieces of a line that stand apart, numbered as columns; one piece alone stays as it is."""
    pieces = [line.text[place].strip() for place in pieces_between_gaps(line.text)]
    if len(pieces) < 2:
        yield replace(line, text=line.text.strip())
        return
    for place, piece in enumerate(pieces, start=max(1, line.column)):
        yield replace(line, text=piece, column=place)


def finished(lines: list[Line]) -> tuple[Line, ...]:
    """Return the lines with legacy encodings converted and everything cleaned; blank lines never pile up.

    The encoding is judged over all lines together: short ones follow their surroundings.
    """
    texts = [_INVISIBLE_BREAKS.sub(" ", line.text) for line in lines]
    converted = convert("\n".join(texts)).text.split("\n") if lines else []
    done: list[Line] = []
    for line, text in zip(lines, converted, strict=True):
        words = " ".join(clean(text).split())
        if words or (done and done[-1].text):
            done.append(replace(line, text=words))
    while done and not done[-1].text:
        done.pop()
    return tuple(done)


def in_reading_order(lines: list[Line]) -> Iterator[Line]:
    """Row by row from the top, in each row from the left; pieces of one row get the same top."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.top):
        if row and line.top - row[0].top > max(line.size, row[0].size) / 2:
            yield from sorted(row, key=lambda line: line.x0)
            row = []
        row.append(replace(line, top=row[0].top) if row else line)
    yield from sorted(row, key=lambda line: line.x0)
