"""Pictures over HTTP: who may put one in, what is kept of it, and who is shown it when."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from content.models import Picture
from editorial.drafting import revise, save_content
from tests.school import School

pytestmark = pytest.mark.django_db


def photograph(name: str = "lễ khai giảng.jpg", file_format: str = "JPEG") -> SimpleUploadedFile:
    out = BytesIO()
    picture = Image.new("RGB", (64, 48), "teal")
    exif = picture.getexif()
    exif[0x010F] = "Hãng máy ảnh"
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    picture.save(out, file_format, exif=exif) if file_format == "JPEG" else picture.save(out, file_format)
    return SimpleUploadedFile(name, out.getvalue())


def bomb(side: int) -> SimpleUploadedFile:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("bom.png", b"\x89PNG\r\n\x1a\n" + data)


def send(client: Client, upload: SimpleUploadedFile | None) -> tuple[int, dict]:
    response = client.post(reverse("picture_upload"), {"upload": upload} if upload else {})
    return response.status_code, response.json()


def uploaded(school: School, name: str = "giaovien") -> str:
    status, answer = send(school.client(name), photograph())
    assert status == 200, answer
    return answer["url"]


def shown_in(address: str) -> str:
    return f'<p>Lễ khai giảng</p><figure class="image"><img src="{address}" alt="Sân trường"></figure>'


def test_a_picture_is_drawn_anew_under_a_name_of_its_own(school: School) -> None:
    address = uploaded(school)
    response = school.client("giaovien").get(address)
    content = b"".join(response.streaming_content)
    with Image.open(BytesIO(content)) as picture:
        assert picture.size == (64, 48)
        assert not picture.getexif()
    assert b"GPS" not in content
    assert response["Content-Type"] == "image/jpeg"
    assert "khai" not in address
    assert "khai" not in Picture.objects.get().file.name


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (None, "Không nhận được ảnh"),
        (SimpleUploadedFile("a.jpg", b""), "rỗng"),
        (SimpleUploadedFile("a.jpg", b"MZ\x90\x00" * 50), "không đúng với đuôi"),
        (SimpleUploadedFile("a.svg", b"<svg onload=alert(1)></svg>"), "không thuộc loại"),
        (SimpleUploadedFile("a.php.jpg", photograph().read()), "không thuộc loại"),
        (SimpleUploadedFile("a.jpg", photograph().read()[:300]), "hỏng"),
        (SimpleUploadedFile("a.gif", b"GIF89a" + b"<script>alert(1)</script>"), "“a.gif”"),
        (photograph("a.png"), "không đúng với đuôi"),
        (bomb(8_000), "điểm ảnh"),
        (bomb(60_000), "“bom.png”"),
    ],
    ids=str,
)
def test_a_bad_picture_is_refused_in_words_the_editor_shows(
    school: School, upload: SimpleUploadedFile | None, words: str
) -> None:
    status, answer = send(school.client("giaovien"), upload)
    assert status == 400
    assert words in answer["error"]["message"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("name", ["quantri", "thanhtra", None])
def test_only_writers_may_upload(school: School, name: str | None) -> None:
    status, answer = send(school.client(name) if name else Client(), photograph())
    assert status == 403
    assert "đăng nhập" in answer["error"]["message"]
    assert not Picture.objects.exists()


def test_an_upload_needs_the_token_against_forgery_and_the_right_method(school: School) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(school.giaovien)
    assert strict.post(reverse("picture_upload"), {"upload": photograph()}).status_code == 403
    assert school.client("giaovien").get(reverse("picture_upload")).status_code == 405


def test_a_picture_is_public_only_while_a_public_text_shows_it(school: School) -> None:
    address = uploaded(school)
    visitor = Client()
    assert visitor.get(address).status_code == 404
    edition = school.draft(section=school.section, body=shown_in(address))
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward")
    assert visitor.get(address).status_code == 404
    school.do(edition, "phoban:publish")
    response = visitor.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    school.do(edition, "truongban:hide")
    assert visitor.get(address).status_code == 404


def test_a_scheduled_or_expired_text_does_not_show_its_picture(school: School) -> None:
    address = uploaded(school)
    edition = school.draft(section=school.section, body=shown_in(address))
    edition.publish_at = timezone.now() + timedelta(days=1)
    edition.save(update_fields=["publish_at"])
    school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    assert Client().get(address).status_code == 404
    type(edition).objects.filter(pk=edition.pk).update(published_at=timezone.now() - timedelta(minutes=1))
    assert Client().get(address).status_code == 200
    type(edition).objects.filter(pk=edition.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(address).status_code == 404


def test_the_desk_shows_a_drafts_picture_to_those_who_may_open_the_draft(school: School) -> None:
    address = uploaded(school)
    assert school.client("giaovien").get(address).status_code == 200
    assert school.client("thuky").get(address).status_code == 404
    school.draft(body=shown_in(address))
    response = school.client("thuky").get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert school.client("totruong").get(address).status_code == 200
    assert school.client("nguoila").get(address).status_code == 404
    assert school.client("quantri").get(address).status_code == 404


def test_a_picture_taken_out_of_the_public_text_is_no_longer_public(school: School) -> None:
    address = uploaded(school)
    edition = school.published(body=shown_in(address))
    successor = revise(edition, by=school.giaovien)
    successor = save_content(successor, by=school.giaovien, version=0, changes={"body": "<p>Không còn</p>"})
    assert Client().get(address).status_code == 200
    school.do(successor, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
    assert Client().get(address).status_code == 404


def test_an_unchanged_picture_is_not_sent_again(school: School) -> None:
    address = uploaded(school)
    school.published(body=shown_in(address))
    first = Client().get(address)
    for condition in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = Client().get(address, headers=condition)
        assert again.status_code == 304
        assert again["Cache-Control"] == first["Cache-Control"]
    assert Client().head(address).status_code == 200


def test_a_wrong_address_is_not_found(school: School) -> None:
    address = uploaded(school)
    writer = school.client("giaovien")
    assert writer.get(address.replace(".jpg", ".png")).status_code == 404
    assert writer.get("/anh/khong-co-anh-nay.jpg").status_code == 404
    assert writer.get(f"/anh/{'x' * 500}.jpg").status_code == 404
    Picture.objects.get().file.storage.delete(Picture.objects.get().file.name)
    assert writer.get(address).status_code == 404
