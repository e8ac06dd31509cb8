"""What a page of the desk tells first: why a text came back, its words, then the buttons; news per text."""

from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from editorial.desk import NEWS_SHOWN
from editorial.worklist import worklist
from tests.school import BODY, School

pytestmark = pytest.mark.django_db
WORDS = BODY.removeprefix("<p>")[:20]


def words(client: Client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_state_then_text_then_buttons(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    page = words(school.client("totruong"), edition.get_desk_url())
    places = [page.index(mark) for mark in ("desk-state", WORDS, 'id="buoc"', 'id="duong-di"', "desk-thumb")]
    assert places == sorted(places)


def test_the_reason_of_a_return_stands_above_the_text_until_it_is_sent_again(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit", "totruong:return")
    author = school.client("giaovien")
    page = words(author, edition.get_desk_url())
    told, _mark, below = page.partition('id="bai-soan"')
    assert "Lý do ghi ở đây" in told
    assert below
    edition.refresh_from_db()
    school.do(edition, "giaovien:submit")
    assert "desk-came-back" not in words(author, edition.get_desk_url())


def test_a_move_that_lacks_something_says_so_on_top_and_leads_there(school: School) -> None:
    edition = school.do(school.draft(), "giaovien:submit")
    url = reverse("admin:content_article_move", args=[edition.pk, "return"])
    answer = school.client("totruong").post(url, {"return-version": edition.version, "return-note": ""})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert page.index('href="#viec-return">xem chỗ còn thiếu') < page.index("desk-two")


def test_a_telephone_saves_and_sends_what_is_typed_not_what_was_stored(school: School) -> None:
    """The bar's buttons belong to the form of the text; another form would leave the typing behind."""
    page = words(school.client("giaovien"), school.draft().get_desk_url())
    bar = page.partition('class="desk-thumb"')[2].partition("</nav>")[0]
    assert bar.count('form="bai-soan"') == 2
    assert 'form="viec-submit"' not in bar


def test_news_is_told_once_per_text_and_cut_to_the_newest(school: School) -> None:
    school.do(school.draft(title="Bài đi nhiều bước"), "giaovien:submit", "totruong:forward", "thuky:return")
    for number in range(NEWS_SHOWN):
        school.do(school.draft(title=f"Bài {number}"), "giaovien:submit", "totruong:return")
    call_command("deliver_events", verbosity=0)
    news = worklist(school.giaovien).news
    assert [one.edition.title for one in news if one.edition][-1] == "Bài đi nhiều bước"
    assert len(news) == NEWS_SHOWN + 1
    assert news[-1].earlier > 0
    page = words(school.client("giaovien"), reverse("admin:index"))
    shown, _mark, folded = page.partition("Thông báo mới")[2].partition("Xem tất cả, còn 1 tin bài nữa")
    assert shown.count("<li>") == NEWS_SHOWN
    assert "Bài đi nhiều bước" in folded
