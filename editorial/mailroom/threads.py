"""Which letter an answer belongs to: the portal's letters carry a name that nobody can guess.

The token in a Message-ID says that its bearer was sent that letter. It opens one thing only: a turn of the
conversation by the person whom the letter was sent to, from that person's own address.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

# What a letter was about: the row of a notification, or of a received letter that was acknowledged.
NOTICE, RECEIPT = "thong-bao", "nhan-thu"
_OURS = re.compile(r"(thong-bao|nhan-thu)-(\d{1,18})-([0-9a-f]{24})@")
_THREAD = re.compile(r"(?:thong-bao|nhan-thu|noi-dung)-\d{1,18}")


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def message_id(about: str, pk: int) -> str:
    """The Message-ID of the letter about that row: the same whenever it is sent again."""
    return f"<{about}-{pk}-{_token(about, pk)}@{host()}>"


def thread_id(item_id: int) -> str:
    """The name under which readers' programs gather what is written about one item; no letter has it."""
    return f"<noi-dung-{item_id}@{host()}>"


def _token(about: str, pk: int) -> str:
    return salted_hmac("editorial.mailroom", f"{about}-{pk}").hexdigest()[:24]


def found_in(answered: Iterable[str]) -> tuple[str, int] | None:
    """What the nearest of these Message-IDs is about, if the portal itself gave it that name."""
    for one in answered:
        if (match := _OURS.match(one)) and constant_time_compare(match[3], _token(match[1], int(match[2]))):
            return match[1], int(match[2])
    return None


def claims_to_answer(answered: Iterable[str]) -> bool:
    """Whether the letter answers something of this portal, truly or by a made-up name."""
    ending = f"@{host()}"
    return any(one.endswith(ending) and _THREAD.match(one) for one in answered)
