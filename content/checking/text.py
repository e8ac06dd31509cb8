"""A text taken apart once for every rule: its lines with their places, tables, pictures, links, headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from content.markup import INLINE, Element, Node, read
from content.models import Article
from documents.access import with_signatures
from documents.models import Attachment
from editorial.checklist import Found

BESIDE = 50  # characters quoted on either side of what was found


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in words; the words are made only for what is found."""

    part: str
    number: int = 0
    row: int = 0

    def __str__(self) -> str:
        words = {"number": self.number, "row": self.row}
        return {
            "title": _("tiêu đề"),
            "lead": _("tóm tắt"),
            "body": _("nội dung, đoạn %(number)d"),
            "table": _("bảng %(number)d"),
            "row": _("bảng %(number)d, hàng %(row)d"),
            "picture": _("ảnh %(number)d"),
            "lead_picture": _("ảnh đại diện"),
            "attachment": _("tệp đính kèm %(number)d"),
        }[self.part] % words


@dataclass(frozen=True, slots=True)
class Line:
    """Some words without a line break, and where they stand."""

    place: Place
    words: str


def found_at(line: Line, match: re.Match[str]) -> Found:
    """The place of the line, with the words around the match."""
    start, end = max(0, match.start() - BESIDE), match.end() + BESIDE
    words = line.words[start:end].strip()
    before, behind = "… " if start else "", " …" if end < len(line.words) else ""
    return Found(str(line.place), f"{before}{words}{behind}")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Link:
    place: Place
    address: str
    words: str


@dataclass(slots=True)
class Image:
    place: Place
    source: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of cells; the first row counts as its head even where the writer marked none."""

    place: Place
    rows: list[list[str]]
    has_head: bool


@dataclass(slots=True)
class Body:
    lines: list[Line] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)


class Text:
    """An article or a page as the rules read it."""

    def __init__(self, edition: Any) -> None:
        self.edition = edition
        self.article = edition if isinstance(edition, Article) else None
        self.title = edition.title.strip()
        self.lead = self.article.lead.strip() if self.article else ""
        self.body = _Reader().read(edition.body)

    @cached_property
    def files(self) -> list[Attachment]:
        """The attachments in their order."""
        if self.edition.pk is None:
            return []
        return list(with_signatures(self.edition.attachments.order_by("order", "pk")))

    @cached_property
    def attachments(self) -> list[Line]:
        """File names and titles; what is in the files is not read here."""
        return [
            Line(Place("attachment", number), f"{part.title} {part.name}".strip())
            for number, part in enumerate(self.files, start=1)
        ]

    @cached_property
    def written(self) -> list[Line]:
        """Title, lead and every line of the body, in the order of reading, tables row by row."""
        head = [Line(Place("title"), self.title)]
        lead = [Line(Place("lead"), line) for line in self.lead.split("\n")]
        return [line for line in (*head, *lead, *self.body.lines) if line.words]

    @cached_property
    def everything(self) -> list[Line]:
        """What is written, and the words around it: descriptions, captions, names of files."""
        around = [Line(image.place, image.alt) for image in self.body.images]
        if self.article:
            around.append(Line(Place("lead_picture"), self.article.lead_picture_alt))
        around += [*self.body.captions, *self.attachments]
        return [*self.written, *(line for line in around if line.words)]


class _Reader:
    """Walks through the tree of a body once, in time that grows with its length."""

    def __init__(self) -> None:
        self.body = Body()
        self._paragraphs = 0

    def read(self, source: str) -> Body:
        self._blocks(read(source).children, "")
        return self.body

    def _blocks(self, nodes: list[Node], caption: str) -> None:
        inline: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or node.tag in INLINE | {"br", "img"}:
                inline.append(node)
                continue
            self._paragraph(inline, caption)
            inline = []
            self._block(node, caption)
        self._paragraph(inline, caption)

    def _block(self, element: Element, caption: str) -> None:
        if element.tag == "table":
            self._table(element)
        elif element.tag == "figure":
            self._blocks(element.children, _caption_of(element))
        elif element.tag in {"figcaption", "caption"}:
            words = _words(element.children)
            self.body.captions.append(Line(self._place(), " ".join(words.split())))
        elif element.tag in {"h2", "h3", "h4"}:
            self._paragraph(element.children, caption, level=int(element.tag[1]))
        elif element.tag != "hr":
            self._blocks(element.children, caption)

    def _place(self) -> Place:
        return Place("body", max(self._paragraphs, 1))

    def _paragraph(self, nodes: list[Node], caption: str, level: int = 0) -> None:
        if not nodes:
            return
        words = [" ".join(line.split()) for line in _words(nodes).split("\n")]
        if any(words) or level:
            self._paragraphs += 1
        place = self._place()
        self._gather(nodes, place, caption)
        if level:
            line = Line(place, " ".join(words).strip())
            self.body.headings.append(Heading(level, line))
            words = [line.words]
        self.body.lines += [Line(place, line) for line in words if line]

    def _gather(self, nodes: list[Node], place: Place, caption: str) -> None:
        """Pictures and links, however deep they stand."""
        for node in nodes:
            if isinstance(node, str):
                continue
            given = node.attributes
            if node.tag == "img":
                number = Place("picture", len(self.body.images) + 1)
                image = Image(number, given.get("src", ""), given.get("alt", "").strip(), caption)
                self.body.images.append(image)
            elif node.tag == "a":
                words = " ".join(_words(node.children).split())
                self.body.links.append(Link(place, given.get("href", ""), words))
            self._gather(node.children, place, caption)

    def _table(self, table: Element) -> None:
        number = len(self.body.grids) + 1
        rows: list[list[str]] = []
        has_head = False
        for part in _parts(table):
            if part.tag == "caption":
                self._block(part, "")
                continue
            cells = [cell for cell in part.children if isinstance(cell, Element)]
            has_head = has_head or any(cell.tag == "th" for cell in cells)
            row = [" ".join(_words(cell.children).split()) for cell in cells]
            place = Place("row", number, len(rows) + 1)
            rows.append(row)
            self._gather(part.children, place, "")
            self.body.lines.append(Line(place, " | ".join(row)))
        self.body.grids.append(Grid(Place("table", number), rows, has_head))


def _parts(table: Element) -> Iterator[Element]:
    """The caption and the rows of a table, in order."""
    for part in table.children:
        if not isinstance(part, Element):
            continue
        if part.tag in {"caption", "tr"}:
            yield part
        else:
            yield from (row for row in part.children if isinstance(row, Element) and row.tag == "tr")


def _caption_of(figure: Element) -> str:
    found = (part for part in figure.children if isinstance(part, Element) and part.tag == "figcaption")
    return " ".join(_words(next(found, Element("figcaption")).children).split())


def _words(nodes: list[Node]) -> str:
    """The text of the nodes; only <br> breaks a line, blocks inside a cell are parted by a space."""
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return nodes[0].replace("\n", " ")
    return "".join(_spoken(nodes))


def _spoken(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node.replace("\n", " ")
        elif node.tag == "br":
            yield "\n"
        else:
            apart = "" if node.tag in INLINE else " "
            yield apart
            yield from _spoken(node.children)
            yield apart
