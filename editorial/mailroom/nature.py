"""What kind of mail a letter is: a person's, or a machine's, which must never be answered (RFC 3834)."""

import re
from email.message import Message

from django.conf import settings
from django.utils.translation import gettext as _

from editorial.mailroom.headers import decoded, raw_value
from editorial.mailroom.letters import Letter

_NO_REPLY = re.compile(
    r"^(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|postmaster|bounces?|daemon)(?:[+._-].*)?@"
)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID")
_ANSWERING_MACHINE = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")


def own_addresses() -> frozenset[str]:
    """The addresses that the portal writes from and is written to at."""
    named = (settings.DEFAULT_FROM_EMAIL, settings.MAIL_IN_ADDRESS, settings.EMAIL_HOST_USER)
    found = (re.search(r"[^\s<>]+@[^\s<>]+", one or "") for one in named)
    return frozenset(one[0].lower() for one in found if one)


def is_empty_path(message: Message) -> bool:
    """Whether the letter has no return path: such are reports of mail servers."""
    return raw_value(message, "Return-Path").strip() == "<>"


def why_ignored(letter: Letter) -> str:
    """Why nothing is made of it: a server's report, a machine's answer, the portal's own; "" for others."""
    message = letter.message
    if is_empty_path(message) or message.get_content_type() == "multipart/report":
        return _("Thông báo của máy chủ thư.")
    if letter.sender.address in own_addresses():
        return _("Thư do chính cổng gửi.")
    submitted = _auto_submitted(message)
    if submitted == "auto-replied" or any(raw_value(message, one) for one in _ANSWERING_MACHINE):
        return _("Thư trả lời tự động.")
    if _precedence(message) == "auto_reply":
        return _("Thư trả lời tự động.")
    return ""


def is_silent(letter: Letter) -> bool:
    """Whether the letter is never answered: bulk, lists, machines, calendars, addresses that nobody reads."""
    message = letter.message
    return bool(
        why_ignored(letter)
        or is_from_machine(letter)
        or letter.is_calendar
        or _NO_REPLY.match(letter.sender.address)
        or len(letter.senders) != 1
        or {"all", "autoreply", "oof"} & set(re.findall(r"\w+", _suppressed(message)))
    )


def is_from_machine(letter: Letter) -> bool:
    """Whether a list or a program sent it, as the office software of a superior body does."""
    message = letter.message
    listed = any(raw_value(message, one) for one in _LIST_HEADERS)
    return listed or _precedence(message) in _BULK or _auto_submitted(message) not in {"", "no"}


def _auto_submitted(message: Message) -> str:
    return decoded(raw_value(message, "Auto-Submitted"), 60).partition(";")[0].strip().lower()


def _precedence(message: Message) -> str:
    return decoded(raw_value(message, "Precedence"), 60).strip().lower()


def _suppressed(message: Message) -> str:
    return decoded(raw_value(message, "X-Auto-Response-Suppress"), 100).lower()
