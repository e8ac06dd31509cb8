"""Sets of documents as whole numbers, one bit for each document, and the best of them by weight.

With sets as numbers every condition is one `&`, every count one `bit_count()`: exact and quick, whatever the
query. Documents are numbered from the newest to the oldest, so that the lowest bit is the newest.
"""

from collections.abc import Iterable, Iterator

_ONE = ord("1")


def bits(places: Iterable[int], size: int) -> int:
    """The set of these places, all below `size`."""
    digits = bytearray(b"0") * (size + 1)  # in base 2, the lowest bit last
    for place in places:
        digits[~place] = _ONE
    return int(digits, 2)


def places(documents: int) -> Iterator[int]:
    """The places in a set, the newest first."""
    while documents:
        lowest = documents & -documents
        yield lowest.bit_length() - 1
        documents ^= lowest


class Scores:
    """Each document's sum of weights, kept in bit planes: plane n holds the documents with 2**n in it."""

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, documents: int, weight: int) -> None:
        for place in range(weight.bit_length()):
            if weight >> place & 1:
                self._add_at(documents, place)

    def _add_at(self, carried: int, place: int) -> None:
        while carried:
            while place >= len(self._planes):
                self._planes.append(0)
            here = self._planes[place]
            self._planes[place] = here ^ carried
            carried &= here
            place += 1

    def best(self, among: int) -> Iterator[tuple[int, int]]:
        """(score, place) of each of these documents: the highest score first, then the newest."""
        return self._descend(len(self._planes) - 1, among, 0)

    def _descend(self, level: int, documents: int, score: int) -> Iterator[tuple[int, int]]:
        if not documents:
            return
        if level < 0:
            for place in places(documents):
                yield score, place
            return
        with_it = documents & self._planes[level]
        yield from self._descend(level - 1, with_it, score | 1 << level)
        yield from self._descend(level - 1, documents ^ with_it, score)
