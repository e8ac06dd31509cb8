"""Weighing the words of a line: how much of it reads as Vietnamese under one decoding."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vietnamese.encodings import TCVN3, decode_tcvn3, read_vni
from vietnamese.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_TCVN3_SYMBOLS = "".join(code for code in TCVN3 if not code.isalpha())
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}", re.ASCII)
_VOWEL = re.compile(r"[aeiouyăâêôơư]", re.IGNORECASE)
_LONGEST_ABBREVIATION = 7
_LONGEST_CODED_SYLLABLE = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: what a word is, how it decodes ("" when it cannot), what gives it away."""

    word: re.Pattern[str]
    decode: Callable[[str], str]
    sign: re.Pattern[str]  # occurs inside words under this encoding and inside no others


UNICODE = Reading(_WORD, str, re.compile(r"(?!)"))
READINGS = {
    "tcvn3": Reading(
        re.compile(rf"(?:[^\W\d_]|[{re.escape(_TCVN3_SYMBOLS)}])+"),
        lambda word: decode_tcvn3(word) if all(c.isascii() or c in TCVN3 for c in word) else "",
        re.compile(rf"[A-Za-z][{re.escape(_TCVN3_SYMBOLS)}]|[{re.escape(_TCVN3_SYMBOLS)}][A-Za-z]"),
    ),
    # où is French.
    "vni": Reading(_WORD, read_vni, re.compile(r"(?!où$)[aeouyôö][øûåäàáãâõù]", re.IGNORECASE)),
}


@dataclass(slots=True)
class Evidence:
    """Counts of the words of a line; all but `plain` and `foreign` are of words that are not plain ASCII."""

    accented: int = 0
    valid: int = 0
    invalid: int = 0
    gained: int = 0  # valid only because of the decoding
    signs: int = 0  # valid, with letters that stand together under this encoding only
    plain: int = 0  # ASCII words that are Vietnamese syllables
    foreign: int = 0  # ASCII words that are not, abbreviations apart
    codes: set[str] = field(default_factory=set)  # the letters beyond ASCII that made words valid

    def add(self, word: str, reading: Reading) -> None:
        """Count one word."""
        if word.isascii():
            self._add_ascii(word)
            return
        self.accented += 1
        decoded = reading.decode(word) if len(word) <= _LONGEST_CODED_SYLLABLE else ""
        if decoded and (is_abbreviation(decoded) or (len(decoded) == 1 and is_syllable(decoded))):
            return  # counted as a word, but proves nothing
        if not is_syllable(decoded):
            self.invalid += 1
            return
        self.valid += 1
        self.gained += not is_syllable(word)
        self.signs += bool(reading.sign.search(word))
        self.codes.update(letter for letter in word.lower() if not letter.isascii())

    def _add_ascii(self, word: str) -> None:
        if is_syllable(word):
            self.plain += 1
        elif len(word) > 1 and not (word.isupper() and len(word) <= _LONGEST_ABBREVIATION):
            self.foreign += 1


def weigh(line: str, reading: Reading = UNICODE) -> Evidence:
    """Count the words of a line under one reading; web and mail addresses do not count."""
    evidence = Evidence()
    for word in _words(line, reading.word):
        evidence.add(word, reading)
    return evidence


def _words(line: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for match in pattern.finditer(_ADDRESS.sub(" ", line)):
        yield match.group()


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is a Vietnamese abbreviation that holds no vowel: ĐT, QĐ, HĐND, đ."""
    if len(word) > _LONGEST_ABBREVIATION or _VOWEL.search(word):
        return False
    return word in ("đ", "Đ") or (word.isupper() and word.replace("Đ", "D").isascii())
