"""The clock's rounds: what has come due is written down. Visitors see it on its minute without this."""

import logging
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils import timezone

from editorial.clock import clock
from editorial.models import Edition, Event
from editorial.states import State
from editorial.workflow import Refused, perform

logger = logging.getLogger(__name__)


def edition_models() -> list[type[Edition]]:
    """Every concrete kind of edition in the house."""
    return [model for model in apps.get_models() if issubclass(model, Edition)]


def publish_due() -> dict[str, int]:
    """Record every appearance and expiry that has come due; repeatable, and safe beside a second run."""
    counts = {"appear": 0, "expire": 0}
    for model in edition_models():
        counts["appear"] += _move_each(model.objects.due_to_appear(), "appear")
        counts["expire"] += _move_each(_newly_expired(model), "expire")
    return counts


def _newly_expired(model: type[Edition]) -> Any:
    noted = Event.objects.filter(item=OuterRef("item"), edition_number=OuterRef("number"), verb="expire")
    expired = model.objects.filter(state=State.PUBLISHED, expires_at__lte=timezone.now())
    return expired.filter(~Exists(noted))


def _move_each(editions: Any, verb: str) -> int:
    moved = 0
    for edition in editions.order_by("published_at"):
        try:
            perform(edition, verb, by=clock())
        except Refused as refused:
            # Somebody, or another worker, was first; the next round looks again.
            logger.info("clock: %s of %s %s refused: %s", verb, edition.kind, edition.pk, refused)
        else:
            moved += 1
    return moved
