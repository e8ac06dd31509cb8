"""The text of workbooks, slides and OpenDocument files, read out of their packages within limits.

One text per sheet or slide; an OpenDocument text is one. Formulas give the value that was saved with them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from documents.office import UnreadablePart, read_part, xml_elements

# Of XML that is read, of all parts together: a workbook of a million cells is about 40 MB.
MAX_XML_BYTES = 64 * 1024 * 1024
MAX_XML_DEPTH = 200
_MOST_PARTS = 1_000
_ODF_LINES = frozenset({"text:p", "text:h"})
_ODF_GAPS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
# What the reader of a document does not see: change marks, comments, the names of styles.
_ODF_HIDDEN = frozenset({"office:annotation", "text:tracked-changes", "office:automatic-styles"})


@dataclass
class Package:
    """An opened package and how much of it may still be unpacked, in bytes, and kept, in letters."""

    archive: ZipFile
    letters_left: int
    bytes_left: int = MAX_XML_BYTES

    def part(self, name: str) -> bytes:
        """Return a part, empty when there is none. Raises UnreadablePart at the limit."""
        data = read_part(self.archive, name, limit=self.bytes_left)
        self.bytes_left -= len(data)
        return data

    def related(self, name: str) -> dict[str, str]:
        """The parts that a part refers to, by the id of the relation."""
        folder = dirname(name)
        relations = self.part(join(folder, "_rels", f"{name.rpartition('/')[2]}.rels"))
        found = xml_elements(relations, frozenset({"Relationship"})) if relations else []
        local = (one for one in found if one.get("TargetMode", "") != "External")
        return {one.get("Id", ""): _resolved(folder, one.get("Target", "")) for one in local}


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def read_package(path: Path, extension: str, most_letters: int) -> list[str]:
    """Return the text of each sheet or slide, or of the whole OpenDocument file; cut at `most_letters`.

    Raises UnreadablePart or what ZipFile raises for a damaged file.
    """
    with ZipFile(path) as archive:
        return list(_READERS[extension](Package(archive, most_letters)))


def _parse(data: bytes, reader: "_Reader") -> None:
    """Feed the handlers of `reader`; raises UnreadablePart for what no office program writes."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.started
    parser.EndElementHandler = reader.ended
    parser.CharacterDataHandler = reader.said
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadablePart(str(error)) from error


def _refuse_doctype(*declaration: object) -> None:
    raise UnreadablePart("DOCTYPE")


