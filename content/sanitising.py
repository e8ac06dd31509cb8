"""What may stand in a text that the portal publishes (HL-7.4a, Q8-1.8); applied whenever a body is saved.

The text is read into a tree (`content.markup`), laid out anew from the allow-lists below, and passed through
nh3, which has the last word on what is stored. Sanitising twice gives the same as sanitising once.
"""

import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator

import nh3
from django.conf import settings

from content.markup import CELLS, INLINE, KNOWN, LISTS, ROW_GROUPS, TEXT_BLOCKS, Element, Node, read, write
from vietnamese import clean

Nodes = list[Node]

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ALIGNMENTS = frozenset({"center", "right", "justify"})
FIGURE_CLASSES = frozenset(
    {
        "image",
        "table",
        "image-style-side",
        "image-style-align-left",
        "image-style-align-center",
        "image-style-align-right",
        "image-style-block-align-left",
        "image-style-block-align-right",
    }
)
MAX_SPAN = 100
MAX_SIDE = 10_000

_ALIGNED = frozenset({"p", "h2", "h3", "h4", "li", "td", "th"})
_OWN_PICTURE = re.compile(r"/anh/([A-Za-z0-9_-]{1,64})\.(?:jpg|png)", re.ASCII)
_TEXT_ALIGN = re.compile(r"(?:^|;)\s*text-align\s*:\s*([a-z]{1,10})", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):", re.ASCII)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SPACES = re.compile("[ \t\n]+")
_WORD_START = re.compile(r"(?:^|(?<=\s))[^\w\s]+")
_BULLET = re.compile(r"[-–+*•·●▪]\s+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_CLASSES = {tag: {f"align-{side}" for side in ALIGNMENTS} for tag in _ALIGNED} | {
    "figure": set(FIGURE_CLASSES),
    "img": set(FIGURE_CLASSES),
}
_gate = nh3.Cleaner(
    tags=set(KNOWN),
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start"},
    },
    allowed_classes=_CLASSES,
    link_rel="noopener",
    url_schemes=set(LINK_SCHEMES),
)


def sanitise(source: str) -> str:
    """Return the HTML that may be stored and shown: nothing in it runs, loads from elsewhere or breaks out.

    Text is cleaned by `vietnamese.clean`; pictures stay only if they are the portal's own.
    """
    return _gate.clean("".join(write(_tidied(source))))


