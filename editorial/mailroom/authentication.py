"""Is the sender who the letter says? Read from what the school's own mail server wrote on it (RFC 8601).

Only the topmost Authentication-Results with the configured name counts: the server removes such lines from
what comes from outside and writes its own on top (docs/en/mail-in.md says how to make sure of that).
"""

import re
from collections.abc import Iterator
from email.message import Message

from django.conf import settings

from editorial.mailroom.headers import raw_values
from editorial.models import ReceivedMail

Trust = ReceivedMail.Trust
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(r"([a-z]+\.[a-z-]+)\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)


def trust_in(message: Message, address: str) -> ReceivedMail.Trust:
    """PASSED when DMARC passed, or SPF or DKIM passed for the domain of `address`; FAILED when not.

    UNCHECKED where no MAIL_IN_AUTHSERV_ID is set: then nothing on the letter can be believed.
    """
    wanted = settings.MAIL_IN_AUTHSERV_ID.lower()
    if not wanted:
        return Trust.UNCHECKED
    for raw in raw_values(message, "Authentication-Results"):
        name, results = _split(raw)
        if name == wanted:
            return Trust.PASSED if _vouched(results, address.rpartition("@")[2]) else Trust.FAILED
    return Trust.FAILED


def _split(raw: str) -> tuple[str, list[str]]:
    plain = raw
    while _COMMENT.search(plain):
        plain = _COMMENT.sub(" ", plain)
    head, *results = plain.split(";")
    return (head.split() or [""])[0].lower(), results


def _vouched(results: list[str], domain: str) -> bool:
    said = list(_read(results))
    dmarc = [verdict for method, verdict, _about in said if method == "dmarc"]
    if "fail" in dmarc:
        return False
    if "pass" in dmarc:
        return True
    return any(
        verdict == "pass" and _is_aligned(about.get(_IDENTITY.get(method, "")), domain)
        for method, verdict, about in said
    )


_IDENTITY = {"spf": "smtp.mailfrom", "dkim": "header.d"}


def _read(results: list[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    for one in results:
        if found := _RESULT.match(one):
            about = {name.lower(): value.lower() for name, value in _PROPERTY.findall(one)}
            yield found[1].lower(), found[2].lower(), about


def _is_aligned(said: str | None, domain: str) -> bool:
    """Whether the domain that was checked is the sender's, or one above it (but no bare ending)."""
    checked = (said or "").rpartition("@")[2].strip(".<>")
    return "." in checked and (domain == checked or domain.endswith(f".{checked}"))
