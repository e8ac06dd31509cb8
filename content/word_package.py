"""What a .docx holds that its conversion leaves out: said to the writer, and the fonts its styles name.

mammoth reads the text; these few parts of the package are read beside it, in one pass each and within limits.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.office import UnreadablePart, read_part

# A book of 300 pages is about 8 MB; mammoth takes some twenty times as much memory for it.
MAX_XML_BYTES = 16 * 1024 * 1024
MAX_XML_DEPTH = 150
MAX_STYLES_DEPTH = 20
_PARTS = ("document", "styles", "numbering", "footnotes", "endnotes", "comments")


@dataclass
class Facts:
    """Counts of what the text of the document is not, and the font that each style stands for."""

    inserted: int = 0
    deleted: int = 0
    authors: list[str] = field(default_factory=list)
    comments: int = 0
    formulas: int = 0
    charts: int = 0
    lost_text_boxes: int = 0
    margin_pictures: int = 0
    fonts: "Fonts" = field(default_factory=lambda: Fonts())

    def notices(self) -> list[str]:
        """Sentences for the writer; empty when nothing was left out."""
        return [sentence for sentence in (self._changes(), *self._losses()) if sentence]

    def _changes(self) -> str:
        if not (self.inserted or self.deleted):
            return ""
        who = ", ".join(self.authors) or _("không rõ tên")
        return _(
            "Tệp có sửa đổi đang theo dõi của %(who)s: đã giữ %(inserted)d chỗ thêm, "
            "đã bỏ %(deleted)d chỗ xóa. Hãy kiểm tra lại chữ."
        ) % {"who": who, "inserted": self.inserted, "deleted": self.deleted}

    def _losses(self) -> list[str]:
        found = (
            (
                self.comments,
                ngettext("Đã bỏ %(n)d nhận xét bên lề.", "Đã bỏ %(n)d nhận xét bên lề.", self.comments),
            ),
            (
                self.margin_pictures,
                ngettext(
                    "Đã bỏ %(n)d ảnh ở đầu trang, chân trang.",
                    "Đã bỏ %(n)d ảnh ở đầu trang, chân trang.",
                    self.margin_pictures,
                ),
            ),
            (
                self.formulas,
                ngettext(
                    "Có %(n)d công thức không chuyển được; hãy chèn lại dưới dạng ảnh.",
                    "Có %(n)d công thức không chuyển được; hãy chèn lại dưới dạng ảnh.",
                    self.formulas,
                ),
            ),
            (
                self.charts,
                ngettext(
                    "Có %(n)d biểu đồ, sơ đồ không chuyển được; hãy chụp lại thành ảnh rồi chèn vào bài.",
                    "Có %(n)d biểu đồ, sơ đồ không chuyển được; hãy chụp lại thành ảnh rồi chèn vào bài.",
                    self.charts,
                ),
            ),
            (
                self.lost_text_boxes,
                ngettext(
                    "Có %(n)d khung chữ không đọc được; hãy chép chữ trong khung vào bài.",
                    "Có %(n)d khung chữ không đọc được; hãy chép chữ trong khung vào bài.",
                    self.lost_text_boxes,
                ),
            ),
        )
        return [sentence % {"n": number} for number, sentence in found if number]


@dataclass
class Fonts:
    """Which font a run is in when it names none itself: by its style, its paragraph's style, the document."""

    of_style: dict[str, str] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    default_style: str = ""
    default: str = ""

    def named_by(self, style: str | None) -> str:
        """The font of a style or of the ones it is based on; empty when none names one."""
        for _step in range(MAX_STYLES_DEPTH):
            if not style:
                return ""
            if font := self.of_style.get(style):
                return font
            style = self.based_on.get(style)
        return ""

    def of_run(self, own: str | None, run_style: str | None, paragraph_style: str | None) -> str:
        return (
            own
            or self.named_by(run_style)
            or self.named_by(paragraph_style or self.default_style)
            or self.default
        )


