"""The text of a file as it lies on its pages: what every reader of files returns and every rule reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in NFC, cleaned (`vietnamese.clean`), on one page and in one column of it.

    Places are in points (1/72 inch) from the left and the top of the page, `size` is the height of the
    letters in points; all are 0 where the format tells no place. `column` counts from 1 the cells of a table
    row, or the pieces that tabs and wide gaps make of a line; 0 means that the line stands alone. An empty
    text is a blank line: it is kept where the format has one, because it parts blocks.
    """

    text: str
    page: int = 1
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    size: float = 0.0
    bold: bool = False
    column: int = 0

    @property
    def is_placed(self) -> bool:
        return self.x1 > 0


@dataclass(frozen=True, slots=True)
class Layout:
    """All lines in reading order, the number of pages (0: the format has none), and whether it is a scan.

    `scanned` means that no letters were in the file: the lines came out of OCR, or there are none yet.
    """

    lines: tuple[Line, ...] = ()
    pages: int = 0
    scanned: bool = False

    @property
    def text(self) -> str:
        """The plain text, for search: pieces of one row joined, a blank line between pages."""
        pages = (self._rows(list(lines)) for _page, lines in groupby(self.lines, lambda line: line.page))
        return "\n\n".join("\n".join(rows).strip() for rows in pages).strip()

    @staticmethod
    def _rows(lines: list[Line]) -> Iterator[str]:
        row: list[str] = []
        for before, line in zip([None, *lines], lines, strict=False):
            if before is not None and not _share_row(before, line):
                yield " ".join(row)
                row = []
            row.append(line.text)
        if row:
            yield " ".join(row)


def _share_row(before: Line, line: Line) -> bool:
    if before.is_placed and line.is_placed:
        return abs(before.top - line.top) < max(before.size, line.size) / 2 and before.x1 <= line.x0
    return 0 < before.column < line.column
