"""Text in an old encoding: found, shown before and after, converted when somebody agrees (TS-III.3.7b).

Nothing here guesses by itself: `vietnamese.convert` decides, over all words of a text together, so that short
lines follow their surroundings.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from content.markup import Element, Node, read, write
from content.models import Article, RichEdition
from content.sanitising import sanitise
from vietnamese import convert

MOST_SAMPLES = 8
_WIDEST_SAMPLE = 200
_LINES = ("title", "change_note")
_ARTICLE_LINES = ("lead", "lead_picture_alt", "author_credit", "source_name", "licence")
_SPACES = re.compile(r"(\s+)")


@dataclass(frozen=True)
class Word:
    """A word of a line, and whether the conversion changes it."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Sample:
    """A line before and after, word by word."""

    before: list[Word]
    after: list[Word]


@dataclass(frozen=True)
class Legacy:
    """What a text was written in ("tcvn3", "vni", "mojibake"), and its fields as they would be converted."""

    encoding: str
    lines: dict[str, str]
    body: str
    samples: list[Sample]


def find_legacy(lines: Mapping[str, str], body: str) -> Legacy | None:
    """Return the conversion of plain lines and a sanitised body, or None where all is Unicode already."""
    tree = read(body).children
    given = [*lines.values(), *_texts(tree)]
    conversion = convert("\n".join(given))
    if conversion.encoding is None:
        return None
    converted = _cut_like(given, conversion.text.split("\n"))
    pieces = iter(converted)
    new_lines = {name: next(pieces) for name in lines}
    _replace(tree, lambda _text: next(pieces))
    samples = [sample(old, new) for old, new in zip(given, converted, strict=True) if old != new]
    return Legacy(conversion.encoding, new_lines, sanitise("".join(write(tree))), samples[:MOST_SAMPLES])


def legacy_in(edition: RichEdition) -> Legacy | None:
    """Return what of the edition is in an old encoding; while there is something, it is not published."""
    names = (*_LINES, *(_ARTICLE_LINES if isinstance(edition, Article) else ()))
    return find_legacy({name: getattr(edition, name) for name in names}, edition.body)


def sample(before: str, after: str) -> Sample:
    """Return both lines word by word, shortened alike."""
    old, new = _SPACES.split(before.strip()), _SPACES.split(after.strip())
    if len(old) != len(new):
        return Sample([Word(before[:_WIDEST_SAMPLE], True)], [Word(after[:_WIDEST_SAMPLE], True)])
    pairs = list(zip(old, new, strict=True))[:60]
    return Sample([Word(a, a != b) for a, b in pairs], [Word(b, a != b) for a, b in pairs])


def _cut_like(given: list[str], lines: list[str]) -> list[str]:
    pieces, start = [], 0
    for text in given:
        end = start + text.count("\n") + 1
        pieces.append("\n".join(lines[start:end]))
        start = end
    return pieces


def _texts(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            if "alt" in node.attributes:
                yield node.attributes["alt"]
            yield from _texts(node.children)


def _replace(nodes: list[Node], change: Callable[[str], str]) -> None:
    """Put other words in place of each text, in the order of `_texts`."""
    for place, node in enumerate(nodes):
        if not isinstance(node, Element):
            nodes[place] = change(node)
            continue
        if "alt" in node.attributes:
            node.attributes["alt"] = change(node.attributes["alt"])
        _replace(node.children, change)
