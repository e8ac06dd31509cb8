"""The search page: what was understood, filters, counts, help, and what nobody should send."""

import re
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from content.models import Article
from editorial.models import Section
from portal.search import keeping, vain
from portal.search.engine import Engine
from portal.search.models import PromotedResult, Synonym, VainSearch
from portal.search.spelling import spelling
from tests.portal.samples import make_page, many_articles
from tests.school import School
from vietnamese.searching import read_query


def ask(client: Client, text: str, **narrowed: Any) -> str:
    """The page, one space between words, without the marks around what was found."""
    answer = client.get("/tim-kiem/", {"q": text, **narrowed})
    assert answer.status_code == 200
    page = re.sub(r"</?mark>", "", answer.content.decode())
    return " ".join(page.split())


@pytest.fixture
def desk(index: Engine, school: School) -> School:
    """Two articles and a page, indexed."""
    other = Section.objects.filter(kind="articles", sensitive=False).exclude(pk=school.section.pk).first()
    school.published(
        title="Thông báo tuyển sinh lớp 6",
        lead="Nhà trường tuyển 140 học sinh.",
        body="<p>Theo Thông tư <em>37/2020</em>/TT-BGDĐT, hồ sơ nộp tại văn phòng &amp; trực tuyến.</p>",
        genre="notice",
    )
    school.published(title="Hội khỏe Phù Đổng", lead="Giới thiệu các môn.", section=other)
    make_page(school, "gioi-thieu")
    keeping.rebuild()
    spelling.forget()
    return school


def test_it_finds_without_marks_and_shows_the_passage_as_written(desk: School, client: Client) -> None:
    answer = client.get("/tim-kiem/", {"q": "ho so nop"}).content.decode()
    assert "<mark>hồ</mark> <mark>sơ</mark> <mark>nộp</mark> tại văn phòng &amp; trực tuyến." in answer
    page = ask(client, "ho so nop")
    assert "Có 1 kết quả." in page
    assert "Đã tìm không dấu" in page
    assert "Đã tìm không dấu" not in ask(client, "hồ sơ nộp")
    by_number = ask(client, "37/2020")
    assert "Đã tìm theo số ký hiệu" in by_number
    assert "Thông báo tuyển sinh lớp 6" in by_number


def test_filters_are_in_the_address_and_narrow_together(desk: School, client: Client) -> None:
    both = ask(client, "gioi thieu")
    assert re.search(r'href="\?q=gioi\+thieu&amp;loai=trang"\s*>Trang \(1\)<', both)
    everything = ask(client, "nha truong")
    assert "Thông báo tuyển sinh" in everything
    assert "Hội khỏe" in everything
    narrowed = ask(client, "nha truong", **{"chuyen-muc": desk.section.slug})
    assert "Thông báo tuyển sinh" in narrowed
    assert "Hội khỏe" not in narrowed
    assert "Hội khỏe" not in ask(client, "nha truong", **{"the-loai": "notice"})
    year = str(Article.objects.earliest("pk").first_public_at.year)
    assert "Hội khỏe" in ask(client, "nha truong", nam=year, loai="tin-bai", **{"sap-xep": "moi-nhat"})
    nothing = ask(client, "nha truong", nam="1999", loai="trang")
    assert "Không tìm thấy" in nothing
    assert "tìm trong mọi mục, mọi năm" in nothing
    assert not VainSearch.objects.exists(), "something was narrowed away, not looked for in vain"
    odd = {"loai": "x", "chuyen-muc": "../", "the-loai": "'", "nam": "²²²²", "sap-xep": "q", "trang": "-1"}
    assert "Có 2 kết quả." in ask(client, "nha truong", **odd)
    for number in ("0", "000", "01", "", "²", "9" * 400):
        assert "Có 2 kết quả." in ask(client, "nha truong", trang=number)


def test_counts_are_exact_up_to_two_hundred_and_more_is_said_to_be_more(
    index: Engine, school: School, client: Client
) -> None:
    many_articles(school, 205)
    keeping.rebuild()
    page = ask(client, "nội dung")
    assert "Có hơn 200 kết quả." in page
    assert page.count("<h2>") == 10
    last = ask(client, "nội dung", trang="20")
    assert 'start="191"' in last
    assert 'start="191"' in ask(client, "nội dung", trang="999")


def test_titles_are_suggested_from_the_second_letter(desk: School, client: Client) -> None:
    assert client.get("/tim-kiem/goi-y", {"q": "t"}).json() == ["t", [], [], []]
    answer = client.get("/tim-kiem/goi-y", {"q": "tuyen si"})
    assert answer["Content-Type"] == "application/x-suggestions+json"
    typed, titles, kinds, addresses = answer.json()
    assert (typed, titles, kinds) == ("tuyen si", ["Thông báo tuyển sinh lớp 6"], ["Tin bài"])
    assert addresses[0].endswith(".html")
    description = client.get("/tim-kiem/mo-ta.xml")
    assert "/tim-kiem/goi-y?q={searchTerms}" in description.content.decode()
    assert 'rel="search"' in client.get("/").content.decode()


