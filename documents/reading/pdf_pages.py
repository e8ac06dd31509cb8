"""The text layer of a PDF, read in a process of its own: a hostile file can only take that one with it.

Run as `python -m documents.reading.pdf_pages FILE`; writes one JSON object. Nothing here needs Django.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import error as StructError
from zlib import error as ZlibError

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import (
    LAParams,
    LTChar,
    LTComponent,
    LTContainer,
    LTImage,
    LTItem,
    LTPage,
    LTText,
    LTTextLine,
)
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from documents.layout import Layout, Line
from documents.reading.lines import finished, in_reading_order, pieces_between_gaps
from vietnamese import decode_run

MAX_PAGES = 500
MAX_LETTERS = 4_000_000
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
MAX_CPU_SECONDS = 120
# A page whose picture covers this much of it is a scan; a few letters on it are a stamp or a page number.
SCAN_COVERS = 0.7
FEW_LETTERS = 200
# Columns of a header may stand closer than pdfminer's default, two letters apart.
_LAYOUT = LAParams(char_margin=1.1, word_margin=0.12, line_overlap=0.4, boxes_flow=None, all_texts=True)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|-bd\b", re.IGNORECASE)
_Letter = tuple[str, LTItem]
_DAMAGE = (
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    PDFException,
    PSException,
    RecursionError,
    StructError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    ZlibError,
)


class TooManyPages(ValueError):
    """More pages or letters than the text of one file may have."""


def read_pages(path: Path) -> Layout:
    """Read every page; raises what pdfminer raises on a damaged file, and TooManyPages."""
    lines: list[Line] = []
    covered: list[bool] = []
    letters = 0
    with path.open("rb") as stream:
        document = PDFDocument(PDFParser(stream))
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=_LAYOUT)
        interpreter = PDFPageInterpreter(manager, device)
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            if number > MAX_PAGES:
                raise TooManyPages
            interpreter.process_page(page)
            on_page = list(in_reading_order(_page_lines(device.get_result(), number)))
            count = sum(len(line.text) for line in on_page)
            covered.append(not count or (count < FEW_LETTERS and _is_scan(device.get_result())))
            lines += on_page
            letters += count
            if letters > MAX_LETTERS:
                raise TooManyPages
    return Layout(finished(lines), pages=len(covered), scanned=covered[0] if covered else False)


def _components(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    """Every component, also those in figures, where some programs put all text."""
    for component in container:
        yield component
        if isinstance(component, LTContainer) and not isinstance(component, LTTextLine):
            yield from _components(component)


def _is_scan(page: LTPage) -> bool:
    area = page.width * page.height
    pictures = (part for part in _components(page) if isinstance(part, LTImage))
    return any(part.width * part.height > SCAN_COVERS * area for part in pictures)


def _page_lines(page: LTPage, number: int) -> list[Line]:
    found: list[Line] = []
    for part in _components(page):
        if isinstance(part, LTTextLine):
            found += _pieces(part, page, number)
    return found


def _pieces(line: LTTextLine, page: LTPage, number: int) -> Iterator[Line]:
    """The parts of a line between wide gaps: typists set the two halves of a header apart with spaces."""
    letters = [(letter, item) for item in line if isinstance(item, LTText) for letter in item.get_text()]
    for place in pieces_between_gaps("".join(letter for letter, _item in letters)):
        yield from _line_of(letters[place], page, number)


def _line_of(piece: Sequence[_Letter], page: LTPage, number: int) -> Iterator[Line]:
    letters = [item for letter, item in piece if isinstance(item, LTChar) and letter.strip()]
    if not letters:
        return
    bold = sum(bool(_BOLD.search(letter.fontname)) for letter in letters) * 2 > len(letters)
    yield Line(
        text=_decoded(piece),
        page=number,
        x0=round(letters[0].x0, 1),
        x1=round(letters[-1].x1, 1),
        top=round(page.y1 - max(letter.y1 for letter in letters), 1),
        size=round(max(letter.size for letter in letters), 1),
        bold=bold,
    )


def _decoded(piece: Sequence[_Letter]) -> str:
    """The text run by run: the name of a font proves that its letters are TCVN3 or VNI."""
    font = ""
    runs: list[tuple[str, str]] = []
    for text, item in piece:
        font = _SUBSET.sub("", item.fontname) if isinstance(item, LTChar) else font
        runs.append((font, text))
    return "".join(
        decode_run("".join(text for _font, text in run), font) for font, run in groupby(runs, itemgetter(0))
    ).strip()


def _result(path: Path) -> dict[str, object]:
    try:
        layout = read_pages(path)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"failure": "encrypted"}
    except (TooManyPages, MemoryError):
        return {"failure": "too long"}
    except _DAMAGE:
        return {"failure": "broken"}
    lines = [astuple(line) for line in layout.lines]
    return {"lines": lines, "pages": layout.pages, "scanned": layout.scanned}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    json.dump(_result(Path(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
