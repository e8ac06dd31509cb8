"""Choosing several rows by number, as check-boxes send them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


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
