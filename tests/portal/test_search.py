"""Search without diacritics over titles and summaries, for visitors and at the desk (Q8-1.9)."""

import unicodedata
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial import drafting
from tests.portal.samples import make_page
from tests.school import School

TITLE = "Đội tuyển học sinh giỏi: “Tuyển sinh” lớp 10"


def found(client: Client, query: str) -> str:
    answer = client.get("/tim-kiem/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


@pytest.mark.parametrize(
    "query",
    [
        "tuyển sinh lớp 10",
        "tuyen sinh lop 10",
        "10 LOP sinh TUYEN",
        "doi tuyen",
        "ĐỘI",
        "đội tuyên hoc",
        unicodedata.normalize("NFD", "Tuyển sinh"),
        "  tuyển\u00a0sinh!  ",
        "hsg tom tat".replace("hsg", "hoc"),
        "tuyen sin",
    ],
)
def test_words_are_found_without_marks_in_any_order(school: School, client: Client, query: str) -> None:
    article = school.published(title=TITLE, lead="Tóm tắt kỳ thi.")
    school.draft(title=f"Bản nháp {TITLE}")
    shown = found(client, query)
    assert article.get_absolute_url() in shown
    assert "Có 1 kết quả." in shown
    assert "<mark>" in shown


@pytest.mark.parametrize("query", ["uyen", "tuyen sinh lop 11", "sinhgioi", "%", "_", "tuyen% sinh_", "|"])
def test_what_is_not_there_is_not_found(school: School, client: Client, query: str) -> None:
    article = school.published(title="Tuyển dụng")
    shown = found(client, query if query != "tuyen% sinh_" else "tuyen%sinh")
    assert article.get_absolute_url() not in shown
    assert "Không tìm thấy" in shown or "ít nhất một chữ cái" in shown


@pytest.mark.parametrize(
    "query",
    [
        "a" * 5000,
        "a " * 2500,
        "\x00\x01\x1f",
        "le\x00 khai",
        "%%%___",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "\u202e\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "🙂",
        "\u0301" * 300,
    ],
    ids=range(10),
)
def test_a_hostile_query_is_answered(school: School, client: Client, query: str) -> None:
    school.published()
    with CaptureQueriesContext(connection) as queries:
        shown = found(client, query)
    assert "<script>alert" not in shown
    assert len(queries) <= 9
    assert client.get(f"/tim-kiem/?q={quote(query)}&trang={'9' * 40}").status_code == 200
    assert client.get("/tim-kiem/?q=%ff%c3%28").status_code == 200


def test_an_empty_search_says_what_to_do_and_robots_stay_out(school: School, client: Client) -> None:
    shown = client.get("/tim-kiem/").content.decode()
    assert "Gõ một vài từ" in shown
    assert '<meta name="robots" content="noindex">' in shown
    assert "Disallow: /tim-kiem/?" in client.get("/robots.txt").content.decode()
    advice = found(client, "không có ở đâu")
    assert "bớt từ" in advice
    assert "/so-do-trang/" in advice


def test_titles_come_before_summaries_and_fifty_are_enough(school: School, client: Client, at: Any) -> None:
    old = school.published(title="Hội khỏe Phù Đổng")
    at(timezone.now() + timedelta(hours=1))
    newer = school.published(title="Tin thể thao", lead="Chuẩn bị hội khỏe.")
    shown = found(client, "hoi khoe")
    assert shown.index(old.get_absolute_url()) < shown.index(newer.get_absolute_url())
    Article.objects.filter(pk=newer.pk).update(search_text=" khac ")
    rows = [school.published(title=f"Hội khỏe {number}") for number in range(3)]
    assert "Có 4 kết quả." in found(client, "hoi khoe")
    assert rows[0].get_absolute_url() in found(client, "hoi khoe")


def test_pages_are_found_and_a_correction_changes_what_is_found(school: School, client: Client) -> None:
    make_page(school, "gioi-thieu")
    assert "/trang/gioi-thieu/" in found(client, "gioi thieu")
    first = school.published(title="Lễ khai giảng")
    second = drafting.revise(first, by=school.giaovien)
    assert second.search_text == first.search_text
    drafting.save_content(second, by=school.giaovien, version=0, changes={"title": "Lễ bế giảng"})
    assert "Không tìm thấy" in found(client, "be giang")
    assert "Có 1 kết quả." in found(client, "khai giang")


@pytest.mark.parametrize(
    ("query", "there"), [("đội tuyển", True), ("doi tuyen hoc", True), ("bóng đá", False)]
)
def test_the_desk_searches_without_marks_too(school: School, query: str, there: bool) -> None:
    school.draft(title=TITLE)
    desk = school.client("giaovien").get(reverse("admin:content_article_changelist"), {"q": query})
    assert ("Đội tuyển học sinh giỏi" in desk.content.decode().split("result_list")[-1]) is there
