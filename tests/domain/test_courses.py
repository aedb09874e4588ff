from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from baclodesk.domain import courses, edits
from baclodesk.domain.errors import EditError, NotMakeableError
from baclodesk.domain.plan import Kind, Plan
from baclodesk.domain.product import Product

from .edit_plans import ladder, plans, shape


def test_confusion_on_day_43_goes_back_for_seven_days_and_tries_again() -> None:
    after = courses.step_back(ladder(), 43, 7)
    assert shape(after)[7:12] == [(5, 80), (2, 90), (7, 80), (5, 90), (5, 100)]
    assert after.closed_days == 79
    assert after.stages[9].kind is Kind.STEP_BACK


def test_stepping_back_on_the_first_day_of_a_stage_keeps_the_stage_for_the_retry() -> None:
    after = courses.step_back(ladder(), 41, 7)
    assert shape(after)[7:11] == [(5, 80), (7, 80), (5, 90), (5, 100)]


def test_a_second_time_the_dose_below_is_kept_for_good() -> None:
    again = courses.cap_below(courses.step_back(ladder(), 43, 7), 52)
    assert shape(again)[8:] == [(2, 90), (7, 80), (2, 90), (None, 80)]


def test_there_is_no_lower_dose_before_the_first() -> None:
    with pytest.raises(EditError, match="no_lower_dose"):
        courses.cap_below(ladder(), 3)
    with pytest.raises(EditError, match="no_lower_dose"):
        courses.step_back(ladder(), 3, 7)


def test_a_day_outside_the_plan_is_refused() -> None:
    with pytest.raises(EditError, match="day_outside"):
        courses.cap_below(ladder(is_open=False), 500)
    with pytest.raises(EditError, match="day_outside"):
        courses.reduce_to(ladder(is_open=False), 500, Fraction(10), None)


def test_ten_mg_a_week_down_to_a_dose_that_stays() -> None:
    after = courses.reduce_weekly(ladder(), 91, Fraction(10), Fraction(170))
    assert shape(after)[-4:] == [(20, 200), (7, 190), (7, 180), (None, 170)]
    assert after.stages[-1].kind is Kind.MAINTENANCE


def test_reducing_must_lead_downwards() -> None:
    acts: tuple[Callable[[], Plan], ...] = (
        lambda: courses.reduce_weekly(ladder(), 91, Fraction(10), Fraction(200)),
        lambda: courses.reduce_weekly(ladder(), 91, Fraction(0), Fraction(100)),
        lambda: courses.reduce_to(ladder(), 91, Fraction(210), None),
        lambda: courses.stop_by_length(ladder((0,)), 3, 10, 2),
        lambda: courses.stop_by_length(ladder(), 91, 10, 0),
    )
    for refused in acts:
        with pytest.raises(EditError, match="not_lower"):
            refused()


def test_two_thirds_of_200_offers_130_and_135_and_never_rounds() -> None:
    assert courses.two_thirds(ladder(), 91) == (130, 135)
    assert courses.two_thirds(ladder((60,)), 91) == (40,)
    with pytest.raises(NotMakeableError):
        courses.reduce_to(ladder(), 91, Fraction(400, 3), 30)
    assert shape(courses.reduce_to(ladder(), 91, Fraction(130), 30))[-1] == (30, 130)


def test_stopping_by_rate_ends_in_an_open_stage_of_nothing() -> None:
    after = courses.stop_by_rate(ladder((80,)), 11, Fraction(15), 2)
    assert shape(after) == [(10, 80), (2, 65), (2, 50), (2, 35), (2, 20), (2, 5), (None, 0)]
    assert [s.kind for s in after.stages[1:]] == [Kind.TAPER] * 5 + [Kind.PAUSE]


def test_a_stop_after_a_stage_needs_that_stage_to_end() -> None:
    assert shape(courses.append_stop(ladder((30, 20), is_open=False), 1, Fraction(15), 2)) == [
        (5, 30),
        (2, 15),
        (None, 0),
    ]
    with pytest.raises(EditError, match="needs_end"):
        courses.append_stop(ladder(), 15, Fraction(15), 2)


def test_stopping_by_length_takes_exactly_that_long_in_even_falls() -> None:
    after = courses.stop_by_length(ladder((200,)), 11, 15, 3)
    assert shape(after) == [(10, 200), (3, 165), (3, 130), (3, 100), (3, 65), (3, 30), (None, 0)]
    assert sum(s.days or 0 for s in after.stages[1:]) == 15


def test_equal_steps_of_a_slow_stop_become_one_stage() -> None:
    after = courses.stop_by_length(ladder((10,)), 11, 12, 2)
    assert shape(after) == [(10, 10), (8, 5), (None, 0)] or sum(s.days or 0 for s in after.stages[1:]) <= 12
    assert all(a.daily_mg > b.daily_mg for a, b in zip(after.stages, after.stages[1:], strict=False))


