"""Results to look up: an open exam, a register of certificates, and marks that wait for the leadership."""

import csv
from contextlib import ExitStack
from datetime import date, timedelta
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from exams import approving, loading
from exams.columns import Plan
from exams.keys import code_for
from exams.models import ExamSession, ResultImport
from people.models import User

YEAR = "2026-2027"
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Thị Thu", "Minh", "Đức", "Thị Ngọc", "Gia", "Quang", "Thị Bích", "Hữu", "Khánh", "Hoài")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khoa", "Linh", "Ngân", "Phúc", "Quỳnh", "Yến")
# What the page itself tells to try, for nobody has been handed a slip.
TRIED_NUMBER, TRIED_CODE = "090001", "MNHX-2026"
Row = tuple[str, ...]


def give_results(users: dict[str, User], undo: ExitStack) -> None:
    """Made-up pupils with made-up marks, each session brought there by those whose task it is."""
    open_exam = _session(
        users,
        kind="gifted",
        name="Thi học sinh giỏi lớp 9 cấp trường",
        notice=(
            "Trường minh họa, mọi thí sinh đều không có thật. "
            f"Hãy thử số báo danh {TRIED_NUMBER} với mã bí mật {TRIED_CODE}."
        ),
    )
    heads = ("Số báo danh", "Họ và tên", "Ngày sinh", "Mã bí mật", "Môn thi", "Điểm", "Giải")
    _publish(open_exam, _import(open_exam, heads, _gifted(), users, undo), users)
    register = _session(
        users,
        kind="certificate",
        name="Sổ cấp bằng tốt nghiệp trung học cơ sở",
        scheme="name",
        risk_accepted=True,
        notice=(
            "Trường minh họa, mọi người được cấp bằng đều không có thật. "
            f"Hãy thử số hiệu B 0260001 với họ tên {_name(0)}."
        ),
    )
    heads = ("Số hiệu", "Số vào sổ", "Họ và tên", "Ngày sinh", "Xếp loại", "Ngày cấp", "Đã nhận")
    _publish(register, _import(register, heads, _certificates(), users, undo), users)
    waiting = _session(users, kind="term", name="Kiểm tra cuối học kỳ I khối 9")
    heads = ("Số báo danh", "Họ và tên", "Ngày sinh", "Mã bí mật", "Toán", "Ngữ văn", "Tiếng Anh")
    batch = _import(waiting, heads, _term(), users, undo)
    approving.submit(waiting, batch.pk, by=users["vanthu"], version=waiting.version)
    approving.turn(True, by=users["hieutruong"])


def _session(users: dict[str, User], **values: object) -> ExamSession:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    hours = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=60)}
    last_day = timezone.localdate(hours["closes_at"]) + timedelta(days=30)
    return ExamSession.objects.create(
        **hours, school_year=YEAR, delete_after=last_day, created_by=users["vanthu"], **values
    )


def _import(
    session: ExamSession, heads: Row, rows: list[Row], users: dict[str, User], undo: ExitStack
) -> ResultImport:
    text = StringIO()
    csv.writer(text).writerows([heads, *rows])
    by = users["vanthu"]
    batch = loading.take(session, SimpleUploadedFile("ket-qua.csv", text.getvalue().encode()), by=by)
    undo.callback(batch.file.storage.delete, batch.file.name)
    [head] = loading.heads(batch)
    loading.plan_reading(batch, Plan(head.sheet, head.heading, head.labels, head.roles), by=by)
    loading.read_waiting(only=batch.pk)
    loading.confirm(batch, by=by, without_wrong=False)
    return batch


def _publish(session: ExamSession, batch: ResultImport, users: dict[str, User]) -> None:
    approving.submit(session, batch.pk, by=users["vanthu"], version=session.version)
    session.refresh_from_db()
    approving.approve(session, by=users["hieutruong"], version=session.version)


def _name(place: int) -> str:
    family = FAMILIES[place % len(FAMILIES)]
    return f"{family} {MIDDLES[place * 3 % len(MIDDLES)]} {GIVEN[place * 5 % len(GIVEN)]}"


def _birthday(place: int) -> str:
    return f"{date(2012, 1, 1) + timedelta(days=place * 37 % 365):%d/%m/%Y}"


def _mark(place: int, subject: int = 0) -> str:
    return f"{(place * 7 + subject * 5) % 24 / 4 + 4:g}".replace(".", ",")


def _code(place: int) -> str:
    return code_for("demonstration", str(place)) if place else TRIED_CODE


def _gifted() -> list[Row]:
    subjects, prizes = ("Toán", "Ngữ văn", "Tiếng Anh", "Khoa học tự nhiên"), ("Nhất", "Nhì", "Ba", "")
    return [
        (
            f"09{place + 1:04d}",
            _name(place),
            _birthday(place),
            _code(place),
            subjects[place % 4],
            _mark(place),
            prizes[place % 4],
        )
        for place in range(48)
    ]


def _certificates() -> list[Row]:
    return [
        (
            f"B {260001 + place:07d}",
            f"{place + 1}/2026",
            _name(place),
            _birthday(place),
            ("Giỏi", "Khá", "Trung bình")[place % 3],
            "30/06/2026",
            "Đã nhận" if place % 4 else "Chưa nhận",
        )
        for place in range(30)
    ]


def _term() -> list[Row]:
    return [
        (
            f"91{place + 1:03d}",
            _name(place + 7),
            _birthday(place),
            _code(place + 1),
            *(_mark(place, subject) for subject in range(3)),
        )
        for place in range(60)
    ]
