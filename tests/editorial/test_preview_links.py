"""A link for somebody without an account: what it opens, what it does not, and how it ends."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial import drafting, preview_links
from editorial.models import Event, Notification, PreviewAnswer, PreviewLink
from tests.access.world import Hidden, hidden_text
from tests.school import School

OPINION = {"name": "Bà Hoa", "verdict": "remark", "text": "Sai ngày <b>khai giảng</b>."}


@pytest.fixture
def hidden(school: School) -> Hidden:
    return hidden_text(school)


def make(school: School, edition: Article, by: str = "giaovien") -> str:
    """The address that the desk shows to whoever made the link."""
    url = reverse("admin:content_article_share", args=[edition.pk])
    answer = school.client(by).post(url, {"addressee": "Ban đại diện  cha mẹ", "days": "7"})
    assert answer.status_code == 201
    (address,) = re.findall(rf'value="{settings.SITE_URL}(/xem-truoc/[^"]+)"', answer.content.decode())
    return address


def opinion(client: Client, address: str, edition: Article, **changes: Any) -> HttpResponse:
    return client.post(address, {"version": edition.version, **OPINION, **changes})


def test_the_page_is_the_public_one_in_a_frame_and_leaves_no_trace(
    school: School, hidden: Hidden, client: Client
) -> None:
    address = make(school, hidden.edition)
    answer = client.get(address)
    page = unescape(answer.content.decode())
    for words in ("Bản xem trước, chưa công bố", "Ban đại diện cha mẹ", "Chuyện chưa ai biết", "Gửi ý kiến"):
        assert words in page
    assert set(answer.cookies) == {settings.CSRF_COOKIE_NAME}
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Chia sẻ:" not in page  # no address is handed on that is not public yet
    token = address.split("/")[2]
    assert token not in repr(PreviewLink.objects.values())
    assert PreviewLink.objects.get().last_opened_at is not None
    (shown,) = re.findall(rf'src="({re.escape(address)}anh/[^"]+)"', page)
    (file,) = re.findall(rf'href="({re.escape(address)}tep/[^"]+)"', page)
    for part in (shown, file):
        opened = client.get(part)
        assert (opened.status_code, opened["Cache-Control"]) == (200, "private, no-store")
    assert {client.get(url).status_code for url in (hidden.picture.get_absolute_url(), hidden.file_url)} == {
        404
    }


def test_the_preview_of_the_desk_leads_back_and_shares_no_address(school: School, hidden: Hidden) -> None:
    url = reverse("admin:content_article_preview", args=[hidden.edition.pk])
    page = unescape(school.client("giaovien").get(url).content.decode())
    assert f'href="{hidden.edition.get_desk_url()}">Về trang xử lý bài' in page
    assert "Chia sẻ:" not in page


def test_a_link_opens_its_own_edition_and_nothing_else(
    school: School, hidden: Hidden, client: Client
) -> None:
    address = make(school, hidden.edition)
    other = hidden_text(school)
    for part in (
        other.picture.get_absolute_url(),
        other.file_url,
        "/anh/tai-len/",
        "/tep/../quan-tri/",
        "/rss/",
    ):
        assert client.get(address + part.removeprefix("/")).status_code == 404, part
    for wrong in ("A" * 43, address.split("/")[2][::-1], "x", "a" * 44):
        assert client.get(f"/xem-truoc/{wrong}/").status_code == 404


def test_an_opinion_is_kept_with_the_text_it_was_about_and_told_to_who_asked(
    school: School, hidden: Hidden, client: Client
) -> None:
    address = make(school, hidden.edition, by="thuky")
    assert opinion(client, address, hidden.edition).status_code == 302
    given = PreviewAnswer.objects.get()
    assert (given.name, given.version) == ("Bà Hoa", hidden.edition.version)
    assert given.digest == hidden.edition.digest()
    call_command("deliver_events", verbosity=0)
    assert Notification.objects.get(event__verb="preview_answer").user == school.thuky
    page = school.client("thuky").get(hidden.edition.get_desk_url()).content.decode()
    assert "Bà Hoa" in page
    assert "Sai ngày &lt;b&gt;khai giảng&lt;/b&gt;." in page
    assert school.client("nguoila").get(hidden.edition.get_desk_url()).status_code == 404


WRONG: tuple[tuple[dict[str, str], int, str], ...] = (
    ({"name": "  "}, 422, "Hãy ghi họ và tên"),
    ({"name": "n" * 101}, 422, "không quá 100 ký tự"),
    ({"verdict": "publish"}, 422, "Hãy chọn"),
    ({"text": ""}, 422, "Hãy viết nội dung góp ý."),
    ({"text": "x" * 5001}, 422, "dài quá 5000 ký tự"),
    ({"version": "99"}, 409, "hãy xem lại bản mới"),
    ({"website": "http://spam.example"}, 302, ""),
)


def test_what_is_wrong_with_an_opinion_is_said_and_nothing_is_lost(
    school: School, hidden: Hidden, client: Client
) -> None:
    address = make(school, hidden.edition)
    for changes, status, words in WRONG:
        answer = opinion(client, address, hidden.edition, **changes)
        page = unescape(answer.content.decode())
        assert answer.status_code == status, changes
        assert words in page
        assert status == 302 or "Bà Hoa" in page or "name" in changes
    assert not PreviewAnswer.objects.exists()


def test_a_link_takes_twenty_opinions_and_only_with_its_own_form(school: School, hidden: Hidden) -> None:
    address = make(school, hidden.edition)
    strict = Client(enforce_csrf_checks=True)
    assert opinion(strict, address, hidden.edition).status_code == 403
    strict.get(address)
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    for _time in range(20):
        sent = opinion(strict, address, hidden.edition, csrfmiddlewaretoken=token)
        assert sent.status_code == 302
    assert opinion(strict, address, hidden.edition, csrfmiddlewaretoken=token).status_code == 422
    assert PreviewAnswer.objects.count() == 20


def test_a_link_ends_at_once_when_revoked_expired_or_vouched_for_by_nobody(
    school: School, hidden: Hidden, client: Client
) -> None:
    address = make(school, hidden.edition)
    link = PreviewLink.objects.get()
    part = address + hidden.picture.get_absolute_url().removeprefix("/")

    def is_over() -> bool:
        statuses = {client.get(address).status_code, client.get(part).status_code}
        statuses.add(opinion(client, address, hidden.edition).status_code)
        assert len(statuses) == 1
        return statuses == {410}

    school.people["giaovien"].is_active = False
    school.giaovien.save()
    assert is_over()
    school.people["giaovien"].is_active = True
    school.giaovien.save()
    PreviewLink.objects.update(made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now())
    assert is_over()
    PreviewLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    revoke = reverse("admin:content_article_unshare", args=[hidden.edition.pk, link.pk])
    assert school.client("totruong").post(revoke).status_code == 409
    assert school.client("giaovien").post(revoke).status_code == 302
    assert school.client("giaovien").post(revoke).status_code == 409
    assert is_over()
    assert "Liên kết không còn dùng được" in unescape(client.get(address).content.decode())
    assert list(Event.objects.filter(item=hidden.edition.item).values_list("verb", flat=True))[-2:] == [
        "share_preview",
        "revoke_preview",
    ]


def test_when_the_text_is_public_the_link_leads_there_and_when_it_is_not_to_be_nowhere(
    school: School, client: Client
) -> None:
    edition = school.draft(section=school.section)
    address = make(school, edition)
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    assert client.get(address)["Location"] == edition.get_absolute_url()
    assert preview_links.link_refusals(edition, by=school.phoban)
    school.do(edition, "phoban:hide")
    assert client.get(address).status_code == 410
    refused = school.draft(section=school.section)
    shown = make(school, refused)
    school.do(refused, "giaovien:submit", "totruong:refuse", reason="untrue")
    assert client.get(shown).status_code == 410
    thrown = school.draft()
    gone = make(school, thrown)
    drafting.discard(thrown, by=school.giaovien)
    assert client.get(gone).status_code == 410


def test_a_link_lives_a_day_to_a_month(school: School) -> None:
    edition = school.draft()
    url = reverse("admin:content_article_share", args=[edition.pk])
    for days in ("0", "31", "-1", "x", "9" * 20, ""):
        answer = school.client("giaovien").post(url, {"addressee": "Cô Tâm", "days": days})
        assert answer.status_code == 422, days
        assert "Cô Tâm" in unescape(answer.content.decode())
    assert not PreviewLink.objects.exists()