def test_a_mistyped_query_is_helped_with_the_words_of_the_school(desk: School, client: Client) -> None:
    page = ask(client, "tuyn snh")
    assert "Có phải bạn muốn tìm:" in page
    assert ">tuyển sinh</a>" in page
    assert "Có phải bạn muốn tìm:" not in ask(client, "zzzz qqqq")


def test_synonyms_are_the_schools_own(desk: School, client: Client) -> None:
    assert "Hội khỏe" not in ask(client, "hkpđ")
    Synonym.objects.create(phrases="HKPĐ\nhội khỏe phù đổng")
    assert "Hội khỏe" in ask(client, "hkpđ")
    sown = Synonym.objects.get(key="thcs")
    sown.is_active = False
    sown.save()
    call_command("update_search")
    assert not Synonym.objects.get(key="thcs").is_active, "switched off stays off"


def test_promoted_results_come_first_unless_they_lead_to_what_is_not_public(
    desk: School, client: Client
) -> None:
    PromotedResult.objects.create(queries="nộp hồ sơ\nhọc phí", title="Học phí năm nay", address="/lien-he/")
    assert "Học phí năm nay" in ask(client, "hoc phi")
    assert "Học phí năm nay" in ask(client, "hồ sơ nộp")
    assert "Học phí năm nay" not in ask(client, "học phí lớp 6")
    article = Article.objects.get(title="Hội khỏe Phù Đổng")
    PromotedResult.objects.create(
        queries="thể thao", title="Xem hội khỏe", address=article.get_absolute_url()
    )
    assert "Xem hội khỏe" in ask(client, "thể thao")
    desk.do(article, "phoban:hide")
    assert "Xem hội khỏe" not in ask(client, "thể thao")


def test_what_was_sought_in_vain_is_counted_without_people(desk: School, client: Client) -> None:
    for text in ("Bể bơi", "bể bơi", "học bạ số 5", "Nguyễn Văn An", "cô Lan", "0912345678"):
        ask(client, text)
    for text in ("an@truong.edu.vn", "điểm của Trần Thị Bình", "037202001234", "le van tam"):
        ask(client, text)
    assert dict(VainSearch.objects.values_list("query", "count")) == {"hoc ba so 5": 1, "be boi": 2}
    report = desk.client("thuky").get("/quan-tri/search/vainsearch/").content.decode()
    assert "hoc ba so 5" not in report, "what one person asked once is nobody's business"
    ask(client, "học bạ số 5")
    assert "hoc ba so 5" in desk.client("quantri").get("/quan-tri/search/vainsearch/").content.decode()


@pytest.mark.parametrize("topic", ["hồ sơ nhập học", "cao đẳng", "lễ hội", "đồng phục", "văn phòng"])
def test_topics_that_begin_like_names_are_topics(topic: str) -> None:
    assert vain.is_topic(read_query(topic))


HOSTILE = (
    "a" * 5000,
    "tuyển sinh " * 500,
    " ".join(f"từ{number}" for number in range(100)),
    "(((((" * 50,
    'title:x^ AND OR NOT "[1 TO *] {x} ~ \\',
    "' OR 1=1; DROP TABLE search_entry_1; --",
    "%s %(x)s {} {0.__class__} {{ 7*7 }}",
    "\x00\x01\x1b[31m\ud800",
    "\u202etuyển sinh\u202c \u200b\ufeff",
    "🎓📚 👩‍🏫",
    "a\u0301\u0300" * 2000,
    "1/2/3/4/5/6/7/8/9" * 40,
    "1.1.1.1.1." * 100 + "a",
    "a-" * 2500,
    "<script>alert(1)</script>",
    "&&&& & &amp; | ! : * ' \\'",
    "_tuyen_sinh __ _",
)


def test_whatever_is_asked_is_answered_soon(desk: School, client: Client) -> None:
    for text in HOSTILE:
        asked = text.encode("utf-8", "surrogatepass")
        begun = time.process_time()
        page = client.get("/tim-kiem/", {"q": asked})
        assert page.status_code == 200, text
        assert "<script>alert" not in page.content.decode()
        assert client.get("/tim-kiem/goi-y", {"q": asked}).status_code == 200, text
        assert time.process_time() - begun < 2, text


def test_without_an_index_the_page_says_so_and_the_first_writer_builds_it(
    index: Engine, school: School, client: Client
) -> None:
    school.published(title="Hội khỏe")
    assert "đang được chuẩn bị" in ask(client, "hội khỏe")
    assert client.get("/tim-kiem/goi-y", {"q": "hoi"}).json()[1] == []
    keeping.write_owed()
    assert "Hội khỏe" in ask(client, "hội khỏe")
