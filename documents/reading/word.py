"""Word files (.docx): paragraphs, tables and text boxes in the order of the body, page headers after them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from documents.archives import Inspection
from documents.layout import Layout, Line
from documents.names import MACRO_EXTENSIONS
from documents.office import PACKAGE_EXTENSIONS
from documents.reading.failures import BrokenFile, EncryptedFile, TooLongFile
from documents.reading.lines import cut_at_gaps, finished
from documents.refusal import UploadRefused
from documents.signatures import OLE_START
from regulations.schema import UploadPolicy
from vietnamese import decode_run

# A book of 300 pages is about 8 MB.
MAX_DOCUMENT_BYTES = 24 * 1024 * 1024
MAX_STYLES_DEPTH = 20
# The package was judged when it was uploaded; here only its structure and its size count.
_ANY_PACKAGE = UploadPolicy(
    max_bytes=200 * 1024 * 1024,
    extensions=tuple(sorted(PACKAGE_EXTENSIONS | MACRO_EXTENSIONS)),
    allow_software_archives=True,
)
_DAMAGE = (
    AttributeError,
    BadZipFile,
    IndexError,
    KeyError,
    OpcError,
    RecursionError,
    SyntaxError,  # what lxml raises on broken XML derives from it
    TypeError,
    ValueError,
)

_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
_RUN, _TEXT, _TAB, _BOX = (qn(f"w:{name}") for name in ("r", "t", "tab", "txbxContent"))
_LINE_ENDS = {qn("w:br"), qn("w:cr")}
_HYPHEN = qn("w:noBreakHyphen")
_CONTENT = qn("w:sdtContent")
_PROPERTIES, _BOLD, _FONTS, _VALUE, _ASCII, _ANSI = (
    qn(f"w:{name}") for name in ("rPr", "b", "rFonts", "val", "ascii", "hAnsi")
)
# Deleted text, and what old programs show instead of a text box that is there already.
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_OFF = {"0", "false", "off", "none"}


def read_word(path: Path) -> Layout:
    """Read a .docx or .docm; raises BrokenFile, EncryptedFile, TooLongFile, OSError for no such file.

    Nothing that the package declares about itself is trusted: it is inspected before it is opened.
    """
    with path.open("rb") as stream:
        start = stream.read(len(OLE_START))
        size = path.stat().st_size
        if start == OLE_START:
            raise EncryptedFile
        try:
            with Inspection(path.name, _ANY_PACKAGE).opened(stream, size, "docx") as archive:
                parts = [info.file_size for info in archive.infolist() if info.filename.startswith("word/")]
                if max((size for size in parts if size), default=0) > MAX_DOCUMENT_BYTES:
                    raise TooLongFile
            stream.seek(0)
            return Layout(finished(list(_WordFile(Document(stream)).lines())))
        except UploadRefused as refused:
            raise BrokenFile(refused.sentence) from refused
        except _DAMAGE as error:
            raise BrokenFile from error


class _Look(NamedTuple):
    font: str
    bold: bool


class _WordFile:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._styles = {style.style_id: style for style in document.styles}
        self._default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self._looks: dict[str | None, _Look] = {}

    def lines(self) -> Iterator[Line]:
        yield from self._blocks(self._document.element.body, column=0)
        # The page header is no part of the text, yet some typists put the whole head of a document there.
        for section in self._document.sections[:1]:
            for header in (section.first_page_header, section.header):
                if not header.is_linked_to_previous:
                    yield Line("")
                    yield from self._blocks(header._element, column=0)

    def _blocks(self, parent: Any, column: int) -> Iterator[Line]:
        for child in parent.iterchildren():
            if child.tag == _P:
                yield from self._paragraph(child, column)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag == _SDT:
                for content in child.iterchildren(_CONTENT):
                    yield from self._blocks(content, column)

    def _table(self, table: Any) -> Iterator[Line]:
        for row in table.iterchildren(_TR):
            for place, cell in enumerate(row.iterchildren(_TC), start=1):
                yield from self._blocks(cell, column=place)

    # -- paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any, column: int) -> Iterator[Line]:
        style = paragraph.style
        text, letters, bold_letters = "", 0, 0
        for run in self._runs(paragraph):
            words = decode_run(_text_of(run), self._font(run, style))
            count = len(words.strip())
            letters += count
            bold_letters += count if self._is_bold(run, style) else 0
            text += words
        is_bold = bool(letters) and bold_letters * 2 > letters
        for words in text.split("\n"):
            yield from cut_at_gaps(Line(words, bold=is_bold, column=column))
        for box in _boxes(paragraph):
            yield Line("")
            yield from self._blocks(box, column=0)
            yield Line("")

    def _runs(self, element: Any) -> Iterator[Any]:
        """Runs also inside links, content controls and insertions, but not in text boxes."""
        for child in element.iterchildren():
            if child.tag == _RUN:
                yield child
            elif child.tag not in _SKIPPED and child.tag != _BOX:
                yield from self._runs(child)

    def _is_bold(self, run: Any, style_id: str | None) -> bool:
        properties = run.find(_PROPERTIES)
        own = properties.find(_BOLD) if properties is not None else None
        if own is not None:
            return own.get(_VALUE, "true") not in _OFF
        return self._of_style(style_id).bold

    def _font(self, run: Any, style_id: str | None) -> str:
        properties = run.find(_PROPERTIES)
        fonts = properties.find(_FONTS) if properties is not None else None
        own = None if fonts is None else fonts.get(_ASCII) or fonts.get(_ANSI)
        return own or self._of_style(style_id).font

    def _of_style(self, style_id: str | None) -> _Look:
        if style_id not in self._looks:
            self._looks[style_id] = _look_of(self._styles.get(style_id, self._default))
        return self._looks[style_id]


def _look_of(style: Any) -> _Look:
    """Font and weight by a style and those it is based on."""
    font, bold = "", None
    for _step in range(MAX_STYLES_DEPTH):
        if style is None or not hasattr(style, "font"):
            break
        font = font or style.font.name or ""
        bold = style.font.bold if bold is None else bold
        style = style.base_style
    return _Look(font, bool(bold))


def _text_of(run: Any) -> str:
    out = ""
    for child in run.iterchildren():
        if child.tag == _TEXT:
            out += child.text or ""
        elif child.tag == _TAB:
            out += "\t"
        elif child.tag in _LINE_ENDS:
            out += "\n"
        elif child.tag == _HYPHEN:
            out += "-"
    return out


def _boxes(element: Any) -> Iterator[Any]:
    """The contents of the text boxes anchored in a paragraph, those in drawings once."""
    for child in element.iterchildren():
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
