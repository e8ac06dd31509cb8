"""Moments as people read them and as programs do."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def machine_time(value: date | datetime) -> str:
    """The value of a `datetime` attribute: a day, or a moment to the second with the portal's offset.

    `isoformat()` alone, and Django's "c", write microseconds, which HTML does not allow.
    """
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat()


@register.simple_tag
def moment(value: date | datetime | None, form: str = "d/m/Y H:i") -> SafeString | str:
    """A `time` element in Django's date format `form`, in the portal's time zone; nothing for no moment."""
    if not value:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', machine_time(value), formatted(local, form))
