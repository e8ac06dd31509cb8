"""Keeping machines out of the forms without a third party, cookies or pictures to decipher (HL-3.4).

A stamp says when the form was drawn, and for what; a field that people do not see catches robots; counts by
address and by e-mail stop floods. A school or a village may share one address, so its limit is generous.
Nothing here remembers an address: only its keyed digest, for a day.
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from community.models import Attempt
from people.signin import client_address

SALT = "community.form"
LEAST_SECONDS = 3  # nobody reads and fills in the form faster
LONGEST_OPEN = timedelta(hours=24)
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    action: str
    most: int
    within: timedelta


POSTS_BY_ADDRESS = Limit("post", 20, timedelta(minutes=10))
SENT_BY_EMAIL = Limit("sent", 5, timedelta(days=1))
WRONG_BY_ADDRESS = Limit("look-up", 30, timedelta(minutes=15))
WRONG_BY_CODE = Limit("look-up-code", 10, timedelta(hours=1))


@dataclass(frozen=True)
class Stamp:
    key: UUID
    item_id: int  # 0: about no item
    number: int
    drawn: float

    @property
    def is_too_fresh(self) -> bool:
        return time.time() - self.drawn < LEAST_SECONDS


def new_stamp(item_id: int = 0, number: int = 0) -> str:
    """The signed hidden field of a form drawn now, about that edition."""
    return signing.dumps([uuid4().hex, item_id, number, time.time()], salt=SALT)


def read_stamp(text: str, item_id: int | None = None) -> Stamp | None:
    """The stamp, None when it is forged, older than a day, or of a form about another item."""
    try:
        key, item, number, drawn = signing.loads(text, salt=SALT, max_age=LONGEST_OPEN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if item_id is not None and item != item_id:
        return None
    return Stamp(UUID(key), item, number, drawn)


def is_over(limit: Limit, value: str | None) -> bool:
    """Whether there were as many tries as the limit allows."""
    since = timezone.now() - limit.within
    tries = Attempt.objects.filter(action=limit.action, key=_digest(value), at__gt=since)
    return tries.count() >= limit.most


def count(limit: Limit, value: str | None) -> None:
    Attempt.objects.create(action=limit.action, key=_digest(value))


def is_over_now(limit: Limit, request: HttpRequest) -> bool:
    """Count this try of the address that the request comes from; whether it is one too many."""
    address = client_address(request)
    if is_over(limit, address):
        return True
    count(limit, address)
    return False


def forget_attempts() -> int:
    """Drop counts that no limit looks at any more; returns how many."""
    return Attempt.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _digest(value: str | None) -> str:
    whole = hmac.new(settings.SECRET_KEY.encode(), f"attempt:{value}".encode(), hashlib.sha256)
    return whole.hexdigest()[:32]
