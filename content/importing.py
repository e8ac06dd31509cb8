"""Texts from files become drafts: read, cleaned, titled; legacy text is converted on consent only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from content.models import Article
from content.sanitising import text_to_html
from documents.document_types import DOCUMENT_TYPES
from documents.files import UploadRefused
from editorial.drafting import start
from editorial.models import Event, Section
from people.models import User
from vietnamese import clean, convert, fold
from vietnamese.decoding import decode_text

MOST_BYTES = 2_000_000
LONGEST_TITLE = 255
MAX_BODY = 1_000_000  # characters of HTML
# Where a title may stand: behind the header, the number and the date of an official text.
TITLE_LINES = 40
TYPES = frozenset(kind.title for kind in DOCUMENT_TYPES)


class LegacyText(ValueError):
    """The text is written in an old encoding and nobody has agreed to its conversion."""

    def __init__(self, encoding: str, before: str, after: str) -> None:
        super().__init__(
            _("Văn bản nghi viết bằng mã %(encoding)s: “%(before)s” → “%(after)s”.")
            % {"encoding": encoding, "before": before, "after": after}
        )


@dataclass(frozen=True)
class ImportedText:
    title: str
    body: str
    encoding: str | None


def read_text(path: Path, *, convert_legacy: bool = False) -> ImportedText:
    """Read one text file (UTF-8, UTF-16 with a mark, or a legacy encoding).

    Raises `LegacyText` when it is legacy-encoded and conversion was not asked for, `UploadRefused` when it
    is too large, empty or not text, OSError when it cannot be read.
    """
    words = _words_of(path.read_bytes(), path.name)
    conversion = convert(words)
    if conversion.encoding and not convert_legacy:
        raise LegacyText(conversion.encoding, *_first_difference(words, conversion.text))
    text = clean(conversion.text).strip()
    if not text:
        raise UploadRefused(_("Tệp “%(name)s” không có chữ nào."), name=path.name)
    return ImportedText(title_of(text), text_to_html(text), conversion.encoding)


def read_words(data: bytes, name: str) -> tuple[str, str]:
    """Title and sanitised body of an uploaded text file, not converted; raises `UploadRefused`."""
    text = clean(_words_of(data, name)).strip()
    if not text:
        raise UploadRefused(_("Tệp “%(name)s” không có chữ nào."), name=name)
    return title_of(text), text_to_html(text)


def _words_of(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise UploadRefused(_("Tệp “%(name)s” lớn hơn 2 MB, không phải một bài viết."), name=name)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UploadRefused(_("Tệp “%(name)s” không phải tệp chữ."), name=name)
    return decode_text(data)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(((old[:80], new[:80]) for old, new in pairs if old != new), (before[:80], after[:80]))


def title_of(text: str) -> str:
    """The kind of text and what it is about, as its heading says; else its first line."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines[:TITLE_LINES]):
        if fold(line).rstrip(":") in TYPES and place + 1 < len(lines):
            kind, about = line.rstrip(":").capitalize(), lines[place + 1]
            said = fold(about).startswith(fold(kind))
            return _shortened(about if said else f"{kind}: {about}")
    return _shortened(lines[0])


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def import_text(
    text: ImportedText, *, by: User, section: Section | None, author_credit: str = "", **entered: Any
) -> Article | None:
    """A draft of this person; None when exactly this text was imported before. Raises `Refused`.

    `entered` says on whose behalf and how it came: `information_provider`, `origin`, `channel`.
    """
    genre = Article.Genre.FEATURE
    words = {"title": text.title, "body": text.body, "section": section, "genre": genre}
    words["author_credit"] = clean(author_credit)[:150]
    planned = Article(**words)
    planned.prepare()
    if Event.objects.filter(verb="create", digest=planned.digest()).exists():
        return None
    article: Any = start(Article, by=by, **words, **entered)
    return article
