"""Pages of a PDF: their text layer, whether it can be used, single pages taken out and put back together.

Meant for the confined program (documents.reading_program): the libraries below read files of strangers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pypdfium2
from pikepdf import Pdf
from pypdfium2 import raw

from vietnamese import convert, is_syllable

# A page that is a picture has less text of its own than this: a page number, a line of a digital signature.
FEW_LETTERS = 100
# Above this share of the page a picture is the page; below it, it is a figure in a text.
_PICTURE_SHARE = 0.5
# Vietnamese text: three words of four carry a mark. A layer that OCR made without Vietnamese has none.
_MARKED_WORDS = 0.25
_SYLLABLES = 0.5
_DEEPEST_FORM = 4
_MOST_OBJECTS = 5_000
_LARGEST_SIDE = 14_400  # points: what the PDF standard allows
# Beyond this OCR would need gigabytes: A3 at 600 dpi is 70 million.
MAX_PIXELS = 120_000_000
_PLAIN_DPI = 400  # what ocrmypdf draws a page at that has no pictures

_BASE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class SurveyedPage:
    """What a page says by itself: its text, whether OCR has to read it, and is kept from it by its size."""

    text: str
    needs_ocr: bool
    too_large: bool = False


class Encrypted(ValueError):
    """The file opens with a password only."""


class Damaged(ValueError):
    """The file cannot be opened as a PDF, or has no pages."""


def survey(path: Path, most_pages: int, most_letters: int) -> tuple[int, list[SurveyedPage]]:
    """Return the number of pages and what is on the first of them, until either limit is reached.

    Raises Encrypted or Damaged.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Encrypted(str(error)) from error
        raise Damaged(str(error)) from error
    with document:
        count = len(document)
        if not count:
            raise Damaged("no pages")
        return count, list(_surveyed(document, min(count, most_pages), most_letters))


def _surveyed(document: pypdfium2.PdfDocument, count: int, letters_left: int) -> Iterator[SurveyedPage]:
    for index in range(count):
        if letters_left <= 0:
            return
        try:
            page = _survey_page(document, index)
        except pypdfium2.PdfiumError:
            # One broken page is not the end of the document; OCR may still be able to draw it.
            page = SurveyedPage("", needs_ocr=True)
        letters_left -= len(page.text)
        yield page


def _survey_page(document: pypdfium2.PdfDocument, index: int) -> SurveyedPage:
    page = document[index]
    width, height = page.get_size()
    text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\f", "\n")
    drawn = _drawn_on(page, max(width * height, 1.0))
    needs_ocr = _needs_ocr(text, drawn.objects, drawn.picture_share)
    too_large = max(width, height) > _LARGEST_SIDE or drawn.pixels > MAX_PIXELS
    return SurveyedPage(text, needs_ocr, needs_ocr and too_large)


@dataclass(frozen=True)
class _Drawn:
    """How many things are on a page, the share of it that is pictures, and its pixels when OCR draws it."""

    objects: int
    picture_share: float
    pixels: float


def _drawn_on(page: pypdfium2.PdfPage, area: float) -> _Drawn:
    things = list(islice(page.get_objects(max_depth=_DEEPEST_FORM), _MOST_OBJECTS))
    covered, pixels = 0.0, 0.0
    for picture in (thing for thing in things if thing.type == raw.FPDF_PAGEOBJ_IMAGE):
        left, bottom, right, top = picture.get_bounds()
        own = (right - left) * (top - bottom)
        covered += min(own, area)
        # A small crest may be as dense as it likes: the page is drawn as dense as what fills it.
        if own > area / 10:
            wide, high = picture.get_px_size()
            pixels = max(pixels, wide * high * area / own)
    return _Drawn(len(things), covered / area, pixels or area * (_PLAIN_DPI / 72) ** 2)


def _needs_ocr(text: str, objects: int, picture_share: float) -> bool:
    letters = sum(map(str.isalpha, text))
    if not letters:
        return objects > 0
    if picture_share < _PICTURE_SHARE:
        return False
    return letters < FEW_LETTERS or not reads_well(text)


def reads_well(text: str) -> bool:
    """Say whether a text layer is Vietnamese as somebody wrote it, in Unicode or an old encoding."""
    words = [word for word in convert(text).text.lower().split() if word.isalpha()]
    if not words:
        return False
    marked = sum(1 for word in words if not _BASE_LETTERS.issuperset(word))
    known = sum(map(is_syllable, words))
    return marked >= _MARKED_WORDS * len(words) and known >= _SYLLABLES * len(words)


def take_pages(source: Path, numbers: Sequence[int], target: Path) -> None:
    """Write a PDF of these pages (from 1) only: without forms, signatures, scripts and attached files."""
    with Pdf.open(source) as document, Pdf.new() as taken:
        for number in numbers:
            taken.pages.append(document.pages[number - 1])
        taken.save(target)


def merge_pages(source: Path, read: Mapping[int, tuple[Path, int]], target: Path) -> None:
    """Write the document anew with the pages that OCR read: each is a PDF and its place there (from 0).

    The same pages give the same bytes.
    """
    with Pdf.open(source) as document, Pdf.new() as merged:
        opened = {path: Pdf.open(path) for path in {path for path, _place in read.values()}}
        for number, page in enumerate(document.pages, start=1):
            path, place = read.get(number, (None, 0))
            merged.pages.append(page if path is None else opened[path].pages[place])
        merged.save(target, deterministic_id=True)
        for part in opened.values():
            part.close()