def plain_text(source: str) -> str:
    """Return the text of the HTML, one line for each block, without the descriptions of pictures."""
    lines = "".join(_spoken(_tidied(source))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def picture_tokens(source: str) -> set[str]:
    """Return the tokens of the portal's own pictures that the HTML shows."""
    addresses = (_OWN_PICTURE.fullmatch(image.attributes["src"]) for image in _pictures(source))
    return {address[1] for address in addresses if address}


def text_to_html(plain: str) -> str:
    """Return sanitised HTML of a plain text: an empty line parts paragraphs, "- " begins an item."""
    blocks = re.split(r"\n[ \t]*\n+", clean(plain).strip())
    return sanitise("".join(_block_to_html(block.splitlines()) for block in blocks))


def _block_to_html(lines: list[str]) -> str:
    out = []
    for line in lines:
        text = line.strip()
        bullet = _BULLET.match(text)
        out.append(f"<li>{html.escape(text[bullet.end() :])}</li>" if bullet else f"{html.escape(text)}<br>")
    # A text line right after an item goes on with it; otherwise items and lines make lists and paragraphs.
    joined = "".join(out)
    joined = re.sub(r"(?:<li>[^<]*</li>)+", lambda items: f"</p><ul>{items[0]}</ul><p>", joined)
    return f"<p>{joined}</p>"


# -- the tree, tidied ----------------------------------------------------------------------------


def _tidied(source: str) -> Nodes:
    root = read(_UNSTORABLE.sub("", source))
    return _without_blank_edges(_tidy_children(root, False))


def _tidy_children(element: Element, preformatted: bool) -> Nodes:
    tidy_text = _tidy_preformatted if preformatted else _tidy_text
    children: Nodes = []
    run: list[str] = []
    for piece in _tidied_pieces(element, preformatted):
        if isinstance(piece, str):
            run.append(piece)
            continue
        children += [tidy_text("".join(run)), piece]
        run.clear()
    children.append(tidy_text("".join(run)))
    if element.tag in INLINE | TEXT_BLOCKS | CELLS:
        return [child for child in children if child != ""]
    return [child for child in children if not (isinstance(child, str) and _is_blank([child]))]


def _tidied_pieces(element: Element, preformatted: bool) -> Iterator[Node]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _tidy(child, preformatted)


def _tidy_text(text: str) -> str:
    return _SPACES.sub(" ", _tidy_preformatted(text))


def _tidy_preformatted(text: str) -> str:
    # What one cleaning uncovers the next one takes.
    once = clean(text)
    return _WORD_START.sub(_without_loose_marks, once if once == text else clean(once))


def _without_loose_marks(match: re.Match[str]) -> str:
    """Marks without a letter would join the ">" of the tag before them."""
    return "".join(itertools.dropwhile(unicodedata.combining, match[0]))


def _tidy(element: Element, preformatted: bool) -> Nodes:
    """Return what the element becomes: itself with allowed attributes, its content, or nothing."""
    children = _tidy_children(element, preformatted or element.tag == "pre")
    tidier = _TIDIERS.get(element.tag, _keep_if_filled)
    return tidier(Element(element.tag, element.attributes, children))


def _keep_if_filled(element: Element) -> Nodes:
    element.attributes = _alignment(element)
    return [element] if element.children else []


def _tidy_inline(element: Element) -> Nodes:
    if _is_blank(element.children):
        return [" "] if element.children else []
    element.attributes = {}
    return [element]


def _tidy_link(element: Element) -> Nodes:
    address = safe_address(element.attributes.get("href", ""))
    if address is None or _is_blank(element.children):
        return element.children
    element.attributes = {"href": address}
    return [element]


def _tidy_picture(element: Element) -> Nodes:
    given = element.attributes
    source = given.get("src", "").strip().removeprefix(settings.SITE_URL)
    if not _OWN_PICTURE.fullmatch(source):
        return []
    kept = {"src": source, "alt": " ".join(_tidy_text(given.get("alt", "")).split())}
    for side in ("width", "height"):
        if number := _number(given.get(side, ""), 1, MAX_SIDE):
            kept[side] = number
    element.attributes = kept | _classes(element, FIGURE_CLASSES)
    return [element]


def _tidy_void(element: Element) -> Nodes:
    return [Element(element.tag)]


def _tidy_text_block(element: Element) -> Nodes:
    element.children = _without_blank_edges(element.children)
    return _keep_if_filled(element)


def _tidy_preformatted_block(element: Element) -> Nodes:
    if element.children and isinstance(element.children[0], str):
        # A browser takes the first line break of <pre> for layout.
        element.children[0] = element.children[0].lstrip("\n")
    kept = [child for child in element.children if child != ""]
    return [] if _is_blank(kept) else [Element("pre", {}, kept)]


def _tidy_item(element: Element) -> Nodes:
    element.children = _without_blank_edges(_without_gaps(element.children))
    return _keep_if_filled(element)


def _tidy_cell(element: Element) -> Nodes:
    children = _without_blank_edges(_without_gaps(element.children))
    given = element.attributes
    kept = _alignment(element)
    for span in ("colspan", "rowspan"):
        if number := _number(given.get(span, ""), 2, MAX_SPAN):
            kept[span] = number
    if element.tag == "th" and given.get("scope", "").lower() in {"col", "row"}:
        kept["scope"] = given["scope"].lower()
    return [Element(element.tag, kept, children)]


def _tidy_list(element: Element) -> Nodes:
    start = _number(element.attributes.get("start", ""), 2, 10_000) if element.tag == "ol" else ""
    kept = {"start": start} if start else {}
    return [Element(element.tag, kept, element.children)] if element.children else []


def _tidy_row_group(element: Element) -> Nodes:
    """Header cells say what they head, for those who hear the table (WCAG 1.3.1)."""
    scope = "col" if element.tag == "thead" else "row"
    for row in _elements(element.children):
        for cell in _elements(row.children):
            if cell.tag == "th":
                cell.attributes.setdefault("scope", scope)
    return [Element(element.tag, {}, element.children)] if element.children else []


def _tidy_table(element: Element) -> Nodes:
    captions = [part for part in _elements(element.children) if part.tag == "caption"]
    groups = [part for part in _elements(element.children) if part.tag != "caption"]
    if not groups:
        return [Element("p", {}, caption.children) for caption in captions]
    # A table has one caption; what else was given as one is set before it.
    spare: Nodes = [Element("p", {}, caption.children) for caption in captions[1:]]
    return [*spare, Element("table", {}, [*captions[:1], *groups])]


def _tidy_figure(element: Element) -> Nodes:
    """A figure holds a picture or a table; without one its caption is a paragraph."""
    parts: Nodes = []
    for part in element.children:
        bare = isinstance(part, str) or part.tag in (INLINE | {"br"}) - {"a"}
        parts += _tidy_text_block(Element("p", {}, [part])) if bare else [part]
    if any(part.tag in ("img", "table") for part in _descendants(parts)):
        return [Element("figure", _classes(element, FIGURE_CLASSES), parts)]
    loose = INLINE | {"figcaption"}
    return [_paragraph(part) if part.tag in loose else part for part in _elements(parts)]


def _paragraph(part: Element) -> Element:
    return Element("p", {}, part.children if part.tag == "figcaption" else [part])


_TIDIERS: dict[str, Callable[[Element], Nodes]] = {
    **dict.fromkeys(INLINE, _tidy_inline),
    **dict.fromkeys(TEXT_BLOCKS, _tidy_text_block),
    **dict.fromkeys(LISTS, _tidy_list),
    **dict.fromkeys(ROW_GROUPS, _tidy_row_group),
    **dict.fromkeys(CELLS, _tidy_cell),
    "a": _tidy_link,
    "pre": _tidy_preformatted_block,
    "img": _tidy_picture,
    "br": _tidy_void,
    "hr": _tidy_void,
    "li": _tidy_item,
    "table": _tidy_table,
    "figure": _tidy_figure,
}


# -- attributes ----------------------------------------------------------------------------------


def safe_address(value: str) -> str | None:
    """Return a link's address if a click on it can do no harm, else None.

    http, https, mailto, tel and addresses of this site; none within the page, for no `id` survives.
    """
    address = _CONTROLS.sub("", value).strip().replace(" ", "%20")
    if not address or address.startswith("#") or "\\" in address:
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in LINK_SCHEMES:
        return None
    # The gate drops what is no address at all; then the link has to go as well.
    return address if " href=" in _gate.clean(f'<a href="{html.escape(address)}">x</a>') else None


def _alignment(element: Element) -> dict[str, str]:
    """Alignment as a class: public pages allow no style attribute."""
    if element.tag not in _ALIGNED:
        return {}
    style = _TEXT_ALIGN.search(element.attributes.get("style", ""))
    side = (style[1] if style else element.attributes.get("align", "")).lower()
    if side in ALIGNMENTS:
        return {"class": f"align-{side}"}
    return _classes(element, _CLASSES[element.tag], most=1)


def _classes(
    element: Element, allowed: frozenset[str] | set[str], most: int = len(FIGURE_CLASSES)
) -> dict[str, str]:
    given = element.attributes.get("class", "").split()
    kept = list(dict.fromkeys(name for name in given if name in allowed))[:most]
    return {"class": " ".join(kept)} if kept else {}


def _number(text: str, least: int, most: int) -> str:
    digits = text.strip().removesuffix("px")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 6):
        return ""
    return str(int(digits)) if least <= int(digits) <= most else ""


