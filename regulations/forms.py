"""The terms of a school year on one screen: inside the year and beside each other."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class TermFormSet(forms.BaseInlineFormSet):
    """Refuses terms that leave their school year or overlap."""

    def clean(self) -> None:
        super().clean()
        terms = sorted(self._complete(), key=lambda term: term.starts_on)
        year = self.instance
        for term in terms if year.starts_on and year.ends_on else ():
            if not year.starts_on <= term.starts_on < term.ends_on <= year.ends_on:
                raise ValidationError(_("%(name)s nằm ngoài năm học.") % {"name": term.name})
        for before, after in pairwise(terms):
            if after.starts_on <= before.ends_on:
                words = {"name": after.name, "other": before.name}
                raise ValidationError(_("%(name)s bắt đầu khi %(other)s chưa kết thúc.") % words)

    def _complete(self) -> list[Any]:
        forms_left = [form for form in self.forms if form not in self.deleted_forms]
        terms = [form.instance for form in forms_left if form.is_valid()]
        return [term for term in terms if term.starts_on and term.ends_on]
