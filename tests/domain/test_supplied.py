"""How far the tablets of a prescription reach: against a sum day by day, and at the borders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from baclodesk.domain.dispensing import supply
from baclodesk.domain.errors import EditError
from baclodesk.domain.patient import DocumentMade, Identity, PatientRecord
from baclodesk.domain.plan import AsNeeded, IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.supplied import Supplied, SuppliedTablets, covered_until, supplied

from .plan_strategies import full_plans

MONDAY = date(2027, 3, 1)
TEN = Product("ten", Fraction(10), 2, box=30)
FIVE = Product("five", Fraction(5), 1)
TIMES = (IntakeTime("morning"), IntakeTime("bedtime"))


def stage(uid: int, days: int | None, *mg: int) -> Stage:
    return Stage(uid, days, tuple(Fraction(amount) for amount in mg))


def plan(*stages: Stage, products: tuple[Product, ...] = (TEN,)) -> Plan:
    return Plan(MONDAY, products, TIMES, stages)


def given_tablets(day: int, *tablets: tuple[Product, int], extra: bool = False) -> Supplied:
    """What is supplied from a day number of the plans here."""
    rows = tuple(SuppliedTablets(item.name, item.strength_mg, count) for item, count in tablets)
    return Supplied(MONDAY, MONDAY + timedelta(day - 1), rows, extra)


RISING = plan(stage(1, 5, 5, 5), stage(2, 5, 10, 10), stage(3, None, 15, 15))


def by_days(any_plan: Plan, first: int, stock: dict[Product, int], last: int, *, extra: bool) -> int | None:
    """Take the tablets day by day until a day lacks some; None when no day with a dose follows that lack."""
    taken = dict.fromkeys(stock, Fraction(0))
    for day in range(first, last + 1):
        for item in supply(any_plan, day, day, as_needed=extra):
            taken[item.product] += item.tablets
        if any(taken[item] > count for item, count in stock.items()):
            spans = zip(any_plan.stages, any_plan.spans(), strict=True)
            doses = any(item.daily_mg and (span.last_day is None or span.last_day >= day) for item, span in spans)
            return day - 1 if doses else None
    return None


@settings(max_examples=60)
@given(
    full_plans(makeable=True, least=1, most=4), st.integers(1, 60), st.tuples(*[st.integers(0, 90)] * 3), st.booleans()
)
def test_the_last_day_is_that_of_a_sum_day_by_day(
    any_plan: Plan, first: int, counts: tuple[int, ...], extra: bool
) -> None:
    assume(len({(item.name, item.strength_mg) for item in any_plan.products}) == len(any_plan.products))
    start = any_plan.start
    assert start is not None
    assume(start < date(2190, 1, 1))
    stock = dict(zip(any_plan.products, counts, strict=False))
    rows = tuple(SuppliedTablets(item.name, item.strength_mg, count) for item, count in stock.items())
    found = covered_until(any_plan, Supplied(MONDAY, start + timedelta(first - 1), rows, extra))
    last = any_plan.closed_days if found is None else found + 1
    assert found == by_days(any_plan, first, stock, last, extra=extra)
    endless = any_plan.stages[-1].days is None and any_plan.stages[-1].daily_mg
    assert found is not None or not endless, "tablets that end always end within an open stage"


@pytest.mark.parametrize(
    ("tablets", "until"),
    [(0, 0), (1, 1), (4, 4), (5, 5), (6, 5), (7, 6), (15, 10), (17, 10), (18, 11), (21, 12), (615, 210)],
)
def test_the_tablets_reach_the_last_day_that_they_cover_whole(tablets: int, until: int) -> None:
    assert covered_until(RISING, given_tablets(1, (TEN, tablets))) == until


def test_a_later_first_day_counts_from_there_on() -> None:
    assert covered_until(RISING, given_tablets(8, (TEN, 6 + 9))) == 13
    assert covered_until(RISING, given_tablets(40, (TEN, 3))) == 40
    assert covered_until(RISING, given_tablets(40, (TEN, 2))) == 39, "not even the first day is covered"


def test_the_product_that_ends_first_decides_and_one_not_supplied_ends_at_once() -> None:
    both = plan(stage(1, 4, 10, 0), stage(2, 6, 15, 15), products=(TEN, FIVE))
    assert covered_until(both, given_tablets(1, (TEN, 100), (FIVE, 5))) == 6
    assert covered_until(both, given_tablets(1, (TEN, 5), (FIVE, 100))) == 4
    assert covered_until(both, given_tablets(1, (TEN, 100))) == 4
    named = replace(TEN, name="another ten")
    assert covered_until(both, given_tablets(1, (named, 100), (FIVE, 100))) == 0
    assert covered_until(both, given_tablets(1, (replace(TEN, strength_mg=Fraction(25)), 100), (FIVE, 100))) == 0


def test_rows_of_one_product_are_one_heap_and_products_of_one_name_share_it() -> None:
    assert covered_until(RISING, given_tablets(1, (TEN, 3), (TEN, 4))) == 6
    twins = plan(stage(1, 9, 25, 0), products=(TEN, replace(TEN, parts=1)))
    assert covered_until(twins, given_tablets(1, (TEN, 5))) == 2


@pytest.mark.parametrize(("tablets", "until"), [(14, 9), (15, None), (16, None)])
def test_tablets_that_reach_the_plans_last_dose_have_no_end(tablets: int, until: int | None) -> None:
    closed = RISING.with_stages(RISING.stages[:2])
    assert covered_until(closed, given_tablets(1, (TEN, tablets))) == until


def test_days_without_a_dose_need_nothing_and_a_dose_after_them_is_not_forgotten() -> None:
    pause = plan(stage(1, 5, 5, 5), stage(2, 7, 0, 0), stage(3, 5, 5, 5))
    assert covered_until(pause, given_tablets(1, (TEN, 5))) == 12
    assert covered_until(pause.with_stages(pause.stages[:2]), given_tablets(1, (TEN, 5))) is None
    stopped = plan(stage(1, 5, 5, 5), stage(2, None, 0, 0))
    assert covered_until(stopped, given_tablets(1, (TEN, 5))) is None
    assert covered_until(stopped, given_tablets(1, (TEN, 4))) == 4


def test_as_needed_tablets_count_when_the_prescription_counted_them() -> None:
    urge = replace(RISING, as_needed=AsNeeded(Fraction(10), 2))
    assert covered_until(urge, given_tablets(1, (TEN, 15), extra=True)) == 5
    assert covered_until(urge, given_tablets(1, (TEN, 15))) == 10
    assert covered_until(RISING, given_tablets(1, (TEN, 15), extra=True)) == 10
    pause = replace(plan(stage(1, 5, 5, 5), stage(2, 7, 0, 0), stage(3, 5, 5, 5)), as_needed=urge.as_needed)
    assert covered_until(pause, given_tablets(1, (TEN, 19), extra=True)) == 7
    ending = pause.with_stages(pause.stages[:2])
    assert covered_until(ending, given_tablets(1, (TEN, 19), extra=True)) is None, "no dose follows that could stop"


def test_nothing_is_told_of_another_course_without_a_start_or_of_a_dose_that_cannot_be_made() -> None:
    ample = given_tablets(1, (TEN, 3))
    assert covered_until(replace(RISING, start=None), ample) is None
    assert covered_until(replace(RISING, start=MONDAY + timedelta(1)), ample) is None
    assert covered_until(replace(RISING, start=MONDAY - timedelta(1)), ample) == 4
    odd = plan(stage(1, 5, 5, 5), stage(2, 5, 7, 10))
    assert covered_until(odd, given_tablets(1, (TEN, 9))) is None
    assert covered_until(odd, given_tablets(1, (TEN, 4))) == 4
    urge = replace(RISING, as_needed=AsNeeded(Fraction(7), 2))
    assert covered_until(urge, given_tablets(1, (TEN, 9), extra=True)) is None


def test_tablets_worked_out_before_are_taken_from_the_caller() -> None:
    asked = []

    def daily(item: Stage) -> tuple[Fraction, ...]:
        asked.append(item.uid)
        return (Fraction(4),)

    assert covered_until(RISING, given_tablets(1, (TEN, 21)), daily) == 5
    assert asked == [1, 2], "and no further than they reach"


def test_a_prescription_supplies_whole_tablets_from_its_first_day_with_every_renewal() -> None:
    found = supplied(RISING, 8, 12, MONDAY, as_needed=False)
    assert found == Supplied(MONDAY, date(2027, 3, 8), (SuppliedTablets("ten", Fraction(10), 12),))
    assert covered_until(RISING, found) == 12
    half = plan(stage(1, 3, 5, 0), stage(2, None, 5, 0), products=(TEN, FIVE))
    once, again = (supplied(half, 1, 3, MONDAY, renewals=times, as_needed=True) for times in (0, 2))
    assert once is not None
    assert again is not None
    assert [item.tablets for item in once.tablets] == [3], "and only what is needed"
    assert [item.tablets for item in again.tablets] == [9]
    assert not once.as_needed, "the plan has no dose for an urge"
    urge = replace(RISING, as_needed=AsNeeded(Fraction(10), 1))
    counted = [supplied(urge, 1, 5, MONDAY, as_needed=wish) for wish in (True, False)]
    assert [None if item is None else (item.tablets[0].tablets, item.as_needed) for item in counted] == [
        (10, True),
        (5, False),
    ]


@given(full_plans(makeable=True, least=1, most=4), st.integers(1, 40), st.integers(0, 60), st.booleans())
def test_what_was_prescribed_reaches_at_least_as_far_as_it_was_written_for(
    any_plan: Plan, first: int, more: int, extra: bool
) -> None:
    assume(any_plan.start is not None and any_plan.start < date(2190, 1, 1))
    found = supplied(any_plan, first, first + more, MONDAY, as_needed=extra)
    assert found is not None
    until = covered_until(any_plan, found)
    assert until is None or until >= first + more


def test_a_plan_without_a_start_supplies_from_no_day_and_an_impossible_period_is_refused() -> None:
    assert supplied(replace(RISING, start=None), 1, 5, MONDAY, as_needed=False) is None
    with pytest.raises(EditError):
        supplied(RISING, 5, 4, MONDAY, as_needed=False)


@pytest.mark.parametrize(("strength", "tablets"), [(10, -1), (0, 5), (-10, 5)])
def test_there_are_no_tablets_below_nothing(strength: int, tablets: int) -> None:
    with pytest.raises(ValueError, match="no such tablets"):
        SuppliedTablets("ten", Fraction(strength), tablets)


def test_the_prescription_written_last_supplies_and_nothing_else_does() -> None:
    bare = PatientRecord(Identity("0" * 32))
    first, second = given_tablets(1, (TEN, 9)), given_tablets(8, (TEN, 9))
    papers = [DocumentMade("prescription", 1, "", "", supply=item) for item in (None, first, second)]
    reprint = DocumentMade("prescription", 1, "", "", kept="x")
    assert bare.supply is None
    assert replace(bare, documents=(papers[0],)).supply is None
    assert replace(bare, documents=(*papers[:2], reprint)).supply == first
    assert replace(bare, documents=(*papers, DocumentMade("schedule", 1, "", ""))).supply == second
    assert "ten" not in repr(papers[1])
