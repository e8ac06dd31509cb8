"""A stored body as it is shown: its own pictures get their size and their renditions at that moment."""

import re
from collections.abc import Iterator
from html import escape

from content.markup import Element, Node, read
from content.models import Picture

# Stored bodies are well-formed: a quotation mark in an attribute is escaped, and so is "<" in the text.
_IMAGE = re.compile(r'<img(?:[^>"]|"[^"]*")*>')
_TOKEN = re.compile(r"/anh/([A-Za-z0-9_-]{22})\.", re.ASCII)
SIZES = "(min-width: 50rem) 46rem, calc(100vw - 4rem)"


def draw_body(body: str) -> str:
    """The body for a page: one query for all its pictures, none without pictures.

    `body` is what `content.sanitising` let in; nothing of it is changed but the tags of pictures.
    """
    if "<img" not in body:
        return body
    pictures = {
        picture.token: picture for picture in Picture.objects.filter(token__in=set(_TOKEN.findall(body)))
    }
    return _IMAGE.sub(lambda tag: _drawn(tag[0], pictures), body)


def _drawn(tag: str, pictures: dict[str, Picture]) -> str:
    image = next(_images(read(tag).children), None)
    token = _TOKEN.match(image.attributes.get("src", "")) if image else None
    picture = pictures.get(token[1]) if token else None
    if image is None or picture is None:
        return tag
    own = {**image.attributes, **_size(image, picture), "loading": "lazy", "decoding": "async"}
    if not picture.widths:
        return _tag("img", own)
    webp = {"type": "image/webp", "srcset": picture.webp_candidates, "sizes": SIZES}
    own |= {"srcset": picture.candidates, "sizes": SIZES}
    return f"<picture>{_tag('source', webp)}{_tag('img', own)}</picture>"


def _images(nodes: list[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield from [node] if node.tag == "img" else _images(node.children)


def _size(image: Element, picture: Picture) -> dict[str, str]:
    """The width that the author gave, else the picture's own; the height always follows from it."""
    width = min(int(image.attributes.get("width", picture.width)), picture.width)
    return {"width": str(width), "height": str(max(1, round(width * picture.height / picture.width)))}


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"
