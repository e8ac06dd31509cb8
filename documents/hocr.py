"""Lines and their places out of hOCR, the form in which tesseract says what it read; turned straight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from xml.parsers import expat

from documents.layout import Line
from documents.reading.lines import finished, in_reading_order

MAX_LINES = 1_000
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_PROPERTY = re.compile(r"(bbox|baseline|x_size|scan_res)((?: -?[\d.]+)+)")
# Words further apart than this many heights of a letter stand in two columns.
_WIDE_GAP = 1.2
# A line of so many words is long enough to tell how crooked the page is.
_TELLING_WORDS = 4
_BASELINE_SHARE = 0.75
_DEFAULT_DPI = 300.0


@dataclass
class _Word:
    left: float
    right: float
    text: str = ""


@dataclass
class _Row:
    """A line as tesseract saw it, in pixels: it begins at `left`, its letters stand on `baseline` there."""

    left: float
    baseline: float
    slope: float
    size: float
    words: list[_Word] = field(default_factory=list)


def lines_of(hocr: bytes, page: int) -> list[Line]:
    """Return the lines of one page in reading order, with places as if it had been scanned straight.

    Raises ValueError for what is no hOCR.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.started
    parser.EndElementHandler = reader.ended
    parser.CharacterDataHandler = reader.said
    try:
        parser.Parse(hocr, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    rows = [row for row in reader.rows[:MAX_LINES] if row.words]
    telling = [row.slope for row in rows if len(row.words) >= _TELLING_WORDS]
    view = _View(
        page=page,
        slope=median(telling) if telling else 0.0,
        # Tesseract measures a line without accents and tails as smaller letters than its neighbours.
        size=median(row.size for row in rows) if rows else 1.0,
        scale=72 / reader.dpi,
    )
    pieces = [piece for row in rows for piece in _pieces(row, view)]
    return [line for line in finished(list(in_reading_order(pieces))) if line.text]


@dataclass(frozen=True)
class _View:
    """What holds for a whole page: its number, its slope, its usual size of letters, points per pixel."""

    page: int
    slope: float
    size: float
    scale: float


def _pieces(row: _Row, view: _View) -> Iterator[Line]:
    """The parts of a row between wide gaps: the two halves of a header are often read as one line."""
    gaps = [
        place
        for place, (word, following) in enumerate(pairwise(row.words), start=1)
        if following.left - word.right > _WIDE_GAP * view.size
    ]
    for start, end in pairwise([0, *gaps, len(row.words)]):
        words = row.words[start:end]
        left = words[0].left
        baseline = row.baseline + row.slope * (left - row.left) - view.slope * left
        yield Line(
            text=" ".join(word.text for word in words),
            page=view.page,
            x0=round(left * view.scale, 1),
            x1=round(words[-1].right * view.scale, 1),
            top=round((baseline - _BASELINE_SHARE * view.size) * view.scale, 1),
            size=round(row.size * view.scale, 1),
        )


class _Reader:
    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.dpi = _DEFAULT_DPI
        self._word: _Word | None = None
        self._depth = 0

    def started(self, tag: str, given: dict[str, str]) -> None:
        if self._word is not None:
            self._depth += 1
            return
        kind, found = given.get("class", ""), _properties(given.get("title", ""))
        if kind == "ocr_page":
            self.dpi = max(found.get("scan_res", [self.dpi])[0], 1.0)
        elif kind in _LINES and len(found.get("bbox", ())) == 4:
            self.rows.append(_row(found))
        elif kind == "ocrx_word" and self.rows and len(found.get("bbox", ())) == 4:
            self._word = _Word(found["bbox"][0], found["bbox"][2])

    def ended(self, tag: str) -> None:
        if self._word is None:
            return
        if self._depth:
            self._depth -= 1
            return
        if self._word.text.strip():
            self.rows[-1].words.append(self._word)
        self._word = None

    def said(self, text: str) -> None:
        if self._word is not None:
            self._word.text += text.strip()


def _row(found: dict[str, list[float]]) -> _Row:
    left, top, _right, bottom = found["bbox"]
    slope, offset = (*found.get("baseline", ()), 0.0, 0.0)[:2]
    size = found.get("x_size", [bottom - top])[0]
    return _Row(left, bottom + offset, slope, max(size, 1.0))


def _properties(title: str) -> dict[str, list[float]]:
    found = {name: numbers.split() for name, numbers in _PROPERTY.findall(title)}
    return {name: [float(n) for n in numbers if n.count(".") < 2] for name, numbers in found.items()}
