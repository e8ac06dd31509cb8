"""Tables of documents, CSV and XLSX, read row by row within limits; old encodings are found and converted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import IO

from django.utils.translation import gettext as _

from documents.importing.headings import FILES, columns_of, readable_cells
from documents.importing.sheets import EXTENSIONS, HEADING_ROWS, Line, converted, sheets_of
from documents.refusal import UploadRefused

__all__ = ["EXTENSIONS", "NAMES", "TableRow", "read_table"]

MOST_SHEETS = 5
ROWS_AT_ONCE = 200
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "mojibake": "UTF-8"}


@dataclass(frozen=True)
class TableRow:
    """One document of a table; `files` are the names in its cell, each as it is written and as converted."""

    number: int
    cells: dict[str, str]
    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def read_table(stream: IO[bytes], name: str, size: int) -> Iterator[TableRow]:
    """Yield the documents of a table; rows without a letter are left out.

    Raises `UploadRefused` for what is no such table, before the first row or where its damage begins.
    """
    for sheet in islice(sheets_of(stream, name, size), MOST_SHEETS):
        lines = sheet.lines
        chunk = list(islice(lines, ROWS_AT_ONCE))
        if headings := _headings(converted(chunk)):
            place, columns = headings
            yield from _rows(chunk[place + 1 :], lines, columns)
            return
    raise UploadRefused(
        _("Không thấy dòng tiêu đề trong “%(name)s”: cần ít nhất hai cột như “Số ký hiệu”, “Trích yếu”."),
        name=name,
    )


def _headings(lines: Sequence[tuple[Line, str | None]]) -> tuple[int, dict[str, int]] | None:
    """The first of the upper lines that names the most columns; above it may stand the name of the table."""
    found = [(place, columns_of(line.cells)) for place, (line, _old) in enumerate(lines[:HEADING_ROWS])]
    best = max(found, key=lambda one: len(one[1]), default=(0, {}))
    return best if best[1] else None


def _rows(chunk: list[Line], rest: Iterator[Line], columns: dict[str, int]) -> Iterator[TableRow]:
    while chunk:
        for raw, (line, encoding) in zip(chunk, converted(chunk), strict=True):
            if any(line.cells) or line.errors:
                yield _row(raw, line, encoding, columns)
        chunk = list(islice(rest, ROWS_AT_ONCE))


def _row(raw: Line, line: Line, encoding: str | None, columns: dict[str, int]) -> TableRow:
    said = {field: line.cells[place] for field, place in columns.items() if place < len(line.cells)}
    names: tuple[tuple[str, str], ...] = ()
    if FILES in said:
        place = columns[FILES]
        pairs = zip_longest(_names(raw.cells[place]), _names(line.cells[place]), fillvalue="")
        names = tuple((one, other or one) for one, other in pairs if one or other)
    note = _("Chữ viết bằng mã cũ (%(encoding)s) đã chuyển sang Unicode: hãy xem lại.")
    notes = (note % {"encoding": NAMES[encoding]},) if encoding else ()
    return TableRow(line.number, readable_cells(said), names, notes, line.errors)


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.replace("\n", ";").split(";") if name.strip()]
