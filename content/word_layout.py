"""A converted Word text laid out as what its writer meant: headings, lists, captions and header rows.

Most school texts use no styles: a heading is a short bold line, a list is typed with hyphens, a caption is a
centred line in italics below its picture. All of it works on the tree of `content.markup`.
"""

import itertools
import re
from collections.abc import Iterator

from content.markup import Element, Node

LONGEST_HEADING = 140
LONGEST_CAPTION = 250

_CHAPTER = re.compile(
    r"(?:phần|chương|mục)\s+(?:\d+|[ivxlc]+|thứ)\b|[IVX]{1,5}[.)/]\s|[A-D]\.\s", re.IGNORECASE
)
_ROMAN = re.compile(r"[IVX]{1,5}[.)/]\s")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s|(\d{1,2})\.(\d{1,2})\.?\s|điều\s+\d+", re.IGNORECASE)
_LETTER = re.compile(r"[a-zđ][.)]\s")
_CAPTION = re.compile(r"(?:ảnh|hình|h|nguồn ảnh|biểu đồ|sơ đồ)\s*[\d.]{0,6}\s*[:.–-]", re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"bảng\s*[\d.]{0,6}\s*[:.–-]", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:([-–+*•·●▪◦§])|\(?(\d{1,2})([.)])|([a-zđ])\))[\s\xa0]+")
_HEADING_TAG = re.compile(r"h([1-6])")
# In the order of the alphabet in which clauses are counted.
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def laid_out(nodes: list[Node]) -> list[Element]:
    """Return the blocks of the text in their order, with what they only looked like made real."""
    blocks = [block for node in nodes for block in _parted(node)]
    for block in blocks:
        _mend_tables(block)
    blocks = _with_captions(blocks)
    blocks = [_as_heading(block, after) for block, after in itertools.zip_longest(blocks, blocks[1:])]
    return _with_lists(blocks)


def text_of(node: Node) -> str:
    """The text of a node on one line."""
    return " ".join("".join(_texts(node)).split())


def pictures_in(node: Node) -> list[Element]:
    return [element for element in _elements(node) if element.tag == "img"]


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from _texts(child)
    if node.tag in {"p", "li", "td", "th", "br", "tr"}:
        yield " "


def _elements(node: Node) -> Iterator[Element]:
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from _elements(child)


def classes_of(block: Element) -> list[str]:
    return block.attributes.get("class", "").split()


def is_heading(block: Element) -> bool:
    return _HEADING_TAG.fullmatch(block.tag) is not None


def is_bold(block: Element) -> bool:
    return _is_whole(block, "strong")


def drop(node: Element, unwanted: list[Element]) -> None:
    """Take these elements out from wherever under the node they stand."""
    node.children = [child for child in node.children if not any(child is one for one in unwanted)]
    for child in node.children:
        if isinstance(child, Element):
            drop(child, unwanted)


# -- pictures and captions -----------------------------------------------------------------------


def _parted(node: Node) -> list[Element]:
    """A paragraph's pictures become figures behind its words."""
    if isinstance(node, str):
        return [Element("p", {}, [node])] if node.strip() else []
    pictures = pictures_in(node) if node.tag == "p" or _HEADING_TAG.fullmatch(node.tag) else []
    if not pictures:
        return [node]
    drop(node, pictures)
    figures = [Element("figure", {"class": "image"}, [picture]) for picture in pictures]
    return [node, *figures] if text_of(node) else figures


def _with_captions(blocks: list[Element]) -> list[Element]:
    kept: list[Element] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if last is not None and last.tag == "figure" and _is_caption(block) and len(last.children) == 1:
            last.children.append(Element("figcaption", {}, _without(block, "em").children))
        elif last is not None and block.tag == "table" and _is_table_caption(last):
            block.children.insert(0, Element("caption", {}, kept.pop().children))
            kept.append(block)
        else:
            kept.append(block)
    return kept


def _is_caption(block: Element) -> bool:
    words = text_of(block)
    if block.tag != "p" or not words or len(words) > LONGEST_CAPTION or _is_table_caption(block):
        return False
    if "caption" in classes_of(block) or _CAPTION.match(words):
        return True
    return "align-center" in classes_of(block) and _is_whole(block, "em") and len(words) <= LONGEST_HEADING


def _is_table_caption(block: Element) -> bool:
    words = text_of(block)
    return block.tag == "p" and len(words) <= LONGEST_CAPTION and bool(_TABLE_CAPTION.match(words))


def _is_whole(block: Element, tag: str) -> bool:
    """Whether all words of the block stand in such elements."""
    return bool(text_of(block)) and all(
        (isinstance(child, Element) and (child.tag == tag or _is_whole(child, tag))) or not text_of(child)
        for child in block.children
    )


def _without(block: Element, tag: str) -> Element:
    """The block with the words of such elements right in it."""
    children: list[Node] = []
    for child in block.children:
        if isinstance(child, Element):
            inner = _without(child, tag)
            children += inner.children if child.tag == tag else [inner]
        else:
            children.append(child)
    return Element(block.tag, block.attributes, children)


# -- headings ------------------------------------------------------------------------------------


