"""A text as a Word file for the office above (HL-9.6b): set as official letters are, pictures within.

Written from the sanitised body; `content.word_tables` draws its tables. Nothing is stored here.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from content.figures import shown_in
from content.markup import HEADINGS, LISTS, TEXT_BLOCKS, Element, Node, read
from content.models import Article, Picture
from content.word_tables import as_text, grid_of
from documents.dispatching import LARGEST
from regulations.schema import StylePolicy
from vietnamese import slug

FONT, SIZE = "Times New Roman", 14
TEXT_WIDTH = Cm(16)
# Widths of pictures that are tried until the file fits into a letter, in pixels.
PICTURE_WIDTHS = (1600, 960, 640, 320)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOKEN = re.compile(r"/anh/([A-Za-z0-9_-]{1,64})\.(?:jpg|png)")
_ALIGNED = {
    "align-center": WD_ALIGN_PARAGRAPH.CENTER,
    "align-right": WD_ALIGN_PARAGRAPH.RIGHT,
    "align-justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_LEVELS = {"h2": 1, "h3": 2, "h4": 3}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """How a run of words is set."""

    marks: frozenset[str] = frozenset()
    link: str = ""


def word_file(article: Article, style: StylePolicy) -> tuple[str, bytes]:
    """Name and bytes of the Word file of this edition, small enough for a letter where that is possible.

    The type is the one the regulation rules, else Times New Roman 14.
    """
    name = f"{slug(article.title) or 'bai'}.docx"
    content = b""
    for width in PICTURE_WIDTHS:
        content = _Writer(style, width).whole(article)
        if len(content) <= LARGEST * 2 // 3:  # base64 makes a third more of it
            break
    return name, content


@dataclass
class _Writer:
    style: StylePolicy
    widest: int
    document: WordDocument = field(default_factory=Document)
    pictures: dict[str, Picture] = field(default_factory=dict)
    indent: int = 0  # how many quotations deep, a centimetre each

    def whole(self, article: Article) -> bytes:
        self._set_styles()
        properties = self.document.core_properties
        properties.title, properties.author = _written(article.title), _written(article.author_credit)
        properties.language, properties.comments = article.item.language, ""
        tokens = {one.token for one in shown_in(article.body)}
        self.pictures = {one.token: one for one in Picture.objects.filter(token__in=tokens)}
        self._head(article)
        self.blocks(read(article.body).children, self.document)
        self._foot(article)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    # -- the sheet -----------------------------------------------------------------------------

    def _set_styles(self) -> None:
        font, size = self.style.body_font or FONT, self.style.body_size_pt or SIZE
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        for name, larger in (("Normal", 0), ("Heading 1", 2), ("Heading 2", 0), ("Heading 3", 0)):
            style: Any = self.document.styles[name]
            style.font.name, style.font.size = font, Pt(size + larger)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(script), font)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
        normal: Any = self.document.styles["Normal"]
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15

    def _line(self, words: str, *marks: str, at: str = "", style: str | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        if at:
            paragraph.alignment = _ALIGNED[at]
        _add_run(paragraph, words, Look(frozenset(marks)))
        return paragraph

    def _head(self, article: Article) -> None:
        title = self._line(article.title, "strong", at="align-center")
        title.runs[0].font.size = Pt((self.style.body_size_pt or SIZE) + 2)
        unit = article.item.unit.name
        moment = article.first_public_at
        day = _(" · đăng ngày %(day)s") % {"day": f"{timezone.localtime(moment):%d/%m/%Y}"} if moment else ""
        self._line(f"{unit}{day}", "em", at="align-center")
        if article.lead:
            self._line(article.lead, "strong", at="align-justify")
        lead = article.lead_picture
        if lead is not None and lead.token not in self.pictures:
            self._picture(self.document.add_paragraph(), lead, article.lead_picture_alt)

    def _foot(self, article: Article) -> None:
        if article.author_credit:
            self._line(article.author_credit, "strong", at="align-right")
        for role, names in article.credit_lines:
            self._line(f"{role}: {names}", at="align-right")
        if article.source_name:
            self._line(
                _("Nguồn: %(name)s %(url)s") % {"name": article.source_name, "url": article.source_url}
            )
        if article.correction:
            self._line(_("Đính chính: %(note)s") % {"note": article.change_note}, "strong")
        files = "; ".join(str(one) for one in article.attachments.all())
        if files:
            self._line(_("Tệp kèm theo trên cổng: %(names)s") % {"names": files})
        if Article.objects.public().filter(pk=article.pk).exists():
            address = settings.SITE_URL + article.get_absolute_url()
            paragraph = self._line(_("Địa chỉ bài viết:") + " ")
            _add_run(paragraph, address, Look(link=address))

    # -- blocks --------------------------------------------------------------------------------

    def blocks(self, nodes: list[Node], place: Any) -> None:
        """Write the blocks into the document or a cell."""
        for node in nodes:
            if isinstance(node, str):
                if node.strip():
                    _add_run(place.add_paragraph(), node, Look())
            elif node.tag in LISTS:
                self._list(node, place, 0)
            elif node.tag == "table":
                self._table(node, place)
            elif node.tag in {"figure", "blockquote"}:
                self._nested(node, place)
            elif node.tag == "hr":
                place.add_paragraph("* * *").alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                self._text_block(node, place)

    def _nested(self, node: Element, place: Any) -> None:
        if node.tag == "figure":
            self.blocks(node.children, place)
            return
        self.indent += 1
        self.blocks(node.children, place)
        self.indent -= 1

    def _text_block(self, node: Element, place: Any) -> None:
        paragraph = place.add_paragraph()
        if self.indent:
            paragraph.paragraph_format.left_indent = Cm(min(self.indent, 5))
        if node.tag in HEADINGS:
            paragraph.style = self.document.styles[f"Heading {_LEVELS[node.tag]}"]
        if node.tag in {"figcaption", "caption"}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._inline(node.children, paragraph, Look(frozenset({"em"})))
            return
        self._align(node, paragraph)
        children: list[Node] = node.children if node.tag in TEXT_BLOCKS else [node]
        self._inline(children, paragraph, Look())

    def _align(self, node: Element, paragraph: Paragraph) -> None:
        for name in node.attributes.get("class", "").split():
            if name in _ALIGNED:
                paragraph.alignment = _ALIGNED[name]

    # -- words and pictures --------------------------------------------------------------------

    def _inline(self, nodes: list[Node], paragraph: Paragraph, look: Look) -> None:
        for node in nodes:
            if isinstance(node, str):
                _add_run(paragraph, node, look)
            elif node.tag == "br":
                paragraph.add_run().add_break()
            elif node.tag == "img":
                self._image(node, paragraph)
            elif node.tag == "a":
                href = _whole(node.attributes.get("href", ""))
                self._inline(node.children, paragraph, replace(look, link=href))
            else:
                self._inline(node.children, paragraph, replace(look, marks=look.marks | {node.tag}))

    def _image(self, node: Element, paragraph: Paragraph) -> None:
        match = _TOKEN.fullmatch(node.attributes.get("src", ""))
        picture = self.pictures.get(match[1]) if match else None
        if picture is not None:
            self._picture(paragraph, picture, node.attributes.get("alt", ""))

    def _picture(self, paragraph: Paragraph, picture: Picture, alt: str) -> None:
        """As wide as the text at most; in words where the file is not there."""
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        try:
            with default_storage.open(self._file_of(picture), "rb") as stream:
                shape: Any = paragraph.add_run().add_picture(BytesIO(stream.read()))
        except (OSError, UnrecognizedImageError):
            logger.exception("picture %s cannot be put into a Word file", picture.pk)
            _add_run(paragraph, _("[Ảnh: %(alt)s]") % {"alt": alt}, Look())
            return
        if shape.width > TEXT_WIDTH:
            shape.height = int(shape.height * TEXT_WIDTH / shape.width)
            shape.width = TEXT_WIDTH
        shape._inline.docPr.set("descr", _written(alt))

    def _file_of(self, picture: Picture) -> str:
        """The largest drawing that is not wider than wanted; before it is drawn, the picture itself."""
        fitting = [width for width in picture.widths if width <= self.widest]
        if picture.width <= self.widest or not fitting:
            return str(picture.file.name)
        return picture.rendition_name(max(fitting), picture.extension)

    # -- lists and tables ----------------------------------------------------------------------

    def _list(self, node: Element, place: Any, depth: int) -> None:
        kind = "Number" if node.tag == "ol" else "Bullet"
        level = f" {min(depth, 2) + 1}" if depth else ""
        style: Any = self.document.styles[f"List {kind}{level}"]
        number = _new_numbering(style, self.document, node) if node.tag == "ol" else None
        for item in _elements(node, "li"):
            inline = [one for one in item.children if not _is_block(one)]
            paragraph = place.add_paragraph(style=style)
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self._inline(inline, paragraph, Look())
            for block in item.children:
                if isinstance(block, Element) and block.tag in LISTS:
                    self._list(block, place, depth + 1)
                elif isinstance(block, Element) and _is_block(block):
                    self.blocks([block], place)

    def _table(self, node: Element, place: Any) -> None:
        captions = list(_elements(node, "caption"))
        self.blocks(list(captions), place)
        grid = grid_of(node)
        if grid is None:
            for line in as_text(node):
                _add_run(place.add_paragraph(), line, Look())
            return
        table = place.add_table(grid.rows, grid.columns)
        table.style = self.document.styles["Table Grid"]
        # Asked once: python-docx walks the whole table for each single cell.
        cells = table._cells
        for spot in grid.spots:
            first = cells[spot.row * grid.columns + spot.column]
            last = cells[(spot.last_row) * grid.columns + spot.last_column]
            cell = first if first is last else first.merge(last)
            self._fill(cell, spot.element)
        place.add_paragraph()

    def _fill(self, cell: Any, element: Element) -> None:
        inline = [one for one in element.children if not _is_block(one)]
        blocks = [one for one in element.children if _is_block(one)]
        paragraph = cell.paragraphs[0]
        marks = frozenset({"strong"}) if element.tag == "th" else frozenset[str]()
        self._align(element, paragraph)
        self._inline(inline, paragraph, Look(marks))
        self.blocks(blocks, cell)


def _is_block(node: Node) -> bool:
    blocks = LISTS | TEXT_BLOCKS | {"table", "figure", "blockquote", "hr"}
    return isinstance(node, Element) and node.tag in blocks


def _elements(node: Element, tag: str) -> Iterator[Element]:
    return (one for one in node.children if isinstance(one, Element) and one.tag == tag)


def _written(words: str) -> str:
    return _UNWRITABLE.sub("", words)


def _whole(href: str) -> str:
    return settings.SITE_URL + href if href.startswith("/") else href


def _add_run(paragraph: Any, words: str, look: Look) -> None:
    run = paragraph.add_run(_written(words))
    run.bold = True if "strong" in look.marks else None
    run.italic = True if "em" in look.marks else None
    run.underline = True if "u" in look.marks or look.link else None
    run.font.strike = True if "s" in look.marks else None
    run.font.subscript = True if "sub" in look.marks else None
    run.font.superscript = True if "sup" in look.marks else None
    if look.link:
        _link(paragraph, run, look.link)


def _link(paragraph: Any, run: Any, address: str) -> None:
    key = paragraph.part.relate_to(_written(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    paragraph._p.append(link)
    link.append(run._r)


def _new_numbering(style: Any, document: Any, node: Element) -> int:
    """A numbering of its own for each list: Word would go on counting where the last one ended."""
    numbering = document.part.numbering_part.element
    used = style.element.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == used).abstractNumId.val
    number: Any = numbering.add_num(abstract)
    start = node.attributes.get("start", "1")
    number.add_lvlOverride(ilvl=0).add_startOverride(int(start) if start.isdecimal() else 1)
    return int(number.numId)
