"""The pictures of a text: listed with their descriptions, described, and added behind it (QN-I.2.9)."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.markup import Element, Node, read, write
from content.models import Picture
from content.sanitising import sanitise

_ADDRESS = re.compile(r"/anh/([A-Za-z0-9_-]{1,64})\.(?:jpg|png)")


@dataclass(frozen=True)
class Shown:
    """A picture where a text shows it; the caption is plain text."""

    token: str
    source: str
    alt: str
    caption: str


def shown_in(body: str) -> list[Shown]:
    """Return the portal's pictures that a sanitised body shows, each once, in their order."""
    found: dict[str, Shown] = {}
    for element, caption in _pictures(read(body).children, ""):
        source = element.attributes.get("src", "")
        if match := _ADDRESS.fullmatch(source):
            alt = element.attributes.get("alt", "").strip()
            found.setdefault(match[1], Shown(match[1], source, alt, caption))
    return list(found.values())


def with_descriptions(body: str, descriptions: Mapping[str, str]) -> str:
    """Return the body with these descriptions (token -> text) written into its pictures."""
    nodes = read(body).children
    for element, _caption in _pictures(nodes, ""):
        match = _ADDRESS.fullmatch(element.attributes.get("src", ""))
        if match and match[1] in descriptions:
            element.attributes["alt"] = descriptions[match[1]]
    return sanitise("".join(write(nodes)))


def with_figures(body: str, pictures: Iterable[tuple[Picture, str, str]]) -> str:
    """Return the body with pictures added behind it as figures: (picture, description, caption) each."""
    figures = "".join(
        f'<figure class="image"><img src="{picture.get_absolute_url()}" alt="{html.escape(alt)}" '
        f'width="{picture.width}" height="{picture.height}">'
        f"{f'<figcaption>{html.escape(caption)}</figcaption>' if caption else ''}</figure>"
        for picture, alt, caption in pictures
    )
    return sanitise(body + figures)


def _pictures(nodes: list[Node], caption: str) -> Iterator[tuple[Element, str]]:
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag == "img":
            yield node, caption
        own = _caption_of(node) if node.tag == "figure" else caption
        yield from _pictures(node.children, own)


def _caption_of(figure: Element) -> str:
    captions = [part for part in figure.children if isinstance(part, Element) and part.tag == "figcaption"]
    return " ".join(word for part in captions for word in _words(part))


def _words(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield from child.split()
        else:
            yield from _words(child)
