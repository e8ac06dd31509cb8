"""The road of an edition: its steps with names and times — done, now, still to come."""

from dataclasses import dataclass
from datetime import datetime

from editorial.actors import people_at
from editorial.models import Edition, Event
from editorial.routes import route_for
from editorial.states import State


@dataclass(frozen=True)
class Stretch:
    """One step of the road; `people` only for the present one."""

    label: str
    status: str  # "done", "now", "next"
    by: str = ""
    at: datetime | None = None
    people: tuple[str, ...] = ()


PASSES = ("forward", "publish", "sign", "post", "publish_urgently")


def road_of(edition: Edition) -> list[Stretch]:
    steps = route_for(edition).steps
    passed = _passed(edition)
    stretches = []
    for step in steps:
        if step.key == edition.step and edition.state != State.DRAFT:
            names = tuple(sorted(str(person) for person in people_at(edition, step)))
            stretches.append(Stretch(step.label, "now", people=names))
        elif step.key in passed:
            event = passed[step.key]
            stretches.append(Stretch(step.label, "done", by=str(event.by), at=event.at))
        else:
            stretches.append(Stretch(step.label, "next"))
    return stretches


def _passed(edition: Edition) -> dict[str, Event]:
    """The last event that carried the edition over each step since it was last sent."""
    events = list(
        Event.objects.filter(item=edition.item_id, edition_number=edition.number).select_related("by")
    )
    sent = max((index for index, event in enumerate(events) if event.verb == "submit"), default=0)
    return {event.step_before: event for event in events[sent:] if event.verb in PASSES}
