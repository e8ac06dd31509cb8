"""Writing history: the event, what it is owed, and the text as it stood, in the caller's transaction."""

from typing import Any

from editorial import outbox
from editorial.models import Delivery, Edition, Event, Snapshot
from editorial.nudging import nudge_after_commit
from people.models import User


def record(
    edition: Edition,
    verb: str,
    *,
    by: User,
    note: str = "",
    before: tuple[str, str] | None = None,
    data: dict[str, Any] | None = None,
    keep_text: bool = False,
) -> Event:
    """Write down what happened to this edition; must be called inside the transaction that did it.

    `before` is (state, step) as they were; None when the event is no move. `keep_text` asks for a
    snapshot, which is stored only if the text differs from the last one kept.
    """
    state, step = before if before is not None else (edition.state, edition.step)
    event = Event.objects.create(
        item_id=edition.item_id,
        edition_number=edition.number,
        verb=verb,
        by=by,
        note=note,
        state_before=state,
        step_before=step,
        state_after=edition.state,
        step_after=edition.step,
        digest=edition.digest(),
        data=data or {},
    )
    if keep_text:
        _keep_text(edition, event)
    Delivery.objects.bulk_create(outbox.owed_to(event))
    nudge_after_commit()
    return event


def _keep_text(edition: Edition, event: Event) -> None:
    kept = Snapshot.objects.filter(event__item=event.item_id, event__edition_number=event.edition_number)
    last = kept.order_by("-event").values_list("event__digest", flat=True).first()
    if last != event.digest:
        Snapshot.objects.create(event=event, content=edition.content())


def first_snapshots(edition: Edition) -> dict[int, Snapshot]:
    """By edition of the same item, the author's own text: as it stood when first sent (HN-12.4.2a)."""
    sent = Snapshot.objects.filter(event__item=edition.item_id, event__verb="submit")
    latest_first = sent.select_related("event__by").order_by("-event")
    return {one.event.edition_number: one for one in latest_first}
