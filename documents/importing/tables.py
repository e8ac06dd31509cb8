"""Tables of documents, CSV and XLSX, read row by row within limits; old encodings are found and converted."""

import csv
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import islice, zip_longest
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from documents.archives import Inspection
from documents.importing.headings import FILES, columns_of, readable_cells, written
from documents.names import extension_of
from documents.refusal import UploadRefused
from editorial.routes import current_preset
from vietnamese import clean, convert
from vietnamese.decoding import decode_text

EXTENSIONS = frozenset({"csv", "xlsx"})
MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_SHEETS = 5
HEADING_ROWS = 20
LONGEST_CELL = 20_000
ROWS_AT_ONCE = 200
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "mojibake": "UTF-8"}
# What openpyxl raises for a workbook that no spreadsheet program wrote.
_DAMAGE = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TableRow:
    """One document of a table; `files` are the names in its cell, each as it is written and as converted."""

    number: int
    cells: dict[str, str]
    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Line:
    """The cells of one line as they were read, and what is wrong with them."""

    number: int
    cells: tuple[str, ...]
    errors: tuple[str, ...] = ()


def read_table(stream: IO[bytes], name: str, size: int) -> Iterator[TableRow]:
    """Yield the documents of a table; rows without a letter are left out.

    Raises `UploadRefused` for what is no such table, before the first row or where its damage begins.
    """
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise UploadRefused(_("Bảng “%(name)s” phải là .xlsx hoặc .csv: hãy lưu lại."), name=name)
    if size > MOST_BYTES:
        raise UploadRefused(_("Bảng “%(name)s” lớn quá 32 MB. Hãy chia thành nhiều bảng."), name=name)
    sheets = _sheets(stream, name, size) if extension == "xlsx" else iter([_csv_lines(stream, name)])
    for sheet in islice(sheets, MOST_SHEETS):
        lines = iter(sheet)
        chunk = list(islice(lines, ROWS_AT_ONCE))
        if headings := _headings(_converted(chunk)):
            place, columns = headings
            yield from _rows(chunk[place + 1 :], lines, columns)
            return
    raise UploadRefused(
        _("Không thấy dòng tiêu đề trong “%(name)s”: cần ít nhất hai cột như “Số ký hiệu”, “Trích yếu”."),
        name=name,
    )


def _headings(lines: Sequence[tuple[_Line, str | None]]) -> tuple[int, dict[str, int]] | None:
    """The first of the upper lines that names the most columns; above it may stand the name of the table."""
    found = [(place, columns_of(line.cells)) for place, (line, _old) in enumerate(lines[:HEADING_ROWS])]
    best = max(found, key=lambda one: len(one[1]), default=(0, {}))
    return best if best[1] else None


def _rows(chunk: list[_Line], rest: Iterator[_Line], columns: dict[str, int]) -> Iterator[TableRow]:
    while chunk:
        for raw, (line, encoding) in zip(chunk, _converted(chunk), strict=True):
            if any(line.cells) or line.errors:
                yield _row(raw, line, encoding, columns)
        chunk = list(islice(rest, ROWS_AT_ONCE))


def _row(raw: _Line, line: _Line, encoding: str | None, columns: dict[str, int]) -> TableRow:
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


def _converted(lines: Sequence[_Line]) -> list[tuple[_Line, str | None]]:
    """The lines in Unicode, each with the old encoding it was in: all cells together decide on each."""
    flat = "\n".join(cell.replace("\n", "\x0b") for line in lines for cell in line.cells)
    cells = iter(convert(flat).text.split("\n"))
    whole = []
    for line in lines:
        said = tuple(clean(next(cells)).strip() for _cell in line.cells)
        changed = any(new != clean(old).strip() for new, old in zip(said, line.cells, strict=True))
        encoding = convert("\n".join(line.cells)).encoding or "tcvn3" if changed else None
        whole.append((_Line(line.number, said, line.errors), encoding))
    return whole


# -- CSV -----------------------------------------------------------------------------------------


def _csv_lines(stream: IO[bytes], name: str) -> Iterator[_Line]:
    data = stream.read(MOST_BYTES)
    if b"\0" in data and not data.startswith(_UTF_16):
        raise UploadRefused(_("Tệp “%(name)s” không phải bảng chữ .csv."), name=name)
    text = decode_text(data)
    upper = "\n".join(text.splitlines()[:HEADING_ROWS])
    delimiter = max(",;\t", key=upper.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        for cells in islice(reader, MOST_ROWS):
            yield _line(reader.line_num, cells)
    except csv.Error as error:
        raise UploadRefused(
            _("Bảng “%(name)s” hỏng ở dòng %(line)d."), name=name, line=reader.line_num
        ) from error


def _line(number: int, values: Iterable[str], errors: Iterable[str] = ()) -> _Line:
    cells = [text.strip() for text in islice(values, MOST_COLUMNS)]
    while cells and not cells[-1]:
        cells.pop()
    too_long = [_("Có ô dài quá %(most)d ký tự.") % {"most": LONGEST_CELL}]
    wrong = too_long if any(len(text) > LONGEST_CELL for text in cells) else []
    return _Line(number, tuple(text[:LONGEST_CELL] for text in cells), (*errors, *wrong))


# -- XLSX ----------------------------------------------------------------------------------------


def _sheets(stream: IO[bytes], name: str, size: int) -> Iterator[Iterator[_Line]]:
    with _damage_told(name):
        with Inspection(name, current_preset().uploads).opened(stream, size, "xlsx") as archive:
            _refuse_declarations(archive)
        stream.seek(0)
        values = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(stream, read_only=True, keep_links=False)
        for sheet, other in zip(values.worksheets, formulas.worksheets, strict=True):
            if sheet.sheet_state == "visible":
                yield _sheet_lines(sheet, other, name)


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise UploadRefused(
            _("Bảng “%(name)s” bị hỏng hoặc có cấu trúc lạ. Hãy mở bằng Excel, lưu lại."), name=name
        ) from error


def _refuse_declarations(archive: ZipFile) -> None:
    """No spreadsheet program declares document types; entities in them unpack without end."""
    for info in archive.infolist():
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(info) as part:
            before = part.read(2)
            if before in _UTF_16:
                raise BadZipFile(info.filename)
            while piece := part.read(1024 * 1024):
                if any(mark in before + piece for mark in _DECLARATIONS):
                    raise BadZipFile(info.filename)
                before = piece[-16:]


def _sheet_lines(sheet: Any, formulas: Any, name: str) -> Iterator[_Line]:
    """The lines of a sheet; what it declares of its own size is not believed."""
    asked = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS, "values_only": True}
    with _damage_told(name):
        for one in (sheet, formulas):
            one.reset_dimensions()
        pairs = zip(sheet.iter_rows(**asked), formulas.iter_rows(**asked), strict=False)
        for number, (row, written_as) in enumerate(pairs, start=1):
            errors = [
                sentence
                for place, (value, formula) in enumerate(zip(row, written_as, strict=False), start=1)
                if (sentence := _wrong_cell(value, formula, f"{get_column_letter(place)}{number}"))
            ]
            yield _line(number, map(written, row), errors)


def _wrong_cell(value: Any, formula: Any, where: str) -> str:
    if isinstance(value, str) and value in ERROR_CODES:
        return _("Ô %(cell)s có lỗi %(error)s.") % {"cell": where, "error": value}
    if value is None and isinstance(formula, str) and formula.startswith("="):
        return _("Ô %(cell)s là công thức chưa có kết quả: hãy mở bằng Excel, lưu lại.") % {"cell": where}
    return ""
