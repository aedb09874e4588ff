from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.dispensing import supply
from baclodesk.domain.errors import EditError, NotMakeableError
from baclodesk.domain.plan import AsNeeded, IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import of_plan

from .plan_strategies import full_plans

TEN = Product("ten", Fraction(10), 2, box=30)
TIMES = (IntakeTime("morning"), IntakeTime("bedtime"))


def plan(*stages: Stage, products: tuple[Product, ...] = (TEN,)) -> Plan:
    return Plan(date(2027, 3, 1), products, TIMES, stages)


RISING = plan(Stage(1, 5, (Fraction(5), Fraction(5))), Stage(2, None, (Fraction(15), Fraction(15))))


@given(full_plans(makeable=True), st.integers(1, 200), st.integers(0, 200), st.integers(1, 200), st.booleans())
def test_two_neighbouring_periods_need_what_the_whole_needs(
    any_plan: Plan, first: int, more: int, then: int, extra: bool
) -> None:
    middle = first + more
    halves = [
        supply(any_plan, first, middle, as_needed=extra),
        supply(any_plan, middle + 1, middle + then, as_needed=extra),
    ]
    whole = supply(any_plan, first, middle + then, as_needed=extra)
    assert [item.tablets for item in whole] == [a.tablets + b.tablets for a, b in zip(*halves, strict=True)]
    for item in whole:
        assert item.whole_tablets == ceil(item.tablets)
        assert item.boxes is None or item.boxes == ceil(Fraction(item.whole_tablets, item.product.box or 1))


@given(full_plans(makeable=True))
def test_the_whole_plan_needs_the_sum_of_its_schedule(any_plan: Plan) -> None:
    closed = any_plan.with_stages([item for item in any_plan.stages if item.days is not None])
    if closed.stages:
        needed = supply(closed, 1, closed.closed_days, as_needed=False)
        assert tuple(item.tablets for item in needed) == of_plan(closed).closed_total_by_product


def test_an_open_stage_counts_up_to_the_last_day_asked_for() -> None:
    (found,) = supply(RISING, 1, 28, as_needed=False)
    assert (found.tablets, found.whole_tablets, found.boxes) == (5 + 23 * 3, 74, 3)


def test_a_broken_tablet_is_rounded_up_once_at_the_end() -> None:
    (found,) = supply(plan(Stage(1, 3, (Fraction(5), Fraction(0)))), 1, 3, as_needed=False)
    assert (found.tablets, found.whole_tablets) == (Fraction(3, 2), 2)


def test_as_needed_tablets_count_only_when_asked_for() -> None:
    with_extra = replace(RISING, as_needed=AsNeeded(Fraction(10), 2))
    assert [supply(with_extra, 1, 5, as_needed=wish)[0].tablets for wish in (False, True)] == [5, 15]
    assert supply(RISING, 1, 5, as_needed=True)[0].tablets == 5


def test_after_a_closed_end_nothing_is_needed() -> None:
    closed = plan(Stage(1, 5, (Fraction(5), Fraction(5))))
    assert supply(closed, 6, 100, as_needed=True)[0].whole_tablets == 0


def test_a_box_of_unknown_size_is_not_counted() -> None:
    loose = plan(Stage(1, 5, (Fraction(5), Fraction(5))), products=(replace(TEN, box=None),))
    assert supply(loose, 1, 5, as_needed=False)[0].boxes is None


@pytest.mark.parametrize(("first", "last"), [(0, 5), (5, 4), (-3, -1)])
def test_an_impossible_period_is_refused(first: int, last: int) -> None:
    with pytest.raises(EditError) as caught:
        supply(RISING, first, last, as_needed=False)
    assert caught.value.code == "period.invalid"


def test_a_dose_that_cannot_be_made_is_refused_with_its_neighbours() -> None:
    with pytest.raises(NotMakeableError) as caught:
        supply(plan(Stage(1, 5, (Fraction(7), Fraction(5)))), 1, 5, as_needed=False)
    assert (caught.value.lower, caught.value.upper) == (5, 10)
