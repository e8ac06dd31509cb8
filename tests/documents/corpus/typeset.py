"""Where each line of a paper stands on an A4 page, for PDF and for scans alike."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

from tests.documents.corpus.papers import Paper, Printed

PAGE = (595.0, 842.0)
_LEFT_EDGE, _RIGHT_EDGE, _BOTTOM = 85.0, 545.0, 780.0
_LEFT_COLUMN, _RIGHT_COLUMN = (172.0, 182.0), (412.0, 268.0)  # middle and width
_LEADING = 1.35
_STYLES = {"": "regular", "B": "bold", "I": "italic"}


@dataclass(frozen=True)
class Placed:
    text: str
    page: int
    x: float
    baseline: float
    size: float
    style: str


@cache
def font_file(style: str) -> str:
    """The file of the serif font of this machine that has Vietnamese letters."""
    wanted = f"Noto Serif,DejaVu Serif:lang=vi:style={_STYLES[style]}"
    return subprocess.run(
        ["fc-match", "-f", "%{file}", wanted], capture_output=True, text=True, check=True
    ).stdout


@cache
def _measure(style: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(style), 100)


def width_of(text: str, size: float, style: str) -> float:
    return _measure(style).getlength(text) * size / 100


def typeset(paper: Paper) -> list[Placed]:
    return list(_Page(paper).placed())


class _Page:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._page = 1
        self._y = 60.0

    def placed(self) -> Iterator[Placed]:
        paper = self._paper
        top = self._y
        yield from self._column(paper.left, *_LEFT_COLUMN)
        end, self._y = self._y, top
        yield from self._column(paper.right, *_RIGHT_COLUMN)
        self._y = max(end, self._y) + 26
        yield from self._column(paper.middle, (_LEFT_EDGE + _RIGHT_EDGE) / 2, 400.0)
        self._y += 14
        for words in paper.body:
            yield from self._paragraph(words)
        self._y += 14
        if self._y > _BOTTOM - 170:
            self._new_page()
        yield from self._end()
        if paper.annex:
            self._new_page()
            for words in paper.annex:
                yield from self._paragraph(words)

    def _new_page(self) -> None:
        self._page, self._y = self._page + 1, 60.0

    def _column(self, lines: tuple[Printed, ...], middle: float, width: float) -> Iterator[Placed]:
        for printed in lines:
            style = "B" if printed.bold else "I" if printed.italic else ""
            for words in _wrapped(printed.text, printed.size, style, width):
                x = middle - width_of(words, printed.size, style) / 2
                yield self._line(words, x, printed.size, style)

    def _line(self, words: str, x: float, size: float, style: str) -> Placed:
        self._y += size * _LEADING
        return Placed(words, self._page, x, self._y, size, style)

    def _paragraph(self, words: str) -> Iterator[Placed]:
        for place, line in enumerate(_wrapped(words, 12.0, "", _RIGHT_EDGE - _LEFT_EDGE - 28)):
            if self._y > _BOTTOM:
                self._new_page()
            yield self._line(line, _LEFT_EDGE + (28 if place == 0 else 0), 12.0, "")
        self._y += 4

    def _end(self) -> Iterator[Placed]:
        top = self._y
        for place, words in enumerate(self._paper.end_left):
            style, size = ("B", 11.0) if place == 0 else ("", 10.5)
            yield self._line(words, _LEFT_EDGE, size, style)
        end, self._y = self._y, top
        for words in self._paper.end_right:
            if words:
                yield from self._column((Printed(words, bold=True),), 430.0, 220.0)
            else:
                self._y += 14
        self._y = max(end, self._y)


def _wrapped(text: str, size: float, style: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, style) > width:
            yield line
            longer = word
        line = longer
    yield line
