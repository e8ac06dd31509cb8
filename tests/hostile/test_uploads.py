"""Files sent through the desk's form that are not what they say, too large, or too many."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from content.models import Article, Picture
from documents.models import StoredFile
from editorial.models import Event
from tests.documents.samples import MIB, PROGRAM, ooxml, pdf, pdf_of_size, picture, png_that_claims, zipped
from tests.hostile.desk import address, form, read
from tests.school import School

GIF_AND_SCRIPT = picture("GIF") + b"/*<script>alert(1)</script>*/"
PDF_AND_ZIP = pdf() + zipped({"chay.exe": PROGRAM})

# name -> (content, words of the refusal)
REFUSED = {
    "ke-hoach.pdf": (PROGRAM, "ke-hoach.pdf"),
    "ke-hoach.pdf.exe": (PROGRAM, "đuôi .exe"),
    "ke-hoach.exe.pdf": (pdf(), "đuôi .exe"),
    "ke-hoach.pdf\u202efdp.exe": (PROGRAM, "đuôi .exe"),
    "bang.html": (b"<script>alert(1)</script>", "đuôi .html"),
    "hinh.svg": (b"<svg onload='alert(1)'/>", "đuôi .svg"),
    "vua-pdf-vua-zip.pdf": (PDF_AND_ZIP, "vua-pdf-vua-zip.pdf"),
    "vua-gif-vua-chu.gif": (GIF_AND_SCRIPT, "lưu lại thành ảnh mới"),
    "nen.zip": (zipped({"thu-muc/chay.com": PROGRAM}), "nen.zip"),
    "nen-trong-nen.zip": (zipped({"trong.zip": zipped({"chay.com": PROGRAM})}), "nen-trong-nen.zip"),
    "so-lieu.docx": (ooxml("docx", {"word/vbaProject.bin": b"x"}), "so-lieu.docx"),
    "qua-lon.pdf": (pdf_of_size(10 * MIB + 1), "lớn hơn mức cho phép là 10 MB"),
    "rong.pdf": (b"", "rỗng"),
    "bom.png": (png_that_claims(50_000, 50_000), "bom.png"),
    "khong-duoi": (b"chu", "khong-duoi"),
    ".htaccess": (b"deny", ""),
}


def attach(client: Client, edition: Article, *files: tuple[str, bytes], **given: object) -> object:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address("attach", edition.pk), {"version": edition.version, "files": uploads} | given)


def assert_untouched(edition: Article) -> None:
    version = edition.version
    edition.refresh_from_db()
    assert edition.version == version
    assert not edition.attachments.exists()
    assert not StoredFile.objects.exists()
    assert not Event.objects.filter(verb="edit").exists()


def test_files_that_lie_are_refused_with_a_sentence_and_nothing_is_stored(school: School) -> None:
    edition = school.draft()
    client = school.client("giaovien")
    for name, (content, words) in REFUSED.items():
        answer = attach(client, edition, (name, content))
        assert answer.status_code == 409, name
        assert words in read(answer).words, name
        assert read(answer).runs == [], name
        assert_untouched(edition)


def test_one_bad_file_among_good_ones_stops_them_all_and_each_is_named(school: School) -> None:
    edition = school.draft()
    files = ("tot.pdf", pdf()), ("xau.pdf", PROGRAM), ("xau2.exe", PROGRAM)
    answer = attach(school.client("giaovien"), edition, *files)
    assert answer.status_code == 409
    assert "xau.pdf" in read(answer).words
    assert "xau2.exe" in read(answer).words
    assert_untouched(edition)


def test_ten_mebibytes_are_taken(school: School) -> None:
    edition = school.draft()
    file = ("vua-du.pdf", pdf_of_size(10 * MIB))
    assert attach(school.client("giaovien"), edition, file).status_code == 302
    assert edition.attachments.get().file.size == 10 * MIB


def test_twenty_files_at_once_are_taken_and_one_more_is_said(school: School) -> None:
    edition = school.draft()
    client = school.client("giaovien")
    files = [(f"tep-{number}.txt", f"Tệp {number}".encode()) for number in range(21)]
    answer = attach(client, edition, *files)
    assert answer.status_code == 422
    assert "nhiều nhất 20 tệp, bạn đã chọn 21" in read(answer).words
    assert_untouched(edition)
    assert attach(client, edition, *files[:20]).status_code == 302
    assert edition.attachments.count() == 20


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"files": []}, 422),
        ({"files": "no file"}, 422),
        ({"version": ""}, 422),
        ({"version": "99"}, 409),
        ({"version": "9" * 5000}, 422),
        ({"title": "a" * 256}, 422),
        ({"title": "a\x00b"}, 422),
    ],
)
def test_a_form_without_its_parts_attaches_nothing(
    school: School, given: dict[str, object], status: int
) -> None:
    edition = school.draft()
    answer = attach(school.client("giaovien"), edition, ("tot.txt", b"chu"), **given)
    assert answer.status_code == status
    edition.refresh_from_db()
    assert not edition.attachments.exists()


def test_who_may_not_change_the_text_leaves_no_file_and_no_picture_behind(school: School) -> None:
    edition = school.published()
    version = edition.version
    for who in ("thanhtra", "nguoila", "vanthu", "kythuat", "phoban"):
        client = school.client(who)
        assert attach(client, edition, ("tot.txt", b"chu")).status_code == 409
        image = SimpleUploadedFile("anh.png", picture("PNG"))
        given = form(edition, lead_picture_upload=image, lead_picture_alt="Sân trường")
        assert client.post(edition.get_desk_url(), given).status_code == 409
        upload = client.post("/anh/tai-len/", {"upload": SimpleUploadedFile("anh.png", picture("PNG"))})
        assert upload.status_code == (403 if who in {"thanhtra", "kythuat"} else 200)
        assert Picture.objects.count() == (0 if who in {"thanhtra", "kythuat"} else 1)
        Picture.objects.all().delete()
    edition.refresh_from_db()
    assert edition.version == version
    assert not StoredFile.objects.exists()


def test_a_file_is_taken_off_only_with_the_present_version(school: School) -> None:
    edition = school.draft()
    client = school.client("giaovien")
    attach(client, edition, ("tot.txt", b"chu"))
    edition.refresh_from_db()
    url = address("detach", edition.pk, edition.attachments.get().pk)
    for version in ("", "abc", "-1", "0", "9" * 5000, "²"):
        assert client.post(url, {"version": version}).status_code == 409, version
    assert edition.attachments.exists()
    assert client.post(url, {"version": edition.version}).status_code == 302
    assert client.post(url, {"version": edition.version + 1}).status_code == 404
    assert not edition.attachments.exists()


def test_a_lead_picture_that_is_none_is_refused_in_its_field_and_the_text_stays(school: School) -> None:
    client = school.client("giaovien")
    for name, content in (("anh.png", PROGRAM), ("anh.jpg", b"<svg onload=alert(1)>"), ("anh.png", b"")):
        given = form(lead_picture_upload=SimpleUploadedFile(name, content), lead="Gõ rất lâu")
        answer = client.post(address("add"), given)
        assert answer.status_code == 422
        assert read(answer).fields["lead"] == "Gõ rất lâu"
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
