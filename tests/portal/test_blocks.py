"""The home page as data: blocks in their order, links that lead somewhere, the default (Q8-3.4b)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Article
from editorial.models import Section
from portal.models import BlockLink, HomeBlock, SchoolProfile
from tests.documents.records import published as published_document
from tests.portal.samples import make_picture, many_articles
from tests.school import School

URL = "/quan-tri/portal/homeblock/"
BLOCK = {
    "kind": "lead",
    "title": "",
    "title_en": "",
    "section": "",
    "count": "4",
    "column": "main",
    "order": "0",
}


def headings(client: Client) -> list[str]:
    main = client.get("/").content.decode().split("<main")[1]
    found = re.findall(r'<h2 id="khoi-\d+">\s*(?:<a [^>]*>)?([^<]*)', main)
    return [heading.strip() for heading in found]


def add(desk: Client, **fields: Any) -> Any:
    return desk.post(f"{URL}add/", BLOCK | {"is_active": "on"} | fields)


def test_blocks_stand_in_the_order_and_columns_of_the_it_administrator(
    school: School, client: Client
) -> None:
    school.published()
    desk = school.client("quantri")
    add(desk, kind="notices", order="1", column="full", title="Nhà trường báo")
    add(desk, kind="section", order="2", section=str(school.section.pk))
    add(desk, kind="lead", order="3", column="side")
    add(desk, kind="lead", order="4", title="Cất", is_active="")
    assert headings(client) == ["Nhà trường báo", school.section.name, "Tin mới"]
    home = client.get("/").content.decode()
    assert home.index("band-full") < home.index("band-columns")
    HomeBlock.objects.filter(kind="lead").update(order=0, column="full")
    assert headings(client)[0] == "Tin mới"
    Section.objects.filter(pk=school.section.pk).update(is_active=False)
    assert school.section.name not in headings(client)
    assert "Chuyên mục này đã tắt" in desk.get(URL).content.decode()


def test_links_are_shown_once_their_address_answers(school: School, client: Client) -> None:
    desk = school.client("quantri")
    add(desk, kind="tasks", column="full")
    block = HomeBlock.objects.get()
    assert headings(client) == []
    assert "Chưa có liên kết nào dùng được" in desk.get(URL).content.decode()
    rows = BLOCK | {"kind": "tasks", "is_active": "on", "links-TOTAL_FORMS": "3", "links-INITIAL_FORMS": "0"}
    told = (("Thi", "/thu-tuc/"), ("Liên hệ", "/lien-he/"), ("Bộ", "https://moet.gov.vn/"))
    for place, (label, address) in enumerate(told):
        rows |= {f"links-{place}-label": label, f"links-{place}-address": address}
        rows |= {f"links-{place}-icon": "star", f"links-{place}-order": "1", f"links-{place}-is_active": "on"}
    assert desk.post(f"{URL}{block.pk}/change/", rows).status_code == 302
    assert BlockLink.objects.count() == 3
    shown = client.get("/").content.decode().split('class="block tasks"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', shown) == ["/lien-he/", "https://moet.gov.vn/"]
    rows["links-1-address"] = "javascript:alert(1)"
    assert "errorlist" in desk.post(f"{URL}{block.pk}/change/", rows).content.decode()


def test_new_documents_stand_on_the_home_page_once_there_are_some(school: School, client: Client) -> None:
    desk = school.client("quantri")
    add(desk, kind="documents", column="side", count="2")
    assert headings(client) == []
    assert "Chưa có văn bản nào được đăng" in desk.get(URL).content.decode()
    days = (date(2026, 9, 3), date(2026, 9, 5), date(2026, 9, 4))
    first, second, third = (published_document(school, issued_on=day) for day in days)
    published_document(school, issued_on=date(2026, 9, 6), audience="staff")
    assert headings(client) == ["Văn bản mới"]
    shown = client.get("/").content.decode().split("new-documents")[1].split("</section>")[0]
    found = re.findall(r'href="(/van-ban/[^"]+)"', shown)
    assert found == [second.get_absolute_url(), third.get_absolute_url()]
    assert first.reference_number not in re.findall(r'<th scope="row">([^<]*)', shown)
    assert "new-documents" not in client.get("/en/").content.decode(), "a document is not in English"


def test_the_default_can_be_copied_and_come_back_to(school: School, client: Client) -> None:
    school.published(lead_picture=make_picture(school, "red"), lead_picture_alt="Sân trường")
    default, desk = headings(client), school.client("quantri")
    assert {"Tin mới", "Thông báo", "Việc thường làm"} <= set(default)
    desk.post(f"{URL}sao-chep/")
    assert headings(client) == default
    HomeBlock.objects.filter(kind="tasks").delete()
    assert "Việc thường làm" not in headings(client)
    desk.post(f"{URL}mac-dinh/")
    assert headings(client) == default


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "carousel"},
        {"kind": "section"},
        {"kind": "section", "section": "99999999999999999999"},
        {"count": "0"},
        {"count": "13"},
        {"count": "9" * 30},
        {"column": "giữa"},
        {"order": "-1"},
        {"title": "x" * 5000},
    ],
    ids=str,
)
def test_a_wrong_block_is_refused_and_stays_in_the_form(school: School, wrong: dict[str, str]) -> None:
    answer = add(school.client("quantri"), **{"title_en": "Typed"} | wrong)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert 'value="Typed"' in answer.content.decode()
    assert not HomeBlock.objects.exists()


def test_the_database_itself_refuses_a_block_without_its_section(school: School) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeBlock.objects.bulk_create([HomeBlock(kind="section")])


def test_an_urgent_notice_says_so_for_three_days(school: School, client: Client) -> None:
    draft = school.draft(title="Nghỉ học vì bão", genre="notice", section=school.section)
    school.do(draft, "giaovien:submit", "phoban:publish_urgently")
    school.published(
        title="Ghim",
        genre="notice",
        section=school.section,
        pinned_until=timezone.localdate() + timedelta(days=9),
    )
    home, listed = (client.get(url).content.decode() for url in ("/", school.section.get_absolute_url()))
    assert home.index("Khẩn:") < home.index("Ghim")
    assert "mark-urgent" in listed
    Article.objects.filter(item=draft.item_id).update(
        first_public_at=timezone.now() - timedelta(days=3, hours=1)
    )
    home, listed = (client.get(url).content.decode() for url in ("/", school.section.get_absolute_url()))
    assert "Khẩn:" not in home
    assert "mark-urgent" not in listed


def test_a_home_page_of_many_blocks_asks_no_more(
    school: School, client: Client, profile: SchoolProfile
) -> None:
    many_articles(school, 100)
    with CaptureQueriesContext(connection) as default:
        client.get("/")
    for order, section in enumerate(Section.objects.filter(kind="articles")):
        HomeBlock.objects.create(kind="section", section=section, order=order)
    for kind in ("lead", "notices", "documents", "documents", "events", "pictures", "tasks"):
        block = HomeBlock.objects.create(kind=kind)
    BlockLink.objects.bulk_create(BlockLink(block=block, label="x", address="/rss/") for _one in range(20))
    with CaptureQueriesContext(connection) as many:
        assert client.get("/").status_code == 200
    assert len(default) <= 10
    assert len(many) <= 11
