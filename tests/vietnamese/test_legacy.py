import unicodedata

import pytest

from tests.vietnamese.samples import (
    SEEDS_DIR,
    accented_words,
    corpus_lines,
    django_strings,
    misread_utf8,
    seed_lines,
)
from vietnamese import Conversion, convert, detect, encode_tcvn3, encode_vni

WRITTEN_AS = [
    pytest.param(encode_tcvn3, "tcvn3", id="tcvn3"),
    pytest.param(lambda line: encode_tcvn3(line.upper()), "tcvn3", id="tcvn3 heading"),
    pytest.param(encode_vni, "vni", id="vni"),
    pytest.param(lambda line: encode_vni(line.upper()), "vni", id="vni capitals"),
    pytest.param(misread_utf8, "mojibake", id="read as cp1252"),
    pytest.param(lambda line: misread_utf8(line, "latin-1"), "mojibake", id="read as latin-1"),
    pytest.param(lambda line: misread_utf8(misread_utf8(line)), "mojibake", id="read wrongly twice"),
]
LANGUAGES = [
    "en",
    "fr",
    "de",
    "es",
    "pt",
    "pt_BR",
    "it",
    "sv",
    "da",
    "nb",
    "fi",
    "tr",
    "pl",
    "cs",
    "hu",
    "ro",
]


def _converted(lines, written_as, encoding):
    """The lines with at least three accented words that came back as they were before, apart from case."""
    usable = [line for line in lines if accented_words(line) >= 3]
    results = [(line, convert(written_as(line))) for line in usable]
    right = [r for line, r in results if r.encoding == encoding and r.text.casefold() == line.casefold()]
    return len(right), len(usable)


@pytest.mark.parametrize(("written_as", "encoding"), WRITTEN_AS)
def test_at_least_99_percent_of_legacy_lines_are_converted(written_as, encoding):
    right, usable = _converted(corpus_lines(), written_as, encoding)
    assert usable >= 150
    assert right >= 0.99 * usable


@pytest.mark.skipif(not SEEDS_DIR.is_dir(), reason="the school documents are not here (SEEDS_DIR)")
@pytest.mark.parametrize(("written_as", "encoding"), WRITTEN_AS)
def test_the_school_documents_survive_every_encoding(written_as, encoding):
    right, usable = _converted(seed_lines(), written_as, encoding)
    assert usable >= 400
    assert right >= 0.99 * usable


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_no_correct_vietnamese_line_is_touched(form):
    lines = corpus_lines() + django_strings("vi") + (seed_lines() if SEEDS_DIR.is_dir() else [])
    for line in (unicodedata.normalize(form, line) for line in (*lines, *map(str.upper, lines))):
        assert convert(line) == Conversion(unicodedata.normalize("NFC", line), None)


def test_vietnamese_without_marks_is_not_touched():
    for line in ("Thong bao tuyen sinh lop 6", "TRUONG THCS SONG LUA", "12/QD-UBND", ""):
        assert convert(line) == Conversion(line, None)


@pytest.mark.parametrize(
    "line", ["Bài toán khó", "cô bé có cá", "Bà và cô đi chợ", "hoà và toà nhà", "ở", "Hà"]
)
def test_vietnamese_that_could_be_read_as_a_legacy_encoding_is_not_touched(line):
    assert detect(line) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_in_another_language_is_touched(language):
    lines = django_strings(language)
    assert len(lines) > 200
    assert [line for line in (*lines, "\n".join(lines)) if convert(line) != Conversion(line, None)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Où est l’élève ? Là-bas, près du café : « déjà vu ».",
        "Loïc, thaï, naïf, maïs, Noël, Haïti, où, ça, là",
        "Né à Orléans, il a été élevé au thé.",
        "© 2026 – prix : 12 £, §5, ½ m², 20 µm",
        "Så då, på två år",
        "ö.ö.",
        "„Ä“ und ‚Ä‘ sind Buchstaben",
        "Donau\u00addampf\u00adschiff\u00adfahrt",
        "Það er íslenska",
        "Não há pão nem café só à noite",
    ],
)
def test_tricky_foreign_lines_are_not_touched(line):
    assert convert(line) == Conversion(line, None)


def test_only_the_legacy_lines_of_a_document_are_converted():
    lines = ["Trường Tiểu học", encode_tcvn3("Phòng Giáo dục và Đào tạo"), "Déjà vu à Paris", "Bài hát"]
    result = convert("\n".join(lines))
    assert result.text == "Trường Tiểu học\nPhòng Giáo dục và Đào tạo\nDéjà vu à Paris\nBài hát"
    assert result.encoding == "tcvn3"


def test_a_document_may_mix_encodings_and_names_the_one_of_most_lines():
    text = "Phòng Giáo dục và Đào tạo"
    result = convert("\n".join([encode_vni(text), encode_tcvn3(text), encode_vni(text)]))
    assert result == Conversion(f"{text}\n{text}\n{text}", "vni")


def test_a_short_line_follows_the_document_but_stays_when_alone():
    short = encode_tcvn3("trường")
    assert convert(short) == Conversion(short, None)
    assert convert(encode_tcvn3("Cộng hòa xã hội chủ nghĩa\ntrường")).text.endswith("\ntrường")


def test_signs_and_bullets_in_a_legacy_line_stay():
    assert convert("· Tr­êng tiÓu häc §ång Hû").text == "· Trường tiểu học Đồng Hỷ"
    assert convert("Häc phÝ: 50.000®/th¸ng, ®· thu").text == "Học phí: 50.000đ/tháng, đã thu"


def test_a_heading_typed_with_caps_lock_comes_back_in_capitals():
    assert convert("QUYÕT §ÞNH VÒ VIÖC BAN HµNH QUY CHÕ").text == "QUYẾT ĐỊNH VỀ VIỆC BAN HÀNH QUY CHẾ"
    assert convert("Tr­êng THCS Hµ Ninh vµ Së GD&§T").text == "Trường THCS Hà Ninh và Sở GD&ĐT"


def test_mixed_case_vni_pairs_follow_the_vowel():
    assert convert("Aùnh saùng, Aâm nhaïc, Ñöôøng").text == "Ánh sáng, Âm nhạc, Đường"


@pytest.mark.parametrize(
    "piece", ["ö", "ö ", "\x01", "Ã¡Â»", "\u00ad", "Tr­êng ", "a@", "www.", "\n", "\n\xa0", "\u0301\u0323"]
)
def test_a_megabyte_of_hostile_text_returns(piece):
    # A step that is not linear would keep this test from ending.
    text = piece * (1_000_000 // len(piece))
    assert len(convert(text).text) <= len(text)
