"""What the upload policy refuses (HL-7.4a, HL-7.4c, Q8-3.2b), always by name and with advice."""

import tracemalloc
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest

from documents.files import UploadRefused, check_upload
from regulations.schema import UploadPolicy
from tests.documents import samples
from tests.documents.samples import MIB, POLICY, PROGRAM, upload, zipped

PDF = samples.pdf()
DOCX = samples.ooxml("docx")
VBA = {"word/vbaProject.bin": b"x"}
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NESTED_COM = zipped({"trong.zip": zipped({"a.com": b"x"})})
TOO_DEEP = zipped({"1.zip": zipped({"2.zip": zipped({"3.txt": b"x"})})})
BOMB = zipped({"a.txt": b"\x00" * (64 * MIB)})
NESTED_BOMB = zipped({"a.zip": BOMB})
MANY_RELATIONS = {f"word/_rels/{n}.rels": b"<a>" + b"<b/>" * 200_000 + b"</a>" for n in range(5)}
TEMPLATE = "word/_rels/settings.xml.rels"


def docx_loading(kind: str, target: str) -> bytes:
    return samples.ooxml("docx", {TEMPLATE: samples.relations(kind, target)})


REFUSED = [
    # the name
    ("setup.exe", PROGRAM),
    ("x.pdf.exe", PDF),
    ("x.exe.pdf", PDF),
    ("x.com.pdf", PDF),
    ("x.php.png", samples.picture("PNG")),
    ("x.exe .pdf", PDF),
    ("x.exe\u200b.pdf", PDF),
    ("x\u202efdp.exe", PDF),
    ("x.pdf:a.exe", PDF),
    ("x.exe\x00.pdf", PDF),
    ("mẫu.docm", samples.ooxml("docm")),
    ("trang.html", HTML),
    ("hình.svg", SVG),
    ("không đuôi", PDF),
    (".htaccess", b"AddHandler"),
    ("nén.rar", b"Rar!\x1a\x07\x01\x00"),
    # content and extension disagree
    ("chương trình.pdf", PROGRAM),
    ("chương trình.txt", PROGRAM),
    ("elf.doc", b"\x7fELF" + b"\x00" * 100),
    ("lệnh.txt", b"#!/bin/sh\nrm -rf /\n"),
    ("ảnh.pdf", samples.picture("PNG")),
    ("ảnh.png", PDF),
    ("ảnh png.jpg", samples.picture("PNG")),
    ("svg.png", SVG),
    ("bảng.docx", samples.ooxml("xlsx")),
    ("nén.docx", zipped({"a.txt": b"x"})),
    ("văn bản.odt", samples.odf("ods")),
    ("bảng.doc", samples.ole("xls")),
    ("trang.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
    ("mật khẩu.docx", samples.ole("doc", "EncryptedPackage")),
    ("html.txt", HTML),
    ("html16.txt", HTML.decode().encode("utf-16")),
    ("php.csv", b"<?php system($_GET['c']);"),
    ("nul.txt", b"abc\x00def"),
    ("nhị phân.csv", bytes(range(256))),
    # two files in one
    ("pdf rồi zip.pdf", PDF + zipped({"a.exe": b"x"})),
    ("pdf rồi lệnh.pdf", PDF + b"<script>alert(1)</script>"),
    ("zip rồi pdf.pdf", zipped({"a.txt": b"x"}) + PDF),
    ("pdf thiếu cuối.pdf", b"%PDF-1.4\nabc"),
    ("ảnh rồi lệnh.gif", samples.picture("GIF") + b"<script>alert(1)</script>"),
    ("ảnh rồi zip.jpg", samples.picture("JPEG") + zipped({"a.exe": b"x"})),
    ("gì đó rồi zip.zip", b"GIF89a" + zipped({"a.txt": b"x"})),
    ("zip rồi gì đó.zip", zipped({"a.txt": b"x"}) + b"<script>"),
    ("zip hỏng.zip", zipped({"a.txt": b"x" * 500}, ZIP_STORED)[:300]),
    # what is in an archive
    ("có com.zip", zipped({"trò chơi/a.com": b"x"})),
    ("có exe giả.zip", zipped({"bài tập.pdf": PROGRAM})),
    ("exe hai đuôi.zip", zipped({"a.exe.txt": b"x"})),
    ("exe dấu chấm.zip", zipped({"a.exe.": b"x"})),
    ("có lnk.zip", zipped({"a.lnk": b"x"})),
    ("có svg.zip", zipped({"a.svg": SVG})),
    ("có rar.zip", zipped({"a.dat": b"Rar!\x1a\x07\x01\x00"})),
    ("com lồng.zip", NESTED_COM),
    ("lồng sâu.zip", TOO_DEEP),
    ("thoát ra.zip", zipped({"../../a.txt": b"x"})),
    ("tuyệt đối.zip", zipped({"/etc/a.txt": b"x"})),
    ("ổ đĩa.zip", zipped({"C:\\a.txt": b"x"})),
    ("mật khẩu.zip", samples.encrypted(zipped({"a.txt": b"x"}))),
    ("bom.zip", BOMB),
    ("bom lồng.zip", NESTED_BOMB),
    ("nhiều mục.zip", zipped({f"{n}.txt": b"" for n in range(2001)})),
    ("nén lạ.zip", zipped({"a.txt": b"x" * 100}, ZIP_BZIP2)),
    ("docm trong.zip", zipped({"a.docm": samples.ooxml("docm", VBA)})),
    ("macro trong.zip", zipped({"a.docx": samples.ooxml("docx", VBA)})),
    # what is in an office document
    ("macro.docx", samples.ooxml("docx", VBA)),
    ("chương trình.docx", samples.ooxml("docx", {"word/media/image1.png": PROGRAM})),
    ("mẫu từ xa.docx", docx_loading("attachedTemplate", "https://example.com/a.dotm")),
    ("mẫu mạng.docx", docx_loading("attachedTemplate", "file://server/a.dotm")),
    ("unc.docx", docx_loading("attachedTemplate", "\\\\server\\a.dotm")),
    ("follina.docx", docx_loading("oleObject", "mhtml:https://example.com/a.html!x")),
    ("thực thể.docx", samples.ooxml("docx", {TEMPLATE: b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'})),
    ("nhiều quan hệ.docx", samples.ooxml("docx", MANY_RELATIONS)),
    # the size
    ("rỗng.pdf", b""),
    ("quá lớn.pdf", samples.pdf_of_size(10 * MIB + 1)),
]


@pytest.mark.parametrize(("name", "content"), REFUSED, ids=[name for name, _ in REFUSED])
def test_file_is_refused_with_its_name_and_advice(name, content):
    with pytest.raises(UploadRefused) as refused:
        check_upload(upload(name, content), POLICY)

    sentence = refused.value.sentence
    assert refused.value.messages == [sentence]
    assert "Hãy" in sentence or "hãy" in sentence
    assert "%(" not in sentence
    assert name[:1].strip(".") in sentence


def test_size_is_said_in_the_unit_of_the_regulation():
    with pytest.raises(UploadRefused, match="10 MB"):
        check_upload(upload("quá lớn.pdf", samples.pdf_of_size(10 * MIB + 1)), POLICY)


def test_upload_that_is_a_page_named_as_excel_is_explained():
    with pytest.raises(UploadRefused, match="trang web"):
        check_upload(upload("điểm.xls", b"<html><table></table></html>"), POLICY)


@pytest.mark.parametrize("name", ["setup.exe", "phần mềm.zip.exe"])
def test_bare_program_is_refused_where_software_archives_are_allowed(name):
    with pytest.raises(UploadRefused):
        check_upload(upload(name, PROGRAM), samples.SOFTWARE_POLICY)


@pytest.mark.parametrize("content", [BOMB, TOO_DEEP, zipped({"../a.exe": PROGRAM})])
def test_other_rules_of_archives_hold_where_software_is_allowed(content):
    with pytest.raises(UploadRefused):
        check_upload(upload("phần mềm.zip", content), samples.SOFTWARE_POLICY)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", PROGRAM), ("a.html", HTML), ("a.svg", SVG), ("a.rar", b"Rar!\x1a\x07\x00")],
)
def test_regulation_can_not_open_what_is_dangerous_or_unknown(name, content):
    policy = UploadPolicy(max_bytes=MIB, extensions=("exe", "html", "svg", "rar"))
    with pytest.raises(UploadRefused):
        check_upload(upload(name, content), policy)


def test_format_that_the_school_does_not_list_is_refused_with_the_list():
    with pytest.raises(UploadRefused, match="pdf, odt"):
        check_upload(upload("a.docx", DOCX), UploadPolicy(max_bytes=MIB, extensions=("pdf", "odt")))


@pytest.mark.parametrize("content", [BOMB, NESTED_BOMB, zipped({f"{n}.zip": BOMB for n in range(20)})])
def test_bomb_is_refused_without_being_unpacked(content):
    bomb = upload("bom.zip", content)
    tracemalloc.start()
    try:
        with pytest.raises(UploadRefused):
            check_upload(bomb, POLICY)
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()
