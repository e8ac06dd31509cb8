"""Requests about one's own data: the clocks of NĐ 356/2025, who decides, and what the desk writes down."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.choices import Kind
from community.clocks import limits
from community.models import OutsideRequest
from editorial.models import Event
from tests.community.asking import EMAIL, SAID, asked, letters_to, old_stamp, press
from tests.school import School

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# A Thursday; no holiday is near.
THURSDAY = datetime(2026, 10, 1, 16, 30, tzinfo=HANOI)
ENTER = "admin:community_outsiderequest_add"


@pytest.mark.parametrize(
    ("kind", "acknowledge", "answer"),
    [
        # First instants too late: 24:00 of the last day.
        (Kind.DATA_VIEW, (10, 6), (10, 12)),
        (Kind.DATA_CORRECT, (10, 6), (10, 12)),
        (Kind.DATA_STOP, (10, 6), (10, 17)),
        (Kind.DATA_DELETE, (10, 6), (10, 22)),
        (Kind.TAKEDOWN, (10, 6), (10, 9)),
        (Kind.CORRECTION, (10, 6), (10, 9)),
    ],
)
def test_each_kind_has_its_clock(
    school: School, kind: Kind, acknowledge: tuple[int, int], answer: tuple[int, int]
) -> None:
    found = limits(kind, THURSDAY)
    assert found == tuple(datetime(2026, *day, tzinfo=HANOI) for day in (acknowledge, answer))


def test_the_receipt_names_the_last_day_and_the_desk_shows_the_light(school: School, client: Client) -> None:
    request = asked(None)
    last = request.last_day_to_answer
    assert last == timezone.localdate(request.received_at) + timedelta(days=20)
    [letter] = letters_to(EMAIL)
    assert f"{last:%d/%m/%Y}" in letter.body
    page = school.client("thuky").get(request.get_desk_url()).content.decode()
    assert "desk-light" in page
    assert request.due_at == request.acknowledge_by
    press(school, "thuky", request, "acknowledge")
    assert request.due_at == request.answer_by
    OutsideRequest.objects.filter(pk=request.pk).update(due_at=timezone.now() - timedelta(days=2))
    assert "quá hạn 2 ngày" in school.client("thuky").get(request.get_desk_url()).content.decode()


def test_it_is_between_the_school_and_the_person(school: School) -> None:
    edition = school.published()
    before = Event.objects.count()
    request = asked(None)
    assert request.item is None
    assert Event.objects.count() == before
    assert press(school, "thuky", request, "finish", message="Đã xóa.").status_code == 409
    assert press(school, "thuky", request, "take_down", message="x").status_code == 409
    assert press(school, "phoban", request, "finish").status_code == 422
    answer = press(school, "phoban", request, "finish", message="Đã xóa số điện thoại khỏi danh bạ.")
    assert (answer.status_code, request.status) == (302, "done")
    assert "khỏi danh bạ" in letters_to(EMAIL)[-1].body
    assert Client().get(edition.get_absolute_url()).status_code == 200


def test_the_secretary_writes_down_what_came_by_telephone_or_on_paper(school: School) -> None:
    edition = school.published()
    client = school.client("thuky")
    assert client.get(reverse(ENTER)).status_code == 200
    yesterday = timezone.localtime() - timedelta(days=1)
    said = SAID | {
        "stamp": old_stamp(),
        "channel": "phone",
        "email": "",
        "address": f"http://truong.example{edition.get_absolute_url()}?x=1",
        "received_at": f"{yesterday:%Y-%m-%dT%H:%M}",
    }
    answer = client.post(reverse(ENTER), said)
    assert answer.status_code == 302
    request = OutsideRequest.objects.get()
    assert (request.channel, request.email, request.item_id) == ("phone", "", edition.item_id)
    assert request.received_at < timezone.now() - timedelta(hours=23)
    assert request.events.get().by == school.thuky
    assert client.post(reverse(ENTER), said)["Location"] == answer["Location"]
    press(school, "phoban", request, "ask", message="Ảnh thứ mấy?")
    assert not request.letters.filter(user=None).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": ""},
        {"address": "/tin-tuc/khong-co-999.html"},
        {"address": "khong phai dia chi"},
        {"address": "/quan-tri/"},
        {"channel": "web"},
        {"received_at": "2999-01-01T00:00"},
        {"received_at": "hôm qua"},
        {"phone": ""},
        {"stamp": ""},
        {"text": ""},
    ],
)
def test_what_the_secretary_mistypes_is_said_and_kept(school: School, wrong: dict[str, str]) -> None:
    edition = school.published()
    said = SAID | {
        "stamp": old_stamp(),
        "channel": "paper",
        "email": "",
        "address": edition.get_absolute_url(),
    }
    answer = school.client("thuky").post(reverse(ENTER), said | wrong)
    assert answer.status_code == 422
    assert SAID["name"] in answer.content.decode()
    assert not OutsideRequest.objects.exists()


def test_only_the_secretariat_writes_requests_down(school: School) -> None:
    for who in ("giaovien", "bientap", "vanthu", "quantri", "thanhtra", "hieutruong"):
        assert school.client(who).get(reverse(ENTER)).status_code == 403
