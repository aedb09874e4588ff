"""The kidney equation against values worked out by hand from the published form."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.egfr import egfr
from baclodesk.services.measures import measures

EQUATION = measures().equation


def published(creatinine_umol: float, age: int, sex: str) -> float:
    kappa, alpha, female = (0.7, -0.241, 1.012) if sex == "f" else (0.9, -0.302, 1.0)
    ratio = creatinine_umol / 88.4 / kappa
    value: float = 142.0 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.2 * 0.9938**age * female
    return value


@pytest.mark.parametrize(
    ("umol", "age", "sex", "expected"),
    [
        ("79.56", 55, "f", 75),
        ("88.4", 40, "m", 97),
        ("61.88", 30, "f", 119),
        ("176.8", 70, "m", 35),
        ("44.2", 20, "m", 149),
    ],
)
def test_known_values_come_out_in_whole_numbers_cut(umol: str, age: int, sex: str, expected: int) -> None:
    assert egfr(Fraction(umol), age, sex, EQUATION) == expected


@given(st.integers(20, 1500), st.integers(18, 110), st.sampled_from(["f", "m"]))
def test_it_follows_the_published_form_everywhere_and_is_never_rounded_up(umol: int, age: int, sex: str) -> None:
    exact = published(umol, age, sex)
    found = egfr(Fraction(umol), age, sex, EQUATION)
    assert found in {floor(exact - 1e-9), floor(exact + 1e-9)}


@given(st.integers(20, 1499), st.integers(18, 109), st.sampled_from(["f", "m"]))
def test_more_creatinine_or_more_years_never_make_a_better_kidney(umol: int, age: int, sex: str) -> None:
    here = egfr(Fraction(umol), age, sex, EQUATION)
    more = egfr(Fraction(umol + 1), age, sex, EQUATION)
    older = egfr(Fraction(umol), age + 1, sex, EQUATION)
    assert here is not None
    assert more is not None
    assert older is not None
    assert more <= here >= older


@pytest.mark.parametrize(("umol", "age", "sex"), [(80, 17, "f"), (80, 40, ""), (80, 40, "x"), (0, 40, "m")])
def test_where_the_equation_does_not_hold_it_says_nothing(umol: int, age: int, sex: str) -> None:
    assert egfr(Fraction(umol), age, sex, EQUATION) is None
