"""The menu as data: what it shows, what it hides and says why, how it is filled and emptied (Q8-3.4b)."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from content.models import Article
from editorial.models import Section
from portal.models import MenuEntry, SchoolProfile
from tests.portal.samples import make_page
from tests.school import School

URL = "/quan-tri/portal/menuentry/"
EMPTY = {"label_en": "", "section": "", "address": "", "parent": "", "order": "0", "is_active": "on"}
NO_CHILDREN = {"children-TOTAL_FORMS": "0", "children-INITIAL_FORMS": "0"}


def menu(client: Client) -> list[str]:
    """The labels of the wide menu; the way home is a drawing."""
    home = client.get("/").content.decode()
    nav = home.split('class="menu menu-wide"')[1].split("</nav>")[0]
    return [label.strip() for label in re.findall(r"<a [^>]*>([^<]*)</a>", nav)]


def add(desk: Client, **fields: Any) -> Any:
    return desk.post(f"{URL}add/", EMPTY | fields)


def test_the_menu_shows_rows_in_their_order_and_nothing_that_leads_nowhere(
    school: School, client: Client
) -> None:
    article = school.published(title="Tuyển sinh lớp 6")
    desk = school.client("quantri")
    add(desk, label="Lớp 6", address=settings.SITE_URL + article.get_absolute_url(), order="3")
    add(desk, label="Bộ", address="https://moet.gov.vn/", order="4")
    add(desk, label="Tin", section=str(school.section.pk), order="1")
    add(desk, label="Tra cứu", address="/thu-tuc/", order="2")
    add(desk, label="Giới thiệu", section=str(Section.objects.get(slug="gioi-thieu").pk), order="5")
    add(desk, label="Cất", address="/lien-he/", is_active="")
    top = MenuEntry.objects.get(label="Tin")
    add(desk, label="Liên hệ", address="/lien-he/", parent=str(top.pk))
    assert menu(client) == ["Tin", "Liên hệ", "Lớp 6", "Bộ"]
    assert MenuEntry.objects.get(label="Lớp 6").item == article.item
    screen = desk.get(URL).content.decode()
    for why in ("Cổng chưa có chức năng hay trang ở địa chỉ này", "chưa đăng", "Đang cất đi"):
        assert why in screen
    make_page(school, "gioi-thieu")
    school.do(article, "hieutruong:take_down", ground="unsuitable_content")
    assert menu(client) == ["Tin", "Liên hệ", "Bộ", "Giới thiệu"]
    assert "Bài (trang) này hiện không đăng" in desk.get(URL).content.decode()


def test_an_entry_for_a_text_follows_its_title(school: School, client: Client) -> None:
    article = school.published(title="Tên cũ")
    MenuEntry.objects.create(label="Bài", item=article.item)
    Article.objects.update(title="Tên mới")
    assert f'href="/tin-tuc/ten-moi-{article.item_id}.html"' in client.get("/").content.decode()


def test_the_default_can_be_copied_changed_and_come_back_to(school: School, client: Client) -> None:
    default, desk = menu(client), school.client("quantri")
    assert "Sao chép mặc định để sửa" in desk.get(URL).content.decode()
    desk.post(f"{URL}sao-chep/")
    assert menu(client) == default
    count = MenuEntry.objects.count()
    desk.post(f"{URL}sao-chep/")
    assert MenuEntry.objects.count() == count
    MenuEntry.objects.filter(label=default[0]).update(label="Chuyện trong trường")
    assert menu(client)[0] == "Chuyện trong trường"
    assert "giữ nguyên" in desk.get(f"{URL}mac-dinh/").content.decode()
    assert MenuEntry.objects.exists()
    desk.post(f"{URL}mac-dinh/")
    assert not MenuEntry.objects.exists()
    assert menu(client) == default


def test_order_and_use_are_changed_in_the_list(school: School, client: Client) -> None:
    first, second = (MenuEntry.objects.create(label=one, address="/lien-he/") for one in ("Một", "Hai"))
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Lưu"}
    rows |= {"form-0-id": str(first.pk), "form-0-order": "9", "form-0-is_active": "on"}
    rows |= {"form-1-id": str(second.pk), "form-1-order": "1", "form-1-is_active": "on"}
    assert school.client("quantri").post(URL, rows).status_code == 302
    assert menu(client) == ["Hai", "Một"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""},
        {"label": " \u200b "},
        {"label": "x" * 5000},
        {"address": "javascript:alert(1)"},
        {"address": "http://khong-an-toan.example/"},
        {"address": "//evil.example/"},
        {"address": "https://"},
        {"address": "https://a b"},
        {"address": '/a b"><script>'},
        {"address": "/" + "a" * 5000},
        {"address": "/tin-tuc/x-999999999999999999.html"},
        {"address": "/trang/khong-co/"},
        {"address": "/lien-he/", "section": "1"},
        {"section": "99999999999999999999"},
        {"section": "tin-tuc"},
        {"parent": "99999999999999999999"},
        {"order": "-1"},
        {"order": "99999999999999999999"},
    ],
    ids=str,
)
def test_what_leads_nowhere_safe_is_refused_and_stays_in_the_form(
    school: School, wrong: dict[str, str]
) -> None:
    answer = add(
        school.client("quantri"), **{"label": "Nhãn đã gõ", "label_en": "Typed", "address": ""} | wrong
    )
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert 'value="Typed"' in answer.content.decode()
    assert not MenuEntry.objects.exists()


def test_two_levels_are_all_there_are(school: School) -> None:
    top = MenuEntry.objects.create(label="Một")
    below = MenuEntry.objects.create(label="Hai", parent=top)
    desk = school.client("quantri")
    assert "errorlist" in add(desk, label="Ba", parent=str(below.pk)).content.decode()
    moved = {**EMPTY, **NO_CHILDREN, "label": "Một", "parent": str(top.pk)}
    assert "errorlist" in desk.post(f"{URL}{top.pk}/change/", moved).content.decode()
    assert MenuEntry.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"label": ""}, {"label": "x", "address": "/a/", "section_id": 1}])
def test_the_database_itself_keeps_one_target(school: School, wrong: dict[str, Any]) -> None:
    if "section_id" in wrong:
        wrong = wrong | {"section_id": school.section.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        MenuEntry.objects.bulk_create([MenuEntry(**wrong)])


def test_the_number_of_questions_does_not_grow_with_the_menu(
    school: School, client: Client, profile: SchoolProfile, django_assert_num_queries: Any
) -> None:
    articles = [school.published(title=f"Bài {number}") for number in range(6)]
    MenuEntry.objects.create(label="Một", item=articles[0].item)
    with django_assert_num_queries(6):
        client.get("/lien-he/")
    MenuEntry.objects.bulk_create(MenuEntry(label="x", item=one.item) for one in articles)
    MenuEntry.objects.bulk_create(MenuEntry(label="y", address="/lien-he/") for _one in range(20))
    with django_assert_num_queries(6):
        client.get("/lien-he/")
