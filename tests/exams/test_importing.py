"""Files of results as they come from schools: read, shown, agreed to, undone; bad ones lose nothing."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import Workbook

from exams import loading
from exams.choices import Progress
from exams.models import ExamEvent, ExamResult, ResultImport
from exams.retention import purge_results
from tests.exams.papers import (
    HEADINGS,
    NAME,
    PERSONAL,
    ROWS,
    ask,
    loaded,
    move,
    new_session,
    page_of,
    plan,
    published,
    read,
    saved,
    table,
    upload,
    xlsx,
)
from tests.school import School
from vietnamese import encode_tcvn3


def wrong_on(school: School, batch: ResultImport) -> list[tuple[int, str, str]]:
    page = school.client("vanthu").get(page_of(batch))
    return [tuple(one) for one in page.context["wrong"]]


@pytest.mark.parametrize(("content", "name"), [(xlsx(), "diem.xlsx"), (table(), "diem.csv")])
def test_columns_are_guessed_and_nothing_is_public_until_it_is_approved(
    school: School, content: bytes, name: str
) -> None:
    session = new_session(school)
    assert upload(school, session, content, name).status_code == 302
    batch = session.imports.get()
    form = school.client("vanthu").get(page_of(batch)).context["form"]
    guessed = [form.get_initial_for_field(form.fields[f"column_{n}"], "") for n in range(7)]
    assert guessed == ["ignore", "number", "name", "birth", "second", "show", "show"]
    assert plan(school, batch).status_code == 302
    assert (batch.status, batch.rows_kept, batch.rows_wrong) == (Progress.READ, 3, 0)
    preview = school.client("vanthu").get(page_of(batch)).content.decode()
    assert NAME in preview
    assert ask(session).status_code == 404
    school.client("vanthu").post(page_of(batch, "confirm"))
    batch.refresh_from_db()
    assert (batch.status, batch.file.name, batch.report) == (Progress.LOADED, "", "")
    assert batch.columns == ["Toán", "Ngữ văn"]


def test_the_file_is_gone_once_it_is_read_and_agreed_to(
    school: School, django_capture_on_commit_callbacks: object
) -> None:
    session = new_session(school)
    batch = read(school, session)
    stored = batch.file.name
    assert default_storage.exists(stored)
    with django_capture_on_commit_callbacks(execute=True):
        school.client("vanthu").post(page_of(batch, "confirm"))
    assert not default_storage.exists(stored)
    told = list(ExamEvent.objects.filter(session=session).values_list("verb", "by__username"))
    assert told == [("upload", "vanthu"), ("read", "vanthu"), ("confirm", "vanthu")]


def test_wrong_rows_are_told_by_line_and_column_and_left_out_only_on_demand(school: School) -> None:
    rows = (
        *ROWS,
        (4, "", "Không Số", "01/01/2012", "CCCC-4444", 5, 5),
        (5, "010005", "Sai Ngày", "31/02/2012", "DDDD-5555", 5, 5),
        (6, "10002", "Trùng Số", "01/01/2012", "EEEE-6666", 5, 5),
        (7, "010007", "Thiếu Mã", "01/01/2012", "", 5, 5),
        (8, "010008", "Điểm Thành Ngày", "01/01/2012", "FFFF-7777", date(2026, 5, 8), 5),
        (None, None, None, None, None, None, None),
        (9, "010009", "Dài", "01/01/2012", "GGGG-8888", "x" * 400, 5),
    )
    batch = read(school, new_session(school), xlsx(rows))
    assert (batch.rows_kept, batch.rows_wrong) == (3, 6)
    told = wrong_on(school, batch)
    assert [(line, column) for line, column, _sentence in told] == [
        (5, "B"),
        (6, "D"),
        (7, ""),
        (8, "E"),
        (9, "F"),
        (11, "F"),
    ]
    assert "dòng 3" in told[2][2]
    assert "Excel" in told[4][2]
    client = school.client("vanthu")
    assert client.post(page_of(batch, "confirm")).status_code == 409
    assert client.post(page_of(batch, "confirm"), {"without_wrong": "1"}).status_code == 302


def test_formulas_without_results_errors_and_merged_cells_are_wrong_rows(school: School) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("KẾT QUẢ THI HỌC SINH GIỎI",))
    sheet.merge_cells("A1:G1")
    sheet.append(HEADINGS)
    for row in ROWS:
        sheet.append(row)
    sheet["F4"], sheet["G5"] = "=SUM(1,2)", "#N/A"
    sheet["G5"].data_type = "e"
    sheet.append((4, "010004", "Ô Gộp", "01/01/2012", "CCCC-4444", 5, 5))
    sheet.append((5, None, "Ô Gộp", "01/01/2012", "DDDD-5555", 5, 5))
    sheet.merge_cells("B6:B7")
    batch = read(school, new_session(school), saved(book))
    assert batch.rows_kept == 2
    assert [line for line, _column, _sentence in wrong_on(school, batch)] == [4, 5, 7]


def test_names_in_an_old_encoding_are_shown_and_converted_only_if_wanted(school: School) -> None:
    # No capital of that encoding has a tone.
    name = "Nguyễn Thị Hồng Hạnh"
    rows = tuple((*row[:2], encode_tcvn3(name), *row[3:]) for row in ROWS)
    session = new_session(school)
    upload(school, session, xlsx(rows))
    batch = session.imports.get()
    page = school.client("vanthu").get(page_of(batch)).content.decode()
    assert name in page
    assert encode_tcvn3(name) in page
    plan(school, batch)
    assert name in school.client("vanthu").get(page_of(batch)).content.decode()
    plan(school, batch, convert="")
    assert name not in school.client("vanthu").get(page_of(batch)).content.decode()


def test_the_sheet_with_results_is_found_and_another_can_be_chosen(school: School) -> None:
    book = Workbook()
    book.active.title = "Bìa"
    book.active.append(("Sở Giáo dục",))
    book.active.append(("Năm học", "2026-2027"))
    book.active.append(("Hội đồng thi", "Trường THCS Hoa Phượng"))
    sheet = book.create_sheet("Điểm")
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    session = new_session(school)
    upload(school, session, saved(book))
    batch = session.imports.get()
    client = school.client("vanthu")
    page = client.get(page_of(batch))
    assert [head.sheet for head in page.context["heads"]] == ["Điểm", "Bìa"]
    other = client.post(page_of(batch), {"sheet": "Bìa", "look": "1"})
    assert other.context["head"].sheet == "Bìa"
    assert plan(school, batch).status_code == 302
    assert batch.rows_kept == 3


def _bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (300 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "diem.xlsx", "hỏng"),
        (b"PK\x03\x04 hong", "diem.xlsx", "hỏng"),
        (b"\x00\x01\x02", "diem.csv", "không phải bảng"),
        (b"a,b\n", "diem.csv", "không có dòng dữ liệu"),
        (b"%PDF-1.7", "diem.pdf", ".xlsx hoặc .csv"),
        (b"x" * (50 * 1024 * 1024), "diem.csv", "32 MB"),
        (_bomb(), "diem.xlsx", "bung ra quá lớn"),
    ],
    ids=["empty", "damaged", "binary", "headings only", "pdf", "50 MB", "bomb"],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    school: School, content: bytes, name: str, told: str
) -> None:
    session = new_session(school)
    answer = upload(school, session, content, name)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not session.imports.exists()


def test_a_plan_that_cannot_work_is_refused(school: School) -> None:
    session = new_session(school)
    upload(school, session)
    batch = session.imports.get()
    for changes, told in (
        ({"column_1": "show"}, "đúng một cột"),
        ({"column_0": "number"}, "đúng một cột"),
        ({"column_4": "ignore"}, "cột là mã bí mật"),
        ({"codes": "on"}, "cột là mã bí mật"),
        ({"column_5": "ignore", "column_6": "ignore"}, "ít nhất một cột"),
    ):
        answer = plan(school, batch, **changes)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert batch.status == Progress.UPLOADED


def test_a_whole_import_is_undone_but_not_what_visitors_see(school: School) -> None:
    session = published(school)
    shown = session.shown
    second = loaded(school, session)
    client = school.client("vanthu")
    assert client.post(page_of(shown, "undo")).status_code == 409
    assert client.post(page_of(second, "undo")).status_code == 302
    assert set(ExamResult.objects.values_list("batch", flat=True)) == {shown.pk}
    assert ask(session).status_code == 200
    move(school, "vanthu", session, "ngung", note="Nhầm tệp")
    assert client.post(page_of(shown, "undo")).status_code == 302
    assert not ExamResult.objects.exists()


def test_a_reader_that_died_leaves_nothing_and_the_next_begins_anew(school: School) -> None:
    session = new_session(school)
    upload(school, session)
    batch = session.imports.get()
    plan(school, batch)
    left = ExamResult(batch=batch, number="f" * 64, second="0", content="")
    ResultImport.objects.filter(pk=batch.pk).update(
        status=Progress.WAITING, claimed_at=timezone.now() - timedelta(minutes=11), attempts=1
    )
    left.save()
    assert loading.read_waiting() == 1
    batch.refresh_from_db()
    assert (batch.status, batch.attempts, batch.results.count()) == (Progress.READ, 2, 3)
    assert not ExamResult.objects.filter(number="f" * 64).exists()


def test_a_slow_reader_that_lost_its_claim_writes_nothing_more(school: School) -> None:
    session = new_session(school)
    batch = read(school, session)
    ResultImport.objects.filter(pk=batch.pk).update(status=Progress.WAITING, attempts=2)
    slow = ResultImport.objects.get(pk=batch.pk)
    ResultImport.objects.filter(pk=batch.pk).update(attempts=3)
    before = batch.results.count()
    with pytest.raises(loading._Lost):
        loading._Loading(slow, loading.Plan.from_json(batch.plan)).load(iter(()))
    assert batch.results.count() == before


def test_what_nobody_agreed_to_is_forgotten_after_a_day(school: School) -> None:
    session = new_session(school)
    batch = read(school, session)
    kept = loaded(school, session)
    old = timezone.now() - timedelta(hours=25)
    ResultImport.objects.update(uploaded_at=old)
    assert purge_results()["imports"] == 1
    batch.refresh_from_db()
    assert (batch.status, batch.file.name, batch.results.count()) == (Progress.UNDONE, "", 0)
    assert kept.results.count() == 3


def test_the_desk_list_and_search_tell_no_candidate(school: School) -> None:
    session = published(school)
    client = school.client("vanthu")
    addresses = ("", f"?q={NAME}", f"?session={session.pk}", f"{session.pk}/")
    for address in addresses:
        page = client.get(f"/quan-tri/exams/examsession/{address}", follow=True).content.decode()
        assert not any(word in page.replace(f'value="{NAME}"', "") for word in PERSONAL)
    for model in ("examresult", "resultimport", "lookup", "examevent", "lookupswitch"):
        assert client.get(f"/quan-tri/exams/{model}/").status_code == 404
        assert client.get(f"/quan-tri/exams/{model}/1/change/").status_code == 404
