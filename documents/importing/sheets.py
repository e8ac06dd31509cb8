"""Lines of spreadsheets, CSV and XLSX, read within limits; old encodings are found and converted."""

import csv
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from documents.archives import Inspection
from documents.importing.headings import written
from documents.names import extension_of
from documents.refusal import UploadRefused
from editorial.routes import current_preset
from vietnamese import clean, convert
from vietnamese.decoding import decode_text

EXTENSIONS = frozenset({"csv", "xlsx"})
MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60
HEADING_ROWS = 20
LONGEST_CELL = 20_000
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
class Line:
    """The cells of one line as they were read, and what is wrong with them."""

    number: int
    cells: tuple[str, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook by its name, or the whole of a CSV, which has none."""

    name: str
    lines: Iterator[Line]


def sheets_of(stream: IO[bytes], name: str, size: int, *, most_rows: int = MOST_ROWS) -> Iterator[Sheet]:
    """Yield the visible sheets of a file, each read as its lines are asked for; `size` is in bytes.

    Raises `UploadRefused` for what is no spreadsheet, before the first line or where its damage begins.
    """
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise UploadRefused(_("Bảng “%(name)s” phải là .xlsx hoặc .csv: hãy lưu lại."), name=name)
    if size > MOST_BYTES:
        raise UploadRefused(_("Bảng “%(name)s” lớn quá 32 MB. Hãy chia thành nhiều bảng."), name=name)
    if extension == "xlsx":
        yield from _sheets(stream, name, size, most_rows)
    else:
        yield Sheet("", _csv_lines(stream, name, most_rows))


def converted(lines: Sequence[Line]) -> list[tuple[Line, str | None]]:
    """The lines in Unicode, each with the old encoding it was in: all cells together decide on each."""
    flat = "\n".join(cell.replace("\n", "\x0b") for line in lines for cell in line.cells)
    cells = iter(convert(flat).text.split("\n"))
    whole = []
    for line in lines:
        said = tuple(clean(next(cells)).strip() for _cell in line.cells)
        changed = any(new != clean(old).strip() for new, old in zip(said, line.cells, strict=True))
        encoding = convert("\n".join(line.cells)).encoding or "tcvn3" if changed else None
        whole.append((Line(line.number, said, line.errors), encoding))
    return whole


# -- CSV -----------------------------------------------------------------------------------------


def _csv_lines(stream: IO[bytes], name: str, most_rows: int) -> Iterator[Line]:
    data = stream.read(MOST_BYTES)
    if b"\0" in data and not data.startswith(_UTF_16):
        raise UploadRefused(_("Tệp “%(name)s” không phải bảng chữ .csv."), name=name)
    text = decode_text(data)
    upper = "\n".join(text.splitlines()[:HEADING_ROWS])
    delimiter = max(",;\t", key=upper.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    try:
        for cells in islice(reader, most_rows):
            yield _line(reader.line_num, cells)
    except csv.Error as error:
        raise UploadRefused(
            _("Bảng “%(name)s” hỏng ở dòng %(line)d."), name=name, line=reader.line_num
        ) from error


def _line(number: int, values: Iterable[str], errors: Iterable[str] = ()) -> Line:
    cells = [text.strip() for text in islice(values, MOST_COLUMNS)]
    while cells and not cells[-1]:
        cells.pop()
    too_long = [_("Có ô dài quá %(most)d ký tự.") % {"most": LONGEST_CELL}]
    wrong = too_long if any(len(text) > LONGEST_CELL for text in cells) else []
    return Line(number, tuple(text[:LONGEST_CELL] for text in cells), (*errors, *wrong))


# -- XLSX ----------------------------------------------------------------------------------------


def _sheets(stream: IO[bytes], name: str, size: int, most_rows: int) -> Iterator[Sheet]:
    with _damage_told(name):
        with Inspection(name, current_preset().uploads).opened(stream, size, "xlsx") as archive:
            _refuse_declarations(archive)
        stream.seek(0)
        values = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(stream, read_only=True, keep_links=False)
        for sheet, other in zip(values.worksheets, formulas.worksheets, strict=True):
            if sheet.sheet_state == "visible":
                yield Sheet(sheet.title, _sheet_lines(sheet, other, name, most_rows))


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


def _sheet_lines(sheet: Any, formulas: Any, name: str, most_rows: int) -> Iterator[Line]:
    """The lines of a sheet; what it declares of its own size is not believed."""
    asked = {"max_row": most_rows, "max_col": MOST_COLUMNS, "values_only": True}
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
