"""Files of made-up results, and a session brought as far as a test needs, through the desk's own pages."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from exams.loading import read_waiting
from exams.models import ExamSession, ResultImport
from tests.school import School

HEADINGS = ("STT", "Số báo danh", "Họ và tên", "Ngày sinh", "Mã bí mật", "Toán", "Ngữ văn")
NAME, NUMBER, SECRET = "Nguyễn Thị Ánh Đào", "010002", "K7QM-4XDR"
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "010001", "Trần Văn An", "05/09/2012", "AAAA-2222", 8.5, 7),
    (2, NUMBER, NAME, "06/10/2012", SECRET, 9.25, "vắng"),
    (3, "010003", "Lê Thị Đức", "07/11/2012", "BBBB-3333", 4, 5),
)
PERSONAL = (NAME, "Trần Văn An", "06/10/2012", SECRET, "9.25")


def xlsx(rows: tuple[tuple[Any, ...], ...] = ROWS, headings: tuple[str, ...] = HEADINGS) -> bytes:
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def table(rows: tuple[tuple[Any, ...], ...] = ROWS, headings: tuple[str, ...] = HEADINGS) -> bytes:
    out = StringIO()
    csv.writer(out).writerows((headings, *rows))
    return out.getvalue().encode()


def new_session(school: School, **changes: Any) -> ExamSession:
    now = timezone.now()
    values = {
        "kind": "gifted",
        "name": "Thi học sinh giỏi lớp 9",
        "school_year": "2026-2027",
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=1),
        "delete_after": timezone.localdate() + timedelta(days=30),
        "created_by": school.vanthu,
    }
    return ExamSession.objects.create(**values | changes)


def typed_session(**changes: str) -> dict[str, str]:
    """What a person fills in to make one."""
    return {
        "kind": "gifted",
        "name": "Kỳ thi thử",
        "school_year": "2026-2027",
        "scheme": "secret",
        "opens_at": "2026-12-01T08:00",
        "closes_at": "2026-12-10T17:00",
        "delete_after": "2027-01-31",
    } | changes


def upload(
    school: School, session: ExamSession, content: bytes | None = None, name: str = "diem.xlsx"
) -> HttpResponse:
    file = SimpleUploadedFile(name, xlsx() if content is None else content)
    address = reverse("admin:exams_examsession_upload", args=[session.pk])
    return school.client("vanthu").post(address, {"file": file})


def plan(school: School, batch: ResultImport, **changes: Any) -> HttpResponse:
    """Send the form of the columns as it is drawn, with these changes."""
    client, address = school.client("vanthu"), page_of(batch)
    form = client.get(f"{address}?chon-lai=1").context["form"]
    drawn = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    drawn["sheet"] = form.head.sheet
    sent = {name: value for name, value in (drawn | changes).items() if value}
    answer = client.post(address, sent)
    read_waiting()
    batch.refresh_from_db()
    return answer


def page_of(batch: ResultImport, page: str = "import") -> str:
    return reverse(f"admin:exams_examsession_{page}", args=[batch.session_id, batch.pk])


def read(school: School, session: ExamSession, content: bytes | None = None, **changes: Any) -> ResultImport:
    """A file that was uploaded and read."""
    answer = upload(school, session, content, changes.pop("name", "diem.xlsx"))
    assert answer.status_code == 302, answer.content.decode()
    batch = session.imports.latest("pk")
    answer = plan(school, batch, **changes)
    assert answer.status_code == 302, answer.content.decode()
    return batch


def loaded(
    school: School, session: ExamSession, content: bytes | None = None, **changes: Any
) -> ResultImport:
    batch = read(school, session, content, **changes)
    answer = school.client("vanthu").post(page_of(batch, "confirm"))
    assert answer.status_code == 302, answer.content.decode()
    batch.refresh_from_db()
    return batch


def move(school: School, who: str, session: ExamSession, verb: str, **said: Any) -> HttpResponse:
    session.refresh_from_db()
    address = reverse("admin:exams_examsession_move", args=[session.pk, verb])
    answer = school.client(who).post(address, {"version": session.version} | said)
    session.refresh_from_db()
    return answer


def switch(school: School, on: bool = True) -> HttpResponse:
    address = reverse("admin:exams_examsession_switch")
    return school.client("hieutruong").post(address, {"on": "1" if on else "0"})


def published(school: School, content: bytes | None = None, **changes: Any) -> ExamSession:
    session = new_session(school, **changes)
    batch = loaded(school, session, content)
    assert move(school, "vanthu", session, "trinh", batch=batch.pk).status_code == 302
    assert move(school, "hieutruong", session, "duyet").status_code == 302
    switch(school)
    return session


def ask(
    session: ExamSession, number: str = NUMBER, second: str = SECRET, address: str = "203.0.113.7"
) -> HttpResponse:
    client = Client(REMOTE_ADDR=address)
    return client.post(session.get_absolute_url(), {"number": number, "second": second})
