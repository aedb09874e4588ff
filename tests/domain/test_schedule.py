from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from baclodesk.domain.dose import decimal_text
from baclodesk.domain.plain import plan_from_dict
from baclodesk.domain.plan import IntakeTime, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import of_plan
from tests.conftest import FIXTURES

from .plan_strategies import full_plans

SCHEDULES = json.loads((FIXTURES / "schedules.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SCHEDULES, ids=lambda case: case["id"])
def test_real_schedules_come_out_with_the_sums_they_are_known_to_have(case: dict[str, Any]) -> None:
    schedule = of_plan(plan_from_dict(case["plan"]))
    assert [decimal_text(row.daily_mg) for row in schedule.rows] == case["expect"]["daily_mg"]
    assert schedule.closed_days == case["expect"]["closed_days"]
    assert decimal_text(schedule.closed_total_mg) == case["expect"]["closed_total_mg"]


def test_the_consensus_plan_needs_575_tablets_in_70_days() -> None:
    schedule = of_plan(plan_from_dict(SCHEDULES[0]["plan"]))
    assert (schedule.closed_days, schedule.closed_total_mg, schedule.closed_total_tablets) == (70, 5750, 575)
    assert [row.daily_tablets for row in schedule.rows] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20]


@given(full_plans(makeable=True))
def test_tablets_times_strengths_are_the_dose_in_every_row_and_in_the_sum(plan: Plan) -> None:
    schedule = of_plan(plan)
    strengths = [item.strength_mg for item in plan.products]
    total = Fraction(0)
    for row, stage in zip(schedule.rows, plan.stages, strict=True):
        for intake, mg in zip(row.intakes, stage.mg, strict=True):
            assert intake.by_product is not None
            assert sum(t * s for t, s in zip(intake.by_product, strengths, strict=True)) == intake.mg == mg
            assert intake.tablets == sum(intake.by_product)
        assert row.daily_by_product is not None
        assert sum(t * s for t, s in zip(row.daily_by_product, strengths, strict=True)) == row.daily_mg
        assert row.daily_tablets == sum(row.daily_by_product)
        total += (stage.days or 0) * row.daily_mg
    assert schedule.closed_total_mg == total
    assert schedule.closed_total_by_product is not None
    assert sum(t * s for t, s in zip(schedule.closed_total_by_product, strengths, strict=True)) == total
    assert schedule.closed_total_tablets == sum(schedule.closed_total_by_product)


@given(full_plans())
def test_rows_carry_the_days_and_dates_of_the_plan(plan: Plan) -> None:
    assert plan.start is not None
    for number, row in enumerate(of_plan(plan).rows, start=1):
        assert row.number == number
        assert row.days == row.stage.days
        assert row.start == plan.start + timedelta(days=row.first_day - 1)
        assert row.end == (None if row.last_day is None else plan.start + timedelta(days=row.last_day - 1))


def test_a_dose_that_cannot_be_made_has_no_tablets_and_no_sum() -> None:
    whole = Product("whole", Fraction(10), 1)
    stages = (Stage(1, 5, (Fraction(5), Fraction(10))), Stage(2, None, (Fraction(10), Fraction(10))))
    schedule = of_plan(Plan(date(2027, 3, 1), (whole,), (IntakeTime("a"), IntakeTime("b")), stages))
    first, second = schedule.rows
    assert [intake.tablets for intake in first.intakes] == [None, 1]
    assert (first.daily_by_product, first.daily_tablets) == (None, None)
    assert second.daily_tablets == 2
    assert (schedule.closed_total_by_product, schedule.closed_total_tablets) == (None, None)
    assert schedule.closed_total_mg == 75
