"""Who answers for what a rule of the regulation asks (TS-II.2): a table that the board keeps."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.actors import BOARD
from editorial.models import DutyHolder
from editorial.routes import current_preset
from people.choices import PlainChoices
from people.models import User


class DutyHolderForm(forms.ModelForm):
    """The rules are those of the regulation in force; one that is gone is kept as it is."""

    rule = forms.ChoiceField(label=_("Quy tắc"))

    class Meta:
        model = DutyHolder
        fields = ("rule", "user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A person who may only look is shown no field.
        if "rule" not in self.fields:
            return
        choices = {rule.key: rule.label for rule in current_preset().deadlines}
        if self.instance.rule:
            choices.setdefault(self.instance.rule, self.instance.rule)
        self.fields["rule"].choices = list(choices.items())


class DutyHolderAdmin(PlainChoices):
    """Kept by the board; the inspector looks."""

    form = DutyHolderForm
    list_display = ("rule_label", "user")
    list_select_related = ("user",)
    show_facets = admin.ShowFacets.NEVER

    def _keeps(self, request: HttpRequest) -> bool:
        return request.user.has_role(*BOARD)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._keeps(request) or request.user.has_role("inspector")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._keeps(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._keeps(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._keeps(request)

    @admin.display(description=_("Quy tắc"), ordering="rule")
    def rule_label(self, row: DutyHolder) -> str:
        rule = current_preset().deadline(row.rule)
        return rule.label if rule else row.rule

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        staff = User.objects.filter(is_active=True, groups__role__isnull=False)
        kwargs["queryset"] = staff.distinct().order_by("full_name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
