"""What changed between two texts, word by word, as marked-up pieces that templates escape."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from editorial.models import Edition

LONGEST = 20_000  # words; beyond it whole lines are compared, to keep the time bounded


@dataclass(frozen=True)
class Piece:
    kind: str  # "same", "added", "removed"
    text: str


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


def compare(model: type[Edition], old: dict[str, Any], new: dict[str, Any]) -> list[FieldChange]:
    """The fields that differ between two results of `Edition.content()`, in the order of the model."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [
        FieldChange(_label(model, name), word_changes(_words(old.get(name)), _words(new.get(name))))
        for name in names
    ]


def _label(model: type[Edition], name: str) -> str:
    fields = {field.name: field for field in model._meta.get_fields() if hasattr(field, "verbose_name")}
    return str(fields[name].verbose_name) if name in fields else _("tệp đính kèm")


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(entry) for entry in value)
    text = "" if value is None else str(value)
    text = re.sub(r"</(?:p|h\d|li|tr|table|figure)>|<br\s*/?>", "\n", text)
    return re.sub(r"<[^>]+>", "", text)


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    split = r"(\s+)" if max(len(old), len(new)) < LONGEST * 5 else r"(\n)"
    before, after = re.split(split, old), re.split(split, new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > LONGEST:
        matcher = SequenceMatcher(None, before, after, autojunk=True)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return tuple(pieces)
