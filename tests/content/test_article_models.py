"""Articles and pages: what is stored of what was typed, what they lack, and the forms they are written in."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.forms import ArticleForm, PageForm
from content.models import Article, ArticleAttachment, Page, Picture
from documents.files import check_upload
from documents.images import PreparedPicture
from documents.models import store
from editorial import drafting
from editorial.checklist import blocking
from editorial.drafting import revise
from editorial.models import Section
from editorial.routes import current_preset
from editorial.states import State
from tests.content.test_pictures import photograph
from tests.school import BODY, School

pytestmark = pytest.mark.django_db


def a_picture(school: School) -> Picture:
    prepared = PreparedPicture(b"anh", 4, 3, "png", "image/png")
    return Picture.objects.store(prepared, by=school.giaovien)


def page(school: School, **fields: Any) -> Page:
    return drafting.start(Page, by=school.giaovien, **{"title": "Giới thiệu", "body": BODY} | fields)


def published_page(school: School, **fields: Any) -> Page:
    edition = page(school, section=school.section, **fields)
    return school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")


def article_form(
    school: School, files: Any = None, instance: Article | None = None, **data: Any
) -> ArticleForm:
    values = {"title": "Lễ khai giảng", "genre": "brief", "origin": "unit", "body": BODY, "version": 0} | data
    return ArticleForm(values, files, instance=instance, user=school.giaovien)


def test_text_is_stored_composed_and_clean(school: School) -> None:
    decomposed = unicodedata.normalize("NFD", "Trường  Thọ\u200b ")
    edition = school.draft(title=decomposed, lead=decomposed, body=f"<p onclick=x>{decomposed}</p>")
    edition.refresh_from_db()
    assert edition.title == "Trường Thọ"
    assert edition.lead == unicodedata.normalize("NFC", edition.lead)
    assert edition.body == "<p>Trường Thọ</p>"


def test_the_address_is_the_title_and_the_item(school: School) -> None:
    edition = school.draft(title="Đại hội Đoàn")
    assert edition.get_absolute_url() == f"/tin-tuc/dai-hoi-doan-{edition.item_id}.html"
    assert school.draft(title="???").get_absolute_url().startswith("/tin-tuc/bai-")


def test_pictures_of_body_and_lead_are_known_after_every_save(school: School) -> None:
    body, lead, other = (a_picture(school) for _ in range(3))
    text = f'{BODY}<p><img src="{body.get_absolute_url()}" alt="Sân trường"></p>'
    edition = school.draft(body=text, lead_picture=lead, lead_picture_alt="Học sinh")
    assert set(edition.pictures.all()) == {body, lead}
    saved = drafting.save_content(
        edition, by=school.giaovien, version=0, changes={"body": BODY, "lead_picture": other}
    )
    assert set(saved.pictures.all()) == {other}


def test_the_next_edition_carries_pictures_and_attachments(school: School) -> None:
    edition = school.draft(section=school.section, lead_picture=a_picture(school), lead_picture_alt="Sân")
    policy = current_preset().uploads
    file = store(check_upload(photograph("kế hoạch.jpg"), policy), school.giaovien)
    ArticleAttachment.objects.create(
        edition=edition, file=file, name="kế hoạch.jpg", title="Kế hoạch", order=1
    )
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    successor = revise(edition, by=school.giaovien)
    assert successor.digest() == edition.digest()
    assert [part.title for part in successor.attachments.all()] == ["Kế hoạch"]
    assert list(successor.pictures.all()) == list(edition.pictures.all())
    successor.attachments.update(title="Kế hoạch (sửa)")
    assert successor.digest() != edition.digest()
    assert edition.attachments.get().title == "Kế hoạch"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Chưa có tiêu đề."),
        ({"body": "<p>&nbsp;</p>"}, "Chưa có nội dung."),
        ({"is_external": True}, "Bài lấy từ nguồn khác phải ghi tên nguồn."),
        ({"origin": "external"}, "Bài lấy từ nguồn khác phải ghi tên nguồn."),
        ({"source_url": "javascript:alert(1)"}, "Địa chỉ bài gốc phải bắt đầu bằng http:// hoặc https://."),
    ],
)
def test_what_is_missing_is_said(school: School, fields: dict[str, Any], sentence: str) -> None:
    assert blocking(school.draft(), "submit") == []
    assert blocking(school.draft(**fields), "submit") == [sentence]


def test_pictures_without_description_are_a_problem(school: School) -> None:
    picture = a_picture(school)
    bare = f'{BODY}<p><img src="{picture.get_absolute_url()}"></p>'
    edition = school.draft(body=bare, lead_picture=picture)
    assert blocking(edition, "submit") == ["Ảnh chưa có mô tả: ảnh đại diện; ảnh 1."]


def test_two_public_pages_never_share_an_address(school: School) -> None:
    first = published_page(school)
    assert first.slug == "gioi-thieu"
    second = page(school)
    assert blocking(second, "submit") == ["Đường dẫn “gioi-thieu” đã có trang khác dùng."]
    form = PageForm({"title": "Giới thiệu", "body": BODY}, user=school.giaovien)
    assert "slug" in form.errors
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=second.pk).update(state=State.PUBLISHED, published_at=timezone.now())
    assert blocking(revise(first, by=school.giaovien), "submit") == []


def test_a_valid_form_gives_the_fields_of_a_draft(school: School) -> None:
    form = article_form(school, publish_at="2026-09-05T07:30", expires_at="06/09/2026 07:30")
    assert form.is_valid(), form.errors
    edition = drafting.start(Article, by=school.giaovien, **form.changes())
    edition.refresh_from_db()
    assert edition.publish_at == datetime(2026, 9, 5, 0, 30, tzinfo=UTC)
    assert edition.expires_at == datetime(2026, 9, 6, 0, 30, tzinfo=UTC)
    assert 'value="2026-09-05T07:30"' in str(
        ArticleForm(instance=edition, user=school.giaovien)["publish_at"]
    )


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ({"title": ""}, "title", "bắt buộc"),
        ({"title": "ă" * 1_000_000}, "title", "tối đa 255 ký tự, đang có 1000000"),
        ({"lead": "a" * 601}, "lead", "tối đa 600"),
        ({"body": "a" * 1_000_001}, "body", "tối đa 1000000"),
        ({"publish_at": "hôm nay"}, "publish_at", "không hợp lệ"),
        ({"publish_at": "0001-01-01T00:00"}, "publish_at", "không hợp lệ"),
        ({"expires_at": "9999-12-31T23:59"}, "expires_at", "không hợp lệ"),
        ({"publish_at": "2026-09-05T07:30", "expires_at": "2026-09-05T07:30"}, "expires_at", "sau giờ đăng"),
        ({"is_external": True}, "source_name", "phải ghi tên nguồn"),
        ({"source_url": "javascript:alert(1)"}, "source_url", ""),
        ({"source_url": "ftp://x.example/a"}, "source_url", "http://"),
        ({"version": "-1"}, "version", ""),
        ({"section": "999999"}, "section", ""),
    ],
)
def test_a_wrong_form_says_why_and_keeps_what_was_typed(
    school: School, data: dict[str, Any], name: str, words: str
) -> None:
    form = article_form(school, **data)
    assert not form.is_valid()
    assert words in str(form.errors[name])
    for field, typed in data.items():
        assert form[field].value() == typed


def test_the_length_is_that_of_the_composed_text(school: School) -> None:
    assert article_form(school, title=unicodedata.normalize("NFD", "ế" * 255)).is_valid()


def test_no_browser_is_told_to_cut_a_paste(school: School) -> None:
    assert "maxlength" not in str(article_form(school)["title"])


def test_a_lead_picture_is_checked_kept_and_removed(school: School) -> None:
    bad = article_form(school, {"lead_picture_upload": photograph("a.png")})
    assert "không đúng với đuôi" in str(bad.errors["lead_picture_upload"])
    good = article_form(school, {"lead_picture_upload": photograph()}, lead_picture_alt="Sân trường")
    assert good.is_valid(), good.errors
    edition = drafting.start(Article, by=school.giaovien, **good.changes())
    assert edition.lead_picture.alt == "Sân trường"
    kept = article_form(school, instance=edition)
    assert kept.is_valid()
    assert "lead_picture" not in kept.changes()
    removed = article_form(school, instance=edition, lead_picture_remove="on")
    assert removed.is_valid()
    assert removed.changes()["lead_picture"] is None


def test_a_saved_text_cannot_be_overwritten_without_saying_which_version_was_read(school: School) -> None:
    form = article_form(school, instance=school.draft(), version="")
    assert "version" in form.errors


def test_an_article_goes_to_a_section_of_articles_in_use(school: School) -> None:
    Section.objects.filter(pk=school.section.pk).update(is_active=False)
    assert "section" in article_form(school, section=school.section.pk).errors
    filed = school.draft(section=school.section)
    assert article_form(school, instance=filed, section=school.section.pk).is_valid()
