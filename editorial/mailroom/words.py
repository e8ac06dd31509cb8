"""What somebody wrote in a letter: HTML as plain lines, without the signature and what is quoted."""

import re
from html.parser import HTMLParser

from editorial.mailroom.letters import Letter
from vietnamese import clean

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_QUOTED = frozenset({"blockquote"})
_QUOTED_CLASSES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "zmail_extra")
_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source"}
)
MOST_OPEN = 2000
LONGEST_HTML = 300_000
_DECLARATION = re.compile(r"<[!?][^<>]{0,500}>")
# What begins no tag, or one that is never closed.
_LOOSE = re.compile(r"<(?=[^a-zA-Z/]|[^<>]*(?:<|\Z))")

_SIGNATURE = re.compile(r"^-- ?$")
# Where a mail program begins the letter that is answered.
_ANSWERED = re.compile(
    r"^(?:"
    r">"
    r"|-{3,}\s*(?:original message|forwarded message|thư gốc|tin nhắn gốc|tin nhắn ban đầu|thư được chuyển)"
    r"|_{10,}\s*$"
    r"|(?:on|vào|ngày|lúc)\b.{5,200}\b(?:wrote|viết|đã viết)\s*:\s*$"
    r"|.{3,160}(?:<[^<>\s]+@[^<>\s]+>).{0,40}(?:wrote|viết)\s*:\s*$"
    r")",
    re.IGNORECASE,
)
_HEAD_LINE = re.compile(r"^\*?(?:from|từ|người gửi)\s*:\*?\s*\S", re.IGNORECASE)
_NEXT_HEAD_LINE = re.compile(r"^\*?(?:sent|date|to|đã gửi|ngày|gửi|đến|subject|chủ đề)\s*:", re.IGNORECASE)


def plain_words(letter: Letter) -> str:
    """The words of the letter as plain lines: its own plain text, else what its HTML says."""
    own = clean(letter.text).strip()
    return own or clean(plain(letter.html)).strip()


def own_words(letter: Letter) -> str:
    """What the sender wrote now: no signature, nothing of the letter that is answered."""
    own = without_answered(clean(letter.text))
    return own or without_answered(clean(plain(letter.html, quoted=False)))


def without_answered(text: str) -> str:
    """Cut the text where a quotation or the signature begins."""
    kept: list[str] = []
    lines = text.splitlines()
    for place, line in enumerate(lines):
        bare = line.strip()
        joined = f"{bare} {lines[place + 1].strip()}" if place + 1 < len(lines) else bare
        if _SIGNATURE.match(line.rstrip("\r\n")) or _ANSWERED.match(bare) or _wrapped_answer(bare, joined):
            break
        if _HEAD_LINE.match(bare) and any(
            _NEXT_HEAD_LINE.match(one.strip()) for one in lines[place + 1 : place + 4]
        ):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _wrapped_answer(bare: str, joined: str) -> bool:
    """The line “Vào … đã viết:” that was broken in two."""
    return bool(re.match(r"^(?:on|vào|lúc)\b", bare, re.IGNORECASE) and _ANSWERED.match(joined))


def without_signature(text: str) -> str:
    """Cut the signature that begins with the line “-- ”, as mail programs write it."""
    lines = text.splitlines()
    for place in range(len(lines) - 1, max(-1, len(lines) - 15), -1):
        if _SIGNATURE.match(lines[place]):
            return "\n".join(lines[:place]).strip()
    return text.strip()


def plain(source: str, *, quoted: bool = True) -> str:
    """The text of HTML, a line for each block; nothing of it is ever shown as HTML."""
    reader = _Plain(quoted)
    reader.feed(_without_comments(source[:LONGEST_HTML]))
    reader.close()
    lines = ("".join(reader.pieces)).split("\n")
    spaced = "\n".join(" ".join(line.split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", spaced).strip()


def _without_comments(source: str) -> str:
    """Without comments and declarations: at each open one the parser would read all the rest anew."""
    kept, place = [], 0
    while (start := source.find("<!--", place)) >= 0:
        kept.append(source[place:start])
        end = source.find("-->", start + 4)
        if end < 0:
            break
        place = end + 3
    else:
        kept.append(source[place:])
    return _LOOSE.sub("&lt;", _DECLARATION.sub("", "".join(kept)))


class _Plain(HTMLParser):
    def __init__(self, quoted: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._quoted = quoted
        self._open: list[tuple[str, bool]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag in _VOID or len(self._open) > MOST_OPEN:
            return
        hides = tag in _SILENT or (not self._quoted and self._is_quotation(tag, attrs))
        self._open.append((tag, hides))
        self._hidden += hides

    def _is_quotation(self, tag: str, attrs: list[tuple[str, str | None]]) -> bool:
        said = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
        return tag in _QUOTED or any(name in said for name in _QUOTED_CLASSES)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if not any(name == tag for name, _hides in self._open[-50:]):
            return
        while self._open:
            name, hides = self._open.pop()
            self._hidden -= hides
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))
