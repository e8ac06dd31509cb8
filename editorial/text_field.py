"""A line or a paragraph of Vietnamese text in a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vietnamese import clean


class TextField(forms.CharField):
    """Text that is cleaned before it is measured: decomposed letters would count two- or threefold.

    The browser is told no maximum, for it would cut a longer paste without a word.
    """

    def __init__(self, *, max_length: int, several_lines: bool = False, **kwargs: Any) -> None:
        self._several_lines = several_lines
        if several_lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("maxlength", None)
        self.error_messages["max_length"] = _(
            "Dài quá mức: tối đa %(limit_value)d ký tự, đang có %(show_value)d."
        )

    def to_python(self, value: Any) -> str:
        text = clean(str(value or "").replace("\x00", ""))
        return text.strip() if self._several_lines else " ".join(text.split())
