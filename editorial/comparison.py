"""What changed between two texts, word by word, as marked-up pieces that templates escape."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from editorial.models import Edition

# Matching takes time with the square of the length: these bounds keep the worst text under two seconds.
LONGEST_BY_WORD = 30_000  # characters
MOST_PARTS_MATCHED_EXACTLY = 3_000
MOST_PARTS = 10_000


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
    """What was removed and added, word by word; by lines in long texts, as a whole in endless ones."""
    # A word goes with the space behind it: lone spaces would match each other and cut a sentence to shreds.
    split = r"(?<=\s)(?=\S)" if max(len(old), len(new)) < LONGEST_BY_WORD else r"(?<=\n)"
    before, after = re.split(split, old), re.split(split, new)
    most = max(len(before), len(after))
    if most > MOST_PARTS:
        return (Piece("removed", old), Piece("added", new))
    matcher = SequenceMatcher(None, before, after, autojunk=most > MOST_PARTS_MATCHED_EXACTLY)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return tuple(pieces)
