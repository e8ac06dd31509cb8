"""What Word, LibreOffice and Google Docs put on the clipboard, put into plain HTML tag by tag.

They say by style what HTML says by elements: bold by a span's weight, a heading by a class of a paragraph,
an item of a list by `mso-list` and a mark typed before it. Fonts and sizes say nothing here (TS-III.3.7a).
Runs on whatever is saved, so it does not depend on the editor, and in time that grows with the length only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from content.tokens import Tag, Token

STYLED = frozenset({"span", "font", "strong", "em", "u", "s", "sub", "sup"})
MOST_LEVELS = 6

_DECLARED = {
    name: re.compile(rf"(?:^|;)\s*{name}\s*:\s*([a-z0-9 -]{{1,40}})", re.IGNORECASE | re.ASCII)
    for name in ("font-weight", "font-style", "text-decoration", "text-decoration-line", "vertical-align")
}
_LIST_LEVEL = re.compile(r"mso-list\s*:\s*\S{1,20}\s+level([1-9])", re.IGNORECASE)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(?:(\d{1,4})|[a-zđ]|[ivxlc]{1,6})[.)]", re.IGNORECASE)
_HEADING_CLASS = re.compile(r"(?:^|\s)(?:Mso)?(?:(Title)|(Subtitle)|Heading([1-9]))(?:CxSp\w+)?(?:$|\s)")
_COMMENT_ANCHOR = "msocomanchor"
_CELL_BOUNDS = frozenset({"table", "tr", "td", "th", "div"})


def translated(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the same text with plain elements in place of the clipboard's styles."""
    clipboard = _Clipboard()
    for token in tokens:
        yield from clipboard.take(token)
    yield from clipboard.end()


def styles_of(tag: Tag) -> dict[str, bool]:
    """What the tag's style says about emphasis: element -> whether the text is so or surely not."""
    style = tag.attributes.get("style", "")
    found = {
        name: match[1].strip().lower() for name, rule in _DECLARED.items() if (match := rule.search(style))
    }
    said: dict[str, bool] = {}
    if weight := found.get("font-weight"):
        said["strong"] = weight in {"bold", "bolder"} or (weight.isdecimal() and int(weight) >= 600)
    if slant := found.get("font-style"):
        said["em"] = slant in {"italic", "oblique"}
    if line := found.get("text-decoration") or found.get("text-decoration-line"):
        said |= {"u": "underline" in line, "s": "line-through" in line}
    if place := found.get("vertical-align"):
        said |= {"sup": place == "super", "sub": place == "sub"}
    return said


