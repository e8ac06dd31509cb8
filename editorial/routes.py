"""The road of an edition: the steps of the regulation it was sent under."""

from editorial.models import Edition
from regulations.loading import load_preset
from regulations.models import Regulation
from regulations.schema import Preset, Route, Step

APPROVING_VERBS = frozenset({"publish", "sign"})


def current_regulation() -> Regulation | None:
    return Regulation.current()


def current_preset() -> Preset:
    """The regulation in force today; a portal that has none yet works by the standard one."""
    regulation = current_regulation()
    return regulation.preset if regulation else load_preset("standard")


def preset_for(edition: Edition) -> Preset:
    """A change of regulation touches later submissions only: what is on its way keeps its road."""
    return edition.regulation.preset if edition.regulation else current_preset()


def route_for(edition: Edition) -> Route:
    return preset_for(edition).route_for(edition.kind)


def step_of(edition: Edition) -> Step | None:
    return find_step(route_for(edition), edition.step) if edition.step else None


def find_step(route: Route, key: str) -> Step | None:
    return next((step for step in route.steps if step.key == key), None)


def steps_after(route: Route, key: str) -> tuple[Step, ...]:
    """The steps behind that key; all of them for an empty key (not sent yet)."""
    if not key:
        return route.steps
    keys = [step.key for step in route.steps]
    return route.steps[keys.index(key) + 1 :] if key in keys else ()


def approving_steps(route: Route) -> tuple[Step, ...]:
    return tuple(step for step in route.steps if APPROVING_VERBS & set(step.verbs))
