"""Texts with an English twin: the reader's language if it was filled in, else Vietnamese (QN-II.5b)."""

from typing import Any

from django.utils.translation import get_language

from vietnamese import clean


def in_language(row: Any, field: str) -> str:
    """The row's text for the language in force; `field` has its twin in `<field>_en`."""
    english = (get_language() or "").startswith("en")
    return str((english and getattr(row, f"{field}_en")) or getattr(row, field))


def tidy(row: Any, *fields: str) -> None:
    """Text as everywhere in the portal: NFC, on one line, without stray characters."""
    for name in fields:
        setattr(row, name, " ".join(clean(getattr(row, name)).split()))