class _Reader:
    """Collects lines of text; what a subclass does not want to hear is left out.

    Elements of Office files are named without their prefix, which programs choose as they like.
    """

    keeps_prefix = False

    def __init__(self, package: Package) -> None:
        self.lines: list[str] = []
        self._package = package
        self._depth = 0
        self._piece: list[str] = []

    def started(self, tag: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_XML_DEPTH:
            raise UnreadablePart("depth")
        self.begin(self._named(tag), given)

    def ended(self, tag: str) -> None:
        self._depth -= 1
        self.end(self._named(tag))

    def _named(self, tag: str) -> str:
        return tag if self.keeps_prefix else tag.rpartition(":")[2]

    def said(self, text: str) -> None:
        if self.listens() and self._package.letters_left > 0:
            self._package.letters_left -= len(text)
            self._piece.append(text)

    def taken(self) -> str:
        piece, self._piece = "".join(self._piece), []
        return piece

    def begin(self, tag: str, given: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def listens(self) -> bool:
        return True

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).strip()


# -- slides --------------------------------------------------------------------------------------


class _Slide(_Reader):
    _in_run = False

    def begin(self, tag: str, given: dict[str, str]) -> None:
        self._in_run = tag == "t"
        if tag == "br":
            self._piece.append("\n")

    def end(self, tag: str) -> None:
        self._in_run = False
        if tag == "p":
            self.lines.append(self.taken())

    def listens(self) -> bool:
        return self._in_run


def _slides(package: Package) -> Iterator[str]:
    return _parts_in_order(package, "ppt/presentation.xml", "sldId", lambda: _Slide(package))


def _parts_in_order(
    package: Package, main: str, entry: str, new_reader: Callable[[], _Reader]
) -> Iterator[str]:
    """The parts that the list in the main part names, in its order."""
    related = package.related(main)
    listed = xml_elements(package.part(main), frozenset({entry}))
    for one in listed[:_MOST_PARTS]:
        reader = new_reader()
        relation = next((value for name, value in one.items() if name.endswith(":id")), "")
        _parse_if_any(package.part(related.get(relation, "")), reader)
        yield reader.text


def _parse_if_any(data: bytes, reader: _Reader) -> None:
    if data:
        _parse(data, reader)


# -- workbooks -----------------------------------------------------------------------------------


class _SharedTexts(_Reader):
    """Texts that cells refer to by number; how the Japanese read them (rPh) is left out."""

    _in_text = _in_reading = False

    def begin(self, tag: str, given: dict[str, str]) -> None:
        self._in_reading = self._in_reading or tag == "rPh"
        self._in_text = tag == "t" and not self._in_reading

    def end(self, tag: str) -> None:
        self._in_text = False
        self._in_reading = self._in_reading and tag != "rPh"
        if tag == "si":
            self.lines.append(self.taken())

    def listens(self) -> bool:
        return self._in_text


@dataclass
class _Workbook:
    texts: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()
    epoch: datetime = CALENDAR_WINDOWS_1900


class _Sheet(_Reader):
    """A line per row, cells parted by tabs; empty cells and rows are left out."""

    def __init__(self, package: Package, workbook: _Workbook) -> None:
        super().__init__(package)
        self._workbook = workbook
        self._cells: list[str] = []
        self._kind = ""
        self._style = 0
        self._in_value = False

    def begin(self, tag: str, given: dict[str, str]) -> None:
        self._in_value = tag in {"v", "t"}
        if tag == "c":
            self._kind = given.get("t", "n")
            style = given.get("s", "0")
            self._style = int(style) if style.isdecimal() else 0
            self.taken()

    def end(self, tag: str) -> None:
        self._in_value = False
        if tag == "c" and (value := self._value(self.taken().strip())):
            self._cells.append(value)
        elif tag == "row" and self._cells:
            self.lines.append("\t".join(self._cells))
            self._cells = []

    def listens(self) -> bool:
        return self._in_value

    def _value(self, written: str) -> str:
        if self._kind == "s":
            return self._shared(written)
        if self._kind == "n" and self._style in self._workbook.date_styles:
            return self._as_date(written)
        return "" if self._kind in {"b", "e"} else written

    def _shared(self, written: str) -> str:
        texts = self._workbook.texts
        text = texts[int(written)] if written.isdecimal() and int(written) < len(texts) else ""
        # The same long text may stand in every cell: each use counts.
        self._package.letters_left -= len(text)
        return text if self._package.letters_left > 0 else ""

    def _as_date(self, written: str) -> str:
        try:
            moment = from_excel(float(written), self._workbook.epoch)
        except (ValueError, OverflowError):
            return written
        if isinstance(moment, datetime):
            return f"{moment:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
        return f"{moment:%H:%M}"


def _sheets(package: Package) -> Iterator[str]:
    texts = _SharedTexts(package)
    # What is shared is counted where it is used.
    left = package.letters_left
    _parse_if_any(package.part("xl/sharedStrings.xml"), texts)
    package.letters_left = left
    workbook = _Workbook(texts.lines, _date_styles(package.part("xl/styles.xml")), _epoch(package))
    return _parts_in_order(package, "xl/workbook.xml", "sheet", lambda: _Sheet(package, workbook))


def _epoch(package: Package) -> datetime:
    properties = xml_elements(package.part("xl/workbook.xml"), frozenset({"workbookPr"}))
    counts_from_1904 = any(one.get("date1904") in {"1", "true"} for one in properties)
    return CALENDAR_MAC_1904 if counts_from_1904 else CALENDAR_WINDOWS_1900


class _Styles(_Reader):
    """Which of the cell styles, by their number, show a date."""

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self.formats = dict(BUILTIN_FORMATS)
        self.cell_styles: list[str] = []
        self._in_cell_styles = False

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "numFmt" and given.get("numFmtId", "").isdecimal():
            self.formats[int(given["numFmtId"])] = given.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cell_styles = True
        elif tag == "xf" and self._in_cell_styles:
            self.cell_styles.append(given.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        self._in_cell_styles = self._in_cell_styles and tag != "cellXfs"


def _date_styles(package: Package) -> frozenset[int]:
    styles = _Styles(package)
    _parse_if_any(package.part("xl/styles.xml"), styles)
    numbers = (int(one) if one.isdecimal() else 0 for one in styles.cell_styles)
    return frozenset(
        place for place, number in enumerate(numbers) if is_date_format(styles.formats.get(number, ""))
    )


# -- OpenDocument --------------------------------------------------------------------------------


class _OpenDocument(_Reader):
    """A line per paragraph; a line per row in tables, cells parted by tabs."""

    keeps_prefix = True

    def __init__(self, package: Package) -> None:
        super().__init__(package)
        self._cells: list[str] = []
        self._tables = self._paragraphs = self._hidden = 0

    def begin(self, tag: str, given: dict[str, str]) -> None:
        self._hidden += tag in _ODF_HIDDEN
        self._tables += tag == "table:table"
        self._paragraphs += tag in _ODF_LINES
        if tag in _ODF_GAPS and self.listens():
            self._piece.append(_ODF_GAPS[tag])

    def end(self, tag: str) -> None:
        self._hidden -= tag in _ODF_HIDDEN
        self._tables -= tag == "table:table"
        if tag in _ODF_LINES:
            self._paragraphs -= 1
            self._keep_line()
        elif tag == "table:table-row" and self._cells:
            self.lines.append("\t".join(self._cells))
            self._cells = []

    def _keep_line(self) -> None:
        line = self.taken()
        if not self._tables:
            self.lines.append(line)
        elif line.strip():
            self._cells.append(" ".join(line.split()))

    def listens(self) -> bool:
        return self._paragraphs > 0 and not self._hidden


def _open_document(package: Package) -> Iterator[str]:
    reader = _OpenDocument(package)
    _parse_if_any(package.part("content.xml"), reader)
    yield reader.text


_READERS: dict[str, Callable[[Package], Iterator[str]]] = {
    "xlsx": _sheets,
    "xlsm": _sheets,
    "pptx": _slides,
    "pptm": _slides,
    "odt": _open_document,
    "ods": _open_document,
    "odp": _open_document,
}
EXTENSIONS = frozenset(_READERS)
