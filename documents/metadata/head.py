"""The head of a document: its two columns told apart and put one after the other (ô 1 to 5b of Phụ lục I)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.document_types import type_at_start
from documents.layout import Layout, Line
from documents.metadata.wording import (
    MOTTO,
    begins_body,
    is_capitals,
    is_date_line,
    is_mark,
    is_motto,
    plain,
)

MOST_LINES = 60
_LONGEST_SUMMARY_LINE = 90
_BLANK = Line("")
_NUMBER_LINE = re.compile(r"(?:luat |phap lenh |nghi quyet |lenh )?s[o6][ :.;]")
_NUMBER_THEN_DATE = re.compile(
    r"(so[ :.]\s?.{0,12}?[/-]\s?\S+?),?\s+((?!-)\S[^/]{0,40}?ngay.{0,14}(?:thang|/).*)"
)
_AROUND = 8  # lines before and after a number that stands far from the beginning


@dataclass(frozen=True, slots=True)
class Head:
    """The lines before the text begins, column after column; blank lines part what stands apart."""

    lines: tuple[Line, ...]
    all: tuple[Line, ...]  # of the document, in reading order
    is_found: bool  # by a motto or a number, and not only by standing first


def find_head(layout: Layout) -> Head:
    """Return the head at the beginning of the document, or else where a number or a motto stands.

    Text boxes and page headers may come long after the text they are printed above.
    """
    lines = [piece for line in layout.lines for piece in _cut_where_columns_met(line)]
    first = list(_before_body(lines))
    rest = lines[len(first) :]
    if any(map(_marks_head, first)):
        return Head(_ordered(first), tuple(lines), is_found=True)
    place = next((at for at, line in enumerate(rest) if _is_far_head(line)), None)
    if place is None:
        return Head(_ordered(first), tuple(lines), is_found=False)
    around = [line for line in rest[max(0, place - _AROUND) : place + _AROUND] if not begins_body(line.text)]
    return Head((*_ordered(around), _BLANK, *_ordered(first)), tuple(lines), is_found=True)


def _is_far_head(line: Line) -> bool:
    """In the middle of a text only the motto, or a number alone on its line, can be a head."""
    return is_motto(line.text) or (
        line.text.startswith("Số") and _NUMBER_LINE.match(plain(line.text)) is not None
    )


def _marks_head(line: Line) -> bool:
    return is_motto(line.text) or _NUMBER_LINE.match(plain(line.text)) is not None


def _cut_where_columns_met(line: Line) -> Iterator[Line]:
    """Part what a converter ran together: an issuer and the motto, a number and the date."""
    folded = plain(line.text)
    text = " ".join(line.text.split())
    if len(folded) != len(text):
        yield line
        return
    motto = MOTTO.search(folded)
    if motto and motto.span() != (0, len(folded)):
        yield from _columns(line, text[: motto.start()], motto.group(), text[motto.end() :])
        return
    both = _NUMBER_THEN_DATE.fullmatch(folded)
    if both:
        yield from _columns(line, text[: both.end(1)], text[both.start(2) :])
        return
    yield line


def _columns(line: Line, *texts: str) -> Iterator[Line]:
    words = [text.strip(" |") for text in texts]
    for place, text in enumerate(words, start=1):
        if text:
            share = (line.x1 - line.x0) / len(words)
            left = line.x0 + share * (place - 1)
            yield replace(line, text=text, column=min(place, 2), x0=left, x1=left + share)


def _before_body(lines: list[Line]) -> Iterator[Line]:
    before: Line | None = None
    for place, line in enumerate(lines):
        if place >= MOST_LINES or line.page > 1:
            return
        if begins_body(line.text) and not (before and is_title(before) and may_be_summary(line, before)):
            return
        before = line if line.text else before
        yield line


def may_be_summary(line: Line, title: Line) -> bool:
    """“Thực hiện…” usually begins a text; in bold, centred or short it is the summary under the title."""
    if not plain(line.text).startswith("thuc hien") or line.text.endswith((":", ";", ",", "./.")):
        return False
    if line.is_placed and title.is_placed:
        is_centred = abs(line.x0 + line.x1 - title.x0 - title.x1) < 2 * title.size
        return line.bold or (is_centred and not title.bold)
    return line.bold or (not title.bold and len(line.text) < _LONGEST_SUMMARY_LINE)


def _ordered(lines: list[Line]) -> tuple[Line, ...]:
    """The left column, the right column, then what stands below them over the whole width."""
    end = _end_of_columns(lines)
    columns = lines[:end]
    if not any(line.is_placed or line.column for line in columns):
        return tuple(lines)
    border = _border(columns)
    right = [line for line in columns if _is_right(line, border)]
    left = [line for line in columns if not _is_right(line, border)]
    return (*left, _BLANK, *right, _BLANK, *lines[end:])


def _end_of_columns(lines: list[Line]) -> int:
    """Behind the last line that belongs to one of the two columns, yet not behind the title."""
    end = 0
    for place, line in enumerate(lines):
        if is_title(line) and end and line.column == 0:
            break
        if _marks_head(line) or line.column or is_date_line(line.text) or _has_neighbour(lines, place):
            end = place + 1
    return end


def is_title(line: Line) -> bool:
    """A line in capitals that begins with the name of a type of document; “CÔNG VĂN ĐẾN” is a stamp's."""
    return is_capitals(line.text) and type_at_start(line.text) is not None and not is_mark(line.text)


def _has_neighbour(lines: list[Line], place: int) -> bool:
    line = lines[place]
    if not line.is_placed:
        return False
    around = lines[max(0, place - 1) : place] + lines[place + 1 : place + 2]
    return any(other.is_placed and abs(other.top - line.top) < line.size / 2 for other in around)


def _border(columns: list[Line]) -> float:
    """Where the right column begins: its lines are centred under the motto, their middles right of this."""
    motto = next((line for line in columns if line.is_placed and is_motto(line.text)), None)
    if motto:
        return motto.x0
    placed = [line for line in columns if line.is_placed]
    return (min(line.x0 for line in placed) + max(line.x1 for line in placed)) / 2 if placed else 0.0


def _is_right(line: Line, border: float) -> bool:
    if line.column:
        return line.column > 1
    return line.is_placed and (line.x0 + line.x1) / 2 > border
