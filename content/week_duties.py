"""What an approved work week asks for: being on the portal in time (TS-III.3.5, "lịch hoạt động")."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from content.calendar_days import starting_at
from content.models import WorkWeek
from editorial.first_public import first_public
from editorial.models import Audience
from editorial.obligations import Cause, Source, register_source

_KEY = "week:"


class WeekSigned(Source):
    """The first approval of a week that is for everybody; its corrections owe nothing anew."""

    trigger = "week_signed"

    def causes(self, since: date) -> Iterable[Cause]:
        """Weeks first approved on or after that day (Asia/Ho_Chi_Minh)."""
        rows = WorkWeek.objects.filter(
            number=1, audience=Audience.PUBLIC, approved_at__gte=starting_at(since)
        )
        return self._each(rows)

    def _each(self, rows: Any) -> Iterator[Cause]:
        for week in rows.select_related("item").order_by("approved_at", "pk").iterator(chunk_size=500):
            yield Cause(
                key=f"{_KEY}{week.item_id}",
                title=week.title,
                happened=week.approved_at,
                unit_id=week.item.unit_id,
                people=(week.information_provider_id or week.item.created_by_id,),
                item_id=week.item_id,
            )

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        items = {int(key.removeprefix(_KEY)): key for key in keys if key.startswith(_KEY)}
        return {items[item]: moment for item, moment in first_public(items).items()}


register_source(WeekSigned())
