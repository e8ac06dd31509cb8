"""Reactions to events: run after the commit, at least once, in any order (architecture.md §3)."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone

from editorial.models import Delivery, Event

logger = logging.getLogger(__name__)

Reaction = Callable[[Event], None]
REACTIONS: dict[str, tuple[frozenset[str], Reaction]] = {}
# Longer than the slowest reaction: several letters to a mail server that hardly answers.
LEASE = timedelta(minutes=5)
MAX_BACK_OFF = 8  # 2**8 minutes, a little over four hours


def on(*verbs: str) -> Callable[[Reaction], Reaction]:
    """Register a reaction to these verbs. Its name is the key in the table; it must be safe to run twice."""

    def register(reaction: Reaction) -> Reaction:
        REACTIONS[reaction.__name__] = (frozenset(verbs), reaction)
        return reaction

    return register


def owed_to(event: Event) -> list[Delivery]:
    return [Delivery(event=event, reaction=name) for name in _answering(event.verb)]


def _answering(verb: str) -> Iterable[str]:
    return (name for name, (verbs, _reaction) in REACTIONS.items() if verb in verbs)


def deliver_owed(limit: int = 500) -> int:
    """Run every reaction that is due, oldest first; return how many succeeded.

    A claim moves `due_at` ahead, so a worker that dies in the middle leaves a delivery that comes due
    again by itself, and one that fails waits longer each time.
    """
    done = 0
    owed = Delivery.objects.filter(done_at=None, due_at__lte=timezone.now(), reaction__in=REACTIONS)
    for delivery in owed.select_related("event__item", "event__by").order_by("pk")[:limit]:
        if delivery.claim(until=timezone.now() + LEASE):
            done += _run(delivery)
    return done


def _run(delivery: Delivery) -> bool:
    _verbs, reaction = REACTIONS[delivery.reaction]
    try:
        reaction(delivery.event)
    except Exception as error:
        logger.exception("reaction %s failed for event %s", delivery.reaction, delivery.event_id)
        wait = timedelta(minutes=2 ** min(delivery.attempts, MAX_BACK_OFF))
        failed = Delivery.objects.filter(pk=delivery.pk)
        failed.update(error=repr(error)[:2000], due_at=timezone.now() + wait)
        return False
    Delivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now(), error="")
    return True
