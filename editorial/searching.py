"""Finding texts without diacritics, ahead of the full-text index: words folded into one indexed column."""

import re

from vietnamese import clean, fold

MOST_WORDS = 10
LONGEST_WORD = 40
# Between the title and the rest, so that a word of the title can be told from one below it.
BAR = "|"
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of any text in their search form: lower case, no marks, đ as d, punctuation apart."""
    return _WORD.findall(fold(clean(text)))


def search_text(title: str, rest: str = "") -> str:
    """What is stored beside an edition: " le khai giang | sang nay truong "."""
    return f" {' '.join(words_of(title))} {BAR} {' '.join(words_of(rest))} "


def search_words(query: str) -> list[str]:
    """The words asked for, each once, in the order typed: at most ten, and each of bounded length.

    The caller has bounded the query itself.
    """
    found = dict.fromkeys(word[:LONGEST_WORD] for word in words_of(query))
    return list(found)[:MOST_WORDS]
