"""The filtered list of documents as a table for other programs: CSV and XLSX (Q8-2.3d)."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from documents.listing import answer, read_question
from documents.models import Validity
from editorial.public_pages import public_page
from editorial.table_files import csv_file, xlsx_file

MOST_ROWS = 10_000
_WIDTHS = (22, 18, 14, 70, 34, 20, 24, 60)


@public_page
def csv_list(request: HttpRequest) -> HttpResponse:
    return csv_file("van-ban.csv", _columns(), _rows(request))


@public_page
def xlsx_list(request: HttpRequest) -> HttpResponse:
    return xlsx_file("van-ban.xlsx", _("Văn bản"), _columns(), _WIDTHS, _rows(request))


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
