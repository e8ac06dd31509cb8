"""The desk's own pages: who finds what waiting, and what the page of an edition offers, refuses and tells."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import timedelta

from content.models import Article
from editorial import drafting
from editorial.models import Notification
from editorial.states import MOVES
from editorial.workflow import allowed
from people.models import User
from tests.school import CAST, School

TO_UNIT_HEAD = ("giaovien:submit",)
TO_SECRETARIAT = (*TO_UNIT_HEAD, "totruong:forward")
TO_DEPUTY = (*TO_SECRETARIAT, "thuky:forward")
PUBLISHED = (*TO_DEPUTY, "phoban:publish")

# title -> (who writes it, the road, fields)
WORK: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "Bài nháp": ("giaovien", (), {}),
    "Bài ở tổ": ("giaovien", TO_UNIT_HEAD, {}),
    "Bài ở thư ký": ("giaovien", TO_SECRETARIAT, {}),
    "Bài chờ duyệt": ("giaovien", TO_DEPUTY, {}),
    "Bài nhạy cảm": ("giaovien", TO_DEPUTY, {"sensitive": True}),
    "Bài trả lại": ("giaovien", (*TO_UNIT_HEAD, "totruong:return"), {}),
    "Bài hẹn giờ": ("giaovien", PUBLISHED, {"publish_at": timezone.now() + timedelta(days=2)}),
    "Bài đã đăng": ("giaovien", PUBLISHED, {}),
    "Tin khẩn": ("phoban", ("phoban:publish_urgently",), {}),
}
LISTS = ("cho-toi", "can-sua", "ban-nhap", "da-gui", "hen-gio", "dang-khan")
ALL_SENT = "Bài ở tổ, Bài ở thư ký, Bài chờ duyệt, Bài nhạy cảm, Bài hẹn giờ"
# person -> {list: titles}; whoever is not named finds nothing
FOUND = {
    "giaovien": {
        "ban-nhap": "Bài nháp",
        "can-sua": "Bài trả lại",
        "da-gui": ALL_SENT,
        "hen-gio": "Bài hẹn giờ",
    },
    "totruong": {"cho-toi": "Bài ở tổ", "hen-gio": "Bài hẹn giờ"},
    "thuky": {"cho-toi": "Bài ở thư ký", "hen-gio": "Bài hẹn giờ"},
    "bientap": {"hen-gio": "Bài hẹn giờ"},
    "phoban": {"cho-toi": "Bài chờ duyệt, Bài nhạy cảm", "hen-gio": "Bài hẹn giờ"},
    "truongban": {
        "cho-toi": "Bài chờ duyệt, Bài nhạy cảm",
        "hen-gio": "Bài hẹn giờ",
        "dang-khan": "Tin khẩn",
    },
    "hieutruong": {"hen-gio": "Bài hẹn giờ"},
    "kythuat": {"hen-gio": "Bài hẹn giờ"},
    "thanhtra": {"hen-gio": "Bài hẹn giờ"},
}


@pytest.fixture
def work(school: School) -> dict[str, Article]:
    made = {}
    for title, (by, road, fields) in WORK.items():
        made[title] = school.do(school.draft(by=by, title=title, section=school.section, **fields), *road)
    return made


def part(page: str, name: str) -> str:
    """The part of the page under the heading with this id, up to the next heading."""
    _before, _mark, after = page.partition(f'id="{name}"')
    return after.partition("<h2")[0]


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_everybody_finds_their_own_work_and_nothing_else(school: School, work: dict[str, Article]) -> None:
    for who in CAST:
        page = text(school.client(who), reverse("admin:index"))
        found = {name: [title for title in WORK if f">{title}</a>" in part(page, name)] for name in LISTS}
        expected = {
            name: [title for title in WORK if title in FOUND.get(who, {}).get(name, "").split(", ")]
            for name in LISTS
        }
        assert found == expected, who
        waiting = part(page, "cho-toi")
        assert ("Không có việc nào đang chờ bạn." in waiting) is (not expected["cho-toi"]), who


def test_only_who_may_write_is_offered_to_start(school: School) -> None:
    start = reverse("admin:content_article_add")
    for who in CAST:
        offered = f'href="{start}"' in text(school.client(who), reverse("admin:index"))
        assert offered is (school.client(who).get(start).status_code == 200), who


def test_the_buttons_of_an_edition_are_the_moves_allowed(school: School, work: dict[str, Article]) -> None:
    offered_at_all = set()
    for title, edition in work.items():
        for who in CAST:
            response = school.client(who).get(edition.get_desk_url())
            if response.status_code == 404:
                continue
            page = response.content.decode()
            person = User.objects.get(username=who)
            fresh = Article.objects.get(pk=edition.pk)
            moves = {move.verb for move in allowed(fresh, by=person)}
            assert set(re.findall(rf"/{edition.pk}/buoc/(\w+)/", page)) == moves, (title, who)
            for verb in moves:
                assert str(MOVES[verb].label) in unescape(page), (title, who, verb)
            offered_at_all |= moves
            may_edit = not drafting.edit_refusals(fresh, by=person)
            assert ('name="body"' in page) is may_edit, (title, who)
            may_revise = not drafting.revise_refusals(fresh, by=person)
            assert (f"/{edition.pk}/sua-doi/" in page) is may_revise, (title, who)
            assert (f"/{edition.pk}/xoa-nhap/" in page) is (title == "Bài nháp" and who == "giaovien")
    assert {"submit", "publish", "take_down", "confirm_urgent", "unschedule"} <= offered_at_all


def test_what_is_not_possible_yet_is_said_in_words(school: School, work: dict[str, Article]) -> None:
    bare = school.do(school.draft(title="Chưa xếp mục"), *TO_SECRETARIAT)
    empty = school.draft(title="Chưa viết", body="")
    for who, edition, words in (
        ("phoban", work["Bài nhạy cảm"], "phải có ý kiến của Trưởng ban"),
        ("thuky", bare, "Hãy chọn chuyên mục"),
        ("giaovien", empty, "Chưa có nội dung."),
        ("giaovien", work["Bài ở tổ"], "hãy rút lại nếu cần sửa"),
        ("thuky", work["Bài đã đăng"], "hãy mở bản sửa đổi"),
        ("phoban", work["Tin khẩn"], "Người khác phải xác nhận"),
        ("thanhtra", work["Bài nháp"], "Chỉ người soạn được sửa"),
    ):
        assert words in text(school.client(who), edition.get_desk_url()), (who, words)


def test_the_page_tells_the_road_and_the_history(school: School, work: dict[str, Article]) -> None:
    page = text(school.client("giaovien"), work["Bài chờ duyệt"].get_desk_url())
    road = part(page, "duong-di")
    places = [road.index(words) for words in ("Thầy Tổ trưởng", "Cô Thư ký", "Cô Phó ban", "Thầy Trưởng ban")]
    assert places == sorted(places)
    assert road.count('aria-current="step"') == 1
    history = part(page, "lich-su")
    for words in ("Tạo bản nháp", "Gửi duyệt", "Chuyển bước tiếp theo", "Cô Lan", "Lý do ghi ở đây"):
        assert words in history
    refused = school.do(school.draft(), "giaovien:submit", "totruong:refuse", reason="untrue")
    assert "Điều 14" in part(text(school.client("giaovien"), refused.get_desk_url()), "lich-su")


def test_a_conversation_shows_who_answers_whom(school: School) -> None:
    edition = school.do(school.draft(), *TO_SECRETARIAT)
    url = reverse("admin:content_article_remark", args=[edition.pk])
    assert school.client("thuky").post(url, {"text": "Ảnh nào\nlà ảnh bìa?"}).status_code == 302
    asked = edition.item.remarks.get()
    answer = {"text": "Ảnh thứ hai <b>ạ</b>.", "reply_to": asked.pk}
    assert school.client("giaovien").post(url, answer).status_code == 302
    page = school.client("totruong").get(edition.get_desk_url()).content.decode()
    talk = part(page, "trao-doi")
    assert "Ảnh nào<br>là ảnh bìa?" in talk
    assert "Ảnh thứ hai &lt;b&gt;ạ&lt;/b&gt;." in talk
    assert talk.index("Ảnh nào") < talk.index("Ảnh thứ hai")
    assert "trả lời" in talk.lower()


def test_news_is_marked_read_by_opening_the_item_or_all_at_once_and_only_ones_own(school: School) -> None:
    first = school.do(school.draft(title="Bài một"), *TO_UNIT_HEAD)
    school.do(school.draft(title="Bài hai"), *TO_UNIT_HEAD)
    other = school.do(school.draft(title="Bài ba", section=school.section), *TO_DEPUTY)
    call_command("deliver_events", verbosity=0)

    def unread(name: str) -> int:
        return Notification.objects.filter(user=school.people[name], read_at=None).count()

    before = unread("totruong"), unread("phoban")
    assert min(before) > 0
    head = school.client("totruong")
    assert "Thông báo mới" in text(head, reverse("admin:index"))
    head.get(first.get_desk_url())
    assert 0 < unread("totruong") < before[0]
    assert head.get(reverse("admin:notifications_read")).status_code == 302  # a link marks nothing
    assert unread("totruong") > 0
    head.post(reverse("admin:notifications_read"))
    assert (unread("totruong"), unread("phoban")) == (0, before[1])
    assert "Thông báo mới" not in text(head, reverse("admin:index"))
    school.client("truongban").get(other.get_desk_url())
    assert unread("phoban") == before[1]


def test_a_comparison_marks_what_came_and_went_as_letters(school: School) -> None:
    edition = school.do(school.draft(title="Lễ <b>khai giảng</b> sáng nay", lead=""), *TO_SECRETARIAT)
    changes = {"title": "Lễ <i>bế giảng</i> sáng nay", "lead": "Thêm <script>alert(1)</script>", "body": ""}
    drafting.save_content(edition, by=school.thuky, version=edition.version, changes=changes)
    url = reverse("admin:content_article_editing", args=[edition.pk])
    page = school.client("giaovien").get(url).content.decode()
    assert re.search(r"<del[^>]*>&lt;b&gt;khai |<del[^>]*>khai ", page)
    gone = " ".join(unescape("".join(found)) for found in re.findall(r"<del[^>]*>(.*?)</del>", page, re.S))
    came = " ".join(unescape("".join(found)) for found in re.findall(r"<ins[^>]*>(.*?)</ins>", page, re.S))
    assert "khai" in gone
    assert "Sáng nay nhà trường tổ chức" in gone
    assert "bế" in came
    assert "<script>" not in page.partition('id="content"')[2].partition("</main>")[0]
    same = reverse("admin:content_article_compare", args=[edition.pk, 1])
    assert "Hai bản giống nhau." in text(school.client("giaovien"), same)
