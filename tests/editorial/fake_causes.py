"""A source of causes that a test writes itself, in the place of the room that would know them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from editorial import obligations
from editorial.obligations import Cause, Source


@dataclass
class Told(Source):
    """Says what it was told: causes by key, and the moments at which they were answered."""

    trigger: str = "event_ended"
    by_publication: bool = True
    known: dict[str, Cause] = field(default_factory=dict)
    answered: dict[str, datetime] = field(default_factory=dict)
    asked: int = 0

    def causes(self, since: date) -> Iterable[Cause]:
        return list(self.known.values())

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        self.asked += 1
        return {key: moment for key, moment in self.answered.items() if key in keys}

    def places(self, keys: Collection[str]) -> dict[str, str]:
        return {key: f"/quan-tri/viec/{key}/" for key in keys if key in self.known}

    def tell(self, key: str, happened: object, **more: object) -> None:
        title = more.pop("title", f"Việc {key}")
        self.known[key] = Cause(key=key, title=title, happened=happened, **more)


@contextmanager
def only(*told: Source) -> Iterator[None]:
    """While it lasts these are all the sources there are."""
    before = dict(obligations._SOURCES)
    obligations._SOURCES.clear()
    for source in told:
        obligations.register_source(source)
    try:
        yield
    finally:
        obligations._SOURCES.clear()
        obligations._SOURCES.update(before)
