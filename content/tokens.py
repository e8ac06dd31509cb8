"""HTML taken apart into texts and tags, in one pass; comments and what no reader sees are left out."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

SAME_AS = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "listing": "pre",
    "xmp": "pre",
    "menu": "ul",
    "image": "img",
}
# Their content is never shown to a reader. Only the first two swallow the rest where their end is missing.
UNCLOSED_SWALLOWS = ("script", "style")
UNSEEN = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE | re.ASCII)
    for name in (*UNCLOSED_SWALLOWS, "title", "xml", "iframe", "noembed", "noframes", "noscript", "template")
}
READ_ATTRIBUTES = {
    *("href", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start"),
    *("class", "style", "align", "role", "aria-level"),
}

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)|))?""")
_END_OF_TAG = re.compile(r"[\s/]*>?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z0-9]{1,40};)")


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    closing: bool
    attributes: dict[str, str]


Token: TypeAlias = Tag | str


def tokens(source: str) -> Iterator[Token]:
    """Yield texts, with entities resolved, and tags; comments and what is never shown are left out."""
    position = 0
    unended: set[str] = set()
    while position < len(source):
        start = source.find("<", position)
        start = len(source) if start < 0 else start
        if start > position:
            yield html.unescape(source[position:start])
        if start == len(source):
            return
        token, position = _markup(source, start)
        if token is None:
            continue
        yield token
        if isinstance(token, Tag) and not token.closing and token.name in UNSEEN:
            position = _behind_unseen(source, position, token.name, unended)


def _markup(source: str, start: int) -> tuple[Token | None, int]:
    """What the "<" at `start` begins, and the position behind it."""
    if match := _TAG.match(source, start):
        attributes, end = _attributes(source, match.end())
        name = match[2].lower()
        return Tag(SAME_AS.get(name, name), bool(match[1]), attributes), end
    if source.startswith("<!--", start):
        # "<!-->" and "<!--->" are whole comments to a browser.
        return None, _behind(source, "-->", start + 2)
    if source.startswith(("<!", "<?", "</"), start):
        return None, _behind(source, ">", start + 2)
    return "<", start + 1


def _behind(source: str, end: str, start: int) -> int:
    found = source.find(end, start)
    return len(source) if found < 0 else found + len(end)


def _behind_unseen(source: str, position: int, name: str, unended: set[str]) -> int:
    if name in unended:
        return position
    if match := UNSEEN[name].search(source, position):
        return match.end()
    # Not searched for again: a thousand unended titles would otherwise cost a thousand readings.
    unended.add(name)
    return len(source) if name in UNCLOSED_SWALLOWS else position


def _attributes(source: str, position: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, position):
        name = match[1].lower()
        if name in READ_ATTRIBUTES and name not in found:
            value = match[2] or match[3] or match[4] or ""
            found[name] = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), value)
        position = match.end()
    end = _END_OF_TAG.match(source, position)
    return found, end.end() if end else position
