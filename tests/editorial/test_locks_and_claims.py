"""Two people at one text: who writes, who took it upon themselves, and what nobody is kept from."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial import claims, drafting, locks
from editorial.models import Claim, EditLock, Event, Notification
from editorial.workflow import Refused
from tests.hostile.desk import form
from tests.school import School

TO_SECRETARIAT = ("giaovien:submit", "totruong:forward")
TO_DEPUTY = (*TO_SECRETARIAT, "thuky:forward")


def send(client: Client, edition: Article, page: str, **data: object) -> HttpResponse:
    return client.post(reverse(f"admin:content_article_{page}", args=[edition.pk]), data)


def words(response: HttpResponse) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def shared(school: School) -> Article:
    """A text that two may write: its author, and who gave the information."""
    edition = school.draft()
    Article.objects.filter(pk=edition.pk).update(information_provider=school.nguoila)
    edition.refresh_from_db()
    return edition


def test_the_second_reads_and_may_take_over_and_the_first_loses_nothing(
    school: School, shared: Article
) -> None:
    first, second = school.client("giaovien"), school.client("nguoila")
    assert send(first, shared, "lock").json() == {"state": "held"}
    page = words(second.get(shared.get_desk_url()))
    assert "Cô Lan đang sửa bài này từ" in page
    assert 'name="body"' not in page
    assert send(second, shared, "lock").json()["state"] == "lost"
    refused = second.post(shared.get_desk_url(), form(shared, title="Tên của tổ khác"))
    assert refused.status_code == 409
    assert "Tên của tổ khác" in words(refused)
    assert Article.objects.get().title == "Lễ khai giảng"

    assert send(second, shared, "take_over").status_code == 302
    told = send(first, shared, "lock").json()
    assert told["state"] == "lost"
    assert "Thầy tổ khác đang sửa bài này" in told["reasons"][0]
    late = first.post(shared.get_desk_url(), form(shared, title="Gõ chưa kịp lưu"))
    assert late.status_code == 409
    assert "Gõ chưa kịp lưu" in words(late)
    assert "Tiếp quản và lưu" in words(late)
    call_command("deliver_events", verbosity=0)
    assert Event.objects.get(verb="take_over").data == {"from": school.giaovien.pk}
    assert Notification.objects.filter(user=school.giaovien, event__verb="take_over").count() == 1
    taken = first.post(shared.get_desk_url(), form(shared, title="Bản đúng", take_over=""))
    assert taken.status_code == 302
    assert Article.objects.get().title == "Bản đúng"


def test_a_lock_ends_by_itself_by_leaving_and_with_the_step(school: School, shared: Article) -> None:
    first, second = school.client("giaovien"), school.client("nguoila")
    send(first, shared, "lock")
    EditLock.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert 'name="body"' in words(second.get(shared.get_desk_url()))
    assert send(second, shared, "lock").json() == {"state": "held"}
    assert send(first, shared, "lock").json()["state"] == "lost"
    send(second, shared, "lock", leave="1")
    assert not EditLock.objects.exists()
    send(first, shared, "lock")
    send(second, shared, "lock", leave="1")  # somebody else's leaving ends nothing
    assert EditLock.objects.get().by == school.giaovien
    # It hinders no decision, and does not outlive it.
    school.do(shared, "giaovien:submit")
    assert not EditLock.objects.exists()
    assert send(first, shared, "lock").json()["state"] == "closed"


def test_the_lock_is_asked_where_the_text_is_written(school: School, shared: Article) -> None:
    locks.hold(shared, by=school.giaovien)
    with pytest.raises(Refused, match="Cô Lan đang sửa bài này"):
        drafting.save_content(
            shared, by=school.nguoila, version=shared.version, changes={"title": "Chen ngang"}
        )


def test_one_of_several_takes_a_text_and_the_others_are_warned_but_free(school: School) -> None:
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY)
    deputy, head = school.client("phoban"), school.client("truongban")
    assert "Nhận xử lý" in words(head.get(edition.get_desk_url()))
    assert send(deputy, edition, "claim").status_code == 302
    assert send(deputy, edition, "claim").status_code == 409
    assert send(head, edition, "claim").status_code == 409
    assert send(head, edition, "unclaim").status_code == 409
    assert "Cô Phó ban đã nhận xử lý bài này từ" in words(head.get(edition.get_desk_url()))
    assert send(deputy, edition, "unclaim").status_code == 302
    assert send(head, edition, "claim").status_code == 302
    school.do(edition, "phoban:return")
    assert not Claim.objects.exists()


def test_only_what_waits_for_a_group_can_be_claimed(school: School) -> None:
    edition = school.do(school.draft(section=school.section), *TO_SECRETARIAT)
    for who, reason in (
        ("thuky", "không cần nhận"),
        ("giaovien", "không chờ bạn"),
        ("thanhtra", "không chờ bạn"),
    ):
        with pytest.raises(Refused, match=reason):
            claims.claim(edition, by=school.people[who])
    assert not Claim.objects.exists()
