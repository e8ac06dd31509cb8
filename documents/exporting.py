"""The filtered list of documents as a table for other programs: CSV and XLSX (Q8-2.3d)."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from documents.listing import answer, read_question
from documents.models import Validity
from editorial.public_pages import public_page

MOST_ROWS = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula; a text that begins so is marked as one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (22, 18, 14, 70, 34, 20, 24, 60)


@public_page
def csv_list(request: HttpRequest) -> HttpResponse:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_columns())
    writer.writerows([harmless(cell) for cell in row] for row in _rows(request))
    # Without the mark Excel takes UTF-8 for a code page and shows no Vietnamese.
    return _file("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", "van-ban.csv")


@public_page
def xlsx_list(request: HttpRequest) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Văn bản"))
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGH"[place]].width = width
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, value=name) for name in _columns()]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in _rows(request):
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell in cells:
            cell.data_type = "s"  # never a formula
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return _file(out.getvalue(), XLSX, "van-ban.xlsx")


def _columns() -> list[str]:
    return [
        _("Số, ký hiệu"),
        _("Loại văn bản"),
        _("Ngày ban hành"),
        _("Trích yếu"),
        _("Cơ quan ban hành"),
        _("Hiệu lực"),
        _("Người ký"),
        _("Địa chỉ"),
    ]


def _rows(request: HttpRequest) -> Iterator[list[str]]:
    """The first ten thousand of the list as it is filtered, in its order."""
    rows = answer(read_question(request.GET.dict()))
    for one in rows[:MOST_ROWS].iterator(chunk_size=500):
        yield [
            one.reference_number,
            one.type_name,
            f"{one.issued_on:%d/%m/%Y}",
            one.summary,
            one.issuing_authority.name,
            str(Validity(one.validity).label),
            one.signer,
            settings.SITE_URL + one.get_absolute_url(),
        ]


def harmless(text: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
