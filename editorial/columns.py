"""Two texts side by side: paragraph beside paragraph, with the words that differ marked in each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from editorial.word_changes import Piece, word_changes

# Below this share of common words two paragraphs are two, not one that was rewritten.
ALIKE = 0.4
MOST_PAIRS_WEIGHED = 2_500
MOST_PARAGRAPHS = 3_000
Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Row:
    """A paragraph on the left and what stands in its place on the right; an empty side has no paragraph."""

    changed: bool
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def rows_of(old: str, new: str) -> tuple[Row, ...]:
    """The paragraphs (lines) of both texts in order, each beside its counterpart."""
    before, after = old.split("\n"), new.split("\n")
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return (Row(True, (Piece("removed", old),), (Piece("added", new),)),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    rows: list[Row] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            rows += [Row(False, (Piece("same", line),), (Piece("same", line),)) for line in before[i1:i2]]
        else:
            rows += [_row(*pair) for pair in _paired(before[i1:i2], after[j1:j2])]
    return tuple(rows)


def _row(old: str | None, new: str | None) -> Row:
    if old is None or new is None:
        left = () if old is None else (Piece("removed", old),)
        right = () if new is None else (Piece("added", new),)
        return Row(True, left, right)
    pieces = word_changes(old, new)
    return Row(
        True,
        tuple(piece for piece in pieces if piece.kind != "added"),
        tuple(piece for piece in pieces if piece.kind != "removed"),
    )


def _paired(old: list[str], new: list[str]) -> Iterator[Pair]:
    """Counterparts in order, so that the pairs have most words in common (as in an edit distance)."""
    if len(old) * len(new) > MOST_PAIRS_WEIGHED:
        yield from zip_longest(old, new)
        return
    alike = [[_likeness(left, right) for right in new] for left in old]
    best = _best_sums(alike, len(old), len(new))
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and _is_pair(alike, best, i, j):
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif j == len(new) or (i < len(old) and best[i + 1][j] >= best[i][j + 1]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _is_pair(alike: list[list[float]], best: list[list[float]], i: int, j: int) -> bool:
    return alike[i][j] >= ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]


def _best_sums(alike: list[list[float]], height: int, width: int) -> list[list[float]]:
    """The highest sum of likenesses that pairs from each place on can reach."""
    best = [[0.0] * (width + 1) for _row in range(height + 1)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _likeness(left: str, right: str) -> float:
    """The share of words that two paragraphs have in common, from 0 to 1."""
    a, b = Counter(left.split()), Counter(right.split())
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0
