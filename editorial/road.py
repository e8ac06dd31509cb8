"""The road of an edition: its steps with names and times — done, now, still to come."""

from dataclasses import dataclass
from datetime import datetime

from editorial.actors import people_at
from editorial.models import Edition, Event
from editorial.routes import route_for
from editorial.states import ONCE_PUBLIC, State
from regulations.schema import Step


@dataclass(frozen=True)
class Stretch:
    """One step of the road; `people` only for the present one."""

    label: str
    status: str  # "done", "now", "next", "skipped"
    by: str = ""
    at: datetime | None = None
    people: tuple[str, ...] = ()


PASSES = ("forward", "publish", "sign", "post")


def road_of(edition: Edition) -> list[Stretch]:
    """The steps of the edition's own route, in order."""
    steps = route_for(edition).steps
    with_author = edition.state == State.DRAFT or (edition.state == State.RETURNED and not edition.step)
    # Back with its author, the text has the whole road before it again.
    passed = {} if with_author else _passed(edition)
    keys = [step.key for step in steps]
    under_way = edition.step in keys and edition.state != State.DRAFT
    behind = keys.index(edition.step) if under_way else len(keys) if _has_left(edition) else 0
    return [_stretch(edition, step, passed.get(step.key), place - behind) for place, step in enumerate(steps)]


def _has_left(edition: Edition) -> bool:
    return edition.state in ONCE_PUBLIC or (edition.state == State.APPROVED and not edition.step)


def _stretch(edition: Edition, step: Step, event: Event | None, distance: int) -> Stretch:
    """`distance` counts steps from where the edition stands: 0 is here, negative is behind."""
    if distance == 0 and edition.step == step.key:
        names = tuple(sorted(str(person) for person in people_at(edition, step)))
        return Stretch(step.label, "now", people=names)
    if event is not None:
        return Stretch(step.label, "done", by=str(event.by), at=event.at)
    # The author heads the unit, or it was urgent: nobody was asked there.
    return Stretch(step.label, "skipped" if distance < 0 else "next")


def _passed(edition: Edition) -> dict[str, Event]:
    """The last event that carried the edition over each step since it was last sent."""
    events = list(
        Event.objects.filter(item=edition.item_id, edition_number=edition.number).select_related("by")
    )
    sent = max((index for index, event in enumerate(events) if event.verb == "submit"), default=0)
    return {event.step_before: event for event in events[sent:] if event.verb in PASSES}
