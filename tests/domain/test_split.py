from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.errors import NotMakeableError
from baclodesk.domain.product import Product, is_makeable
from baclodesk.domain.split import order, propose

TEN = (Product("ten", Fraction(10), 2),)
CONSENSUS = {
    10: "5 0 0 5", 20: "5 5 5 5", 30: "10 5 5 10", 40: "10 10 10 10", 50: "15 10 10 15", 60: "15 15 15 15",
    70: "20 15 15 20", 80: "20 20 20 20", 90: "25 20 20 25", 100: "25 25 25 25", 120: "30 30 30 30",
    140: "40 30 30 40", 160: "40 40 40 40", 180: "50 40 40 50", 200: "50 50 50 50",
}  # fmt: skip


@pytest.mark.parametrize("daily", CONSENSUS)
def test_the_rule_gives_every_row_of_the_consensus_page(daily: int) -> None:
    assert propose(TEN, Fraction(daily), 4) == tuple(Fraction(text) for text in CONSENSUS[daily].split())


@pytest.mark.parametrize(
    ("times", "wanted"),
    [(1, (0,)), (2, (1, 0)), (3, (2, 0, 1)), (4, (3, 0, 2, 1)), (6, (5, 0, 4, 3, 2, 1))],
)
def test_what_is_left_goes_to_the_last_time_then_the_first_then_from_the_end(times: int, wanted: tuple[int]) -> None:
    assert order(times) == wanted


@given(st.integers(0, 80), st.integers(1, 6), st.sampled_from([1, 2, 4]), st.sampled_from(["5", "10", "25"]))
def test_shares_of_one_strength_add_up_exactly_and_can_be_made(n: int, times: int, parts: int, mg: str) -> None:
    products = (Product("one", Fraction(mg), parts),)
    daily = n * products[0].part_mg
    shares = propose(products, daily, times)
    assert len(shares) == times
    assert sum(shares) == daily
    assert all(is_makeable(products, share) for share in shares)
    assert max(shares) - min(shares) <= products[0].strength_mg


@given(st.integers(0, 16), st.integers(0, 4), st.integers(1, 4))
def test_shares_of_two_strengths_add_up_exactly_and_can_be_made(tens: int, large: int, times: int) -> None:
    products = (Product("ten", Fraction(10), 2), Product("large", Fraction(25), 1))
    daily = Fraction(5 * tens + 25 * large)
    shares = propose(products, daily, times)
    assert sum(shares) == daily
    assert all(is_makeable(products, share) for share in shares)


def test_two_strengths_that_make_a_day_but_no_even_share_give_the_most_even_way() -> None:
    products = (Product("large", Fraction(25), 1), Product("ten", Fraction(10), 1))
    assert sorted(propose(products, Fraction(35), 2)) == [10, 25]


@given(st.integers(12, 40), st.integers(1, 6))
def test_from_three_tablets_a_time_at_most_one_time_gets_a_broken_tablet(tablets: int, times: int) -> None:
    daily = Fraction(10 * 3 * times + 5 * tablets)
    broken = [share for share in propose(TEN, daily, times) if (share / 10).denominator != 1]
    assert len(broken) == (1 if (daily / 10).denominator != 1 else 0)


def test_a_day_dose_that_cannot_be_made_is_refused_with_its_neighbours() -> None:
    with pytest.raises(NotMakeableError) as caught:
        propose(TEN, Fraction(133), 4)
    assert (caught.value.lower, caught.value.upper) == (130, 135)
