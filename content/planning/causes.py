"""Turns of the writing rota among what is owed: from the first day to the end of the last (TS-III.3.10)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.urls import reverse

from content.models import RotaTurn
from editorial.first_public import first_public
from editorial.obligations import Cause, Source, register_source

KEY = "rota-turn:"


class RotaTurns(Source):
    trigger = "rota_turn_ended"

    def causes(self, since: date) -> Iterable[Cause]:
        turns = RotaTurn.objects.filter(ends_on__gte=since).select_related("unit").order_by("pk")
        for turn in turns.iterator(chunk_size=500):
            yield Cause(
                f"{KEY}{turn.pk}",
                turn.theme,
                turn.ends_on,
                unit_id=turn.unit_id,
                item_id=turn.item_id,
                opens_on=turn.starts_on,
            )

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        turns = RotaTurn.objects.filter(pk__in=_numbers(keys)).exclude(item=None)
        items = dict(turns.order_by().values_list("pk", "item"))
        seen = first_public(items.values())
        return {f"{KEY}{pk}": seen[item] for pk, item in items.items() if item in seen}

    def places(self, keys: Collection[str]) -> dict[str, str]:
        return {f"{KEY}{pk}": reverse("admin:content_rotaturn_change", args=[pk]) for pk in _numbers(keys)}


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)]


register_source(RotaTurns())
