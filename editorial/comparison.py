"""What changed between two texts, as marked-up pieces that templates escape."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, ManyToManyField
from django.utils.translation import gettext as _

from editorial.columns import Row, rows_of
from editorial.compared_parts import PartChange, file_changes, is_picture, one_picture, picture_changes
from editorial.models import Edition
from editorial.word_changes import Piece, word_changes

_BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|table|figure|figcaption|blockquote|pre)>|<br\s*/?>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]+>")
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: its words in a row or in two columns, and the files and pictures in it."""

    label: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    parts: tuple[PartChange, ...] = ()
    only_formatting: bool = False


def compare(
    model: type[Edition], old: dict[str, Any], new: dict[str, Any], *, columns: bool = False
) -> list[FieldChange]:
    """The fields that differ between two results of `Edition.content()`, in the order of the model."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [_change(model, name, old.get(name), new.get(name), columns) for name in names]


def _change(model: type[Edition], name: str, old: Any, new: Any, columns: bool) -> FieldChange:
    field = _field(model, name)
    if isinstance(old or new, list) and not isinstance(field, Field):
        return FieldChange(_("tệp đính kèm"), parts=file_changes(old or [], new or []))
    label = str(model.part_labels.get(name) or getattr(field, "verbose_name", name))
    if isinstance(field, ForeignKey) and is_picture(field.related_model):
        return FieldChange(label, parts=one_picture(field.related_model, old, new))
    before, after = _words(field, old), _words(field, new)
    parts = picture_changes(str(old or ""), str(new or ""))
    if before == after:
        return FieldChange(label, parts=parts, only_formatting=not parts)
    if columns:
        return FieldChange(label, rows=rows_of(before, after), parts=parts)
    return FieldChange(label, pieces=word_changes(before, after), parts=parts)


def _field(model: type[Edition], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _words(field: Field | None, value: Any) -> str:
    """What a reader sees of a value: the name of a section, the label of a choice, the words of a text."""
    if value in (None, ""):
        return ""
    if isinstance(field, ManyToManyField):
        return "\n".join(_names_by_slug(field, value))
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(field, ForeignKey):
        return _name_of(field, value)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(str(value)) if "<" in str(value) else str(value)


def _name_of(field: ForeignKey, pk: Any) -> str:
    found = field.related_model._base_manager.filter(pk=pk).first()
    return str(found) if found is not None else str(pk)


def _names_by_slug(field: ManyToManyField, slugs: list[str]) -> list[str]:
    """`content()` names such rows by the slug, which they keep; people know them by their names of today."""
    named = field.related_model._base_manager.in_bulk(slugs, field_name="slug")
    return sorted(str(named.get(slug, slug)) for slug in slugs)


def _plain(text: str) -> str:
    spaced = _BLOCK_END.sub("\n", _CELL_END.sub(" ", text))
    return _LINES.sub("\n", unescape(_TAG.sub("", spaced))).strip("\n")
