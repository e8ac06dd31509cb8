"""Which deadline rules a cause falls under: those of the version in force on its day (HN-17)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from regulations.in_force import Versions
from regulations.periods import Period
from regulations.reckoning import Trigger, trigger_day
from regulations.schema import TIME_ZONE, DeadlineRule


class Ruled(NamedTuple):
    """A rule, and the number of the version that it stands in; None where no regulation was ever applied."""

    rule: DeadlineRule
    regulation: int | None


@dataclass
class RuleBook:
    """Every version the school has had, read once for a whole round, and asked for thousands of causes."""

    versions: Versions = field(default_factory=Versions)
    _kept: dict[tuple[str, int | None], list[Ruled]] = field(default_factory=dict)

    def rules(self, trigger: str, happened: Trigger) -> list[Ruled]:
        """The enabled rules that the trigger sets off; none before the first version."""
        day = trigger_day(happened)
        version = self.versions.version(day)
        key = trigger, version.pk if version else None
        if version is None or key not in self._kept:
            found = [Ruled(rule, key[1]) for rule in self.versions.rules_for(trigger, day)]
            if version is None:
                return found
            self._kept[key] = found
        return self._kept[key]


def moment_of(happened: Trigger) -> datetime:
    """When it had happened: a moment is itself, a day its first instant, a period its end."""
    if isinstance(happened, datetime):
        return happened
    return midnight(happened.next_starts_on if isinstance(happened, Period) else happened)


def midnight(day: date) -> datetime:
    """The first instant of the day in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, time(), TIME_ZONE)
