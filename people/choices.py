"""Choosing rows: several by number, as check-boxes send them, and one from a plain list."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class NumberedChoices(forms.ModelMultipleChoiceField):
    """Refuses numbers that no database can hold; Django's own field would ask for them and fail."""

    def clean(self, value: Any) -> Any:
        # A field that is switched off is given its own rows, not what the browser sent.
        for number in (getattr(one, "pk", one) for one in value or ()):
            if not re.fullmatch("[0-9]{1,18}", str(number)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": number}
                )
        return super().clean(value)


class OneChoice(forms.ModelChoiceField):
    """One row by number; refuses numbers that no database can hold, as `NumberedChoices` does."""

    def to_python(self, value: Any) -> Any:
        number = getattr(value, "pk", value)
        if value not in self.empty_values and not re.fullmatch("[0-9]{1,18}", str(number)):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": number}
            )
        return super().to_python(value)


class PlainChoices(admin.ModelAdmin):
    """A list to choose from, without Django's four buttons beside it: each table has its own screen."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
