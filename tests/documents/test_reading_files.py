"""Reading files of each format, and what becomes of files that can't be read."""

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from documents.layout import Layout, Line
from documents.reading.failures import (
    BrokenFile,
    EncryptedFile,
    TooLongFile,
    UnreadableFile,
    UnsupportedFile,
)
from documents.reading.formats import read_layout
from documents.reading.pdf_pages import MAX_PAGES
from documents.reading.plain import MAX_TEXT_BYTES
from tests.documents.corpus.scans import scan_pdf
from tests.documents.corpus.usual_papers import usual
from tests.documents.corpus.writers import pdf, word
from tests.documents.samples import MIB, ole, ooxml, zipped
from vietnamese import encode_tcvn3, encode_vni

Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def texts(layout: Layout) -> list[str]:
    return [line.text for line in layout.lines if line.text]


# -- PDF -----------------------------------------------------------------------------------------


@pytest.mark.requires("fonts")
def test_the_columns_of_a_pdf_stay_apart_and_every_line_has_its_place(put: Put) -> None:
    layout = read_layout(put("a", pdf(usual("Quyết định", 21))), "PDF")
    superior, motto = layout.lines[:2]
    assert superior.text.startswith("UBND XÃ")
    assert motto.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert superior.x1 < motto.x0
    assert (superior.bold, motto.bold) == (False, True)
    assert all(line.is_placed and line.size > 5 for line in layout.lines)
    assert (layout.pages, layout.scanned) == (1, False)
    assert "Căn cứ Luật Giáo dục số 43/2019/QH14" in layout.text


@pytest.mark.requires("fonts")
def test_a_scanned_pdf_has_no_lines_until_something_reads_them(put: Put) -> None:
    path = put("scan", scan_pdf(usual("Quyết định", 21)))
    assert read_layout(path, "pdf") == Layout((), pages=1, scanned=True)
    recognised = Layout((Line("QUYẾT ĐỊNH"),), 1, scanned=True)
    assert read_layout(path, "pdf", read_scan=lambda _path: recognised) is recognised
    assert read_layout(path, "png", read_scan=lambda _path: recognised) is recognised


def _blank_pdf(pages: int, **password: str) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(**password, algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_a_password_is_told_from_one_that_only_forbids_printing(put: Put) -> None:
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read_layout(put("a", _blank_pdf(1, user_password="bí mật")), "pdf")
    assert read_layout(put("b", _blank_pdf(1, user_password="", owner_password="chủ")), "pdf").pages == 1


def test_a_pdf_of_too_many_pages_is_not_read(put: Put) -> None:
    content = _blank_pdf(MAX_PAGES + 1)
    assert len(PdfReader(BytesIO(content)).pages) == MAX_PAGES + 1
    with pytest.raises(TooLongFile, match="quá dài"):
        read_layout(put("long", content), "pdf")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing\n%%EOF", b"\x00" * 5000, _blank_pdf(3)[:250]])
def test_a_damaged_pdf_is_broken(put: Put, content: bytes) -> None:
    with pytest.raises(BrokenFile, match="hỏng"):
        read_layout(put("broken", content), "pdf")


def _bomb() -> bytes:
    """A page whose content unpacks to 400 MiB of blanks."""
    packer = zlib.compressobj(1)
    packed = b"".join([*(packer.compress(b" " * MIB) for _piece in range(400)), packer.flush()])
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content)
    body = b"".join(b"%d 0 obj%s endobj\n" % (place, part) for place, part in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def test_a_pdf_that_unpacks_to_more_than_its_memory_ends_the_reading_only(put: Put) -> None:
    path = put("bomb", _bomb())
    program = f"import documents.reading.pdf_pages as p; p.MAX_MEMORY_BYTES = {300 * MIB}; p.main()"
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=settings.BASE_DIR, check=True)
    assert json.loads(done.stdout) == {"failure": "too long"}


# -- Word ----------------------------------------------------------------------------------------


