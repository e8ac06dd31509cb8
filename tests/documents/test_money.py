"""Amounts in đồng: what is typed, in any of the usual ways, comes back as vi-VN writes it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from documents.money import MOST, format_amount, group_digits, parse_amount

AMOUNTS = st.integers(min_value=1, max_value=MOST)


@given(AMOUNTS, st.sampled_from(["", " đồng", " đ", " VNĐ", "đ"]))
def test_what_is_shown_can_be_typed(amount: int, currency: str) -> None:
    assert parse_amount(format_amount(amount)) == amount
    assert parse_amount(f"{group_digits(amount)}{currency}") == amount
    assert parse_amount(f"{amount}{currency}") == amount


@given(st.integers(min_value=1, max_value=10**6 - 1), st.integers(min_value=0, max_value=999))
def test_tỷ_and_triệu_are_exact(whole: int, thousandths: int) -> None:
    written = f"{whole},{thousandths:03}"
    assert parse_amount(f"{written} tỷ") == whole * 10**9 + thousandths * 10**6
    assert parse_amount(f"{written} triệu đồng") == whole * 10**6 + thousandths * 10**3


@given(st.text(max_size=30))
def test_whatever_is_typed_is_an_amount_or_is_said_to_be_none(text: str) -> None:
    try:
        amount = parse_amount(text)
    except ValidationError:
        return
    assert 0 < amount <= MOST


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000.000", 1_250_000_000),
        ("1 250 000 000 đồng", 1_250_000_000),
        ("1,25 tỷ", 1_250_000_000),
        ("1,25 Tỉ đồng", 1_250_000_000),
        ("850 triệu", 850_000_000),
        ("500 nghìn", 500_000),
        ("1\u00a0250\u00a0000", 1_250_000),
    ],
)
def test_the_ways_people_write_money(text: str, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.25 tỷ", "hãy ghi như 1.250.000.000 hoặc 1,25 tỷ"),
        ("1,250,000,000", "Không hiểu số tiền"),
        ("1.250.00", "Không hiểu số tiền"),
        ("1.250 000", "Không hiểu số tiền"),
        ("-5.000", "Không hiểu số tiền"),
        ("một tỷ", "Không hiểu số tiền"),
        ("١٢٣", "Không hiểu số tiền"),
        ("0,0000005 triệu", "không ra số đồng chẵn"),
        ("0", "lớn hơn 0"),
        ("9" * 16, "không quá 1.000.000.000.000.000 đồng"),
    ],
)
def test_what_could_mean_something_else_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        parse_amount(text)
