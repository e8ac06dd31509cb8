"""Events through HTTP: entered at the desk, seen in the calendar, in the languages of people and programs."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from content.models import SchoolEvent
from editorial import drafting
from editorial.workflow import Refused
from tests.calendar.records import at, drafted_event, published_event
from tests.documents.test_document_desk import form_of
from tests.school import School

ADD = "/quan-tri/content/schoolevent/them/"
DAY = date(2027, 3, 8)


def typed(school: School, **fields: str) -> dict[str, str]:
    values = {
        "writer": str(school.giaovien.pk),
        "title": "Lễ kỷ niệm",
        "event_kind": "hoat-dong",
        "status": "du-kien",
        "audience": "public",
        "owes_report": "on",
        "first_day": "2027-03-08",
        "place": "Sân trường",
    }
    return values | fields


def test_from_the_teacher_to_the_public_calendar(school: School, client: Client) -> None:
    teacher = school.client("giaovien")
    sent = typed(school, first_hour="7h30", last_hour="10:15", chair="Cô <Hoa>", text="Một.\r\n\r\nHai.")
    answer = teacher.post(ADD, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    event = SchoolEvent.objects.get()
    assert (event.starts_at, event.ends_at) == (at(DAY, "07:30"), at(DAY, "10:15"))
    form = form_of(teacher, answer.headers["Location"])
    assert (form["first_day"], form["first_hour"], form["last_hour"]) == ("2027-03-08", "7h30", "10h15")
    assert client.get(event.get_absolute_url()).status_code == 404
    assert teacher.post(answer.headers["Location"], form | {"first_hour": "8h"}).status_code == 302
    event.refresh_from_db()
    school.do(event, "giaovien:submit", "phoban:publish")
    html = client.get(event.get_absolute_url()).content.decode()
    for words in (
        "08:00",
        "10:15",
        "Thứ 2, 08/03/2027",
        "Sân trường",
        "Cô &lt;Hoa&gt;",
        "<p>Hai.</p>",
    ):
        assert words in html
    for address in ("/lich/?thang=2027-03", "/lich/?tuan=2027-03-10", "/lich/?xem=danh-sach", "/sitemap.xml"):
        assert event.get_absolute_url() in client.get(address).content.decode(), address
    moved = client.get(f"/lich/ten-cu-{event.item_id}.html")
    assert (moved.status_code, moved.headers["Location"]) == (301, event.get_absolute_url())


def test_without_hours_it_is_the_whole_days(school: School, client: Client) -> None:
    school.client("giaovien").post(ADD, typed(school, last_day="2027-03-10"))
    event = SchoolEvent.objects.get()
    assert event.all_day
    assert (event.first_day, event.last_day) == (DAY, date(2027, 3, 10))
    school.do(event, "giaovien:submit", "phoban:publish")
    days = client.get("/lich/?thang=2027-03").context["days"]
    assert [day.date.day for day in days if day.events] == [8, 9, 10]


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"first_hour": "25h", "last_hour": "9h"}, "first_hour", "Giờ “25h” không rõ"),
        ({"first_hour": "9h", "last_hour": "8h"}, "last_hour", "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"first_hour": "9h"}, "last_hour", "Hãy ghi giờ kết thúc"),
        ({"last_hour": "9h"}, "first_hour", "phải ghi giờ bắt đầu"),
        ({"last_day": "2027-03-07"}, "last_day", "không được trước ngày bắt đầu"),
        ({"last_day": "2029-03-07"}, "last_day", "dài nhất một năm"),
        ({"first_day": "31/02/2027"}, "first_day", "Ngày không hợp lệ"),
        ({"first_day": "", "first_hour": "9h"}, "first_day", "Hãy ghi ngày của sự kiện."),
        ({"owes_report": ""}, "no_report_reason", "phải ghi vì sao"),
        ({"online_url": "javascript:alert(1)"}, "online_url", "địa chỉ trang web hợp lệ"),
        ({"event_kind": "<b>"}, "event_kind", "Hãy chọn"),
        ({"correction": "on"}, "change_note", "Đính chính phải ghi rõ"),
    ],
)
def test_bad_input_is_said_and_kept(school: School, fields: dict[str, str], name: str, sentence: str) -> None:
    answer = school.client("giaovien").post(ADD, typed(school, text="Đoạn một", **fields))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[name])
    assert "Đoạn một" in answer.content.decode()
    assert not SchoolEvent.objects.exists()


def test_a_staff_meeting_is_for_who_works_here(school: School, client: Client) -> None:
    event = published_event(school, title="Họp kín", audience="staff", day=timezone.localdate())
    for address in ("/lich/", "/lich/?xem=danh-sach", "/lich/lich.ics", "/sitemap.xml", "/"):
        assert "Họp kín" not in client.get(address).content.decode(), address
    for address in (event.get_absolute_url(), event.get_file_url()):
        assert client.get(address).status_code == 404
    stranger = school.client("nguoila")
    assert stranger.get(event.get_absolute_url()).status_code == 404, "a public page is equal for everybody"
    assert "Họp kín" in stranger.get(event.get_desk_url()).content.decode()
    assert "Họp kín" in stranger.get("/quan-tri/content/schoolevent/lich/").content.decode()
    assert school.client("quantri").get("/quan-tri/content/schoolevent/lich/").status_code == 403
    draft = drafted_event(school, title="Nháp", audience="staff")
    assert stranger.get(draft.get_desk_url()).status_code == 404


def test_put_off_stays_on_the_calendar_and_says_so(school: School, client: Client) -> None:
    event = published_event(school, day=DAY)
    successor = drafting.revise(event, by=school.giaovien)
    drafting.save_content(
        successor,
        by=school.giaovien,
        version=successor.version,
        changes={"status": "hoan", "change_note": "Hoãn vì bão"},
    )
    successor.refresh_from_db()
    school.do(successor, "giaovien:submit", "phoban:publish")
    html = client.get(event.get_absolute_url()).content.decode()
    assert "Hoãn" in html
    assert "Hoãn vì bão" in html
    assert "entry-off" in client.get("/lich/?thang=2027-03").content.decode()


def test_nothing_goes_out_without_its_time(school: School) -> None:
    draft = drafted_event(school, starts_at=None, ends_at=None)
    with pytest.raises(Refused, match="chưa có ngày"):
        school.do(draft, "giaovien:submit")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"starts_at": None, "ends_at": None}, "event_published_is_complete"),
        ({"ends_at": at(DAY, "07:00")}, "event_ends_after_start"),
        ({"ends_at": None}, "event_"),
        ({"owes_report": False}, "event_without_report_says_why"),
    ],
)
def test_the_database_refuses(school: School, changes: dict[str, object], constraint: str) -> None:
    event = published_event(school, day=DAY)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SchoolEvent.objects.filter(pk=event.pk).update(**changes)


def test_the_home_page_tells_what_is_coming(school: School, client: Client) -> None:
    published_event(school, title="Sắp tới rồi")
    past = timezone.localdate() - timedelta(days=3)
    published_event(school, title="Qua rồi", day=past)
    html = client.get("/").content.decode()
    assert "Sắp diễn ra" in html
    assert "Sắp tới rồi" in html
    assert "Qua rồi" not in html