# -- looking and writing -------------------------------------------------------------------------


def _elements(nodes: Nodes) -> Iterator[Element]:
    return (node for node in nodes if isinstance(node, Element))


def _descendants(nodes: Nodes) -> Iterator[Element]:
    for element in _elements(nodes):
        yield element
        yield from _descendants(element.children)


def _pictures(source: str) -> list[Element]:
    return [element for element in _descendants(_tidied(source)) if element.tag == "img"]


def _is_gap(node: Node) -> bool:
    return node.isspace() if isinstance(node, str) else node.tag == "br"


def _is_blank(nodes: Nodes) -> bool:
    return all(isinstance(node, str) and not node.strip() for node in nodes)


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag not in INLINE | {"img", "br"}


def _without_gaps(nodes: Nodes) -> Nodes:
    """Leave out white space that only stands between blocks."""

    def is_layout(index: int) -> bool:
        beside = nodes[max(0, index - 1) : index] + nodes[index + 1 : index + 2]
        return _is_blank([nodes[index]]) and any(map(_is_block, beside))

    return [node for index, node in enumerate(nodes) if not is_layout(index)]


def _without_blank_edges(nodes: Nodes) -> Nodes:
    first, last = 0, len(nodes)
    while first < last and _is_gap(nodes[first]):
        first += 1
    while last > first and _is_gap(nodes[last - 1]):
        last -= 1
    kept = nodes[first:last]
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return kept


def _spoken(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        if node.tag == "br" or _is_block(node):
            yield "\n"
        yield from _spoken(node.children)
        if _is_block(node):
            yield "\n"
