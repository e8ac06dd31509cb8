"""The head of a letter, as it is and not as standards would have it: decoded, bounded, on one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from vietnamese import clean
from vietnamese.decoding import decode_text

LONGEST_LINE = 300
# A date outside of these is a fault of somebody's clock or a trick, and is not shown.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST_AHEAD = timedelta(days=1)
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_LONGEST_RAW = 20_000
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]\\\x00-\x1f]{1,64}@[^\s<>@,;:\"()\[\]\\\x00-\x1f]{1,189}")
_IDENTIFIER = re.compile(r"<([^<>\s]{1,480})>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True)
class Sender:
    """Who a letter says it is from: the name is free text, the address in lower case."""

    name: str
    address: str


def raw_values(message: Message, name: str) -> Iterator[str]:
    """Every header of that name, unfolded and undecoded, in the order of the letter (the newest on top)."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            yield _readable(str(value)[:_LONGEST_RAW])


def raw_value(message: Message, name: str) -> str:
    return next(raw_values(message, name), "")


def _readable(raw: str) -> str:
    """Bytes that the parser kept aside, as letters; on one line."""
    text = raw
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        text = decode_text(raw.encode("utf-8", "surrogateescape"))
    return " ".join(text.replace("\x00", "").split())


def decoded(raw: str, longest: int = LONGEST_LINE) -> str:
    """The words of a header (RFC 2047, also badly done), clean, on one line, at most that many letters."""
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError, LookupError):
        pieces = [(raw, None)]
    text = "".join(_piece(part, charset) for part, charset in pieces)
    return " ".join(_CONTROL.sub(" ", clean(text)).split())[:longest]


def _piece(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    if charset is None:
        return part.decode("raw-unicode-escape", "replace")
    return letters(part, charset)


def letters(data: bytes, charset: str | None) -> str:
    """The text of the bytes in the charset they claim; where that is untrue, as good as can be."""
    # What calls itself ASCII or Latin is Windows' code page in practice, or old Vietnamese typed over it.
    claimed = (charset or "").strip().lower()
    if claimed and claimed not in {"us-ascii", "ascii", "iso-8859-1", "latin-1", "unknown-8bit", "unknown"}:
        try:
            return data.decode(claimed)
        except (LookupError, UnicodeError, ValueError):
            return decode_text(data)
    return decode_text(data)


def senders(message: Message) -> list[Sender]:
    """Everybody in From; an address that is none is left out, and so is what stands in a display name."""
    raw = list(raw_values(message, "From"))
    found = []
    for name, address in getaddresses(raw):
        normal = clean(address).strip().lower()
        if _ADDRESS.fullmatch(normal):
            found.append(Sender(decoded(name, 150), normal))
    return found


def message_id(message: Message) -> str:
    """The letter's Message-ID with its brackets; empty where there is none that could be one."""
    found = _IDENTIFIER.search(raw_value(message, "Message-ID"))
    return found[0] if found else ""


def answered(message: Message) -> list[str]:
    """The Message-IDs that the letter answers, the nearest first."""
    nearest = _IDENTIFIER.findall(raw_value(message, "In-Reply-To"))
    earlier = _IDENTIFIER.findall(raw_value(message, "References"))
    return list(dict.fromkeys([*nearest, *reversed(earlier)]))[:50]


def sent_at(message: Message) -> datetime | None:
    """The moment in Date with its zone (one without is taken as Vietnamese); None if it can't be true."""
    try:
        moment = parsedate_to_datetime(raw_value(message, "Date"))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=HERE)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if EARLIEST <= moment <= timezone.now() + LATEST_AHEAD else None