def test_text_boxes_are_read_once_and_a_page_header_comes_last(put: Put) -> None:
    boxes = texts(read_layout(put("a", word(usual("Báo cáo", 5, "boxes"))), "docx"))
    assert boxes.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
    assert boxes.index("BÁO CÁO") > boxes.index("Độc lập - Tự do - Hạnh phúc")
    header = texts(read_layout(put("b", word(usual("Báo cáo", 5, "page header"))), "docx"))
    assert header.index("BÁO CÁO") < header.index("Độc lập - Tự do - Hạnh phúc")


def test_cells_have_columns_and_deleted_words_are_gone(put: Put) -> None:
    document = Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Nơi nhận:", "HIỆU TRƯỞNG"
    paragraph = document.add_paragraph("Điều 1. ")
    for tag, kind, words in (("del", "delText", "Bãi bỏ"), ("ins", "t", "Ban hành")):
        xml = f"<w:{tag} {nsdecls('w')}><w:r><w:{kind}>{words}</w:{kind}></w:r></w:{tag}>"
        paragraph._p.append(parse_xml(xml))
    out = BytesIO()
    document.save(out)
    lines = read_layout(put("a", out.getvalue()), "docx").lines
    assert [(line.text, line.column) for line in lines] == [
        ("Nơi nhận:", 1),
        ("HIỆU TRƯỞNG", 2),
        ("Điều 1. Ban hành", 0),
    ]


def test_runs_in_legacy_fonts_are_converted_by_their_fonts_names(put: Put) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for words, font in (
        (encode_tcvn3("kế hoạch"), ".VnTimeH"),
        (" ", "Arial"),
        (encode_vni("năm học"), "VNI-Times"),
    ):
        paragraph.add_run(words).font.name = font
    out = BytesIO()
    document.save(out)
    assert texts(read_layout(put("a", out.getvalue()), "docx")) == ["KẾ HOẠCH năm học"]


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (ole("doc"), EncryptedFile),
        (b"PK\x03\x04 nothing", BrokenFile),
        (ooxml("docx"), BrokenFile),
        (zipped({"word/document.xml": b"\x00" * 30_000_000}), BrokenFile),
        (ooxml("docx", {"word/other.xml": b"<a>" * 1000}), BrokenFile),
    ],
)
def test_word_files_that_cant_be_read_say_why(
    put: Put, content: bytes, failure: type[UnreadableFile]
) -> None:
    with pytest.raises(failure) as raised:
        read_layout(put("a", content), "docx")
    assert str(raised.value).endswith(".")


# -- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: encode_tcvn3(text).encode("latin-1"),
        lambda text: encode_vni(text).encode("latin-1"),
    ],
)
def test_text_in_any_encoding_becomes_unicode(put: Put, encode: Callable[[str], bytes]) -> None:
    text = "Số: 12/KH-THCS          Hà Ninh, ngày 5 tháng 9\nKế hoạch giáo dục nhà trường năm học mới\n\n\n"
    lines = read_layout(put("a", encode(text)), "txt").lines
    assert [(line.text, line.column) for line in lines] == [
        ("Số: 12/KH-THCS", 1),
        ("Hà Ninh, ngày 5 tháng 9", 2),
        ("Kế hoạch giáo dục nhà trường năm học mới", 0),
    ]


def test_text_that_is_none_or_too_much_is_refused(put: Put) -> None:
    with pytest.raises(BrokenFile):
        read_layout(put("a", b"abc\x00def"), "txt")
    with pytest.raises(TooLongFile):
        read_layout(put("b", b"a" * (MAX_TEXT_BYTES + 1)), "txt")


def test_a_format_without_a_reader_is_unsupported(put: Put) -> None:
    with pytest.raises(UnsupportedFile):
        read_layout(put("a", b""), "png")
    with pytest.raises(OSError, match="nowhere"):
        read_layout(Path("nowhere"), "pdf")
