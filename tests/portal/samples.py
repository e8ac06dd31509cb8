"""Content for the tests of the public face: pictures, files, and as many articles as wanted."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from PIL import Image

from content.models import Article, Page, Picture
from documents.files import check_upload
from documents.images import prepare_picture
from documents.models import StoredFile, store
from editorial import drafting
from editorial.models import Item, Section
from editorial.routes import current_preset
from tests.school import School

TO_PUBLIC = ("giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")


def make_picture(school: School, colour: str, size: tuple[int, int] = (30, 20)) -> Picture:
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, "PNG")
    upload = SimpleUploadedFile("anh.png", drawn.getvalue(), "image/png")
    return Picture.objects.store(prepare_picture(upload), by=school.giaovien)


def make_file(school: School, text: str) -> StoredFile:
    upload = SimpleUploadedFile("tep.txt", text.encode())
    return store(check_upload(upload, current_preset().uploads), school.giaovien)


def many_articles(school: School, count: int) -> None:
    """Published articles, a minute apart, spread over all sections; written straight into the database."""
    now = timezone.now()
    sections = list(Section.objects.filter(kind="articles"))
    items = Item.objects.bulk_create(
        Item(kind="content.article", unit=school.unit, created_by=school.giaovien) for _ in range(count)
    )
    Article.objects.bulk_create(
        (
            Article(
                item=item,
                title=f"Bài số {number}",
                lead="Tóm tắt",
                body="<p>Nội dung.</p>",
                section=sections[number % len(sections)],
                state="published",
                published_at=now - timedelta(minutes=number + 1),
                first_public_at=now - timedelta(minutes=number + 1),
                created_by=school.giaovien,
            )
            for number, item in enumerate(items)
        ),
        batch_size=500,
    )
    # As the daily upkeep of either database would: without it PostgreSQL plans for an empty table.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_page(school: School, slug: str) -> Page:
    section = Section.objects.get(slug="gioi-thieu")
    text = {"title": "Giới thiệu", "body": "<p>Từ 1976.</p>"}
    page = drafting.start(Page, by=school.giaovien, slug=slug, section=section, **text)
    return school.do(page, *TO_PUBLIC)