def read_facts(archive: ZipFile) -> Facts:
    """Read what the conversion does not tell.

    Raises UnreadablePart for XML that is too long, too deep, not well-formed or has a document type.
    """
    names = set(archive.NameToInfo)
    if sum(
        archive.NameToInfo[f"word/{part}.xml"].file_size for part in _PARTS if f"word/{part}.xml" in names
    ) > (MAX_XML_BYTES):
        raise UnreadablePart("word")
    facts = Facts()
    body = _Body(facts)
    _parse(read_part(archive, "word/document.xml", MAX_XML_BYTES), body.start, body.end)
    for part in ("numbering", "footnotes", "endnotes", "comments"):
        _parse(read_part(archive, f"word/{part}.xml", MAX_XML_BYTES), _ignore, _ignore)
    styles = _Styles(facts.fonts)
    _parse(read_part(archive, "word/styles.xml", MAX_XML_BYTES), styles.start, styles.end)
    margins = sorted(name for name in names if name.startswith(("word/header", "word/footer")))
    for name in margins:
        _parse(read_part(archive, name), lambda tag, given: _count_margin_picture(facts, tag), _ignore)
    return facts


def _parse(data: bytes, start: Callable[[str, dict[str, str]], Any], end: Callable[[str], Any]) -> None:
    if not data:
        return
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise UnreadablePart("depth")
        start(name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def doctype(*declaration: object) -> None:
        raise UnreadablePart("DOCTYPE")

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadablePart(str(error)) from error


def _ignore(*given: object) -> None:
    return None


def _count_margin_picture(facts: Facts, tag: str) -> None:
    facts.margin_pictures += tag in {"a:blip", "v:imagedata"}


class _Body:
    """Counts in document.xml. What an old program is to show instead (mc:Fallback) is not counted twice."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._open: Counter[str] = Counter()
        self._boxes = 0
        self._had_fallback = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        self._open[tag] += 1
        if self._open["mc:Fallback"]:
            self._had_fallback = True
            return
        if tag == "mc:AlternateContent":
            self._boxes, self._had_fallback = 0, False
        elif tag in {"w:ins", "w:moveTo"}:
            self._facts.inserted += self._is_text_change()
            self._note_author(given)
        elif tag in {"w:del", "w:moveFrom"}:
            self._facts.deleted += self._is_text_change()
            self._note_author(given)
        else:
            self._count(tag)

    def end(self, tag: str) -> None:
        self._open[tag] -= 1
        if tag == "mc:AlternateContent" and not self._had_fallback:
            self._facts.lost_text_boxes += self._boxes

    def _is_text_change(self) -> bool:
        """Not the mark that a paragraph's end or a row was changed."""
        return not (self._open["w:rPr"] or self._open["w:trPr"] or self._open["w:pPr"])

    def _note_author(self, given: dict[str, str]) -> None:
        author = " ".join(given.get("w:author", "").split())[:80]
        if author and author not in self._facts.authors and len(self._facts.authors) < 10:
            self._facts.authors.append(author)

    def _count(self, tag: str) -> None:
        facts = self._facts
        facts.comments += tag == "w:commentReference"
        facts.formulas += tag == "m:oMath" or tag == "o:OLEObject"
        facts.charts += tag in {"c:chart", "dgm:relIds"}
        if tag == "wps:txbx":
            self._boxes += 1
            facts.lost_text_boxes += not self._open["mc:AlternateContent"]


class _Styles:
    """Fonts from styles.xml; element names carry Word's own prefix, as Word and its kin write it."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._style = ""
        self._in_defaults = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "w:docDefaults":
            self._in_defaults = True
        elif tag == "w:style":
            self._style = given.get("w:styleId", "")
            if given.get("w:type") == "paragraph" and given.get("w:default") in {"1", "true", "on"}:
                self._fonts.default_style = self._style
        elif tag == "w:basedOn" and self._style:
            self._fonts.based_on[self._style] = given.get("w:val", "")
        elif tag == "w:rFonts" and (font := given.get("w:ascii") or given.get("w:hAnsi")):
            self._name(font)

    def end(self, tag: str) -> None:
        if tag == "w:style":
            self._style = ""
        elif tag == "w:docDefaults":
            self._in_defaults = False

    def _name(self, font: str) -> None:
        if self._style:
            self._fonts.of_style[self._style] = font
        elif self._in_defaults:
            self._fonts.default = font
