"""Spelling help from the words a school itself uses: no dictionary is kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from vietnamese.searching import pair
from vietnamese.text import fold

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CHOICES = 6  # words looked at for each that was mistyped


class Speller:
    """Mends queries by the terms of all titles and the number of titles that hold each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._marked: dict[str, str] = {}
        for term in sorted(counts, key=counts.__getitem__):
            if not term.isascii():
                self._marked[fold(term)] = term  # the commonest is written last

    def mend(self, keys: Sequence[str]) -> str:
        """The query with mistyped words replaced and marks as the school writes them; "" if nothing fits."""
        choices = [self._choices(key) for key in keys]
        if not keys or not all(choices) or len(keys) > 8:
            return ""
        best = max(product(*_narrowed(choices)), key=self._weight)
        return "" if list(best) == list(keys) else " ".join(self._written(best))

    def _written(self, keys: Sequence[str]) -> list[str]:
        """The words with the marks they carry beside their neighbours, else with their commonest."""
        words = [self._marked.get(key, key) for key in keys]
        for place, both in enumerate(pairwise(keys)):
            if together := self._marked.get(pair(*both)):
                words[place : place + 2] = together[1:].split("_")
        return words

    def _choices(self, key: str) -> list[str]:
        if key in self._counts or not key.isalpha():
            return [key]
        known = [word for word in _one_edit(key) if word in self._counts]
        return sorted(set(known), key=lambda word: (-self._counts[word], word))[:_CHOICES]

    def _weight(self, words: tuple[str, ...]) -> tuple[int, int]:
        together = sum(pair(*both) in self._counts for both in pairwise(words))
        return together, sum(self._counts.get(word, 0) for word in words)


def _narrowed(choices: Sequence[list[str]]) -> Iterator[list[str]]:
    """Few enough combinations to weigh them all."""
    uncertain = sum(len(words) > 1 for words in choices)
    most = _CHOICES if uncertain <= 3 else 2
    return (words[:most] for words in choices)


def _one_edit(word: str) -> Iterable[str]:
    """Every word one letter away: one more, one less, another one, two exchanged."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
