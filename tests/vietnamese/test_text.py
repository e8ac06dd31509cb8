import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.vietnamese.samples import corpus_lines, misread_utf8
from vietnamese import clean, convert, encode_tcvn3, encode_vni, fold, slug, tone_key


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("Tru\u031bo\u031b\u0300ng", "Trường"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a\u200bb\ufeffc\u202ed\x00\x1fe", "abcde"),
        ("một\r\nhai\rba\u2028bốn\x0bnăm\tsáu", "một\nhai\nba\nbốn\nnăm\tsáu"),
        ("xong.[bookmark: _GoBack]", "xong."),
        ('Xem { HYPERLINK "http://a.example" \\l "b" }tại đây', "Xem tại đây"),
        ("Error! Bookmark not defined.", ""),
        ("Ðại học Quốc gia, 12/QÐ-TTg", "Đại học Quốc gia, 12/QĐ-TTg"),
        ("giáo dục\u00ad", "giáo dục"),
        ("cam\u00adpagne", "campagne"),
        ("\ud800a\uffff", "a"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_what_a_paste_brings_along_is_removed(given_text, cleaned):
    assert clean(given_text) == cleaned


@pytest.mark.parametrize(
    "text", ["Það er ðu", "Trang PAGE 1", "{a}", "[bookmark]", "  thụt dòng\n\n", "¿Qué?"]
)
def test_text_that_is_right_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize("write", [encode_tcvn3, encode_vni, misread_utf8])
def test_cleaning_first_does_not_spoil_the_conversion(write):
    for line in corpus_lines():
        assert convert(clean(write(line))).text == convert(write(line)).text


def test_the_soft_hyphen_of_a_single_tcvn3_word_stays():
    assert clean("Tr\u00adêng") == "Tr\u00adêng"


def test_a_tower_of_combining_marks_is_cut():
    tower = "a" + "\u0323\u0301" * 500_000
    assert len(clean(tower)) <= 31
    assert fold(tower) == "a"


@given(st.text())
@example("Ap\x85Ð")  # a break found while cleaning
@example("Ð:G\xad")  # a letter mended while cleaning
def test_cleaning_twice_changes_nothing_and_gives_nfc(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="aăđoÐð\u00ad\u0301\u0323\u200b\xa0ưê¸·®[]: Tr\n"))
def test_cleaning_twice_changes_nothing_in_vietnamese_looking_text(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_folding_twice_changes_nothing_and_both_unicode_forms_fold_alike(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_folding_leaves_plain_lower_case():
    assert fold("Đường Ươm Ðà Lạt, QĐ") == "duong uom da lat, qd"


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("HÒA BÌNH", "hoà bình"), ("họat", "hoạt")],
)
def test_the_tone_key_does_not_see_where_the_tone_stands(one, other):
    assert tone_key(one) == tone_key(other)
    assert tone_key(unicodedata.normalize("NFD", one)) == tone_key(other)


def test_the_tone_key_tells_tones_apart_and_leaves_qu_alone():
    assert len({tone_key(word) for word in ("hoa", "hoà", "hoá", "hoả", "hoã", "hoạ")}) == 6
    assert tone_key("quý thủy") == "quý thuỷ"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Đặng Thị Thuỷ đường", "dang-thi-thuy-duong"),
        ("  Thông báo: tuyển sinh lớp 6!  ", "thong-bao-tuyen-sinh-lop-6"),
        ("Straße Œuvre", "strasse-oeuvre"),
        ("", ""),
        ("日本 ???", ""),
    ],
)
def test_slugs_are_ascii_and_keep_d(title, expected):
    assert slug(title) == expected


def test_slugs_are_cut_between_words():
    assert slug("một hai ba", max_length=7) == "mot-hai"
    assert slug("một hai ba", max_length=9) == "mot-hai"
    assert slug("a" * 100, max_length=10) == "a" * 10


@given(st.text(), st.integers(1, 90))
def test_slugs_never_exceed_their_length_or_leave_their_alphabet(text, length):
    made = slug(text, max_length=length)
    assert len(made) <= length
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")
