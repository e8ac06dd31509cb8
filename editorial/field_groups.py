"""The form of a text in parts: what every text needs in sight, the rest folded under a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.models import model_to_dict
from django.utils.functional import Promise

EMPTY = (None, "", False, [])


@dataclass(frozen=True)
class FieldGroup:
    """Fields under a name; open where something was filled in or has to be mended."""

    label: str | Promise
    fields: list[forms.BoundField]
    is_open: bool


class FoldedForm(forms.ModelForm):
    """A form whose `groups` (label, names of fields) are drawn folded, behind the others."""

    groups: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [field for field in self.drawn_in_order() if field.name not in self.folded_names]

    def drawn_in_order(self) -> list[forms.BoundField]:
        """The fields drawn below each other; subclasses leave out what has a place of its own."""
        return self.visible_fields()

    @property
    def folded_names(self) -> frozenset[str]:
        return frozenset(name for _label, names in self.groups for name in names)

    @property
    def folded(self) -> list[FieldGroup]:
        """The groups with the fields that this form has."""
        blank = model_to_dict(self._meta.model(), fields=self.folded_names)
        groups = []
        for label, names in self.groups:
            fields = [self[name] for name in names if name in self.fields]
            groups.append(FieldGroup(label, fields, any(_is_used(fields, blank))))
        return groups


def _is_used(fields: Iterable[forms.BoundField], blank: dict[str, Any]) -> Iterable[bool]:
    for field in fields:
        yield bool(field.errors) or field.value() not in (*EMPTY, blank.get(field.name))
