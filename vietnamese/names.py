"""Sorting Vietnamese names: by given name, then family and middle names, in the order of the alphabet."""

import unicodedata

from vietnamese.normal_form import nfc
from vietnamese.syllables import TONES

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_RANK = {tone: rank for rank, tone in enumerate(TONES) if tone}
_AFTER_ALPHABET = len(_ALPHABET)

WordKey = tuple[tuple[int, ...], tuple[int, ...]]
NameKey = tuple[WordKey | tuple[WordKey, ...] | str, ...]


def name_key(full_name: str) -> NameKey:
    """Return the sort key of a full name: its last word (the given name) first, then the others in order.

    Letters count before tones, tones in the order ngang huyền hỏi ngã sắc nặng; case does not count.
    """
    words = nfc(full_name).lower().split()
    if not words:
        return ((), (), "")
    return (_word_key(words[-1]), tuple(_word_key(word) for word in words[:-1]), " ".join(words))


def _word_key(word: str) -> WordKey:
    letters: list[int] = []
    tones: list[int] = []
    for character in word:
        parts = unicodedata.normalize("NFD", character)
        tone = next((part for part in parts if part in _TONE_RANK), "")
        letter = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else character
        if letter:
            letters.append(_letter_rank(letter))
        if tone:
            tones.append(_TONE_RANK[tone])
    return tuple(letters), tuple(tones)


def _letter_rank(letter: str) -> int:
    if letter in _ALPHABET:
        return _ALPHABET[letter]
    if letter.isalpha():
        return _AFTER_ALPHABET + ord(letter)
    return ord(letter) - 0x110000  # digits, hyphens and signs stand before all letters
