"""Rows that hang below one another (units, sections), in the order in which a person reads a tree."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _


def depths(rows: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """Depth by key, parents before their children; of (key, parent) in the order of siblings.

    A row whose parent is not among them stands at the top; none is lost, even in a circle.
    """
    pairs = list(rows)
    keys = {key for key, _parent in pairs}
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in pairs:
        below[parent if parent in keys else None].append(key)
    found: dict[int, int] = {}
    waiting = [(key, 0) for key in reversed(below[None])]
    while waiting:
        key, depth = waiting.pop()
        if key not in found:
            found[key] = depth
            waiting += [(child, depth + 1) for child in reversed(below[key])]
    return found | dict.fromkeys(keys - found.keys(), 0)


def tree_order(rows: QuerySet[Any]) -> list[OrderBy]:
    """The ordering that puts every row below its parent; empty where there is no row."""
    places = depths(rows.order_by(*rows.model._meta.ordering).values_list("pk", "parent_id"))
    cases = [When(pk=key, then=Value(place)) for place, key in enumerate(places)]
    return [Case(*cases, default=Value(len(places))).asc()] if cases else []


class OrderForm(forms.ModelForm):
    """One row of the list while the tree is sorted: its field says whose number it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "order" in self.fields:
            label = _("Thứ tự của %(name)s") % {"name": self.instance}
            self.fields["order"].widget.attrs["aria-label"] = label


class TreeList(ChangeList):
    """A list whose rows know their `depth`; the whole tree stands on one page."""

    def get_results(self, request: Any) -> None:
        super().get_results(request)
        places = depths(self.model._default_manager.values_list("pk", "parent_id"))
        for row in self.result_list:
            row.depth = places.get(row.pk, 0)
