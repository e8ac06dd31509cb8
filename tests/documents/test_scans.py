"""Scans get their letters by tesseract; the original stays as it is, a searchable copy lies beside it."""

import hashlib
from io import BytesIO

import pypdfium2
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image

from documents.access import readable_by
from documents.models import FileText
from documents.red_ink import without_red
from tests.documents import scans
from tests.documents.reading_room import read
from tests.documents.scans import NOTICE, RED
from vietnamese import fold

Status, Reason = FileText.Status, FileText.Reason
WRITTEN = "Trường Tiểu học Hải Ninh xây dựng kế hoạch với những nội dung sau"
BAD_LAYER = "TRUdNG TIEU HOC HAI NINH So 48 KH THHN KE HOACH T6 chile Ngay hei doc sach va trao hoc bong " * 3

pytestmark = [pytest.mark.django_db, pytest.mark.requires("tesseract")]


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path
    return tmp_path


def document(scan: Image.Image) -> bytes:
    """A page of text, and a scan behind which a scanner without Vietnamese left what it took for text."""
    made = FPDF(unit="in", format=(8.27, 5.0))
    made.add_font("serif", fname=scans.font_path())
    made.set_font("serif", size=11)
    made.add_page()
    made.multi_cell(0, text=WRITTEN)
    made.add_page()
    made.image(BytesIO(scans.jpeg(scan, 200)), x=0, y=0, w=8.27)
    with made.local_context(text_mode=TextMode.INVISIBLE):
        made.set_xy(0.5, 0.5)
        made.multi_cell(0, text=BAD_LAYER)
    return bytes(made.output())


def layer(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def pictures(path) -> list[bytes]:
    wanted = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    with pypdfium2.PdfDocument(path) as opened:
        found = [picture for page in opened for picture in page.get_objects(filter=wanted)]
        return [bytes(picture.get_data(decode_simple=False)) for picture in found]


def missing(lines: list[str], text: str) -> list[str]:
    """Words that were written and not read."""
    return [word for line in lines for word in line.split() if word not in text]


def test_a_mixed_document_is_read_page_by_page_and_its_copy_is_searchable():
    content = document(scans.page(NOTICE, dpi=200, stamp=RED))
    reading = read("Kế hoạch.pdf", content)
    first, second = reading.text.split("\f")
    assert (reading.status, reading.pages, reading.scanned) == (Status.DONE, 2, True)
    assert " ".join(first.split()) == WRITTEN
    assert len(missing(NOTICE, second)) <= 4, second
    assert "chile" not in second

    copy = reading.searchable
    assert copy.name == "Kế hoạch (tìm được chữ).pdf"
    assert hashlib.sha256(reading.file.path.read_bytes()).hexdigest() == reading.file.sha256
    own, recognised = layer(copy.path)
    assert WRITTEN.split()[0] in own
    assert len(missing(NOTICE, recognised)) <= 6
    assert "chile" not in recognised
    assert pictures(copy.path) == pictures(reading.file.path), "the page shows the scan as it was scanned"
    # Whoever may read the one may read the other.
    uploader = reading.file.uploaded_by
    assert readable_by(copy, uploader).name == copy.name
    assert not readable_by(copy, uploader).public


def test_a_photographed_page_is_read_and_a_photograph_is_not():
    out = BytesIO()
    scans.page(NOTICE, size=(8.27, 5.0)).convert("RGBA").save(out, "PNG")
    reading = read("chup.png", out.getvalue())
    assert (reading.status, reading.pages) == (Status.DONE, 1)
    assert "khuyen khich hoc sinh" in fold(reading.text)
    assert "KẾ HOẠCH" in layer(reading.searchable.path)[0]

    out = BytesIO()
    Image.effect_noise((200, 150), 90).save(out, "JPEG")
    reading = read("canh.jpg", out.getvalue())
    assert (reading.status, reading.text, reading.searchable) == (Status.DONE, "", None)


def test_a_page_too_large_to_be_drawn_is_named():
    made = FPDF(unit="pt", format=(14_500, 14_500))
    made.add_page()
    picture = Image.new("1", (9_000, 9_000), 1)
    made.image(picture, x=0, y=0, w=14_500)
    reading = read("to.pdf", bytes(made.output()))
    assert (reading.status, reading.reason, reading.unread) == (Status.FAILED, Reason.PAGES_UNREAD, [1])


def test_red_fades_and_ink_stays():
    colours = {"paper": (250, 249, 245), "stamp": (165, 25, 45), "black": (25, 25, 30), "blue": (30, 40, 150)}
    strip = Image.new("RGB", (len(colours), 1))
    strip.putdata(list(colours.values()))
    seen = dict(zip(colours, without_red(strip).tobytes(), strict=True))
    assert seen["paper"] > 240
    assert seen["stamp"] > 240
    assert max(seen["black"], seen["blue"]) < 40
