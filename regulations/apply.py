"""Putting a regulation into force: a new version when it says something new, otherwise nothing."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import User
from regulations.differences import differences
from regulations.loading import base_text
from regulations.models import Regulation
from regulations.schema import Preset


def apply(preset: Preset, source_text: str, by: User | None = None, dry_run: bool = False) -> list[str]:
    """Make `preset`, read from `source_text`, the school's regulation; return what changes, one line each.

    An empty list: the regulation in force on that day says the same already, nothing is written. A later
    version holds from its own `effective_from`, but never from before today (Asia/Ho_Chi_Minh): what
    happened before keeps the rules of its time (HN-17, requirements 7.2 no. 8). Nothing is ever deleted.
    With `dry_run` nothing is written. RegulationError when the text that `source_text` extends is gone.
    """
    with transaction.atomic():
        today = timezone.localdate()
        # Two administrators at once: the second sees what the first has written.
        list(Regulation.objects.select_for_update().values_list("pk"))
        starts = _first_day(preset, today)
        current = Regulation.current(starts)
        changes = differences(current.preset if current else None, preset)
        if not changes:
            return []
        if not dry_run:
            Regulation.objects.create(
                code=preset.code,
                name=preset.name,
                source=source_text,
                base=base_text(source_text, preset.code),
                effective_from=starts,
                created_by=by,
            )
    heading = _("Quy chế “%(name)s” có hiệu lực từ ngày %(day)s.")
    return [heading % {"name": preset.name, "day": starts.strftime("%d/%m/%Y")}, *map(str, changes)]


def _first_day(preset: Preset, today: date) -> date:
    """A portal is never without a regulation: its first one holds from today at the latest."""
    if Regulation.current(today) is None:
        return min(preset.effective_from, today)
    return max(preset.effective_from, today)
