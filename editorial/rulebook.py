"""Which deadline rules a cause falls under: those of the version in force on its day (HN-17)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone

from regulations.loading import load_preset
from regulations.models import Regulation
from regulations.periods import Period
from regulations.reckoning import Trigger, trigger_day
from regulations.schema import TIME_ZONE, DeadlineRule, Preset


class Ruled(NamedTuple):
    """A rule, and the version that it stands in; None where no regulation was ever applied."""

    rule: DeadlineRule
    regulation: int | None


class Version(NamedTuple):
    effective_from: date
    pk: int | None
    preset: Preset


@dataclass
class RuleBook:
    """Every version the school has had, read once for a whole round."""

    versions: list[Version]  # the newest first
    started_on: date | None  # the day of the first one: what came before it is none of the portal's business
    _kept: dict[tuple[str, int], list[Ruled]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "RuleBook":
        found = list(Regulation.objects.order_by("-effective_from", "-pk"))
        if not found:
            # A portal that has no regulation yet works by the standard one.
            return cls([Version(date.min, None, load_preset("standard"))], None)
        begun = timezone.localtime(min(one.created_at for one in found), TIME_ZONE).date()
        return cls([Version(one.effective_from, one.pk, one.preset) for one in found], begun)

    def rules(self, trigger: str, day: date) -> list[Ruled]:
        """The enabled rules that the trigger sets off on that day; none before the first version."""
        for place, version in enumerate(self.versions):
            if version.effective_from <= day:
                return self._rules_at(trigger, place)
        return []

    def _rules_at(self, trigger: str, place: int) -> list[Ruled]:
        if (trigger, place) not in self._kept:
            version = self.versions[place]
            self._kept[trigger, place] = [
                Ruled(rule, version.pk)
                for rule in version.preset.deadlines
                if rule.enabled and trigger in rule.triggers
            ]
        return self._kept[trigger, place]


def day_of(happened: Trigger, trigger: str) -> date:
    """The day whose regulation holds, in Asia/Ho_Chi_Minh; of a period its last one, or its first one."""
    if isinstance(happened, Period):
        return happened.starts_on if trigger.endswith("_begun") else happened.ends_on
    return trigger_day(happened)


def moment_of(happened: Trigger, trigger: str) -> datetime:
    """When it had happened: a moment is itself, a day its first instant, a period its end (or beginning)."""
    if isinstance(happened, datetime):
        return happened
    if isinstance(happened, Period) and not trigger.endswith("_begun"):
        return _midnight(happened.next_starts_on)
    return _midnight(day_of(happened, trigger))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIME_ZONE)
