"""The passage of a text that shows why it was found, cut at words, with the found words told apart."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from vietnamese.lexing import tidy
from vietnamese.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TEXT = 100_000  # letters that are looked at
WORDS = 36

Piece = tuple[str, bool]  # a stretch of text, and whether it was asked for


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return fold(tidy(word))


class Finder:
    """Finds the words of one query in texts as they are shown, whatever the marks.

    Where a text holds the words as they were typed, with their marks, only those are told apart.
    """

    def __init__(self, keys: Iterable[str], marked: Iterable[str] = ()) -> None:
        self._keys = frozenset(part for key in keys for part in _WORD.findall(key))
        self._marked = frozenset(marked)
        self._folded_marked = frozenset(map(_key, self._marked))

    def whole(self, text: str) -> list[Piece]:
        """The whole text in pieces."""
        words = list(_WORD.finditer(text[:_LONGEST_TEXT]))
        return self._pieces(text, [word for word in words if self._is_asked(word.group(), words)])

    def passage(self, text: str) -> list[Piece]:
        """The stretch of WORDS words that holds most of the query; the beginning when it holds none."""
        text = text[:_LONGEST_TEXT]
        words = list(_WORD.finditer(text))
        asked = [place for place, word in enumerate(words) if _key(word.group()) in self._keys]
        first = self._best_start(words, asked)
        window = words[first : first + WORDS]
        if not window:
            return []
        is_end = first + WORDS >= len(words)
        start, end = window[0].start(), len(text) if is_end else window[-1].end()
        found = [word for word in window if self._is_asked(word.group(), window)]
        shifted = [(word.start() - start, word.end() - start) for word in found]
        pieces = _cut(text[start:end], shifted)
        before = [("… ", False)] if first else []
        after = [] if is_end else [(" …", False)]
        return [*before, *pieces, *after]

    def _pieces(self, text: str, found: Sequence[re.Match[str]]) -> list[Piece]:
        return _cut(text, [word.span() for word in found])

    def _is_asked(self, word: str, among: Sequence[re.Match[str]]) -> bool:
        key = _key(word)
        if key not in self._keys:
            return False
        if key not in self._folded_marked or tidy(word) in self._marked:
            return True
        return not any(tidy(other.group()) in self._marked for other in among if _key(other.group()) == key)

    def _best_start(self, words: Sequence[re.Match[str]], asked: Sequence[int]) -> int:
        """A few words before the hit from which most different words asked for follow."""
        best, most = 0, 0
        keys = {place: _key(words[place].group()) for place in asked}
        for place in asked[:200]:
            near = [other for other in asked if place <= other < place + WORDS - 4]
            weight = 3 * len({keys[other] for other in near})
            weight += sum(1 for other in near if other + 1 in keys and keys[other + 1] != keys[other])
            if weight > most:
                best, most = max(place - 4, 0), weight
        return min(best, max(len(words) - WORDS, 0))


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
