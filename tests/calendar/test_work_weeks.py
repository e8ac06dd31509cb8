"""The weekly work calendar: typed as a table, approved, corrected with marks, copied to the next week."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from content.models import WorkEntry, WorkWeek
from editorial import drafting
from editorial.workflow import Refused
from tests.calendar.records import TO_PUBLIC, drafted_week, entry, published_week
from tests.documents.test_document_desk import form_of
from tests.school import School

ADD = "/quan-tri/content/workweek/them/"
MONDAY = date(2027, 3, 8)
COLUMNS = ("weekday", "session", "hours", "content", "chair", "participants", "place", "lineage")


def table(*rows: tuple[str, ...]) -> dict[str, list[str]]:
    """What the browser posts of these rows; short rows end in empty cells."""
    full = [(*row, *[""] * (len(COLUMNS) - len(row))) for row in rows]
    return {f"entries-{column}": [row[place] for row in full] for place, column in enumerate(COLUMNS)}


def typed(school: School, *rows: tuple[str, ...], **fields: str) -> dict[str, Any]:
    values = {"writer": str(school.vanthu.pk), "starts_on": "2027-03-10", "audience": "public"}
    return values | fields | table(*rows)


def rows_of(week: WorkWeek) -> list[tuple[Any, ...]]:
    return [(one.weekday, one.session, one.hours, one.content) for one in week.entries.all()]


def revised(school: School, week: WorkWeek, *entries: WorkEntry, **changes: Any) -> WorkWeek:
    successor: Any = drafting.revise(week, by=school.vanthu)
    given = {"entries": list(entries), "change_note": "Đổi lịch"} | changes
    drafting.save_content(successor, by=school.vanthu, version=successor.version, changes=given)
    successor.refresh_from_db()
    return successor


def test_from_the_clerk_to_the_public(school: School, client: Client) -> None:
    clerk = school.client("vanthu")
    sent = typed(
        school,
        ("3", "", "14h – 16h", "Họp <hội đồng>", "Hiệu trưởng", "Toàn trường", "Hội trường"),
        ("1", "2-sang", "", ""),
        ("1", "3-chieu", "7h15", "Chào cờ"),
        ("7", "1-ca-ngay", "", "Trực trường"),
    )
    answer = clerk.post(ADD, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    week = WorkWeek.objects.get()
    assert (week.starts_on, week.title) == (MONDAY, "Lịch công tác tuần 10 (08/03 – 14/03/2027)")
    assert rows_of(week) == [
        (1, "2-sang", "7h15", "Chào cờ"),
        (3, "3-chieu", "14h00–16h00", "Họp <hội đồng>"),
        (7, "1-ca-ngay", "", "Trực trường"),
    ]
    lineages = set(week.entries.values_list("lineage", flat=True))
    page = clerk.get(answer.headers["Location"]).content.decode()
    assert page.count("data-week-row") >= 3 + 3 + 4 * 2, "a spare row each, two for a free day"
    kept = _drawn(clerk, answer.headers["Location"])
    assert clerk.post(answer.headers["Location"], kept | {"note": "Trực: cô Hoa"}).status_code == 302
    assert set(week.entries.values_list("lineage", flat=True)) == lineages
    week.refresh_from_db()
    assert client.get(week.get_absolute_url()).status_code == 404
    school.do(week, *TO_PUBLIC)
    html = client.get(week.get_absolute_url()).content.decode()
    for words in ("Họp &lt;hội đồng&gt;", "14h00–16h00", "Trực: cô Hoa", "Chủ Nhật", "08/03/2027"):
        assert words in html
    assert week.title in client.get("/lich/cong-tac/").content.decode()
    assert week.get_absolute_url() in client.get("/sitemap.xml").content.decode()


def _drawn(client: Client, address: str) -> dict[str, Any]:
    """The form as the browser would send it, with every row of the table."""
    page = client.get(address)
    form = page.context["form"]
    rows = form["entries"].value()
    columns = {f"entries-{name}": [getattr(row, name) for row in rows] for name in COLUMNS}
    plain = {
        name: value for name, value in form_of(client, address).items() if not name.startswith("entries")
    }
    return plain | columns


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("2", "", "25h", "Họp"), "Thứ Ba – Họp: Giờ “25h” không rõ"),
        (("2", "", "9h–8h", "Họp"), "giờ kết thúc phải sau giờ bắt đầu"),
        (("2", "", "8h", ""), "Thứ Ba: chưa ghi nội dung công việc."),
        (("8", "", "", "Họp"), "Không rõ việc này vào thứ mấy."),
        (("²", "", "", "Họp"), "Không rõ việc này vào thứ mấy."),
        (("", "", "", "Họp"), "Không rõ việc này vào thứ mấy."),
        (("2", "", "", "x" * 601), "tối đa 600 ký tự, đang có 601"),
        (("2", "", "", "Họp", "y" * 256), "tối đa 255 ký tự"),
    ],
)
def test_a_bad_row_is_named_and_kept(school: School, row: tuple[str, ...], sentence: str) -> None:
    answer = school.client("vanthu").post(ADD, typed(school, ("1", "2-sang", "", "Chào cờ"), row))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors["entries"])
    assert "Chào cờ" in answer.content.decode()
    assert not WorkWeek.objects.exists()


def test_a_table_out_of_shape_breaks_nothing(school: School) -> None:
    clerk = school.client("vanthu")
    whole = typed(school, ("1", "x", "", "Chào\x00 cờ", "", "", "", "không-phải-mã"))
    short = whole | {"entries-place": [], "entries-lineage": ["a", "b"]}
    assert clerk.post(ADD, short).status_code == 302
    assert rows_of(WorkWeek.objects.get()) == [(1, "1-ca-ngay", "", "Chào cờ")]
    many = typed(school, *[("1", "", "", f"Việc {number}") for number in range(101)])
    assert "nhiều nhất 100 việc" in clerk.post(ADD, many).content.decode()


def test_what_changed_after_the_first_approval_is_marked(school: School, client: Client) -> None:
    week = published_week(
        school,
        entry(1, "Chào cờ", starts=time(7, 15)),
        entry(2, "Dự giờ"),
        entry(5, "Họp tổ"),
        starts_on=MONDAY,
    )
    assert "Thay đổi" not in client.get(week.get_absolute_url()).content.decode()
    flag, lesson, meeting = week.entries.all()
    moved = entry(1, "Chào cờ", starts=time(8), lineage=flag.lineage)
    same = entry(2, "Dự giờ", lineage=lesson.lineage)
    off = entry(5, "Huỷ : Họp tổ", lineage=meeting.lineage)
    second = revised(school, week, moved, same, off, entry(4, "Tiếp đoàn kiểm tra"))
    assert "Thay đổi" not in client.get(week.get_absolute_url()).content.decode(), "not before approval"
    school.do(second, *TO_PUBLIC)
    marks = {
        one.entry.content: one.mark
        for day in client.get(week.get_absolute_url()).context["work_days"]
        for one in day["entries"]
    }
    expected = {
        "Chào cờ": "changed",
        "Dự giờ": "",
        "Tiếp đoàn kiểm tra": "added",
        "Huỷ : Họp tổ": "cancelled",
    }
    assert marks == expected
    html = client.get(week.get_absolute_url()).content.decode()
    for words in ("Thay đổi", "Bổ sung", "<del>Họp tổ</del>", "8h00", "Đổi lịch"):
        assert words in html
    cancelled = client.get(week.get_file_url()).content.decode()
    assert cancelled.count("STATUS:CANCELLED") == 1
    third = revised(
        school, second, *(entry(one.weekday, one.content, starts=one.starts) for one in (moved, same))
    )
    school.do(third, *TO_PUBLIC)
    html = client.get(week.get_absolute_url()).content.decode()
    assert "Bổ sung" in html, "8:00 without its lineage is something new"
    assert "Họp tổ" not in html, "a line that is taken out is not read any more"
    assert "7h15" not in html


def test_one_week_has_one_calendar_for_its_readers(school: School) -> None:
    published_week(school, starts_on=MONDAY)
    again = drafted_week(school, starts_on=MONDAY + timedelta(days=2))
    with pytest.raises(Refused, match="đã có lịch công tác khác"):
        school.do(again, "vanthu:submit")
    staff = published_week(school, starts_on=MONDAY, audience="staff")
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkWeek.objects.filter(pk=staff.pk).update(audience="public")
    with pytest.raises(Refused, match="chưa có việc nào"):
        school.do(drafted_week(school, starts_on=MONDAY + timedelta(days=7), entries=[]), "vanthu:submit")


def test_a_staff_week_is_for_who_works_here(school: School, client: Client) -> None:
    week = published_week(school, entry(1, "Họp kín"), audience="staff")
    for address in ("/lich/cong-tac/", week.get_absolute_url(), week.get_file_url()):
        assert "Họp kín" not in client.get(address).content.decode()
    assert client.get(week.get_absolute_url()).status_code == 404
    assert "Họp kín" in school.client("nguoila").get(week.get_desk_url()).content.decode()


def test_the_next_week_begins_with_the_lines_of_the_last(school: School) -> None:
    week = published_week(school, note="Trực: cô Hoa")
    clerk = school.client("vanthu")
    assert "Chép tuần trước" in clerk.get(ADD).content.decode()
    answer = clerk.post("/quan-tri/content/workweek/chep-tuan-truoc/")
    copied = WorkWeek.objects.exclude(pk=week.pk).get()
    assert answer.headers["Location"] == copied.get_desk_url()
    assert copied.starts_on == week.starts_on + timedelta(days=7)
    assert (rows_of(copied), copied.note) == (rows_of(week), "Trực: cô Hoa")
    assert not set(copied.entries.values_list("lineage")) & set(week.entries.values_list("lineage"))
    assert school.client("giaovien").post("/quan-tri/content/workweek/chep-tuan-truoc/").status_code == 403


def test_nothing_to_copy_is_said(school: School) -> None:
    answer = school.client("vanthu").post("/quan-tri/content/workweek/chep-tuan-truoc/", follow=True)
    assert "Chưa có lịch công tác nào để chép." in answer.content.decode()


def test_the_page_of_weeks_shows_the_nearest(school: School, client: Client) -> None:
    assert "Văn thư phụ trách" in client.get("/lich/cong-tac/").content.decode()
    today = timezone.localdate()
    past = published_week(school, entry(1, "Việc cũ"), starts_on=today - timedelta(days=7))
    assert client.get("/lich/cong-tac/").context["week"].pk == past.pk
    later = published_week(school, entry(1, "Việc sau"), starts_on=today + timedelta(days=14))
    assert client.get("/lich/cong-tac/").context["week"].pk == later.pk
    page = client.get(later.get_absolute_url())
    assert page.context["neighbours"]["before"].pk == past.pk
    assert page.context["neighbours"]["after"] is None
    assert client.get("/lich/cong-tac/?trang=2").status_code == 404