class _Clipboard:
    """Follows one text; what is open is kept by name, so that nothing is searched for."""

    def __init__(self) -> None:
        self._given: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._open: Counter[str] = Counter()
        self._links = 0
        self._in_comment = False
        self._paragraph = "p"
        self._lists: list[str] = []
        self._in_item = False
        self._level = 0  # of an item whose mark has not been read yet
        self._held: list[Token] = []
        self._mark = ""
        self._mark_depth = 0

    def take(self, token: Token) -> Iterator[Token]:
        if self._in_comment and not isinstance(token, str) and token.name in {"a", "p"}:
            self._in_comment = False
        if self._in_comment:
            return
        if self._mark_depth:
            yield from self._read_mark(token)
        elif isinstance(token, str):
            yield from self._take_text(token)
        elif token.name == "p":
            yield from self._take_paragraph(token)
        elif token.name in STYLED:
            yield from self._take_styled(token)
        else:
            yield from self._take_other(token)

    def end(self) -> Iterator[Token]:
        if self._level:
            yield from self._begin_item()

    # -- emphasis ------------------------------------------------------------------------------

    def _take_styled(self, tag: Tag) -> Iterator[Token]:
        if self._level and not tag.closing and _LIST_MARK.search(tag.attributes.get("style", "")):
            self._mark_depth = 1
            return
        passed = list(self._closed(tag.name)) if tag.closing else list(self._opened(tag))
        if self._level:
            self._held += passed
        else:
            yield from passed

    def _opened(self, tag: Tag) -> Iterator[Token]:
        said = styles_of(tag)
        names = [name for name, is_so in said.items() if is_so]
        if tag.name not in {"span", "font"} and said.get(tag.name, True) and tag.name not in names:
            names.append(tag.name)
        if self._links:
            # Links are underlined by the stylesheet.
            names = [name for name in names if name != "u"]
        self._given[tag.name].append(tuple(names))
        for name in names:
            self._open[name] += 1
            yield Tag(name, False, {})

    def _closed(self, name: str) -> Iterator[Token]:
        stack = self._given[name]
        if not stack:
            yield Tag(name, True, {})
            return
        for given in reversed(stack.pop()):
            self._open[given] -= 1
            if not self._open[given]:
                yield Tag(given, True, {})

    # -- paragraphs ----------------------------------------------------------------------------

    def _take_paragraph(self, tag: Tag) -> Iterator[Token]:
        if self._level:
            yield from self._begin_item()
        if tag.closing:
            yield from self._end_paragraph()
            return
        self._in_item = False
        level = _LIST_LEVEL.search(tag.attributes.get("style", ""))
        if level:
            self._paragraph = "li"
            self._level = min(int(level[1]), MOST_LEVELS)
            return
        yield from self._end_lists()
        self._paragraph = _heading(tag) or "p"
        yield Tag(self._paragraph, False, tag.attributes)

    def _end_paragraph(self) -> Iterator[Token]:
        if self._paragraph != "li":
            yield Tag(self._paragraph, True, {})
        self._in_item = False
        self._paragraph = "p"

    def _take_text(self, text: str) -> Iterator[Token]:
        if self._level and not text.isspace():
            yield from self._begin_item()
        elif self._level or (self._lists and not self._in_item and text.isspace()):
            return
        if self._lists and not self._in_item:
            yield from self._end_lists()
        yield text

    def _take_other(self, tag: Tag) -> Iterator[Token]:
        if self._level:
            yield from self._begin_item()
        is_bound = tag.name in _CELL_BOUNDS
        if is_bound or (self._lists and not self._in_item and not tag.closing):
            yield from self._end_lists()
        if tag.name == "a":
            self._in_comment = not tag.closing and _COMMENT_ANCHOR in tag.attributes.get("class", "")
            self._links = max(0, self._links + (-1 if tag.closing else 1))
        if not tag.closing and tag.attributes.get("role") == "heading":
            yield Tag(_heading(tag) or tag.name, False, tag.attributes)
            return
        yield tag

    # -- lists ---------------------------------------------------------------------------------

    def _read_mark(self, token: Token) -> Iterator[Token]:
        if isinstance(token, str):
            self._mark += token[:20]
        elif token.name == "span":
            self._mark_depth += -1 if token.closing else 1
        elif token.name == "p":
            self._mark_depth = 0
            yield from self.take(token)
        if not self._mark_depth and self._level:
            yield from self._begin_item()

    def _begin_item(self) -> Iterator[Token]:
        number = _NUMBERED.match(self._mark.strip())
        kind = "ol" if number else "ul"
        while len(self._lists) > self._level or (len(self._lists) == self._level and self._lists[-1] != kind):
            yield Tag(self._lists.pop(), True, {})
        if len(self._lists) < self._level:
            start = number[1] if number and number[1] else "1"
            self._lists.append(kind)
            yield Tag(kind, False, {"start": start} if start != "1" else {})
        # A list that skips a level is as deep as the lists that are open.
        self._level, self._mark, self._in_item = 0, "", True
        yield Tag("li", False, {})
        yield from self._held
        self._held.clear()

    def _end_lists(self) -> Iterator[Token]:
        while self._lists:
            yield Tag(self._lists.pop(), True, {})
        self._in_item = False


def _heading(tag: Tag) -> str:
    """The heading that a class or role makes of a paragraph, or "" ."""
    if tag.attributes.get("role") == "heading":
        level = tag.attributes.get("aria-level", "2")
        return f"h{level}" if level in {"2", "3", "4"} else "h2" if level == "1" else "h4"
    match = _HEADING_CLASS.search(tag.attributes.get("class", ""))
    if match is None:
        return ""
    if match[3]:
        return f"h{min(max(int(match[3]), 2), 4)}"
    return "h2" if match[1] else "h3"
