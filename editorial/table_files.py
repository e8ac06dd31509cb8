"""Tables for other programs: CSV and XLSX, in which no spreadsheet takes a text for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula; a text that begins so is marked as one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The table as a CSV to be downloaded."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    # Without the mark Excel takes UTF-8 for a code page and shows no Vietnamese.
    return _file("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", name)


def xlsx_file(
    name: str, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    """The table as a workbook of one sheet; `widths` are those of the columns, in letters."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    first = [WriteOnlyCell(sheet, value=name) for name in heads]
    for cell in first:
        cell.font = Font(bold=True)
    sheet.append(first)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell in cells:
            cell.data_type = "s"  # never a formula
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return _file(out.getvalue(), XLSX, name)


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
