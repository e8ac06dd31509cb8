"""Search at /en/: English texts and labels, nothing Vietnamese among the results; off with the language."""

import re
from typing import Any

import pytest
from django.test import Client

from editorial import drafting
from editorial.translating import translate
from portal.models import SchoolProfile
from portal.search import keeping
from portal.search.engine import Engine
from portal.search.models import PromotedResult
from portal.search.spelling import spelling
from tests.portal.samples import TO_PUBLIC
from tests.school import School


def page(client: Client, path: str, text: str, **narrowed: str) -> str:
    answer = client.get(path, {"q": text, **narrowed})
    assert answer.status_code == 200
    return " ".join(re.sub(r"</?mark>", "", answer.content.decode()).split())


@pytest.fixture
def both(index: Engine, school: School) -> Any:
    """An article about Phù Đổng in both languages, another only in Vietnamese; English is on."""
    reach = {"address": "Số 12 đường Hoa Phượng", "phone": "0243 812 3456", "email": "lienhe@truong.example"}
    SchoolProfile.objects.create(name="Trường THCS Hoa Phượng", english_enabled=True, **reach)
    original = school.published(title="Hội khỏe Phù Đổng", lead="Năm môn.")
    school.published(title="Phù Đổng và lớp 6", lead="Chưa dịch.")
    draft = translate(original, by=school.giaovien)
    changes = {"title": "Phu Dong sports day", "lead": "Five sports.", "body": "<p>Class 6 won.</p>"}
    drafting.save_content(draft, by=school.giaovien, version=0, changes=changes)
    draft.refresh_from_db()
    english = school.do(draft, *TO_PUBLIC)
    keeping.rebuild()
    spelling.forget()
    return original, english


def test_each_language_finds_its_own_texts_only(both: Any, client: Client) -> None:
    original, english = both
    here, there = (page(client, path, "phu dong") for path in ("/tim-kiem/", "/en/tim-kiem/"))
    assert "Có 2 kết quả." in here
    assert original.get_absolute_url() in here
    assert english.get_absolute_url() not in here
    assert english.get_absolute_url() in there
    assert "Hội khỏe" not in there
    assert "lớp 6" not in there
    assert 'class="results"' not in page(client, "/en/tim-kiem/", "hội khỏe")
    assert 'class="results"' not in page(client, "/tim-kiem/", "sports day")


def test_the_page_speaks_english(both: Any, client: Client) -> None:
    found = page(client, "/en/tim-kiem/", "phu dong", loai="tin-bai")
    assert '<html lang="en"' in found
    assert re.search(r"\b1 results?\.", found)
    for label in ("<h1>Search</h1>", "Searched without marks", "Filter and sort", "News (1)"):
        assert label in found
    assert 'action="/en/tim-kiem/"' in found
    for word in ("kết quả", "Tìm kiếm", "Lọc và", "Tin bài", "Chuyên mục"):
        assert word not in found
    assert "Nothing was found." in page(client, "/en/tim-kiem/", "zzzz")


def test_help_is_of_the_language_too(both: Any, client: Client) -> None:
    _original, english = both
    for path, address in (("/tim-kiem/", "/lien-he/"), ("/en/tim-kiem/", "/en/lien-he/")):
        PromotedResult.objects.create(queries="phu dong", title=f"Xem {address}", address=address)
        assert f"Xem {address}" in page(client, path, "phu dong")
    assert "Xem /lien-he/" not in page(client, "/en/tim-kiem/", "phu dong")
    assert "Xem /en/lien-he/" not in page(client, "/tim-kiem/", "phu dong")
    _typed, titles, kinds, addresses = client.get("/en/tim-kiem/goi-y", {"q": "phu do"}).json()
    assert (titles, kinds) == (["Phu Dong sports day"], ["News"])
    assert addresses[0].endswith(english.get_absolute_url())
    assert ">sports</a>" in page(client, "/en/tim-kiem/", "sporst")
    assert "hội" not in page(client, "/en/tim-kiem/", "hoj"), "nothing English is found by it"
    description = client.get("/en/tim-kiem/mo-ta.xml").content.decode()
    assert "/en/tim-kiem/goi-y?q={searchTerms}" in description


def test_with_english_switched_off_nothing_is_there(both: Any, client: Client) -> None:
    SchoolProfile.objects.update(english_enabled=False)
    for address in ("/en/tim-kiem/?q=sports", "/en/tim-kiem/goi-y?q=sp", "/en/tim-kiem/mo-ta.xml"):
        assert client.get(address).status_code == 404
    assert "sports" not in page(client, "/tim-kiem/", "phu dong")
