"""Tables that were made to do harm, or by people in a hurry: told, never followed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from documents.importing.headings import columns_of, written_day
from documents.importing.sheets import MOST_COLUMNS
from documents.importing.tables import TableRow, read_table
from documents.models import OfficialDocument
from documents.refusal import UploadRefused
from tests.documents.test_import_command import HEADINGS, rows
from tests.school import School

pytestmark = pytest.mark.django_db


def workbook(change: Callable[[Any], None] | None = None, *, count: int = 1) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in (HEADINGS, *rows(count)):
        book.active.append(row)
    if change:
        change(book.active)
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str = "bảng.xlsx") -> list[TableRow]:
    return list(read_table(BytesIO(data), name, len(data)))


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
        if part not in old.namelist():
            new.writestr(part, content)
    return out.getvalue()


def put(cell: str, value: Any) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("B2", '=HYPERLINK("http://xau.example","1/QĐ")', "Ô B2 là công thức chưa có kết quả"),
        ("F2", "=cmd|' /C calc'!A0", "Ô F2 là công thức chưa có kết quả"),
        ("C2", "#REF!", "Ô C2 có lỗi #REF!."),
        ("F2", "x" * 20_001, "Có ô dài quá 20000 ký tự."),
    ],
)
def test_a_cell_without_a_value_is_an_error_of_its_row(
    school: School, cell: str, value: str, sentence: str
) -> None:
    first, second = read(workbook(put(cell, value), count=2))
    assert any(sentence in error for error in first.errors)
    assert not second.errors


def test_merged_cells_wide_rows_and_far_cells_are_read_within_limits(school: School) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("E2:E3")
        for column in range(8, 51):
            sheet.cell(1, column, "Trích yếu")
            sheet.cell(2, column, "khác")
        sheet["XFD2"] = "xa"
        sheet["A3000"] = "xa"
        sheet["B2"] = True

    found = read(workbook(change, count=2))
    assert [row.number for row in found] == [2, 3, 3_000]
    assert found[0].cells["summary"] == "Về việc số 1", "the first column of a name counts"
    assert found[0].cells["reference_number"] == "True"
    assert "authority" not in found[1].cells
    assert MOST_COLUMNS < 16_384


_ENTITY = b'<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (lambda: with_part(workbook(), "xl/media/so.xml", b"0" * 60_000_000), "b.xlsx", "bung ra quá lớn"),
        (lambda: with_part(workbook(), "xl/sharedStrings.xml", _ENTITY), "b.xlsx", "cấu trúc lạ"),
        (lambda: with_part(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet"), "b.xlsx", "cấu trúc lạ"),
        (lambda: with_part(workbook(), "xl/workbook.xml", b"<workbook/>"), "b.xlsx", "dòng tiêu đề"),
        (lambda: workbook()[:-40], "b.xlsx", "hỏng"),
        (lambda: b"khong phai bang", "b.xlsx", "hỏng"),
        (lambda: b"\x00\x01" * 50, "b.csv", "không phải bảng chữ .csv"),
        (lambda: b"chi mot cot\n1\n", "b.csv", "Không thấy dòng tiêu đề"),
        (lambda: b"", "b.csv", "Không thấy dòng tiêu đề"),
        (lambda: b"So ky hieu,Trich yeu\n" + b'"' + b"x" * 200_000, "b.csv", "hỏng ở dòng"),
        (lambda: b"x", "b.ods", "phải là .xlsx hoặc .csv"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    school: School, data: Callable[[], bytes], name: str, sentence: str
) -> None:
    with pytest.raises(UploadRefused, match=sentence):
        read(data(), name)


def test_a_table_that_breaks_off_leaves_what_was_before(school: School, tmp_path: Path) -> None:
    table = tmp_path / "bang.csv"
    good = "".join(f"{number}/QĐ,Việc số {number}\n" for number in range(1, 251))
    table.write_text(f"Số ký hiệu,Trích yếu\n{good}" + '"' + "x" * 200_000, "utf-8")
    with pytest.raises(CommandError, match="hỏng ở dòng"):
        call_command("import_documents", str(table), by="vanthu", verbosity=0)
    assert OfficialDocument.objects.count() >= 199


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/09/2026", "05/09/2026"),
        ("5-9-2026", "05/09/2026"),
        ("5.9.2026", "05/09/2026"),
        ("2026-09-05", "05/09/2026"),
        ("2026-09-05 00:00:00", "05/09/2026"),
        ("Ngày 5 tháng 9 năm 2026", "05/09/2026"),
        ("46270", "05/09/2026"),
        ("13/25/2026", "13/25/2026"),
        ("31/02/2026", "31/02/2026"),
        ("hôm qua", "hôm qua"),
        ("2026", "2026"),
    ],
)
def test_days_are_read_day_first_in_every_usual_form(text: str, day: str) -> None:
    assert written_day(text) == day


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["SỐ, KÝ HIỆU", "Trích yếu nội dung (*)", "STT"], {"reference_number", "summary"}),
        (["so ky hieu", "NGAY BAN HANH", "Độ  mật"], {"reference_number", "issued_on", "secrecy"}),
        (["Số/Ký hiệu", "Ngày hết hiệu lực", "Tệp đính kèm"], {"reference_number", "expires_on", "files"}),
        (["Số", "Ký hiệu", "Người ký", "Chức vụ"], {"reference_number", "sign", "signer", "signer_title"}),
        (["Họ tên", "Lớp"], set()),
    ],
)
def test_headings_are_known_in_any_case_and_marks(headings: list[str], fields: set[str]) -> None:
    assert set(columns_of(headings)) == fields
