"""What the upload policy takes (HL-7.4b, HL-7.4c), and what it says about it."""

import hashlib
import unicodedata
import zlib

import pytest

from documents.files import SUPPORTED_EXTENSIONS, check_upload
from regulations.schema import UploadPolicy
from tests.documents import samples
from tests.documents.samples import MIB, POLICY, upload


@pytest.mark.parametrize(("extension", "content"), samples.valid_files().items())
def test_valid_file_of_each_format_is_taken_with_its_bytes_unchanged(extension, content):
    checked = check_upload(upload(f"Kế hoạch năm học.{extension}", content), POLICY)

    assert checked.name == f"Kế hoạch năm học.{extension}"
    assert checked.extension == extension
    assert checked.content.read() == content
    assert (checked.size, checked.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert checked.warnings == ()


@pytest.mark.parametrize(
    ("extension", "file_format"),
    [("jpg", "JPEG"), ("jpeg", "JPEG"), ("png", "PNG"), ("gif", "GIF"), ("webp", "WEBP")],
)
def test_attached_picture_is_drawn_anew(extension, file_format):
    checked = check_upload(upload(f"ảnh.{extension}", samples.picture(file_format)), POLICY)

    assert checked.content_type == "image/jpeg"
    assert checked.name == ("ảnh.jpeg" if extension == "jpeg" else "ảnh.jpg")
    content = checked.content.read()
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert checked.size == len(content)


def test_every_format_in_the_samples_is_supported():
    assert set(samples.EXTENSIONS) <= SUPPORTED_EXTENSIONS


def test_exactly_ten_mebibytes_are_taken():
    assert check_upload(upload("lớn.pdf", samples.pdf_of_size(10 * MIB)), POLICY).size == 10 * MIB


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (unicodedata.normalize("NFD", "Quyết định số 5.pdf"), "Quyết định số 5.pdf"),
        ("..\\..\\windows\\thông báo.pdf", "thông báo.pdf"),
        (".thông báo.pdf", "thông báo.pdf"),
        ("thông\u202ebáo\u200b.pdf", "thôngbáo.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1.kế hoạch.pdf", "_LPT1.kế hoạch.pdf"),
        ("a<b>: “c”?.pdf", "a-b- “c”-.pdf"),
        ("BÁO CÁO.PDF", "BÁO CÁO.PDF"),
        ("QĐ.so.12.vb.pdf", "QĐ.so.12.vb.pdf"),
    ],
)
def test_name_is_made_safe_and_keeps_its_vietnamese_letters(raw, kept):
    assert check_upload(upload(raw, samples.pdf()), POLICY).name == kept


def test_name_of_three_hundred_letters_is_shortened_with_its_extension():
    name = check_upload(upload("ệ" * 300 + ".pdf", samples.pdf()), POLICY).name

    assert name.endswith("ệ.pdf")
    assert len(name.encode()) <= 200


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_in_any_unicode_encoding_is_taken_silently(encoding):
    content = "Thời khóa biểu lớp 9A".encode(encoding)
    assert check_upload(upload("tkb.txt", content), POLICY).warnings == ()


def test_legacy_text_is_taken_with_a_warning():
    checked = check_upload(upload("cũ.txt", b"C\xe9ng h\xdfa x\xb7 h\xe9i"), POLICY)
    assert "Unicode" in checked.warnings[0]


def test_text_that_begins_with_the_letters_of_a_program_is_text():
    assert check_upload(upload("MZ.txt", "MZ là hai chữ cái".encode()), POLICY).extension == "txt"


@pytest.mark.parametrize(
    "body",
    [
        b"1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj",
        b"1 0 obj<</S/J#61v#61Script>>endobj",
        b"1 0 obj<</S/Launch/F(cmd)>>endobj",
        b"1 0 obj<</Type/ObjStm/N 1>>stream\n" + zlib.compress(b"<</S/JavaScript>>") + b"\nendstream",
        b"1 0 obj<</Names<</EmbeddedFiles 2 0 R>>>>endobj",
    ],
    ids=["script", "script in disguise", "launch", "script in packed objects", "embedded file"],
)
def test_pdf_with_something_active_in_it_is_taken_with_a_warning(body):
    checked = check_upload(upload("mẫu đơn.pdf", samples.pdf(body)), POLICY)

    assert len(checked.warnings) == 1
    assert "mẫu đơn.pdf" in checked.warnings[0]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("cũ.doc", samples.ole("doc", "_VBA_PROJECT"), "macro"),
        ("bảng.ods", samples.odf("ods", {"Basic/Standard/Module1.xml": b"<x/>"}), "macro"),
        ("có nhúng.docx", samples.ooxml("docx", {"word/embeddings/oleObject1.bin": b"x"}), "nhúng"),
    ],
)
def test_office_file_with_a_macro_or_an_object_is_taken_with_a_warning(name, content, word):
    assert word in check_upload(upload(name, content), POLICY).warnings[0]


def test_macro_format_is_taken_with_a_warning_only_where_the_regulation_lists_it():
    policy = UploadPolicy(max_bytes=MIB, extensions=("docm",))
    content = samples.ooxml("docm", {"word/vbaProject.bin": b"x"})

    assert "macro" in check_upload(upload("mẫu.docm", content), policy).warnings[0]


@pytest.mark.parametrize("target", ["file:///C:\\Users\\gv\\Normal.dotm", "Normal.dotm"])
def test_document_with_a_template_on_its_authors_disk_is_taken(target):
    parts = {"word/_rels/settings.xml.rels": samples.relations("attachedTemplate", target)}
    assert check_upload(upload("a.docx", samples.ooxml("docx", parts)), POLICY).warnings == ()


def test_document_with_a_web_link_is_taken():
    parts = {"word/_rels/document.xml.rels": samples.relations("hyperlink", "https://example.edu.vn/")}
    assert check_upload(upload("a.docx", samples.ooxml("docx", parts)), POLICY).warnings == ()


def test_document_that_carries_the_workbook_of_a_chart_is_taken():
    parts = {"word/embeddings/Sheet1.xlsx": samples.ooxml("xlsx"), "word/media/i.svg": b"<svg/>"}
    assert check_upload(upload("a.docx", samples.ooxml("docx", parts)), POLICY).warnings == ()


def test_archive_with_software_is_taken_with_a_warning_where_the_regulation_allows_it():
    content = samples.zipped({"setup.exe": samples.PROGRAM, "help.html": b"<html>"})
    checked = check_upload(upload("phần mềm.zip", content), samples.SOFTWARE_POLICY)
    assert "phần mềm" in checked.warnings[0]
