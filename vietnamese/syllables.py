"""Vietnamese syllables, generated from the rules of the orthography; no word list is kept.

A written syllable is an onset, a rime and a tone. The spelling of the onset depends on the rime (c/k/q,
g/gh, ng/ngh, gi), rimes that end in a stop carry only sắc and nặng, and open oa, oe, uy are written with
the tone on either letter (hòa, hoà). The set is wider than the dictionary on purpose: it holds what could
be a syllable, which is what telling Vietnamese from anything else needs.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng
_STOP_TONES = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "k", "p", "t")
_MARKED_VOWELS = "ăâêôơư"
_VOWELS = "aeiouy" + _MARKED_VOWELS
_FRONT = "eêi"

_ONSETS = "b ch d đ h kh l m n nh p ph r s t th tr v x"
# Rimes by their first vowel, written as after an ordinary onset.
_PLAIN_RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong ooc oong op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôp uôt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
# Rimes with the rounded glide.
_ROUND_RIMES = """
oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăp oăt  oe oem oen oeo oet
uâc uân uâng uât uây  uê uêch uên uênh uêt uêu  uơ uơn
uy uya uych uyn uynh uyp uyt uyu uyên uyêt
"""
# What follows "qu", where the u is written with the onset.
_Q_RIMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch ên ênh êt êu  i ich in inh it iu  ơ ơi ơn ơt  ôc
y ych yn ynh yp yt yên yêt
"""
_Y_ONSETS = "b d h k l m n nh s t th tr v"
_BARE_Y_RIMES = "y yêm yên yêng yêt yêu"
# Place names of the highlands that keep a spelling of their own: Đắk Lắk, Bắc Kạn, Krông Nô.
_PLACE_NAMES = "đắk đăk đắc lắk lăk kạn krông"


@cache
def syllables() -> frozenset[str]:
    """Return every syllable the rules produce: lower case, NFC, both placements of the tone."""
    spelled = (form for onset, rime in _onset_rime_pairs() for form in _with_tones(onset, rime))
    return frozenset(spelled) | frozenset(_PLACE_NAMES.split())


def is_syllable(word: str) -> bool:
    """Tell whether one word, in any case and either Unicode form, can be a Vietnamese syllable."""
    return len(word) <= 16 and unicodedata.normalize("NFC", word).lower() in syllables()


def _onset_rime_pairs() -> Iterator[tuple[str, str]]:
    for rime in (_PLAIN_RIMES + _ROUND_RIMES).split():
        front = rime[0] in _FRONT
        yield "", rime
        yield ("k" if front else "c"), rime
        yield ("gh" if front else "g"), rime
        yield ("ngh" if front else "ng"), rime
        yield _after_gi(rime)
        for onset in _ONSETS.split():
            yield onset, rime
    for rime in _Q_RIMES.split():
        yield "qu", rime
    for onset in _Y_ONSETS.split():
        yield onset, "y"
    for rime in _BARE_Y_RIMES.split():
        yield "", rime


def _after_gi(rime: str) -> tuple[str, str]:
    """One i is written where two meet: gi + iêng is giêng, gi + in is gìn with the tone on that i."""
    if rime.startswith("iê"):
        return "gi", rime[1:]
    return ("g" if rime[0] == "i" else "gi"), rime


def _with_tones(onset: str, rime: str) -> Iterator[str]:
    tones = _STOP_TONES if rime.endswith(_STOPS) else TONES
    for place in _tone_places(rime):
        for tone in tones:
            yield unicodedata.normalize("NFC", onset + rime[: place + 1] + tone + rime[place + 1 :])


def _tone_places(rime: str) -> tuple[int, ...]:
    """Return the letters of a rime that may carry the tone mark."""
    marked = [place for place, letter in enumerate(rime) if letter in _MARKED_VOWELS]
    if marked:
        return (marked[-1],)
    if rime in ("oa", "oe", "uy"):
        return (0, 1)
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    rounded = rime[:2] in ("oa", "oe", "oo", "uy")
    closed = vowels[-1] < len(rime) - 1
    return (vowels[1],) if len(vowels) > 1 and (rounded or closed) else (vowels[0],)
