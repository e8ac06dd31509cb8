import pytest

from documents.document_types import (
    DOCUMENT_TYPES,
    Group,
    type_at_start,
    type_by_abbreviation,
    type_by_code,
)
from documents.numbering import normalise, search_key
from vietnamese import parse_reference_number


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("123.3/QĐ-THHNINH", ("123.3", "", None, "quyet-dinh", "THHNINH", "123.3/qd-thhninh")),
        ("37/2020/TT-BGDĐT", ("37", "", 2020, "thong-tu", "BGDĐT", "37/2020/tt-bgddt")),
        ("37/2020/TT-BGD&ĐT", ("37", "", 2020, "thong-tu", "BGDĐT", "37/2020/tt-bgddt")),
        ("12-KH/ĐU", ("12", "", None, "ke-hoach", "ĐU", "12-kh/du")),
        ("97-QĐi/TW", ("97", "", None, "quy-dinh", "TW", "97-qdi/tw")),
        ("05/VBHN-BGDĐT", ("05", "", None, "van-ban-hop-nhat", "BGDĐT", "5/vbhn-bgddt")),
        ("Số: 48 /BC-THDL", ("48", "", None, "bao-cao", "THDL", "48/bc-thdl")),
        ("2455A/BTTTT-THH", ("2455", "A", None, None, "BTTTT-THH", "2455a/btttt-thh")),
        ("148/2025/QH15", ("148", "", 2025, None, "QH15", "148/2025/qh15")),
        ("   /QĐ-MNHL", ("", "", None, "quyet-dinh", "MNHL", "/qd-mnhl")),
        ("Công văn khẩn", ("", "", None, None, "", "congvankhan")),
    ],
)
def test_a_number_is_taken_apart_and_gets_a_key(printed: str, parts: tuple[object, ...]) -> None:
    found = normalise(printed)
    kind = found.type.code if found.type else None
    assert (found.number, found.suffix, found.year, kind, found.issuer, found.key) == parts
    assert found.is_blank == (not found.number)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("123.3/QD", "123.3/QĐ-THHNINH"),
        ("123.3 qđ-thhninh", "123.3/QĐ-THHNINH"),
        ("123.3", "123.3/QĐ-THHNINH"),
        ("37/2020", "37/2020/TT-BGDĐT"),
        ("so 37/2020/tt", "37/2020/TT-BGDĐT"),
        ("5/kh", "05/KH-THCS"),
        ("05", "05/KH-THCS"),
        ("12-kh", "12-KH/ĐU"),
    ],
)
def test_search_is_forgiving(typed: str, printed: str) -> None:
    assert normalise(printed).key.startswith(search_key(typed))


def test_a_blank_search_has_no_key() -> None:
    assert search_key("   ") == ""


def test_the_types_are_those_of_the_law_and_have_codes_of_their_own() -> None:
    assert sum(Group.ADMINISTRATIVE in kind.groups for kind in DOCUMENT_TYPES) == 29
    assert len({kind.code for kind in DOCUMENT_TYPES}) == len(DOCUMENT_TYPES)
    shorts = [short.upper() for kind in DOCUMENT_TYPES for short in kind.abbreviations]
    assert len(set(shorts)) == len(shorts)


@pytest.mark.parametrize(
    "kind", [kind for kind in DOCUMENT_TYPES if kind.abbreviations], ids=lambda kind: kind.code
)
def test_every_abbreviation_is_read_in_a_number(kind: object) -> None:
    for short in kind.abbreviations:
        parts = parse_reference_number(f"12/{short}-THHN")
        assert parts is not None
        assert type_by_abbreviation(parts.type) is kind


@pytest.mark.parametrize(
    ("title", "code", "rest"),
    [
        ("QUYẾT ĐỊNH", "quyet-dinh", ""),
        ("BÁO CÁO THƯỜNG NIÊN", "bao-cao", "THƯỜNG NIÊN"),
        ("THÔNG TƯ LIÊN TỊCH", "thong-tu-lien-tich", ""),
        ("K Ế H O Ạ C H", "ke-hoach", ""),
        ("Quy định:", "quy-dinh", ""),
    ],
)
def test_a_title_begins_with_its_type(title: str, code: str, rest: str) -> None:
    assert type_at_start(title) == (type_by_code(code), rest)


@pytest.mark.parametrize("title", ["LUẬTSƯ", "CỘNG HÒA", "", "NỘI QUY", "A B C D E F"])
def test_other_words_are_no_type(title: str) -> None:
    assert type_at_start(title) is None
