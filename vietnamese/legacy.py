"""Telling TCVN3, VNI and mojibake from correct text without knowing the font, and converting them.

A line is converted only when its words become Vietnamese syllables by it; text that is already Unicode
Vietnamese, or in another language, is never touched (law.md §9.4). The decision is made line by line, so a
document may be half converted; lines too short to prove anything follow the lines around them.
"""

import re
from collections import Counter
from dataclasses import dataclass

from vietnamese.capitals import raise_headings
from vietnamese.encodings import (
    decode_run,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    font_encoding,
    font_is_capitals,
)
from vietnamese.mojibake import repair, repair_once
from vietnamese.normal_form import nfc
from vietnamese.words import READINGS, Evidence, weigh

__all__ = [
    "Conversion",
    "convert",
    "decode_run",
    "decode_tcvn3",
    "decode_vni",
    "detect",
    "encode_tcvn3",
    "encode_vni",
    "font_encoding",
    "font_is_capitals",
    "has_unicode_vietnamese",
    "is_tcvn3_word",
]

_UNICODE_VIETNAMESE = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
# TCVN3 codes that are signs in their own right when no letter stands next to them: bullets, ©, fractions.
_LONE_SIGNS = frozenset("·©»¼½¾")


@dataclass(frozen=True, slots=True)
class Conversion:
    """The text after conversion, and what it was written in: "tcvn3", "vni", "mojibake", or None."""

    text: str
    encoding: str | None


def convert(text: str) -> Conversion:
    """Return the text in Unicode NFC with the encoding most of its converted lines were in.

    The encoding is None when nothing was converted; the text then differs from what came in by NFC alone.
    """
    lines = text.split("\n")
    found = [_encoding_of(line) for line in lines]
    main = _main_encoding(found) or _encoding_of_whole(lines)
    if main is None:
        return Conversion(nfc(text), None)
    is_pure = _is_pure(lines, found)
    found = [
        own or _by_its_surroundings(line, main, is_pure=is_pure)
        for line, own in zip(lines, found, strict=True)
    ]
    converted = [_convert_line(line, encoding) for line, encoding in zip(lines, found, strict=True)]
    return Conversion(nfc("\n".join(converted)), _main_encoding(found))


def detect(text: str) -> str | None:
    """Return "tcvn3", "vni" or "mojibake" when `convert` would change the text, else None."""
    return convert(text).encoding


def has_unicode_vietnamese(text: str) -> bool:
    """Tell whether a text (NFC) holds a letter that no legacy text can hold: ă, đ, ơ, ư, or U+1EA0-1EF9."""
    return _UNICODE_VIETNAMESE.search(text) is not None


def is_tcvn3_word(word: str) -> bool:
    """Tell whether one word can be a Vietnamese syllable in TCVN3, where U+00AD is the letter ư."""
    evidence = weigh(word, READINGS["tcvn3"])
    return evidence.valid == evidence.gained == 1 and not evidence.invalid + evidence.foreign


def _main_encoding(found: list[str | None]) -> str | None:
    counts = Counter(encoding for encoding in found if encoding)
    return counts.most_common(1)[0][0] if counts else None


def _encoding_of(line: str) -> str | None:
    if line.isascii():
        return None
    if repair(line) is not None:
        return "mojibake"
    line = nfc(line)
    if has_unicode_vietnamese(line):
        return None
    weights = {encoding: weigh(line, reading) for encoding, reading in READINGS.items()}
    best = max(weights, key=lambda encoding: weights[encoding].valid - weights[encoding].invalid)
    return best if _convinces(weights[best]) else None


def _encoding_of_whole(lines: list[str]) -> str | None:
    """Lines too short each may convince together."""
    candidates = [line for line in lines if not has_unicode_vietnamese(line)]
    return _encoding_of(" ".join(candidates)) if len(candidates) > 1 else None


def _convinces(evidence: Evidence) -> bool:
    if evidence.valid < 2 or not evidence.gained:
        return False
    if evidence.signs >= 2:
        return evidence.valid >= 2 * evidence.invalid and evidence.foreign <= 8 * evidence.valid
    if len(evidence.codes) < 2:
        return False  # Scandinavian å alone, Albanian ë alone
    spotless = not evidence.invalid and not evidence.foreign
    if evidence.valid == 2:
        return spotless and (evidence.gained == 2 or evidence.accented > 2)
    mostly_valid = evidence.valid >= 3 * evidence.invalid and evidence.foreign <= 2 * evidence.valid
    return mostly_valid and (spotless or 5 * evidence.gained >= 2 * evidence.valid)


def _is_pure(lines: list[str], found: list[str | None]) -> bool:
    """Tell whether nothing in a document is Unicode and most of it convinces: then short lines follow too."""
    doubtful = [line for line, own in zip(lines, found, strict=True) if not own and not line.isascii()]
    return len(found) - found.count(None) > len(doubtful) and not any(map(has_unicode_vietnamese, doubtful))


def _by_its_surroundings(line: str, main: str, *, is_pure: bool) -> str | None:
    """Decide a line that does not convince by itself, in a document whose legacy lines are in `main`.

    Some codes make syllables under both readings ("Sè: 12" is Số: 12); only a pure document decides those.
    """
    if line.isascii():
        return None
    if main == "mojibake":
        return main if repair_once(line) != line else None
    line = nfc(line)
    if has_unicode_vietnamese(line):
        return None
    evidence = weigh(line, READINGS[main])
    gained = is_pure or evidence.gained == evidence.valid
    is_legacy = evidence.accented and gained and not evidence.invalid and evidence.foreign <= evidence.valid
    return main if is_legacy else None


def _convert_line(line: str, encoding: str | None) -> str:
    if encoding == "tcvn3":
        return raise_headings(_decode_tcvn3_prose(line))
    if encoding == "vni":
        return decode_vni(line)
    if encoding == "mojibake":
        return repair(line) or repair_once(line)
    return line


def _decode_tcvn3_prose(line: str) -> str:
    return READINGS["tcvn3"].word.sub(_decode_tcvn3_word, line)


def _decode_tcvn3_word(match: re.Match[str]) -> str:
    word = match.group()
    return word if _LONE_SIGNS.issuperset(word) else decode_tcvn3(word)
