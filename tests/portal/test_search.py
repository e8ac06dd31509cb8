"""Search at the desk without diacritics, in titles and summaries; tests/search asks for visitors."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.school import School

TITLE = "Đội tuyển học sinh giỏi: “Tuyển sinh” lớp 10"


def test_robots_stay_out_of_what_is_found(school: School, client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/tim-kiem/").content.decode()
    assert "Disallow: /tim-kiem/?" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("query", "there"), [("đội tuyển", True), ("doi tuyen hoc", True), ("bóng đá", False)]
)
def test_the_desk_searches_without_marks_too(school: School, query: str, there: bool) -> None:
    school.draft(title=TITLE)
    desk = school.client("giaovien").get(reverse("admin:content_article_changelist"), {"q": query})
    assert ("Đội tuyển học sinh giỏi" in desk.content.decode().split("result_list")[-1]) is there
