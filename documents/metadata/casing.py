"""Names and titles printed in capitals, written as in running text (NĐ 30/2020/NĐ-CP, Phụ lục II)."""

import re

from documents.metadata.vocabulary import ABBREVIATIONS, COMMON_WORDS, any_of
from vietnamese import is_syllable, tone_key

_COMMON = re.compile(rf"(?<![^\W_]){any_of(COMMON_WORDS)}(?![^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", re.IGNORECASE)
# A phrase after these begins a name of its own: Sở Giáo dục và Đào tạo, Kế hoạch - Tài chính.
_KINDS = {"Trường", "Sở", "Phòng", "Bộ", "Ban", "Vụ", "Cục", "-"}
_ALWAYS_SMALL = {"và", "của", "các", "với", "số"}
# After these a name goes on in capitals: Phó Hiệu trưởng, Ủy viên Ban chấp hành.
_AFTER_RANK = re.compile(r"\b(Phó|Quyền|Nguyên) (\w)")


def readable(name: str) -> str:
    """Return a name printed in capitals as texts have it: "TRƯỜNG THCS HẢI NINH", "Trường THCS Hải Ninh".

    A name that is not in capitals stays as it is.
    """
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or sum(letter.isupper() for letter in letters) < 0.85 * len(letters):
        return name
    words = _WORD.sub(lambda match: _capitalised(match.group()), name)
    for match in _COMMON.finditer(tone_key(words)):
        words = words[: match.start()] + _small(words, match.span()) + words[match.end() :]
    return _AFTER_RANK.sub(lambda match: f"{match[1]} {match[2].upper()}", words)


def _capitalised(word: str) -> str:
    """Syllables become names; what has no vowel, or is known, is an abbreviation."""
    if word in ABBREVIATIONS or not (is_syllable(word) or _VOWEL.search(word)):
        return word
    return word.capitalize()


def _small(name: str, span: tuple[int, int]) -> str:
    """A phrase small, its first letter large at the beginning and after the kind of body it belongs to."""
    phrase = name[slice(*span)].lower().replace("và đào tạo", "và Đào tạo")
    before = name[: span[0]].rstrip().rpartition(" ")[2]
    leads = not before or before in _KINDS
    return phrase[0].upper() + phrase[1:] if leads and phrase not in _ALWAYS_SMALL else phrase
