"""What an article says beside its text: topics, credits, validity, corrections, related, metadata."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from content.models import Article, Topic
from editorial import drafting
from editorial.checklist import blocking
from portal.models import SchoolProfile
from tests.portal.samples import TO_PUBLIC, make_picture
from tests.school import School


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def topic(db: None) -> Topic:
    return Topic.objects.create(name="An toàn giao thông", slug="an-toan-giao-thong", description="Đường đi.")


def correct(school: School, edition: Article, **changes: Any) -> Article:
    second = drafting.revise(edition, by=school.giaovien)
    drafting.save_content(second, by=school.giaovien, version=0, changes=changes)
    second.refresh_from_db()
    return school.do(second, *TO_PUBLIC)


def test_topics_lead_to_their_page_feed_and_sitemap(school: School, client: Client, topic: Topic) -> None:
    article = school.published(title="Cổng trường an toàn", topics=[topic])
    address = "/tin-tuc/chu-de/an-toan-giao-thong/"
    assert f'href="{address}"' in text(client, article.get_absolute_url())
    page = text(client, address)
    assert "Cổng trường an toàn" in page
    assert "Đường đi." in page
    feed = "/rss/chu-de/an-toan-giao-thong.xml"
    assert f'href="{settings.SITE_URL}{feed}"' in page
    assert "Cổng trường an toàn" in text(client, feed)
    assert address in text(client, "/sitemap.xml")
    Topic.objects.update(is_active=False)
    for gone in (address, feed, "/tin-tuc/chu-de/khong-co/", "/rss/chu-de/khong-co.xml"):
        assert client.get(gone).status_code == 404
    assert address not in text(client, article.get_absolute_url()) + text(client, "/sitemap.xml")


def test_what_belongs_to_a_text_is_signed_compared_and_carried_on(school: School, topic: Topic) -> None:
    credits = [{"role": "photographs", "name": "Thầy  Nam"}, {"role": "photographs", "name": "Cô Mai"}]
    first = school.published(topics=[topic], contributors=credits)
    content = first.content()
    assert content["topics"] == ["an-toan-giao-thong"]
    assert content["contributors"] == ["Ảnh: Thầy Nam", "Ảnh: Cô Mai"]
    assert first.credit_lines == [("Ảnh", "Thầy Nam, Cô Mai")]
    second = drafting.revise(first, by=school.giaovien)
    assert second.content() | {"title": first.title} == content
    drafting.save_content(second, by=school.giaovien, version=0, changes={"topics": []})
    second.refresh_from_db()
    assert second.digest() != first.digest()
    page = school.client("giaovien").get(f"/quan-tri/content/article/{second.pk}/so-sanh/1/").content.decode()
    assert "chủ đề" in page.lower()
    assert topic.name in page  # people are told its name, the signature keeps its slug
    assert topic.slug not in page


def test_a_notice_says_how_long_it_is_in_force(school: School, client: Client, at: Callable) -> None:
    today = timezone.localdate()
    days = {"valid_from": today + timedelta(days=2), "valid_to": today + timedelta(days=9)}
    notice = school.published(genre="notice", title="Lịch thi", **days)
    spoken = f"Có hiệu lực từ {days['valid_from']:%d/%m/%Y} đến {days['valid_to']:%d/%m/%Y}"
    shown = text(client, notice.get_absolute_url())
    assert spoken in shown
    assert "chưa đến ngày có hiệu lực" in shown
    at(timezone.now() + timedelta(days=10))
    assert "Thông báo này đã hết hiệu lực" in text(client, notice.get_absolute_url())
    assert "Đã hết hiệu lực" in text(client, "/tin-tuc/")


def test_a_pin_comes_first_and_ends_by_itself(school: School, client: Client, at: Callable) -> None:
    pinned = school.published(title="Bài ghim", pinned_until=timezone.localdate() + timedelta(days=1))
    newer = school.published(title="Bài mới hơn")
    for url in ("/tin-tuc/", f"/tin-tuc/{school.section.slug}/"):
        page = text(client, url)
        assert page.index("Bài ghim") < page.index("Bài mới hơn")
        assert page.count("Bài ghim") == 1
    at(timezone.now() + timedelta(days=2))
    page = text(client, "/tin-tuc/")
    assert page.index("Bài mới hơn") < page.index("Bài ghim")
    for edition, days in ((pinned, 70), (newer, 62)):
        rows = Article.objects.filter(pk=edition.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(pinned_until=timezone.localdate(edition.published_at) + timedelta(days=days))


def test_a_correction_stands_above_the_text_and_an_update_below(
    school: School, client: Client, at: Callable
) -> None:
    first = school.published()
    now = timezone.now()
    at(now + timedelta(hours=1))
    second = correct(school, first, change_note="Lễ bắt đầu lúc 7 giờ.", correction=True)
    at(now + timedelta(hours=2))
    third = correct(school, second, change_note="Thêm ảnh.")
    assert not third.correction
    shown = text(client, third.get_absolute_url())
    above, below = shown.split('<div class="body')
    assert "Đính chính" in above
    assert "Lễ bắt đầu lúc 7 giờ." in above
    assert "Thêm ảnh." not in above
    assert "Thêm ảnh." in below
    assert "Lịch sử cập nhật" in below
    draft = drafting.revise(third, by=school.giaovien)
    changes = {"change_note": "Chưa ai được đọc", "correction": True}
    drafting.save_content(draft, by=school.giaovien, version=0, changes=changes)
    assert "Chưa ai được đọc" not in text(client, third.get_absolute_url())
    draft.refresh_from_db()
    draft.change_note = ""
    assert "Đính chính phải ghi rõ đã sửa điều gì." in blocking(draft, "submit")


def test_related_articles_share_topics_first_then_the_section(
    school: School, client: Client, topic: Topic
) -> None:
    other = school.published(title="Cùng chuyên mục")
    same = school.published(title="Cùng chủ đề", topics=[topic])
    school.draft(title="Bản nháp cùng chủ đề", section=school.section, topics=[topic])
    school.published(title="Đã cũ", topics=[topic])
    shown = school.published(title="Bài đang đọc", topics=[topic])
    related = text(client, shown.get_absolute_url()).split('class="related"')[1].split("<footer")[0]
    assert related.index("Cùng chủ đề") < related.index("Cùng chuyên mục")
    assert "Bản nháp" not in related
    assert "Bài đang đọc" not in related
    school.do(same, "truongban:hide")
    assert "Cùng chủ đề" not in text(client, other.get_absolute_url())


def test_the_page_tells_machines_what_it_is(school: School, client: Client, profile: SchoolProfile) -> None:
    title = 'Khai giảng </script><script>alert("1")</script> & <b>'
    picture = make_picture(school, "red", (400, 300))
    article = school.published(title=title, lead_picture=picture, lead_picture_alt='Sân "cờ"')
    shown = text(client, article.get_absolute_url())
    address = settings.SITE_URL + article.get_absolute_url()
    for wanted in (
        f'property="og:url" content="{address}"',
        'property="og:locale" content="vi_VN"',
        f'property="og:image" content="{settings.SITE_URL}{picture.get_absolute_url()}"',
        'property="og:image:width" content="400"',
        'property="og:image:alt" content="Sân &quot;cờ&quot;"',
        'name="twitter:card" content="summary_large_image"',
        'property="article:modified_time"',
        "https://zalo.me/share?url=http",
        "/gop-y/de-nghi/",
    ):
        assert wanted in shown
    assert "<script>alert(" not in shown
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    assert data
    page, way = json.loads(data[1])["@graph"]
    assert (page["@type"], page["headline"], page["url"]) == ("NewsArticle", article.title, address)
    assert page["publisher"]["name"] == "Trường THCS Hoa Phượng"
    assert [step["position"] for step in way["itemListElement"]] == [1, 2]
    assert way["itemListElement"][-1]["item"] == address
