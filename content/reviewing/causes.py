"""Reviews of the units among what is owed: one for each unit and part of the year (HN-7.1c)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import UnitReview
from content.reviewing.periods import months_between, part_of_year
from editorial.obligations import Cause, Source, register_source
from editorial.periods import first_instant, next_month
from people.models import Unit

KEY = "unit-review:"


class UnitReviews(Source):
    trigger = "unit_review_due"

    by_publication = False

    def causes(self, since: date) -> Iterable[Cause]:
        today = timezone.localdate()
        for unit in Unit.objects.filter(is_active=True).order_by("pk"):
            set_up = timezone.localdate(unit.created_at)
            for first, following in _parts(since, today, months_between(unit)):
                if set_up < following:
                    day = max(first, set_up)
                    words = {"unit": unit.name, "day": f"{day:%d/%m/%Y}"}
                    title = _("%(unit)s rà soát trang và danh bạ, kỳ từ %(day)s") % words
                    yield Cause(f"{KEY}{unit.pk}:{day}", title, day, unit_id=unit.pk)

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        asked = {key: _read(key) for key in keys if key.startswith(KEY)}
        reviews: dict[int, list[datetime]] = defaultdict(list)
        found = UnitReview.objects.filter(unit__in={unit for unit, _day in asked.values()})
        for unit, at in found.order_by("at").values_list("unit", "at"):
            reviews[unit].append(at)
        first = {
            key: next((at for at in reviews[unit] if at >= first_instant(day)), None)
            for key, (unit, day) in asked.items()
        }
        return {key: at for key, at in first.items() if at is not None}

    def places(self, keys: Collection[str]) -> dict[str, str]:
        return {
            key: reverse("admin:content_unitreview_unit", args=[_read(key)[0]])
            for key in keys
            if key.startswith(KEY)
        }


def _parts(since: date, today: date, months: int) -> Iterator[tuple[date, date]]:
    """The first days of the parts that lie within these days, each with the first day of the next."""
    if not months:
        return
    first = part_of_year(since, months)
    while first <= today:
        following = first
        for _month in range(months):
            following = next_month(following)
        if first >= since:
            yield first, following
        first = following


def _read(key: str) -> tuple[int, date]:
    unit, _colon, day = key.removeprefix(KEY).partition(":")
    return int(unit), date.fromisoformat(day)


register_source(UnitReviews())
