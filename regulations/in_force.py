"""Which rule held on a day: a changed rule touches later triggers only (HN-17, requirements 7.2 no. 8)."""

from bisect import bisect_right
from datetime import date

from regulations.loading import load_preset
from regulations.models import Regulation
from regulations.schema import TIME_ZONE, DeadlineRule, Preset


class Versions:
    """All versions of the school's regulation, in one query: ask it for many days."""

    def __init__(self) -> None:
        self._versions = list(Regulation.objects.order_by("effective_from", "pk"))
        self._starts = [version.effective_from for version in self._versions]

    @property
    def begun_on(self) -> date | None:
        """The day (Asia/Ho_Chi_Minh) the first version was applied; None where none ever was."""
        applied = min((version.created_at for version in self._versions), default=None)
        return applied.astimezone(TIME_ZONE).date() if applied else None

    def version(self, on: date) -> Regulation | None:
        """The version that holds on that day; None before the first one, and where there is none at all."""
        place = bisect_right(self._starts, on)
        return self._versions[place - 1] if place else None

    def preset(self, on: date) -> Preset | None:
        """What ruled on that day (Asia/Ho_Chi_Minh).

        None before the first version: nothing was promised then. A portal that never had a regulation works
        by the standard one. Of two versions from one day the later written holds.
        """
        if not self._versions:
            return load_preset("standard")
        version = self.version(on)
        return version.preset if version else None

    def rule(self, key: str, on: date) -> DeadlineRule | None:
        """The deadline rule called `key` of that day; None when there was none or it was switched off."""
        preset = self.preset(on)
        rule = preset.deadline(key) if preset else None
        return rule if rule and rule.enabled else None

    def rules_for(self, trigger: str, on: date) -> tuple[DeadlineRule, ...]:
        """The rules that a trigger (regulations.schema.TRIGGERS) of that day sets off."""
        preset = self.preset(on)
        rules = preset.deadlines if preset else ()
        return tuple(rule for rule in rules if rule.enabled and trigger in rule.triggers)


def rule_in_force(key: str, on: date) -> DeadlineRule | None:
    """`Versions.rule` for one day; `on` is the trigger's day: `regulations.reckoning.trigger_day`."""
    return Versions().rule(key, on)
