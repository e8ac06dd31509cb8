"""Hostile or careless HTML read into a small, shallow tree, in time that grows with its length only.

A browser's parser repairs markup by copying open elements, so a megabyte of nested tags becomes gigabytes.
This reader never copies, never nests deeper than MAX_DEPTH, and forgets every tag and attribute it does not
know. It decides how the text is laid out; what may stay in it is decided by `content.sanitising`.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from content.pasting import translated
from content.tokens import Tag, tokens

MAX_DEPTH = 24

INLINE = frozenset({"a", "strong", "em", "u", "s", "sub", "sup", "code"})
HEADINGS = frozenset({"h2", "h3", "h4"})
CAPTIONS = frozenset({"caption", "figcaption"})
# Blocks that hold text directly, and nothing but text and inline elements.
TEXT_BLOCKS = HEADINGS | CAPTIONS | {"p", "pre"}
CELLS = frozenset({"li", "td", "th"})
LISTS = frozenset({"ul", "ol"})
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = ROW_GROUPS | {"tr", "td", "th", "caption"}
NESTING = LISTS | {"blockquote", "figure", "table"}
KNOWN = INLINE | TEXT_BLOCKS | TABLE_PARTS | NESTING | {"li", "img", "br", "hr"}
VOID = frozenset({"img", "br", "hr"})
# Unknown here, but where they begin and end a paragraph does.
BREAKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "center"),
    *("dl", "dt", "dd", "details", "summary", "hgroup", "body", "html", "dialog", "search"),
    *("form", "fieldset", "legend", "select", "optgroup", "option", "textarea", "button"),
}


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)


Node: TypeAlias = Element | str


def read(source: str) -> Element:
    """Return the tree under an element "root", in which every text stands where HTML allows one."""
    builder = _Builder()
    for token in translated(tokens(source)):
        if isinstance(token, str):
            builder.text(token)
        elif token.closing:
            builder.close(token.name)
        else:
            builder.open(token)
    return builder.root


def write(nodes: list[Node]) -> Iterator[str]:
    """Yield the HTML of the nodes, piece by piece."""
    for node in nodes:
        if isinstance(node, str):
            yield html.escape(node, quote=False)
            continue
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items())
        yield f"<{node.tag}{attributes}>"
        if node.tag not in VOID:
            yield from write(node.children)
            yield f"</{node.tag}>"


class _Builder:
    """Puts tags and texts where they may stand; the stack holds the open elements, root first."""

    def __init__(self) -> None:
        self.root = Element("root")
        self._stack = [self.root]

    def text(self, text: str) -> None:
        top = self._stack[-1].tag
        if text.isspace() and top not in INLINE | TEXT_BLOCKS | CELLS:
            return
        self._make_room_for_text()
        self._stack[-1].children.append(text)

    def open(self, tag: Tag) -> None:
        name = tag.name
        if name in INLINE:
            self._open_inline(tag)
        elif name in ("br", "img"):
            self._add_void(tag)
        elif name in TABLE_PARTS and self._has_open("table", frozenset()):
            self._open_table_part(tag)
        elif name == "li":
            self._open_list_item(tag)
        elif name == "figcaption" and self._has_open("figure", CELLS):
            self._pop_to({"figure"})
            self._push(tag)
        elif name in KNOWN - TABLE_PARTS - BREAKS - {"figcaption"} and self._may_nest(name):
            self._open_block(tag)
        elif name in BREAKS | TABLE_PARTS | NESTING | CAPTIONS:
            self._open_paragraph(tag)

    def close(self, name: str) -> None:
        if name in INLINE:
            self._close_until({name}, barrier=KNOWN - INLINE)
        elif name in BREAKS:
            self._close_until({"p"}, barrier=KNOWN - INLINE - {"p"})
        elif name in HEADINGS:
            self._close_until(HEADINGS, barrier=KNOWN - INLINE - HEADINGS)
        elif name in TABLE_PARTS:
            self._close_until({name}, barrier={"table"})
        elif name == "li":
            self._close_until({name}, barrier=LISTS | {"td", "th"})
        elif name == "table":
            self._close_until({name}, barrier=frozenset())
        elif name in KNOWN:
            self._close_until({name}, barrier={"td", "th"})

    # -- opening -------------------------------------------------------------------------------

    def _open_inline(self, tag: Tag) -> None:
        if self._has_open(tag.name, KNOWN - INLINE):
            return
        if not (tag.name == "a" and self._stack[-1].tag == "figure"):
            self._make_room_for_text()
        self._push(tag)

    def _add_void(self, tag: Tag) -> None:
        top = self._stack[-1].tag
        if tag.name == "br" and top not in INLINE | TEXT_BLOCKS | CELLS:
            return
        if top != "figure":
            self._make_room_for_text()
        self._stack[-1].children.append(Element(tag.name, tag.attributes))

    def _open_paragraph(self, tag: Tag) -> None:
        block = self._text_block()
        if block is not None and block.tag != "p":
            # A paragraph inside a heading or caption is only a gap.
            self._stack[-1].children.append("\n" if block.tag == "pre" else " ")
            return
        align = {"align": "center"} if tag.name == "center" else {}
        self._open_block(Tag("p", False, tag.attributes | align))

    def _open_block(self, tag: Tag) -> None:
        self._pop_text_blocks()
        if tag.name == "figure" and self._has_open("figure", CELLS):
            self._close_until({"figure"}, barrier=CELLS)
        if tag.name in LISTS and self._stack[-1].tag in LISTS and self._stack[-1].children:
            # A list right in a list (Google Docs) belongs to the item before it.
            self._stack.append(self._last_item())
        if self._stack[-1].tag in LISTS | ROW_GROUPS | {"table", "tr"}:
            self._make_room_for_text()
        self._push(tag)
        if tag.name == "hr":
            self._stack.pop()

    def _last_item(self) -> Element:
        item = self._stack[-1].children[-1]
        return item if isinstance(item, Element) else self._stack[-1]

    def _open_list_item(self, tag: Tag) -> None:
        self._pop_text_blocks()
        if self._has_open("ul", {"td", "th"}) or self._has_open("ol", {"td", "th"}):
            self._pop_to(LISTS)
        elif self._may_nest("ul"):
            self._open_block(Tag("ul", False, {}))
        else:
            self._open_paragraph(tag)
            return
        self._push(tag)

    def _open_table_part(self, tag: Tag) -> None:
        if tag.name in ROW_GROUPS or tag.name == "caption":
            self._pop_to({"table"})
        elif tag.name == "tr":
            self._pop_to(ROW_GROUPS | {"table"})
            self._push_missing({"table": "tbody"})
        else:
            self._pop_to(ROW_GROUPS | {"table", "tr"})
            self._push_missing({"table": "tbody"})
            self._push_missing(dict.fromkeys(ROW_GROUPS, "tr"))
        self._push(tag)

    def _make_room_for_text(self) -> None:
        """Open what is missing for a text to stand here: a paragraph, an item, a cell."""
        self._push_missing(dict.fromkeys(LISTS, "li"))
        self._push_missing({"table": "tbody"})
        self._push_missing(dict.fromkeys(ROW_GROUPS, "tr"))
        self._push_missing({"tr": "td", "root": "p", "blockquote": "p", "figure": "p"})

    def _push_missing(self, needed: dict[str, str]) -> None:
        if (name := needed.get(self._stack[-1].tag)) is not None:
            self._push(Tag(name, False, {}))

    def _push(self, tag: Tag) -> None:
        element = Element(tag.name, tag.attributes)
        self._stack[-1].children.append(element)
        self._stack.append(element)

    # -- closing -------------------------------------------------------------------------------

    def _pop_text_blocks(self) -> None:
        while self._stack[-1].tag in INLINE | TEXT_BLOCKS:
            self._stack.pop()

    def _pop_to(self, names: "frozenset[str] | set[str]") -> None:
        while self._stack[-1].tag not in names:
            self._stack.pop()

    def _close_until(
        self, names: "frozenset[str] | set[str]", *, barrier: "frozenset[str] | set[str]"
    ) -> None:
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].tag in names:
                del self._stack[depth:]
                return
            if self._stack[depth].tag in barrier:
                return

    # -- looking -------------------------------------------------------------------------------

    def _has_open(self, name: str, barrier: "frozenset[str] | set[str]") -> bool:
        for element in reversed(self._stack):
            if element.tag == name:
                return True
            if element.tag in barrier:
                return False
        return False

    def _text_block(self) -> Element | None:
        for element in reversed(self._stack):
            if element.tag not in INLINE:
                return element if element.tag in TEXT_BLOCKS else None
        return None

    def _may_nest(self, name: str) -> bool:
        return name not in NESTING or len(self._stack) < MAX_DEPTH
