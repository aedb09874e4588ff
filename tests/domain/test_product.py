from __future__ import annotations

from fractions import Fraction
from itertools import product as combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.errors import NotMakeableError, PlanError
from baclodesk.domain.product import (
    Product,
    Tablets,
    is_makeable,
    nearest_mg,
    smallest_step_mg,
    tablets_for,
    tablets_or_none,
)

TEN = Product("ten", Fraction(10), 2)


def whole(strength: int) -> Product:
    return Product(f"{strength} mg", Fraction(strength), 1)


def by_brute_force(products: tuple[Product, ...], mg: Fraction) -> tuple[tuple[int, int], set[Tablets]] | None:
    """Every combination of parts, nothing clever: the least cost and all the ways that have it."""
    ranges = [range(int(mg / item.part_mg) + 1) for item in products]
    best: tuple[tuple[int, int], set[Tablets]] | None = None
    for counts in combinations(*ranges):
        tablets = tuple(Fraction(n, item.parts) for n, item in zip(counts, products, strict=True))
        if sum((t * item.strength_mg for t, item in zip(tablets, products, strict=True)), Fraction(0)) != mg:
            continue
        splits = sum(1 for t in tablets if t.denominator != 1)
        pieces = sum(-(-t.numerator // t.denominator) for t in tablets)
        if best is None or (splits, pieces) < best[0]:
            best = ((splits, pieces), set())
        if (splits, pieces) == best[0]:
            best[1].add(tablets)
    return best


some_products = st.lists(
    st.builds(
        lambda strength, parts: Product(f"{strength} mg", Fraction(strength), parts),
        st.sampled_from(["5", "10", "15", "20", "25", "7.5"]),
        st.sampled_from([1, 2, 4]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda item: item.name,
).map(tuple)


@given(some_products, st.integers(0, 48))
def test_the_tablets_have_the_fewest_splits_then_the_fewest_pieces(products: tuple[Product, ...], steps: int) -> None:
    mg = Fraction(steps * 5, 4)
    found, wanted = tablets_or_none(products, mg), by_brute_force(products, mg)
    if wanted is None:
        assert found is None
        assert not is_makeable(products, mg)
    else:
        assert found == max(wanted[1])  # of equal ways the one with more of the earlier product
        assert is_makeable(products, mg)


@given(some_products, st.integers(0, 400))
def test_what_cannot_be_made_is_refused_with_its_nearest_neighbours(products: tuple[Product, ...], n: int) -> None:
    mg = Fraction(n, 4)
    lower, upper = nearest_mg(products, mg)
    assert lower <= mg <= upper
    assert is_makeable(products, lower)
    assert is_makeable(products, upper)
    if is_makeable(products, mg):
        assert lower == mg == upper
        return
    assert lower < mg < upper
    step = smallest_step_mg(products)
    between = [lower + i * step for i in range(1, int((upper - lower) / step))]
    assert not any(is_makeable(products, dose) for dose in between)
    with pytest.raises(NotMakeableError) as caught:
        tablets_for(products, mg)
    assert (caught.value.mg, caught.value.lower, caught.value.upper) == (mg, lower, upper)


def test_fifteen_mg_is_one_and_a_half_tablets_of_ten() -> None:
    assert tablets_for((TEN,), Fraction(15)) == (Fraction(3, 2),)


def test_ten_mg_with_a_five_and_a_ten_is_one_whole_ten() -> None:
    assert tablets_for((whole(5), whole(10)), Fraction(10)) == (0, 1)


def test_thirty_five_mg_with_tens_and_fives_breaks_no_tablet() -> None:
    assert tablets_for((TEN, whole(5)), Fraction(35)) == (3, 1)


def test_among_equal_ways_the_earlier_product_is_taken() -> None:
    assert tablets_for((whole(20), whole(10), whole(30)), Fraction(40)) == (2, 0, 0)


def test_six_products_with_quarters_are_searched_without_delay() -> None:
    strengths = ("100", "99.99", "12.5", "5", "0.25", "0.01")
    products = tuple(Product(text, Fraction(text), 4) for text in strengths)
    for text in ("999.9975", "333.3325", "0.0025"):
        tablets = tablets_for(products, Fraction(text))
        assert sum(t * item.strength_mg for t, item in zip(tablets, products, strict=True)) == Fraction(text)
    assert not is_makeable(products, Fraction(1, 3))


def test_a_negative_dose_is_never_makeable() -> None:
    assert not is_makeable((TEN,), Fraction(-10))


def test_two_thirds_of_200_mg_lies_between_130_and_135() -> None:
    with pytest.raises(NotMakeableError) as caught:
        tablets_for((TEN,), Fraction(400, 3))
    assert (caught.value.lower, caught.value.upper) == (130, 135)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"strength_mg": Fraction(0)}, "strength_mg"),
        ({"strength_mg": Fraction(1001)}, "strength_mg"),
        ({"strength_mg": Fraction(10, 3)}, "strength_mg"),
        ({"parts": 3}, "parts"),
        ({"box": 0}, "box"),
        ({"box": 10_001}, "box"),
    ],
)
def test_a_product_that_cannot_be_is_refused_at_its_place(wrong: dict[str, object], place: str) -> None:
    values: dict[str, object] = {"name": "tablet", "strength_mg": Fraction(10), "parts": 2, "box": 30, **wrong}
    with pytest.raises(PlanError) as caught:
        Product(**values)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.place == place
    assert caught.value.key
