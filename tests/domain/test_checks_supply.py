"""Tablets that end before the next visit, or ended while the plan goes on."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from baclodesk.domain.checks import check_supply
from baclodesk.domain.findings import Finding, Severity
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.supplied import Supplied, SuppliedTablets
from baclodesk.services.library import Library

NUMBERS = Library.load().numbers
MONDAY = date(2027, 3, 1)
TEN = Product("ten", Fraction(10), 2)
RISING = Plan(
    MONDAY,
    (TEN,),
    (IntakeTime("morning"),),
    (Stage(1, 5, (Fraction(10),)), Stage(2, 5, (Fraction(20),)), Stage(3, None, (Fraction(30),))),
)
TEN_DAYS = Supplied(date(2027, 2, 26), MONDAY, (SuppliedTablets("ten", Fraction(10), 15),))
"""Reaches to day 10, 10 March, the end of stage 2."""


def on(day: int) -> date:
    return MONDAY + timedelta(day - 1)


def found(today: int, *visits: int, given: Supplied | None = TEN_DAYS, plan: Plan = RISING) -> tuple[Finding, ...]:
    return check_supply(plan, given, [on(day) for day in visits], NUMBERS, on(today))


@pytest.mark.parametrize(("visit", "told"), [(9, False), (10, False), (11, True), (40, True)])
def test_the_next_visit_after_the_last_tablets_is_a_caution(visit: int, told: bool) -> None:
    assert [item.code for item in found(3, visit, visit + 30)] == ["supply_before_visit"] * told


def test_the_caution_names_the_prescription_the_last_day_and_the_visit_at_the_stage_without_tablets() -> None:
    (item,) = found(3, 12, 20)
    assert (item.severity, item.stage, item.day, item.item) == (Severity.CAUTION, 3, 10, "")
    assert dict(item.values) == {
        "written_on": "2027-02-26",
        "until_on": "2027-03-10",
        "visit_on": "2027-03-12",
    }


@pytest.mark.parametrize(("today", "told"), [(9, False), (10, False), (11, True), (90, True)])
def test_tablets_that_ended_before_today_are_a_caution_while_the_plan_goes_on(today: int, told: bool) -> None:
    assert [item.code for item in found(today)] == ["supply_ended"] * told
    assert [item.code for item in found(today, today)] == ["supply_ended" if told else "supply_before_visit"] * (
        today > 10
    )


def test_tablets_that_ended_are_told_once_with_the_day_of_the_prescription() -> None:
    (item,) = found(15, 20)
    assert (item.severity, item.stage, item.day) == (Severity.CAUTION, 3, 10)
    assert dict(item.values) == {"written_on": "2027-02-26", "until_on": "2027-03-10"}


@pytest.mark.parametrize(("today", "told"), [(11, True), (13, True), (14, False), (30, False)])
def test_a_plan_that_is_over_needs_no_tablets_any_more(today: int, told: bool) -> None:
    closed = RISING.with_stages((*RISING.stages[:2], Stage(3, 3, (Fraction(30),)), Stage(4, None, (Fraction(0),))))
    assert bool(found(today, plan=closed)) is told


def test_nothing_is_told_without_a_prescription_or_where_its_tablets_suffice() -> None:
    assert found(30, 40, given=None) == ()
    closed = RISING.with_stages(RISING.stages[:2])
    assert found(3, 40, plan=closed) == ()
    assert found(3) == (), "no visit is planned"


def test_a_new_prescription_takes_the_finding_away() -> None:
    newer = Supplied(on(11), on(11), (SuppliedTablets("ten", Fraction(10), 84),))
    assert [item.code for item in found(11, 15)] == ["supply_ended"]
    assert found(11, 15, given=newer) == ()
