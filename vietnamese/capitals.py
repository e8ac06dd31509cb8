"""Capitals of TCVN3 headings: typed with Caps Lock, a toned letter still has only its small code.

"QUYÕT §ÞNH" decodes to "QUYếT ĐịNH". A word that shows it is in capitals is raised; a word that does not
show it ("Bµ": BÀ or Bà) follows the words around it.
"""

import re
from collections.abc import Sequence

from vietnamese.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")


def raise_headings(decoded: str) -> str:
    """Return a line decoded from TCVN3 with the words raised that show they were typed in capitals."""
    raised = iter(_settled([_shown_case(word) for word in _WORD.findall(decoded)]))
    return _WORD.sub(lambda match: match.group().upper() if next(raised) else match.group(), decoded)


def _shown_case(word: str) -> str:
    """ "capital" (DôC, NGHĩA, QUY), "small" (Trường, và), "" where the word cannot tell (Bà, à, UBND)."""
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return "small"
    if not plain or len(word) == 1:
        return ""
    if word.isupper():
        return "capital" if is_syllable(word) else ""
    return "capital" if any(letter.isupper() for letter in word[1:]) else ""


def _settled(shown: Sequence[str]) -> list[bool]:
    before = _nearest(shown)
    after = list(reversed(_nearest(list(reversed(shown)))))
    return [
        case == "capital" or (not case and "small" not in sides and "capital" in sides)
        for case, sides in zip(shown, zip(before, after, strict=True), strict=True)
    ]


def _nearest(shown: Sequence[str]) -> list[str]:
    """For each word, the case shown by the nearest earlier word that shows one."""
    found, last = [], ""
    for case in shown:
        found.append(last)
        last = case or last
    return found
