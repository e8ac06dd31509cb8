from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import (
    ReferenceNumber,
    name_key,
    normal_reference,
    parse_reference_number,
    search_reference,
)


def test_names_sort_by_given_name_then_family_name_in_the_order_of_the_alphabet():
    in_order = [
        "Lê Thị An", "Nguyễn An", "Dương Anh", "Đỗ Anh", "Trần Ánh", "Hồ Ăn", "Phạm Ân", "Bùi Dũng", "Vũ Đạt",
        "Tô Hoa", "Tô Hòa", "Tô Hoan", "Mai Oanh", "Mai Ông", "Mai Ơn", "Ngô Uyên", "Ngô Ưng",
    ]  # fmt: skip
    assert sorted(in_order[9:] + in_order[:9], key=name_key) == in_order
    assert sorted(in_order[1::2] + in_order[::2], key=name_key) == in_order


def test_tones_come_in_the_order_of_the_dictionary():
    in_order = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["má", "mạ", "mã", "ma", "mả", "mà"], key=name_key) == in_order


@given(st.lists(st.text(), max_size=8))
def test_any_text_can_be_sorted_among_names(names):
    ordered = sorted(names, key=name_key)
    assert all(name_key(one) <= name_key(other) for one, other in pairwise(ordered))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("123.3/QĐ-THHNINH", ("123.3", "", None, "QĐ", "THHNINH", False)),
        ("Số: 37/2020/TT-BGDĐT", ("37", "", 2020, "TT", "BGDĐT", False)),
        ("2455A/BTTTT-THH", ("2455", "A", None, None, "BTTTT-THH", False)),
        ("3082/GDĐT-TTTT", ("3082", "", None, None, "GDĐT-TTTT", False)),
        ("Luật số: 148/2025/QH15", ("148", "", 2025, None, "QH15", False)),
        ("12-KH/ĐU", ("12", "", None, "KH", "ĐU", True)),
        ("Nghị quyết số 29-NQ/TW", ("29", "", None, "NQ", "TW", True)),
        ("   /QĐ-MNHL", ("", "", None, "QĐ", "MNHL", False)),
        ("Số:……/KH-THCS", ("", "", None, "KH", "THCS", False)),
        ("05/QyĐ-THCS", ("05", "", None, "QyĐ", "THCS", False)),
        ("01/2021/TTLT-BGDĐT-BTC", ("01", "", 2021, "TTLT", "BGDĐT-BTC", False)),
    ],
)
def test_reference_numbers_are_taken_apart(text, parts):
    assert parse_reference_number(text) == ReferenceNumber(*parts)


@pytest.mark.parametrize(
    "text", ["", "   ", "24/6/2022", "12/2020", "km/h", "Số:", "một hai", "1" * 500 + "/QĐ-A"]
)
def test_what_is_no_reference_number_is_refused(text):
    assert parse_reference_number(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("123.3/QĐ-THHNINH", "123.3 qđ-thhninh"),
        ("123.3/QĐ-THHNINH", "Số: 123.3 /QĐ - THHNINH"),
        ("37/2020/TT-BGDĐT", "37/2020/TT-BGD&ĐT"),
        ("37/2020/TT-BGDĐT", "37 / 2020 / TT – BGD-ĐT"),
        ("05/KH-THCS", "5/KH-THCS"),
        ("12/QĐ-UBND", "12/QÐ-UBND"),
        ("2455A/BTTTT-THH", "2455 a/btttt-thh"),
        ("   /QĐ-MNHL", "Số:     /QĐ-MNHL"),
    ],
)
def test_spellings_of_one_number_share_a_normal_form(one, other):
    assert normal_reference(one) == normal_reference(other)


def test_different_numbers_stay_different_and_the_search_form_ignores_marks():
    assert normal_reference("1/QĐ-A") != normal_reference("1/QD-A")
    assert normal_reference("12-KH/ĐU") != normal_reference("12/KH-ĐU")
    assert search_reference("1/QĐ-A") == search_reference("1/qd-a")


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text):
    assert normal_reference(normal_reference(text)) == normal_reference(text)


@given(
    st.from_regex(
        r"(Số: ?)?[0-9]{1,4}(\.[0-9])?[A-D]? ?/ ?(20[0-9]{2}/)?(QĐ|KH|TTr) ?- ?[A-ZĐ&]{2,8}", fullmatch=True
    )
)
def test_normal_forms_parse_again(text):
    parsed = parse_reference_number(text)
    assert parsed is not None
    assert parse_reference_number(parsed.normal).normal == parsed.normal
