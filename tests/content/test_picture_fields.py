"""Pictures in the form of a text: several added at once, described, chosen as lead; old encodings there."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image

from content.figures import described, shown_in
from content.legacy import legacy_in
from content.models import Article, Picture
from editorial.models import Event
from tests.content.test_pictures import photograph
from tests.school import BODY, School
from vietnamese import encode_tcvn3

pytestmark = pytest.mark.django_db


def sideways() -> SimpleUploadedFile:
    """A phone's picture: taken upright, stored lying, with a note that says so."""
    out = BytesIO()
    picture = Image.new("RGB", (80, 40), "teal")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.JPG", out.getvalue())


def save(school: School, edition: Article, **fields: Any) -> HttpResponse:
    edition.refresh_from_db()
    typed = {name: getattr(edition, name) for name in ("title", "genre", "lead", "body", "origin", "version")}
    return school.client("giaovien").post(edition.get_desk_url(), typed | fields)


def test_phone_pictures_are_added_turned_upright_and_then_described(school: School) -> None:
    edition = school.draft()
    assert save(school, edition, more_pictures=[sideways(), photograph("b.png", "PNG")]).status_code == 302
    edition.refresh_from_db()
    first, second = shown_in(edition.body)
    assert edition.body.startswith(BODY)
    assert 'width="40" height="80"' in edition.body
    assert Event.objects.filter(verb="edit").count() == 1
    page = school.client("giaovien").get(edition.get_desk_url()).content.decode()
    assert page.count("chưa có</span>") == 2
    said = {f"alt_{first.token}": "Sân trường", f"caption_{second.token}": 'Ảnh: cô "Lan" <b>'}
    assert save(school, edition, lead_picture_choice=first.token, **said).status_code == 302
    edition.refresh_from_db()
    assert f'<img src="{first.source}" alt="Sân trường"' in edition.body
    assert '<figcaption>Ảnh: cô "Lan" &lt;b&gt;</figcaption>' in edition.body
    assert edition.lead_picture == Picture.objects.get(token=first.token)
    assert edition.lead_picture_alt == "Sân trường"
    assert sum(not one.alt for one in shown_in(edition.body)) == 1
    # What was said in the editor meanwhile stands; a field left as it was says nothing.
    typed = described(edition.body, {first.token: "Gõ trong trình soạn"}, {})
    save(school, edition, body=typed, **{f"alt_{first.token}": "Sân trường"})
    edition.refresh_from_db()
    assert shown_in(edition.body)[0].alt == "Gõ trong trình soạn"


def test_a_bad_picture_is_named_and_the_good_ones_stay_in_the_form(school: School) -> None:
    edition = school.draft()
    heic = SimpleUploadedFile("IMG_2.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 64)
    response = save(school, edition, more_pictures=[photograph(), heic])
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ảnh “IMG_2.HEIC” ở định dạng HEIC của iPhone" in page
    stored = Picture.objects.get()
    assert stored.get_absolute_url() in page
    edition.refresh_from_db()
    assert edition.body == BODY


def test_a_choice_of_somebody_elses_picture_is_none(school: School) -> None:
    edition = school.draft()
    save(school, edition, more_pictures=[photograph()])
    other = school.draft(by="nguoila")
    response = save(school, edition, lead_picture_choice="khong-co-anh-nay")
    assert response.status_code == 422
    assert "alt_khong" not in school.client("nguoila").get(other.get_desk_url()).content.decode()


def test_pictures_that_a_paste_cannot_bring_along_are_told(school: School) -> None:
    edition = school.draft()
    pasted = '<img src="file:///C:/anh.jpg"><p><img src="data:image/png;base64,AAAA"> chữ</p>'
    response = save(school, edition, body=BODY + pasted)
    page = school.client("giaovien").get(response.url)
    assert "Có 2 ảnh dán" not in page.content.decode()  # another browser of the same person
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert any(message.startswith("Có 2 ảnh dán từ nơi khác không theo được") for message in said)
    edition.refresh_from_db()
    assert edition.body == f"{BODY}<p>chữ</p>"


def test_old_encodings_are_shown_and_converted_when_the_writer_agrees(school: School) -> None:
    words = encode_tcvn3("Phòng Giáo dục và Đào tạo thông báo lịch nghỉ Tết của học sinh")
    edition = school.draft(title=encode_tcvn3("Lịch nghỉ Tết"), body=f"<p><strong>{words}</strong></p>")
    legacy = legacy_in(edition)
    assert legacy is not None
    assert legacy.encoding == "tcvn3"
    page = school.client("giaovien").get(edition.get_desk_url()).content.decode()
    assert "<mark>Gi¸o</mark>" in page
    assert "<mark>Giáo</mark>" in page
    assert "Lưu và chuyển sang Unicode" in page
    save(school, edition)
    edition.refresh_from_db()
    assert "Gi¸o" in edition.body
    assert save(school, edition, convert="1").status_code == 302
    edition.refresh_from_db()
    assert edition.title == "Lịch nghỉ Tết"
    assert edition.body == (
        "<p><strong>Phòng Giáo dục và Đào tạo thông báo lịch nghỉ Tết của học sinh</strong></p>"
    )
    assert legacy_in(edition) is None
    assert Event.objects.filter(verb="edit").count() == 1


def test_the_conversion_touches_no_markup_and_no_unicode(school: School) -> None:
    old = encode_tcvn3("trường tiểu học đồng hỷ")
    body = f'<p>Café © 2026</p><p><a href="https://a.vn/?x=%C3%A1" rel="noopener">{old}</a> {old}</p>'
    legacy = legacy_in(school.draft(body=body))
    assert legacy is not None
    assert legacy.body == (
        '<p>Café © 2026</p><p><a href="https://a.vn/?x=%C3%A1" rel="noopener">trường tiểu học đồng hỷ</a>'
        " trường tiểu học đồng hỷ</p>"
    )
