"""Cleaning text at every edge where it comes in, and the keys text is searched and compared by (Q8-1.8)."""

import re
import unicodedata

from vietnamese.legacy import detect, has_unicode_vietnamese, is_tcvn3_word
from vietnamese.mojibake import repair
from vietnamese.normal_form import nfc, nfd
from vietnamese.syllables import is_syllable
from vietnamese.words import UNICODE, is_abbreviation, weigh

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, zero-width and bidirectional marks, byte order marks, lone surrogates and non-characters; the
# joiner stays where it builds an emoji.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_WORD_RESIDUE = re.compile(
    r"\[bookmark: [^\[\]\n]{0,80}\]"
    r"|\{? ?(?:HYPERLINK|INCLUDEPICTURE) (?:\\l )?[\"“][^\"”\n]{0,2000}[\"”]"
    r"(?: \\[a-z])*(?: [\"“][^\"”\n]{0,300}[\"”])? ?\}?"
    r"|\{? ?(?:PAGE|NUMPAGES|DATE|SEQ \w{1,40})(?: +\\\* +(?:MERGEFORMAT|ARABIC|Arabic))+(?: ?\})?"
    r"|\{? ?(?:PAGEREF|REF) _\w{1,40}(?: \\[a-z])*(?: ?\})?"
    r"|Error! (?:Bookmark not defined|Reference source not found)\."
)
_SOFT_HYPHEN = "\u00ad"
_RUN = re.compile(r"[^\s\d.,;:!?()\[\]{}\"“”'/\\<>|=+*%&@#_-]+")
_DAMAGED_BY_CLEANING = re.compile("[\x80-\xa0\u00ad]")
_DJ_LOOKALIKES = str.maketrans("ÐƉðɖ", "ĐĐđđ")
_DJ_LOOKALIKE = re.compile("[ÐƉðɖ]")
_WORD = re.compile(r"[^\W\d_]+")
_ROUND_VOWELS = re.compile(r"(?<![q])(?:([òóỏõọ])([ae])|([ùúủũụ])(y)(?![^\W\d_]))")


def clean(text: str) -> str:
    """Return the text in NFC with ordinary spaces and line breaks and without invisible characters.

    Residue of a paste from Word goes (bookmarks, field codes); Ð and ð become Đ and đ in Vietnamese words.
    Legacy encodings are not converted here, and what their conversion needs (U+00AD, the ư of TCVN3) stays.
    """
    return "\n".join(_clean_line(line) for line in _LINE_BREAK.sub("\n", text).split("\n"))


def fold(text: str) -> str:
    """Return the search form: lower case, no marks, đ as d."""
    plain = text.lower().translate(_DJ_LOOKALIKES).replace("đ", "d")
    letters = nfd(plain)
    return nfc("".join(c for c in letters if not unicodedata.combining(c)))


def tone_key(text: str) -> str:
    """Return the text in lower-case NFC with one placement of the tone: hòa as hoà, thúy as thuý."""
    return _ROUND_VOWELS.sub(_move_tone, nfc(text.lower()))


def _clean_line(line: str) -> str:
    if line.isascii() and line.isprintable():
        return _WORD_RESIDUE.sub("", line)
    if _DAMAGED_BY_CLEANING.search(line) and repair(line) is not None:
        return nfc(line)
    if "\x85" in line:  # breaks a line, except where it is one byte of a mojibake sequence
        return "\n".join(_clean_line(part) for part in line.split("\x85"))
    line = nfc(_INVISIBLE.sub("", _SPACE.sub(" ", line)))
    return _drop_soft_hyphens(_mend_dj(_WORD_RESIDUE.sub("", line)))


def _drop_soft_hyphens(line: str) -> str:
    if _SOFT_HYPHEN not in line:
        return line
    if has_unicode_vietnamese(line):
        return nfc(line.replace(_SOFT_HYPHEN, ""))
    return nfc(_RUN.sub(_keep_if_tcvn3, line))


def _keep_if_tcvn3(match: re.Match[str]) -> str:
    word = match.group()
    if _SOFT_HYPHEN not in word or is_tcvn3_word(word):
        return word
    return word.replace(_SOFT_HYPHEN, "")


def _mend_dj(line: str) -> str:
    """Replace the look-alikes of Đ in words that are Vietnamese with it, on lines that are Vietnamese."""
    if not _DJ_LOOKALIKE.search(line):
        return line
    mended = _WORD.sub(_mended_word, line)
    return mended if mended != line and _is_vietnamese(line, mended) else line


def _mended_word(match: re.Match[str]) -> str:
    word = match.group().translate(_DJ_LOOKALIKES)
    starts_right = word[0] in "Đđ" and is_syllable(word)
    return word if starts_right or is_abbreviation(word) else match.group()


def _is_vietnamese(line: str, mended: str) -> bool:
    if has_unicode_vietnamese(line):
        return True
    evidence = weigh(mended, UNICODE)
    return not evidence.invalid and not evidence.foreign and detect(line) is None


def _move_tone(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    toned = nfd(first)
    return toned[0] + nfc(second + toned[1])