def test_a_stop_by_length_only_uses_doses_that_the_tablets_make() -> None:
    whole_only = (Product("whole", Fraction(25), 1), Product("ten", Fraction(10), 1))
    after = courses.stop_by_length(ladder((110,), products=whole_only), 11, 10, 2)
    assert [int(s.daily_mg) for s in after.stages] == [110, 90, 70, 55, 35, 10, 0]


def test_when_the_urge_returns_the_dose_goes_one_level_up_and_stays() -> None:
    down = courses.reduce_weekly(ladder(), 91, Fraction(10), Fraction(170))
    up = courses.one_level_up(down, 120)
    assert shape(up)[-2:] == [(15, 170), (None, 180)]
    with pytest.raises(EditError, match="no_higher_dose"):
        courses.one_level_up(ladder(), 12)


def test_after_a_gap_the_climb_begins_again_lower_and_uses_the_plans_own_rungs() -> None:
    after = courses.resume_after_gap(ladder(), 23, Fraction(20))
    assert shape(after)[:9] == [(5, 10), (5, 20), (5, 30), (5, 40), (2, 50), (5, 20), (5, 30), (5, 40), (5, 50)]
    assert shape(after)[9] == (5, 60)
    assert after.is_open
    assert len({s.uid for s in after.stages}) == len(after.stages)


def test_after_a_gap_the_climb_never_passes_the_dose_that_was_in_force() -> None:
    capped = courses.cap_below(ladder(), 62)
    assert shape(capped)[-2:] == [(1, 160), (None, 140)]
    after = courses.resume_after_gap(capped, 80, Fraction(50))
    restarted = after.stages[len(capped.stages) :]
    assert max(stage.daily_mg for stage in restarted) == 140
    assert shape(after)[-1] == (None, 140)


def test_after_a_gap_at_the_top_the_last_rung_is_open_again() -> None:
    after = courses.resume_after_gap(ladder((10, 20)), 20, Fraction(5))
    assert shape(after) == [(5, 10), (14, 20), (5, 5), (5, 10), (None, 20)]
    same = courses.resume_after_gap(ladder((10, 20)), 20, Fraction(20))
    assert shape(same) == [(5, 10), (14, 20), (None, 20)]
    lone = courses.resume_after_gap(ladder((20,)), 20, Fraction(10))
    assert shape(lone)[-1] == (None, 20)
    inner = courses.resume_after_gap(ladder((10, 20), is_open=False), 8, Fraction(10))
    assert shape(inner) == [(5, 10), (2, 20), (5, 10), (5, 20)]


def test_a_course_can_begin_on_the_day_after_a_closed_end_and_on_day_one() -> None:
    closed = ladder((10, 20), is_open=False)
    assert shape(courses.reduce_to(closed, 11, Fraction(10), None)) == [(5, 10), (5, 20), (None, 10)]
    continued = replace(closed, before_mg=Fraction(60))
    assert shape(courses.stop_by_rate(continued, 1, Fraction(30), 2)) == [(2, 30), (None, 0)]


def test_history_is_kept_only_while_no_day_up_to_today_changes() -> None:
    plan = ladder()
    assert courses.keeps_history(plan, edits.move_end(plan, 7, 9), 34)
    assert courses.keeps_history(plan, edits.split(plan, 3, 2), 34)
    assert courses.keeps_history(plan, edits.set_daily_mg(plan, 8, Fraction(75)), 35)
    assert not courses.keeps_history(plan, edits.set_daily_mg(plan, 7, Fraction(75)), 34)
    assert not courses.keeps_history(plan, edits.move_end(plan, 2, 6), 34)
    assert not courses.keeps_history(plan, edits.set_start(plan, date(2027, 3, 2)), 34)
    assert courses.keeps_history(plan, edits.set_start(plan, date(2027, 3, 2)), 0)
    assert not courses.keeps_history(plan, plan.with_stages(plan.stages[:3]), 34)
    assert courses.keeps_history(edits.close_end(ladder((10,)), 9), ladder((10,)), 9)


@given(plans(), st.integers(1, 120), st.sampled_from(["back", "cap", "up", "stop", "length", "resume"]))
@settings(max_examples=150, deadline=None)
def test_no_act_touches_a_day_before_the_one_it_begins_on(plan: Plan, day: int, name: str) -> None:
    acts = {
        "back": lambda: courses.step_back(plan, day, 7),
        "cap": lambda: courses.cap_below(plan, day),
        "up": lambda: courses.one_level_up(plan, day),
        "stop": lambda: courses.stop_by_rate(plan, day, Fraction(10), 2),
        "length": lambda: courses.stop_by_length(plan, day, 14, 2),
        "resume": lambda: courses.resume_after_gap(plan, day, Fraction(5)),
    }
    try:
        after = acts[name]()
    except (EditError, NotMakeableError):
        reject()
    assert courses.keeps_history(plan, after, day - 1)
    assert len({s.uid for s in after.stages}) == len(after.stages)
    assert replace(plan) == plan
