"""What the upload policy refuses (HL-7.4a, HL-7.4c, Q8-3.2b), always by name and with advice."""

import ast
import re
import tracemalloc
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest

from documents.files import UploadRefused, check_upload
from regulations.schema import UploadPolicy
from tests.documents import samples
from tests.documents.samples import MIB, POLICY, PROGRAM, upload, zipped

DOCUMENTS = Path(check_upload.__code__.co_filename).parent
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


# Words of the sentence -> the uploads that are refused with it.
REFUSED: dict[str, list[tuple[str, bytes]]] = {
    "loại có thể mang vi-rút nên": [
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
    ],
    "không thuộc loại được nhận": [
        ("không đuôi", PDF),
        (".htaccess", b"AddHandler"),
        ("nén.rar", b"Rar!\x1a\x07\x01\x00"),
    ],
    "là chương trình hoặc mã lệnh": [
        ("chương trình.pdf", PROGRAM),
        ("chương trình.txt", PROGRAM),
        ("elf.doc", b"\x7fELF" + b"\x00" * 100),
        ("lệnh.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("php.csv", b"<?php system($_GET['c']);"),
    ],
    "Nội dung của": [
        ("ảnh.pdf", samples.picture("PNG")),
        ("ảnh.png", PDF),
        ("ảnh png.jpg", samples.picture("PNG")),
        ("svg.png", SVG),
        ("bảng.docx", samples.ooxml("xlsx")),
        ("nén.docx", zipped({"a.txt": b"x"})),
        ("văn bản.odt", samples.odf("ods")),
        ("bảng.doc", samples.ole("xls")),
        ("nul.txt", b"abc\x00def"),
        ("nhị phân.csv", bytes(range(256))),
        ("gì đó rồi zip.zip", b"GIF89a" + zipped({"a.txt": b"x"})),
    ],
    "thật ra là trang web": [
        ("trang.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
    ],
    "đặt mật khẩu": [
        ("mật khẩu.docx", samples.ole("doc", "EncryptedPackage")),
    ],
    "chứa mã trang web": [
        ("html.txt", HTML),
        ("html16.txt", HTML.decode().encode("utf-16")),
    ],
    "tệp nén giấu bên trong": [
        ("pdf rồi zip.pdf", PDF + zipped({"a.exe": b"x"})),
        ("zip rồi pdf.pdf", zipped({"a.txt": b"x"}) + PDF),
    ],
    "bị hỏng hoặc có dữ liệu lạ": [
        ("pdf rồi lệnh.pdf", PDF + b"<script>alert(1)</script>"),
        ("pdf thiếu cuối.pdf", b"%PDF-1.4\nabc"),
    ],
    "dữ liệu lạ gắn ở cuối": [
        ("ảnh rồi lệnh.gif", samples.picture("GIF") + b"<script>alert(1)</script>"),
        ("ảnh rồi zip.jpg", samples.picture("JPEG") + zipped({"a.exe": b"x"})),
    ],
    "bị hỏng hoặc có cấu trúc lạ": [
        ("zip rồi gì đó.zip", zipped({"a.txt": b"x"}) + b"<script>"),
        ("zip hỏng.zip", zipped({"a.txt": b"x" * 500}, ZIP_STORED)[:300]),
        ("thực thể.docx", samples.ooxml("docx", {TEMPLATE: b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'})),
        ("nhiều quan hệ.docx", samples.ooxml("docx", MANY_RELATIONS)),
    ],
    "thuộc loại có thể mang vi-rút.": [
        ("có com.zip", zipped({"trò chơi/a.com": b"x"})),
        ("có exe giả.zip", zipped({"bài tập.pdf": PROGRAM})),
        ("exe hai đuôi.zip", zipped({"a.exe.txt": b"x"})),
        ("exe dấu chấm.zip", zipped({"a.exe.": b"x"})),
        ("có lnk.zip", zipped({"a.lnk": b"x"})),
        ("có svg.zip", zipped({"a.svg": SVG})),
        ("com lồng.zip", NESTED_COM),
        ("docm trong.zip", zipped({"a.docm": samples.ooxml("docm", VBA)})),
        ("chương trình.docx", samples.ooxml("docx", {"word/media/image1.png": PROGRAM})),
    ],
    "tệp nén “": [
        ("có rar.zip", zipped({"a.dat": b"Rar!\x1a\x07\x01\x00"})),
    ],
    "lồng nhau quá sâu": [
        ("lồng sâu.zip", TOO_DEEP),
    ],
    "đường dẫn hoặc kiểu lạ": [
        ("thoát ra.zip", zipped({"../../a.txt": b"x"})),
        ("tuyệt đối.zip", zipped({"/etc/a.txt": b"x"})),
        ("ổ đĩa.zip", zipped({"C:\\a.txt": b"x"})),
        ("nén lạ.zip", zipped({"a.txt": b"x" * 100}, ZIP_BZIP2)),
    ],
    "có mật khẩu nên": [
        ("mật khẩu.zip", samples.encrypted(zipped({"a.txt": b"x"}))),
    ],
    "bung ra quá lớn": [
        ("bom.zip", BOMB),
        ("bom lồng.zip", NESTED_BOMB),
    ],
    "chứa quá nhiều mục": [
        ("nhiều mục.zip", zipped({f"{n}.txt": b"" for n in range(2001)})),
    ],
    "có macro. Hãy": [
        ("macro trong.zip", zipped({"a.docx": samples.ooxml("docx", VBA)})),
        ("macro.docx", samples.ooxml("docx", VBA)),
    ],
    "tự tải nội dung từ máy khác": [
        ("mẫu từ xa.docx", docx_loading("attachedTemplate", "https://example.com/a.dotm")),
        ("mẫu mạng.docx", docx_loading("attachedTemplate", "file://server/a.dotm")),
        ("unc.docx", docx_loading("attachedTemplate", "\\\\server\\a.dotm")),
        ("follina.docx", docx_loading("oleObject", "mhtml:https://example.com/a.html!x")),
    ],
    "rỗng (0 byte)": [
        ("rỗng.pdf", b""),
    ],
    "lớn hơn mức cho phép": [
        ("quá lớn.pdf", samples.pdf_of_size(10 * MIB + 1)),
    ],
    "Tệp không có tên": [("...", PDF)],
    "có vẻ là .png": [("hình.pdf", samples.picture("PNG"))],
    "ở định dạng HEIC": [("iphone.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200)],
    "điểm ảnh, vượt mức": [("bom.png", samples.png_that_claims(5_000, 9_000))],
    "bị hỏng hoặc thiếu dữ liệu": [("cụt.png", samples.picture("PNG", (400, 300))[:60])],
    "không đúng với đuôi tệp": [("không phải.jpg", samples.picture("PNG"))],
    "chứa tệp nén “": [("7z.zip", zipped({"a.dat": b"7z\xbc\xaf\x27\x1c"}))],
}


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        check_upload(upload(name, content), POLICY)
    assert refused.value.messages == [refused.value.sentence]
    return refused.value.sentence


@pytest.mark.parametrize(("words", "uploads"), REFUSED.items(), ids=list(REFUSED))
def test_file_is_refused_by_name_with_the_sentence_of_its_kind_and_advice(
    words: str, uploads: list[tuple[str, bytes]]
) -> None:
    for name, content in uploads:
        sentence = refusal(name, content)
        assert words in sentence, name
        assert "hãy" in sentence.lower(), name
        assert "%(" not in sentence
        assert name[:1].strip(".") in sentence


def test_every_sentence_that_the_policy_knows_is_in_the_table() -> None:
    said = [refusal(*one) for uploads in REFUSED.values() for one in uploads]
    unsaid = [text for text in policy_sentences() if not any(map(re.compile(pattern(text)).fullmatch, said))]
    assert unsaid == []


def policy_sentences() -> list[str]:
    """The messages of the modules that refuse; those of documents.images are in test_pictures."""
    calls = [
        node
        for name in ("files", "formats", "archives")
        for node in ast.walk(ast.parse((DOCUMENTS / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    return [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]


def pattern(sentence: str) -> str:
    """A regular expression for the sentence with any values in it."""
    return re.sub(r"%\\\(\w+\\\)\S*?[dsgf]", ".+", re.escape(sentence))


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
