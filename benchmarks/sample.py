"""Articles as schools write them, made from the demonstration's own texts: any number, the same each time."""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from content.sanitising import plain_text
from vietnamese import fold, syllables
from vietnamese.searching import SearchDocument

ROOT = Path(__file__).resolve().parent.parent
WORDS = 300
NEWEST = date(2026, 11, 1)


def _sources() -> list[str]:
    texts = [(ROOT / "tests/vietnamese/corpus.txt").read_text(encoding="utf-8")]
    for path in sorted((ROOT / "portal/demo/texts").rglob("*.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        texts += [
            str(read.get("title", "")),
            str(read.get("lead", "")),
            plain_text(str(read.get("body", ""))),
        ]
    return texts


class Sample:
    """Sentences walk from word to word as the sources do; now and then comes a word nobody else uses."""

    def __init__(self, seed: int = 4) -> None:
        self._chance = random.Random(seed)
        self._next: dict[str, list[str]] = defaultdict(list)
        for text in _sources():
            for first, second in pairwise(re.findall(r"[^\W_]+", text)):
                self._next[first.lower()].append(second.lower())
        self._starts = sorted(self._next)
        self._rare = sorted(syllables())

    def _words(self, count: int) -> Iterator[str]:
        word = self._chance.choice(self._starts)
        for _number in range(count):
            draw = self._chance.random()
            if draw < 0.04:
                yield self._rare[int(len(self._rare) * self._chance.random() ** 3)]
            elif draw < 0.08:
                word = self._chance.choice(self._starts)
                yield word
            else:
                word = self._chance.choice(self._next.get(word) or self._starts)
                yield word

    def document(self, number: int) -> SearchDocument:
        title = " ".join(self._words(self._chance.randint(6, 14))).capitalize()
        reference = f"{number % 900 + 1}/{2013 + number % 14}/TT-BGDĐT" if number % 5 == 0 else ""
        body = " ".join(self._words(self._chance.randint(WORDS - 100, WORDS + 100)))
        on = NEWEST - timedelta(days=self._chance.randrange(12 * 365))
        section, category = self._chance.randint(1, 40), self._chance.choice(("brief", "feature", "notice"))
        return SearchDocument(title, f"{body} {reference}", reference, on, section, category)

    def queries(self, documents: list[SearchDocument], count: int = 200) -> list[str]:
        """Of 1 to 4 neighbouring words of titles and texts, every second without marks, a few numbers."""
        found = []
        for number in range(count):
            if number % 20 == 19:
                found.append(self._chance.choice([one.number for one in documents if one.number]))
                continue
            document = self._chance.choice(documents)
            words = (document.title if number % 3 else document.text).split()
            length = number % 4 + 1
            start = self._chance.randrange(max(len(words) - length, 1))
            query = " ".join(words[start : start + length])
            found.append(fold(query) if number % 2 else query)
        return found