def _as_heading(block: Element, after: Element | None) -> Element:
    if is_heading(block):
        return _without(block, "strong")
    words = text_of(block)
    if not _looks_like_heading(block, words):
        return block
    numbered = any(rule.match(words) for rule in (_CHAPTER, _NUMBER, _LETTER))
    if not numbered and not _begins_text(block, after):
        return block
    return Element(f"h{_rank(words)}", block.attributes, _without(block, "strong").children)


def _looks_like_heading(block: Element, words: str) -> bool:
    """A short paragraph, bold throughout, on one line, that is no sentence."""
    if block.tag != "p" or {"caption", "title", "subtitle"} & set(classes_of(block)):
        return False
    is_line = len(words) <= LONGEST_HEADING and not any(element.tag == "br" for element in _elements(block))
    return is_line and is_bold(block) and not words.endswith((".", ",", ";"))


def _begins_text(block: Element, after: Element | None) -> bool:
    """A signature is bold and short as well, but nothing follows it, and it stands at the right."""
    return after is not None and not is_bold(after) and "align-right" not in classes_of(block)


def _rank(words: str) -> int:
    """How deep a line that only looks like a heading stands: chapters, then numbers, then letters."""
    if _CHAPTER.match(words):
        return 2
    if match := _NUMBER.match(words):
        return 4 if match[2] else 3
    if _LETTER.match(words):
        return 5
    return 3


def levelled(blocks: list[Element]) -> list[Element]:
    """Levels without gaps from h2 on, whatever the levels of the file were (WCAG 1.3.1)."""
    used = sorted({int(match[1]) for block in blocks if (match := _HEADING_TAG.fullmatch(block.tag))})
    levels = {level: min(2 + place, 4) for place, level in enumerate(used)}
    for block in blocks:
        if match := _HEADING_TAG.fullmatch(block.tag):
            block.tag = f"h{levels[int(match[1])]}"
    return blocks


# -- lists typed by hand -------------------------------------------------------------------------


def _with_lists(blocks: list[Element]) -> list[Element]:
    out: list[Element] = []
    position = 0
    while position < len(blocks):
        end = position
        while end < len(blocks) and _mark_of(blocks[end]):
            end += 1
        run = blocks[position:end]
        out += _listed(run) if _is_list(run) else run
        if end == position:
            out.append(blocks[position])
        position = max(end, position + 1)
    return out


def _mark_of(block: Element) -> "re.Match[str] | None":
    return _MARK.match("".join(_texts(block))) if block.tag == "p" else None


def _is_list(run: list[Element]) -> bool:
    """Hyphens always make a list; numbers only when they count on."""
    marks = [match for block in run if (match := _mark_of(block))]
    numbers = [int(mark[2]) for mark in marks if mark[2]]
    letters = [_LETTERS.find(mark[4]) for mark in marks if mark[4]]
    counted = any(
        second == first + 1 for counts in (numbers, letters) for first, second in itertools.pairwise(counts)
    )
    return any(mark[1] for mark in marks) or counted


def _kind(mark: "re.Match[str]") -> str:
    return mark[1] or (f"1{mark[3]}" if mark[2] else "a)")


def _listed(run: list[Element]) -> list[Element]:
    """A mark not seen before opens a list in the last item; one seen before goes back to its list."""
    top: list[Element] = []
    open_lists: list[tuple[str, Element]] = []
    for block in run:
        mark = _mark_of(block)
        if mark is None:
            continue
        kind = _kind(mark)
        kinds = [name for name, _list in open_lists]
        if kind in kinds:
            del open_lists[kinds.index(kind) + 1 :]
        else:
            new = Element("ul" if mark[1] else "ol", {"start": mark[2]} if mark[2] else {}, [])
            (_last_item(open_lists[-1][1]).children if open_lists else top).append(new)
            open_lists.append((kind, new))
        _cut(block, mark.end())
        open_lists[-1][1].children.append(Element("li", {}, block.children))
    return top


def _last_item(block: Element) -> Element:
    item = block.children[-1]
    return item if isinstance(item, Element) else block


def _cut(element: Element, length: int) -> int:
    """Take so many characters off the front of the element's text; returns how many are still to take."""
    for place, child in enumerate(element.children):
        if not length:
            return 0
        if isinstance(child, str):
            element.children[place] = child[length:]
            length = max(0, length - len(child))
        else:
            length = _cut(child, length)
    return length


# -- tables --------------------------------------------------------------------------------------


def _mend_tables(block: Element) -> None:
    """A first row that is bold throughout heads the columns, if rows follow it."""
    for table in _elements(block):
        if table.tag != "table" or any(
            isinstance(part, Element) and part.tag == "thead" for part in table.children
        ):
            continue
        body = next((part for part in table.children if isinstance(part, Element)), None)
        if body is None or body.tag != "tbody" or len(body.children) < 2:
            continue
        first = body.children[0]
        if isinstance(first, Element) and _heads(first):
            for cell in first.children:
                if isinstance(cell, Element):
                    cell.tag = "th"
                    cell.children = _without(cell, "strong").children
            body.children.pop(0)
            table.children.insert(table.children.index(body), Element("thead", {}, [first]))


def _heads(row: Element) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, Element)]
    return len(cells) > 1 and all(
        not pictures_in(cell) and _is_whole(cell, "strong") and "rowspan" not in cell.attributes
        for cell in cells
    )
