import pytest

from tests.vietnamese.samples import SEEDS_DIR, corpus_lines, seed_lines
from vietnamese import decode_tcvn3, decode_vni, encode_tcvn3, encode_vni, is_syllable, syllables

NOT_SYLLABLES = {"đ", "họat"}  # the abbreviation of đồng, and a slip in a school's plan

REAL = """
hòa hoà khỏe khoẻ thúy thuý quý quốc quỳnh quạ gì gìn giếng giữa già nghiêng nghĩa ngoằn ngoèo khuỷu khuya
huỳnh thuở xoong goòng buýt tuýp yếu uống ỷ ý kỹ kĩ ghế nghe Đắk Kạn UYÊN ĐƯỢC loắt giặt
"""
REFUSED = """
schön für été très señor país ação är för école garçon naïve façade żółty gün être
cáć cac ngê cê kà qà ghà trườngg ươ1 đ
"""


def _words(lines):
    text = " ".join("".join(c if c.isalpha() else " " for c in line) for line in lines)
    return {word for word in text.split() if not word.isascii() and not word.isupper()}


def test_every_syllable_survives_the_round_trip_in_both_encodings():
    assert len(syllables()) > 15_000
    assert [s for s in syllables() if decode_tcvn3(encode_tcvn3(s)) != s] == []
    assert [s for s in syllables() if decode_vni(encode_vni(s)) != s] == []


def test_every_capital_syllable_survives_vni_and_an_h_font():
    capitals = [s.upper() for s in syllables()]
    assert [s for s in capitals if decode_vni(encode_vni(s)) != s] == []
    assert [s for s in capitals if decode_tcvn3(encode_tcvn3(s)).upper() != s] == []


def test_the_words_of_our_own_lines_are_syllables():
    assert {word.lower() for word in _words(corpus_lines()) if not is_syllable(word)} <= NOT_SYLLABLES


@pytest.mark.skipif(not SEEDS_DIR.is_dir(), reason="the school documents are not here (SEEDS_DIR)")
def test_the_words_of_the_school_documents_are_syllables():
    words = _words(seed_lines())
    assert len(words) > 500
    assert {word.lower() for word in words if not is_syllable(word)} <= NOT_SYLLABLES


@pytest.mark.parametrize("word", REAL.split())
def test_real_syllables_are_accepted(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*REFUSED.split(), "", " ", "à" * 1000])
def test_what_breaks_the_rules_is_refused(word):
    assert not is_syllable(word)
