"""Every kind of file gives its text or a clear state, never a stuck worker (Q8-1.9)."""

from io import BytesIO

import pytest
from docx import Document
from pikepdf import Encryption, Pdf
from PIL import Image

from documents import libreoffice, text_steps
from documents.models import FileText
from documents.texts import require, require_again
from operations.confined import MIB, Limits
from tests.documents.reading_room import leftovers, read, stored
from tests.documents.samples import MIB as MEGABYTE
from tests.documents.samples import pdf, zipped
from tests.documents.test_office_text import workbook
from vietnamese import encode_tcvn3

Status, Reason = FileText.Status, FileText.Reason
SENTENCE = "Căn cứ Kế hoạch giáo dục của nhà trường đã được Hội đồng trường thông qua"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path
    yield tmp_path
    assert leftovers(tmp_path) == []


def word(*paragraphs: str) -> bytes:
    document, out = Document(), BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def empty_pages(count: int, size: tuple[int, int] = (595, 842), **options: object) -> bytes:
    out = BytesIO()
    with Pdf.new() as document:
        for _number in range(count):
            document.add_blank_page(page_size=size)
        document.save(out, **options)
    return out.getvalue()


def test_a_word_file_and_a_workbook_give_their_words():
    reading = read("Kế hoạch.docx", word("Kế hoạch năm học", SENTENCE))
    assert (reading.status, reading.text) == (Status.DONE, f"Kế hoạch năm học\n{SENTENCE}")
    assert (reading.sentence, reading.searchable, reading.scanned) == ("", None, False)

    reading = read("Danh sách.xlsx", workbook([["Nguyễn An", "5A"]], [["Trang hai"]]))
    assert (reading.status, reading.text, reading.pages) == (Status.DONE, "Nguyễn An\t5A\fTrang hai", 2)
    assert reading.pages_done == 2


def test_an_old_encoding_is_converted_for_search_and_noted():
    reading = read("cu.txt", encode_tcvn3(f"{SENTENCE}\n" * 3).encode("latin-1"))
    assert reading.text.startswith(SENTENCE)
    assert (reading.status, reading.encoding, reading.is_legacy) == (Status.DONE, "tcvn3", True)


def test_a_long_text_is_cut_and_says_so(settings):
    settings.FILE_TEXT_MAX_LETTERS = 200
    reading = read("dai.txt", f"{SENTENCE}\n".encode() * 100)
    assert (reading.status, reading.reason) == (Status.PARTLY, Reason.TOO_LONG)
    assert 100 < len(reading.text) <= 200
    assert "chỉ phần đầu" in reading.sentence


@pytest.mark.parametrize(
    ("name", "content", "status", "reason"),
    [
        ("hong.pdf", pdf(), Status.FAILED, Reason.DAMAGED),
        ("cut.docx", word("Kế hoạch")[:-200], Status.FAILED, Reason.DAMAGED),
        ("bom.ods", zipped({"content.xml": b" " * 80 * MEGABYTE}), Status.FAILED, Reason.DAMAGED),
        ("de-thi.zip", zipped({"a.txt": b"a"}), Status.UNSUPPORTED, Reason.NO_TEXT),
    ],
)
def test_what_cannot_be_read_ends_in_a_clear_state(name, content, status, reason):
    reading = read(name, content)
    assert (reading.status, reading.reason, reading.text) == (status, reason, "")
    assert reading.sentence
    assert reading.is_finished


def test_a_locked_pdf_says_that_it_has_a_password():
    locked = empty_pages(1, encryption=Encryption(user="bí mật", owner="khác"))
    reading = read("khoa.pdf", locked)
    assert (reading.status, reading.reason) == (Status.FAILED, Reason.ENCRYPTED)


def test_two_thousand_empty_pages_are_counted_in_one_go():
    reading = read("dai.pdf", empty_pages(2_000))
    assert (reading.status, reading.pages, reading.pages_done) == (Status.DONE, 2_000, 2_000)


def test_a_program_that_takes_too_much_is_ended(monkeypatch):
    monkeypatch.setattr(text_steps, "_LIMITS", Limits(seconds=20, memory=48 * MIB))
    reading = read("nang.docx", word(SENTENCE))
    assert (reading.status, reading.reason) == (Status.FAILED, Reason.TOO_SLOW)


def test_a_scan_without_ocr_waits_for_it_to_be_installed(monkeypatch, settings):
    settings.OCR_LANGUAGE = "vie+xyz"
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PDF")
    reading = read("quet.pdf", picture.getvalue())
    assert (reading.status, reading.reason, reading.unread) == (Status.UNSUPPORTED, Reason.NO_OCR, [1])
    assert "chưa có chương trình nhận dạng chữ" in reading.sentence

    assert require_again() == 1
    reading.refresh_from_db()
    assert (reading.status, reading.reason, reading.surveyed) == (Status.WAITING, "", False)


def soffice(folder, monkeypatch, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def test_an_old_word_file_without_libreoffice_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "")
    reading = read("cu.doc", b"\xd0\xcf\x11\xe0")
    assert (reading.status, reading.reason) == (Status.UNSUPPORTED, Reason.NO_LIBREOFFICE)
    assert "máy chủ chưa có LibreOffice" in reading.sentence


def test_libreoffice_that_hangs_or_fails_is_no_end_of_the_worker(monkeypatch, room):
    soffice(room, monkeypatch, "sleep 60 & wait")
    monkeypatch.setattr(libreoffice, "_LIMITS", Limits(seconds=0.5))
    assert read("treo.doc", b"\xd0\xcf\x11\xe0").reason == Reason.DAMAGED
    (room / "bin" / "soffice").write_text("#!/bin/sh\nexit 0\n")
    assert read("loi.xls", b"\xd0\xcf\x11\xe0\xa1").reason == Reason.DAMAGED


@pytest.mark.requires("soffice")
def test_an_rtf_is_read_through_libreoffice():
    reading = read("cu.rtf", rb"{\rtf1\ansi K\u7871? ho\u7841?ch n\u259?m h\u7885?c\par}")
    assert reading.status == Status.DONE, reading.error
    assert reading.text == "Kế hoạch năm học"


def test_asking_again_changes_nothing():
    first = require(stored("a.txt", b"a"))
    assert require(first.file) == first
    assert FileText.objects.count() == 1
    FileText.objects.all().delete()
