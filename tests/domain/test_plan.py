from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from baclodesk.domain.errors import PlanError
from baclodesk.domain.plan import MAX_STAGES, AsNeeded, IntakeTime, Plan, Stage, is_clock
from baclodesk.domain.product import Product

from .plan_strategies import full_plans

TEN = Product("ten", Fraction(10), 2)
MORNING, EVENING = IntakeTime("morning", "08:00"), IntakeTime("evening", "20:00")


def stage(uid: int, days: int | None, *mg: int) -> Stage:
    return Stage(uid, days, tuple(Fraction(amount) for amount in mg))


def plan(*stages: Stage, times: tuple[IntakeTime, ...] = (MORNING, EVENING)) -> Plan:
    return Plan(date(2027, 3, 1), (TEN,), times, stages)


THREE = plan(stage(1, 5, 5, 5), stage(2, 3, 10, 10), stage(3, None, 15, 15))


@given(full_plans(dated=False))
def test_stages_follow_one_another_without_gap_or_overlap(any_plan: Plan) -> None:
    day = 1
    for item, span in zip(any_plan.stages, any_plan.spans(), strict=True):
        assert span.first_day == day
        assert span.last_day is None or span.last_day - span.first_day + 1 == item.days
        day += item.days or 0
    assert any_plan.closed_days == day - 1


def test_every_day_finds_its_stage_and_days_outside_find_none() -> None:
    found = [THREE.stage_index_on(day) for day in (-1, 0, 1, 5, 6, 8, 9, 5000)]
    assert found == [None, None, 0, 0, 1, 1, 2, 2]
    assert plan(stage(1, 5, 5, 5)).stage_index_on(6) is None


def test_days_and_dates_belong_together() -> None:
    assert THREE.date_of(1) == date(2027, 3, 1)
    assert THREE.date_of(9) == date(2027, 3, 9)
    assert THREE.day_of(date(2027, 3, 9)) == 9
    assert THREE.day_of(date(2027, 2, 28)) == 0


def test_a_plan_without_a_start_has_days_but_no_dates() -> None:
    undated = replace(THREE, start=None)
    assert undated.date_of(3) is None
    assert undated.day_of(date(2027, 3, 1)) is None


def test_a_stage_is_found_by_its_uid() -> None:
    assert THREE.index_of(2) == 1
    assert THREE.stage(3).days is None
    assert THREE.next_uid() == 4
    with pytest.raises(KeyError):
        THREE.index_of(9)


def test_top_dose_open_end_and_closed_days_are_told() -> None:
    assert (THREE.top_mg, THREE.is_open, THREE.closed_days) == (30, True, 8)
    empty = plan()
    assert (empty.top_mg, empty.is_open, empty.closed_days, empty.next_uid()) == (0, False, 0, 1)


def test_times_may_change_from_a_stage_on() -> None:
    noon = (IntakeTime("noon", "12:00"),)
    changed = plan(stage(1, 5, 5, 5), replace(stage(2, 5, 10), times=noon), stage(3, None, 20))
    assert changed.times_at(0) == (MORNING, EVENING)
    assert changed.times_at(1) == changed.times_at(2) == noon


def test_other_stages_leave_the_rest_of_the_plan_alone() -> None:
    shorter = THREE.with_stages(iter(THREE.stages[:1]))
    assert shorter.stages == THREE.stages[:1]
    assert replace(shorter, stages=THREE.stages) == THREE


@pytest.mark.parametrize("text", ["00:00", "08:30", "23:59"])
def test_a_clock_time_is_two_and_two_digits(text: str) -> None:
    assert is_clock(text)


@pytest.mark.parametrize("text", ["24:00", "12:60", "8:30", "08.30", "ab:cd", "0830", "08:3", "٠٨:٣٠", ""])
def test_other_texts_are_no_clock_time(text: str) -> None:
    assert not is_clock(text)


@pytest.mark.parametrize(
    ("name", "at", "place"), [(" ", None, "name"), ("x" * 41, None, "name"), ("noon", "25:00", "at")]
)
def test_a_time_of_day_has_a_name_and_a_clock_time_or_none(name: str, at: str | None, place: str) -> None:
    with pytest.raises(PlanError) as caught:
        IntakeTime(name, at)
    assert caught.value.place == place


def broken(**changes: object) -> dict[str, object]:
    return changes


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (broken(products=()), "products"),
        (broken(products=(TEN,) * 7), "products"),
        (broken(times=()), "times"),
        (broken(times=tuple(IntakeTime(f"t{n}") for n in range(7))), "times"),
        (broken(times=(MORNING, replace(MORNING, at=None))), "times"),
        (broken(times=(EVENING, MORNING)), "times"),
        (broken(times=(MORNING, IntakeTime("other", "08:00"))), "times"),
        (broken(stages=tuple(stage(n, 1, 5, 5) for n in range(MAX_STAGES + 1))), "stages"),
        (broken(stages=(stage(1, 5, 5, 5), stage(1, 5, 5, 5))), "stages"),
        (broken(stages=(stage(1, 0, 5, 5),)), "stages[0].days"),
        (broken(stages=(stage(1, 3651, 5, 5),)), "stages[0].days"),
        (broken(stages=(stage(1, None, 5, 5), stage(2, 5, 5, 5))), "stages[0].days"),
        (broken(stages=(stage(1, 5, 5, 5), stage(2, 5, 5))), "stages[1].mg"),
        (broken(stages=(stage(1, 5, 5, -5),)), "stages[0].mg"),
        (broken(stages=(stage(1, 5, 5, 1001),)), "stages[0].mg"),
        (broken(stages=(replace(stage(1, 5, 5), times=()),)), "stages[0].times"),
        (broken(before_mg=Fraction(-1)), "before_mg"),
        (broken(before_mg=Fraction(1001)), "before_mg"),
        (broken(as_needed=AsNeeded(Fraction(0), 1)), "as_needed.mg"),
        (broken(as_needed=AsNeeded(Fraction(1001), 1)), "as_needed.mg"),
        (broken(as_needed=AsNeeded(Fraction(10), 0)), "as_needed.most_per_day"),
        (broken(as_needed=AsNeeded(Fraction(10), 11)), "as_needed.most_per_day"),
    ],
)
def test_what_forms_no_plan_is_refused_at_its_place(changes: dict[str, object], place: str) -> None:
    with pytest.raises(PlanError) as caught:
        replace(THREE, **changes)  # type: ignore[arg-type]  # wrong on purpose
    assert caught.value.place == place
    assert caught.value.key
    assert caught.value.expected in str(caught.value)
