"""What a visit changes in a running plan: from tomorrow on, from today's dose, never in the days that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.domain import amending
from baclodesk.domain.courses import keeps_history
from baclodesk.domain.errors import DomainError, EditError
from baclodesk.domain.plan import IntakeTime, Kind, Plan, Stage
from baclodesk.domain.product import Product
from baclodesk.domain.schedule import of_plan
from baclodesk.domain.split import propose
from baclodesk.services.library import Library

from .plan_strategies import full_plans

LIBRARY = Library.load()
RULES = LIBRARY.rules_for(None, "guide")
TEN = Product("ten", Fraction(10), 2)
START = date(2027, 3, 1)


def ladder(*stages: tuple[int, int | None], before: int = 0, products: tuple[Product, ...] = (TEN,)) -> Plan:
    times = (IntakeTime("morning"), IntakeTime("evening"))
    made = tuple(Stage(n, days, propose(products, Fraction(mg), 2)) for n, (mg, days) in enumerate(stages, start=1))
    return Plan(START, products, times, made, before_mg=Fraction(before))


def course(plan: Plan) -> list[tuple[int | None, Fraction]]:
    return [(stage.days, stage.daily_mg) for stage in plan.stages]


RISING = ladder((10, 5), (20, 5), (30, 5), (40, None))


def test_a_step_back_begins_tomorrow_and_todays_dose_is_tried_again_in_full() -> None:
    after = amending.back_and_retry(RISING, 12, Fraction(20), 7, RULES)
    assert course(after) == [(5, 10), (5, 20), (2, 30), (7, 20), (5, 30), (None, 40)]
    assert after.stages[3].kind is Kind.STEP_BACK
    assert len({stage.uid for stage in after.stages}) == len(after.stages)


def test_on_the_last_day_of_a_stage_the_dose_of_today_counts_and_not_tomorrows() -> None:
    after = amending.back_and_retry(RISING, 15, Fraction(20), 7, RULES)
    assert course(after) == [(5, 10), (5, 20), (5, 30), (7, 20), (5, 30), (None, 40)]


def test_a_step_back_over_several_levels_climbs_them_again_one_by_one() -> None:
    after = amending.back_and_retry(RISING, 17, Fraction(10), 7, RULES)
    assert course(after) == [(5, 10), (5, 20), (5, 30), (2, 40), (7, 10), (5, 20), (5, 30), (None, 40)]
    with pytest.raises(EditError, match="not_lower"):
        amending.back_and_retry(RISING, 12, Fraction(30), 7, RULES)


def test_tablets_without_a_dose_within_one_step_climb_by_what_they_have() -> None:
    whole = ladder((25, 5), (75, None), products=(Product("large", Fraction(25), 1),))
    assert course(amending.back_and_retry(whole, 7, Fraction(25), 7, RULES)) == [
        (5, 25), (2, 75), (7, 25), (5, 50), (None, 75)
    ]  # fmt: skip


def test_staying_drops_what_was_to_come_and_keeps_a_sharing_set_by_hand() -> None:
    plain = ladder((20, 5), (30, 5), (40, None))
    by_hand = plain.with_stages((replace(plain.stages[0], mg=(Fraction(15), Fraction(5))), *plain.stages[1:]))
    after = amending.stay_at(by_hand, 6, Fraction(20))
    assert course(after) == [(5, 20), (1, 30), (None, 20)]
    assert after.stages[2].mg == (Fraction(15), Fraction(5))


def test_the_doses_before_are_found_in_the_plan_and_before_day_1() -> None:
    assert amending.lower_dose_before(RISING, 12, Fraction(30)) == 20
    assert amending.lower_dose_before(RISING, 12, Fraction(15)) == 10
    begun = ladder((30, 5), (40, None), before=20)
    assert amending.lower_dose_before(begun, 2, Fraction(30)) == 20
    falling = ladder((60, 5), (50, None), before=90)
    assert amending.higher_dose_before(falling, 8) == 60
    assert amending.higher_dose_before(falling, 2) == 90
    with pytest.raises(EditError, match="no_lower_dose"):
        amending.lower_dose_before(RISING, 2, Fraction(10))
    with pytest.raises(EditError, match="no_higher_dose"):
        amending.higher_dose_before(RISING, 12)


def test_a_hold_lengthens_the_stage_of_today_and_an_open_one_needs_none() -> None:
    assert course(amending.hold_today(RISING, 15, 5)) == [(5, 10), (5, 20), (10, 30), (None, 40)]
    with pytest.raises(EditError, match="already_open"):
        amending.hold_today(RISING, 16, 5)


def test_coming_down_follows_its_rungs_and_refuses_what_does_not_fall() -> None:
    after = amending.come_down(RISING, 18, [(Fraction(30), 7), (Fraction(20), None)])
    assert course(after)[-3:] == [(3, 40), (7, 30), (None, 20)]
    assert [stage.kind for stage in after.stages[-2:]] == [Kind.TAPER, Kind.MAINTENANCE]
    stopped = amending.come_down(RISING, 18, [(Fraction(10), 2), (Fraction(0), None)])
    assert stopped.stages[-1].kind is Kind.PAUSE
    for rungs in ([], [(Fraction(40), 7)], [(Fraction(30), 7), (Fraction(30), None)]):
        with pytest.raises(EditError, match="not_lower"):
            amending.come_down(RISING, 18, rungs)


def test_a_restart_climbs_to_the_planned_dose_and_never_to_an_earlier_top() -> None:
    kept_low = ladder((100, 5), (60, 30), (50, None), before=90)
    after = amending.restart_at(kept_low, 20, Fraction(30), RULES)
    assert course(after) == [(5, 100), (15, 60), (5, 30), (5, 40), (5, 50), (15, 60), (None, 50)]
    new_stage = amending.restart_at(RISING, 15, Fraction(20), RULES)
    assert course(new_stage) == [(5, 10), (5, 20), (5, 30), (5, 20), (5, 30), (None, 40)]
    for mg in (Fraction(0), Fraction(30)):
        with pytest.raises(EditError, match="not_lower"):
            amending.restart_at(RISING, 12, mg, RULES)


def test_before_day_1_and_after_the_end_nothing_can_be_changed() -> None:
    for day in (0, 11):
        with pytest.raises(EditError, match="day_outside"):
            amending.hold_today(ladder((10, 5), (20, 5)), day, 3)


ACTS = st.sampled_from(["back", "stay", "hold", "down", "restart"])


@settings(max_examples=60)
@given(full_plans(makeable=True), st.integers(1, 60), ACTS, st.sampled_from(sorted(LIBRARY.policies)))
def test_whatever_is_done_the_days_that_are_over_stay_as_they_were(plan: Plan, day: int, act: str, policy: str) -> None:
    rules = LIBRARY.rules_for(plan, policy)
    try:
        here = plan.stages[amending.index_today(plan, day)].daily_mg
        lower = amending.lower_dose_before(plan, day, here)
        made = {
            "back": lambda: amending.back_and_retry(plan, day, lower, 7, rules),
            "stay": lambda: amending.stay_at(plan, day, lower),
            "hold": lambda: amending.hold_today(plan, day, 5),
            "down": lambda: amending.come_down(plan, day, [(lower, 7), (Fraction(0), None)]),
            "restart": lambda: amending.restart_at(plan, day, lower, rules),
        }[act]()
    except DomainError:
        return
    assert keeps_history(plan, made, day)
    assert all(row.daily_by_product is not None for row in of_plan(made).rows)
