from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.dose import decimal_text, gcd, parse_decimal, tablets_text


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("2.5", Fraction(5, 2)), ("10", 10), ("0.0625", Fraction(1, 16))]
)
def test_a_plain_decimal_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_decimal(text) == value


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " 1",
        "1 ",
        "+1",
        "-1",
        "1.",
        ".5",
        "01",
        "1e3",
        "1,5",
        "NaN",
        "Infinity",
        "½",
        "١",
        "1.00000",
        "100000",
        "1\n",
    ],
)
def test_anything_else_is_no_dose(wrong: str) -> None:
    with pytest.raises(ValueError, match="plain decimal"):
        parse_decimal(wrong)


@pytest.mark.parametrize("wrong", [1, 1.5, None, True, b"1", Fraction(1)])
def test_numbers_that_are_not_texts_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="plain decimal"):
        parse_decimal(wrong)


@given(st.integers(0, 999_999_999))
def test_every_dose_is_written_and_read_back_without_loss(tenths_of_micrograms: int) -> None:
    value = Fraction(tenths_of_micrograms, 10_000)
    text = decimal_text(value)
    assert parse_decimal(text) == value
    assert "." not in text or not text.endswith(("0", "."))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5, 2), "2.5"),
        (Fraction(10), "10"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 500), "0.002"),
        (Fraction(123, 10), "12.3"),
    ],
)
def test_amounts_have_no_trailing_and_always_a_leading_zero(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


def test_a_third_has_no_decimal_form_and_is_not_rounded() -> None:
    with pytest.raises(ValueError, match="no finite decimal form"):
        decimal_text(Fraction(400, 3))


@pytest.mark.parametrize(
    ("tablets", "text"),
    [("0", "0"), ("1/4", "¼"), ("1/2", "½"), ("3/4", "¾"), ("5/2", "2½"), ("9/4", "2¼"), ("3", "3"), ("1/8", "0.125")],
)
def test_tablets_are_written_with_fraction_signs(tablets: str, text: str) -> None:
    assert tablets_text(Fraction(tablets)) == text


@given(st.lists(st.fractions(min_value=Fraction(1, 100), max_value=1000, max_denominator=100), min_size=1, max_size=4))
def test_every_value_is_a_whole_multiple_of_the_greatest_common_amount(values: list[Fraction]) -> None:
    step = gcd(values)
    counts = [value / step for value in values]
    assert all(count.denominator == 1 for count in counts)
    assert gcd(counts) == 1
