"""Which words were removed and added between two texts."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Matching takes time with the square of the length: these bounds keep the worst text under two seconds.
LONGEST_BY_WORD = 30_000  # characters
MOST_PARTS_MATCHED_EXACTLY = 3_000
MOST_PARTS = 10_000


@dataclass(frozen=True)
class Piece:
    kind: str  # "same", "added", "removed"
    text: str


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
