"""Hours as people write them here: 7h30, 7:30, 07 giờ 30, 13h30 – 15h."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vietnamese import clean

_HOUR = re.compile(r"(\d{1,2})\s*(?:h|g|giờ|:|\.)?\s*(\d{2})?\s*(?:phút|ph|p)?", re.I)
_BETWEEN = re.compile(r"\s*(?:-|–|—|đến|tới|->|→)\s*", re.I)
_WRONG = _("Giờ “%(typed)s” không rõ; hãy ghi như 7h30 hoặc 7:30.")
_WRONG_SPAN = _("Giờ “%(typed)s” không rõ; hãy ghi như 7h30 hoặc 7h30 – 9h.")
_BACKWARDS = _("Giờ “%(typed)s”: giờ kết thúc phải sau giờ bắt đầu.")


def parse_hour(typed: str) -> time | None:
    """The time of day that was typed, None for nothing; raises ValidationError for what is no hour."""
    text = " ".join(clean(typed).split())
    if not text:
        return None
    match = _HOUR.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValidationError(_WRONG, params={"typed": text[:40]})
    return time(int(match[1]), int(match[2] or 0))


def parse_span(typed: str) -> tuple[time | None, time | None]:
    """Beginning and end of “7h30 – 9h”, the end None where only one hour is said; raises ValidationError."""
    text = " ".join(clean(typed).split())
    text = re.sub(r"^(?:từ|lúc)\s+", "", text, flags=re.I)
    parts = _BETWEEN.split(text) if text else [""]
    if len(parts) > 2 or (len(parts) == 2 and not all(parts)):
        raise ValidationError(_WRONG_SPAN, params={"typed": text[:40]})
    begins = parse_hour(parts[0])
    ends = parse_hour(parts[1]) if len(parts) == 2 else None
    if begins and ends and ends <= begins:
        raise ValidationError(_BACKWARDS, params={"typed": text[:40]})
    return begins, ends


class HourField(forms.CharField):
    """A time of day or None; what was typed is kept beside the reason why it is none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "7h30"})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        return parse_hour(super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}h{value.minute:02d}" if isinstance(value, time) else value
