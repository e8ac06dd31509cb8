"""Taking what waits, one row at a time, beside other workers: by compare-and-set, again after a death."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

CLAIM = timedelta(minutes=10)


def claim_each(waiting: QuerySet[Any], *, seconds: float) -> Iterator[Any]:
    """Yield the keys of the rows that are ours now, for so many seconds; at least one, if any is free.

    The rows have `claimed_at` and `attempts`; a claim that is older than ten minutes belongs to nobody.
    """
    until, begun = time.monotonic() + seconds, False
    free = waiting.filter(Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - CLAIM))
    for pk in list(free.values_list("pk", flat=True)):
        if begun and time.monotonic() > until:
            return
        if free.filter(pk=pk).update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
            begun = True
            yield pk
