"""The form field for those who took part in a text: a few rows of a role and a name, without any script."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.models import Contribution
from content.models.credits import LONGEST_NAME, MOST_CONTRIBUTORS, Contributor
from vietnamese import clean

SPARE_ROWS = 2
_ROLES = [("", "—"), *Contribution.choices]


class ContributorsWidget(forms.MultiWidget):
    """Role and name by turns."""

    template_name = "content/contributors_widget.html"
    use_fieldset = True

    class Media:
        css = {"all": ("content/fields.css",)}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: list[forms.Widget] = []
        for row in range(1, MOST_CONTRIBUTORS + 1):
            role, name = _now("Vai trò, dòng %d") % row, _now("Họ tên, dòng %d") % row
            widgets += [
                forms.Select({"aria-label": role}, choices=_ROLES),
                forms.TextInput({"aria-label": name, "autocomplete": "off"}),
            ]
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Django asks this for what is no list only; `ContributorsField.prepare_value` makes one."""
        return []

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        rows = list(zip(parts[::2], parts[1::2], strict=True))
        filled = [
            place
            for place, row in enumerate(rows)
            if any(part["value"] not in (None, "", [""]) for part in row)
        ]
        shown = max(filled, default=-1) + 1 + SPARE_ROWS
        return {**context, "rows": rows[:shown], "more": rows[shown:], "more_label": _now("Thêm người")}


class ContributorsField(forms.MultiValueField):
    """Its value is the list that `Article.contributors` stores; rows left empty are left out."""

    def __init__(self, **kwargs: Any) -> None:
        fields: list[forms.Field] = []
        for _row in range(MOST_CONTRIBUTORS):
            fields += [
                forms.ChoiceField(choices=_ROLES, required=False),
                forms.CharField(max_length=LONGEST_NAME, required=False),
            ]
        super().__init__(
            fields, widget=ContributorsWidget, require_all_fields=False, required=False, **kwargs
        )

    def prepare_value(self, value: Any) -> list[str]:
        """What the rows show: the stored list, or what was typed as it was typed."""
        parts = [[one["role"], one["name"]] if isinstance(one, dict) else [one] for one in value or []]
        return [str(part or "") for row in parts for part in row]

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.prepare_value(initial)
        rest = [""] * (len(self.fields) - len(shown))
        return super().has_changed([*shown, *rest], self.prepare_value(data))

    def compress(self, data_list: list[str]) -> list[Contributor]:
        found: list[Contributor] = []
        for role, typed in zip(data_list[::2], data_list[1::2], strict=True):
            name = " ".join(clean(typed or "").split())
            if name and not role:
                raise forms.ValidationError(
                    _("Hãy chọn vai trò của “%(name)s”."), code="role", params={"name": name}
                )
            if role and not name:
                label = Contribution(role).label
                raise forms.ValidationError(
                    _("Hãy ghi họ tên cho vai trò “%(role)s”."), code="name", params={"role": label}
                )
            if name:
                found.append({"role": role, "name": name})
        return found
