"""Addresses made of Vietnamese titles."""

import re

from vietnamese.text import fold

_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "þ": "th", "ı": "i"}
)
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def slug(text: str, max_length: int = 80) -> str:
    """Return an ASCII slug of at most `max_length` characters, cut between words where that is possible.

    đ stays as d (Django's slugify drops it). Empty when the text holds no letter or digit that has an ASCII
    form; the caller then names the object by its number.
    """
    folded = fold(text).translate(_WITHOUT_DECOMPOSITION)
    words = _SEPARATORS.sub("-", folded).strip("-")
    if len(words) <= max_length:
        return words
    cut = words.rfind("-", 0, max_length + 1)
    return words[: cut if cut > 0 else max_length].strip("-")
