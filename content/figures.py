"""The pictures of a text: listed with their descriptions, described, and added behind it (QN-I.2.9)."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

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
    is_figure: bool


def shown_in(body: str) -> list[Shown]:
    """Return the portal's pictures that a sanitised body shows, each once, in their order."""
    found: dict[str, Shown] = {}
    for image, figure in _pictures(read(body).children, None):
        if token := _token(image):
            alt = image.attributes.get("alt", "").strip()
            caption = _caption_of(figure) if figure else ""
            shown = Shown(token, image.attributes["src"], alt, caption, figure is not None)
            found.setdefault(token, shown)
    return list(found.values())


def lost_from(source: str) -> int:
    """Return how many pictures of a pasted text cannot be kept: they lie elsewhere, or in the text itself."""
    images = {id(image): image for image, _figure in _pictures(read(source).children, None)}
    addresses = (image.attributes.get("src", "").strip() for image in images.values())
    return sum(1 for address in addresses if not _ADDRESS.fullmatch(address.removeprefix(settings.SITE_URL)))


def described(body: str, descriptions: Mapping[str, str], captions: Mapping[str, str]) -> str:
    """Return the body with descriptions and captions (token -> text) written to its pictures."""
    if not descriptions and not captions:
        return body
    nodes = read(body).children
    for image, figure in _pictures(nodes, None):
        token = _token(image)
        if token in descriptions:
            image.attributes["alt"] = descriptions[token]
        if figure is not None and token in captions and captions[token] != _caption_of(figure):
            figure.children = [part for part in figure.children if part not in _captions(figure)]
            figure.children.append(Element("figcaption", {}, [captions[token]]))
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


def _token(image: Element) -> str:
    match = _ADDRESS.fullmatch(image.attributes.get("src", ""))
    return match[1] if match else ""


def _pictures(nodes: list[Node], figure: Element | None) -> Iterator[tuple[Element, Element | None]]:
    """The pictures with the figure they stand in; one picture to a figure, else its caption is nobody's."""
    for node in nodes:
        if isinstance(node, str):
            continue
        if node.tag == "img":
            yield node, figure
        yield from _pictures(node.children, node if node.tag == "figure" else figure)


def _captions(figure: Element) -> list[Element]:
    return [part for part in figure.children if isinstance(part, Element) and part.tag == "figcaption"]


def _caption_of(figure: Element) -> str:
    return " ".join(word for part in _captions(figure) for word in _words(part))


def _words(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield from child.split()
        else:
            yield from _words(child)
