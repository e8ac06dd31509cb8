"""A letter taken apart: words, files, and what kind of mail it is. Hostile input; nothing here is stored.

The parser of the standard library is asked for structure only. Parts are walked without recursion and up to a
limit; whatever is beyond it makes the letter one that a person looks at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser

from editorial.mailroom import headers
from editorial.mailroom.headers import Sender

MOST_PARTS = 300
MOST_BOUNDARIES = 60
LONGEST_TEXT = 1_000_000  # letters
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
# RFC 3676: a space at the end says that the line goes on; the line “-- ” begins the signature.
_FLOWED = re.compile(r"(?<!^--)(?<!\n--) \r?\n(?!-- \r?\n)")
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    }
)


class Unreadable(Exception):
    """The letter can't be taken apart."""


@dataclass(frozen=True)
class LetterFile:
    """A file in the letter; `content_id` is how its HTML names it, "" where it does not."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/") and self.content_type != "image/svg+xml"


@dataclass
class Letter:
    """What a person would see of it; texts are cleaned of nothing but their encoding."""

    message: Message = field(repr=False)
    senders: list[Sender] = field(default_factory=list)
    subject: str = ""
    message_id: str = ""
    answered: list[str] = field(default_factory=list)
    sent_at: datetime | None = None
    texts: list[str] = field(default_factory=list, repr=False)
    htmls: list[str] = field(default_factory=list, repr=False)
    files: list[LetterFile] = field(default_factory=list)
    is_calendar: bool = False
    is_encrypted: bool = False

    @property
    def sender(self) -> Sender:
        return self.senders[0] if self.senders else Sender("", "")

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)[:LONGEST_TEXT]

    @property
    def html(self) -> str:
        return "\n".join(self.htmls)[:LONGEST_TEXT]


def read_head(data: bytes) -> Letter:
    """The letter without its content, for one of which only the head was stored or is needed."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data, headersonly=True)
    except (MessageError, ValueError, RecursionError) as error:
        raise Unreadable from error
    return _headed(message)


def read_letter(data: bytes) -> Letter:
    """Take the letter apart; raises Unreadable for one that is broken or built to do harm."""
    if len(_BOUNDARY.findall(data)) > MOST_BOUNDARIES:
        raise Unreadable
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        letter = _headed(message)
        for part in _parts(message):
            _take(letter, part)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable from error
    return letter


def _headed(message: Message) -> Letter:
    return Letter(
        message,
        senders=headers.senders(message),
        subject=headers.decoded(headers.raw_value(message, "Subject")),
        message_id=headers.message_id(message),
        answered=headers.answered(message),
        sent_at=headers.sent_at(message),
    )


def _parts(message: Message) -> Iterator[Message]:
    """The leaves in their order; a letter inside the letter is one leaf."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise Unreadable
        content = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            if part.get_content_type() in _ENCRYPTED:
                yield part
                continue
            waiting += reversed([one for one in content if isinstance(one, Message)])
        else:
            yield part


def _take(letter: Letter, part: Message) -> None:
    kind = part.get_content_type()
    if kind in _ENCRYPTED:
        letter.is_encrypted = True
    elif kind == "text/calendar":
        letter.is_calendar = True
    elif kind in _SIGNATURES:
        return
    elif kind in {"text/plain", "text/html"} and not _is_file(part):
        words = headers.letters(_bytes_of(part), part.get_content_charset()).replace("\x00", "")
        if str(part.get_param("format") or "").lower() == "flowed":
            words = _FLOWED.sub(" ", words)
        (letter.texts if kind == "text/plain" else letter.htmls).append(words[:LONGEST_TEXT])
    elif not kind.startswith("multipart/"):
        _take_file(letter, part, kind)


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _take_file(letter: Letter, part: Message, kind: str) -> None:
    if kind == "message/rfc822":
        content = part.get_payload()
        inner = content[0] if isinstance(content, list) and content else None
        data = inner.as_bytes() if isinstance(inner, Message) else b""
        name = "thu-dinh-kem.eml"
    elif kind.startswith(("message/", "text/rfc822-headers")):
        return  # the report of a mail server
    else:
        data = _bytes_of(part)
        name = headers.decoded(str(part.get_filename() or ""), 200)
    content_id = headers.raw_value(part, "Content-ID").strip("<> ")
    if data or name:
        inline = part.get_content_disposition() == "inline" or bool(content_id)
        letter.files.append(LetterFile(name or _unnamed(kind), kind, data, content_id, inline))


def _unnamed(kind: str) -> str:
    endings = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf"}
    return f"tep.{endings.get(kind, 'bin')}"
