from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baclodesk.domain import courses, edits
from baclodesk.domain.errors import EditError
from baclodesk.domain.limits import Handle, HandleKind, apply, limits, nearest, shortest_days
from baclodesk.domain.plan import Exemption, Plan
from baclodesk.domain.product import Product

from .edit_plans import TABLET, ladder, plans, rules

END, ROLL, DOSE, LATER = HandleKind.END, HandleKind.ROLL, HandleKind.DOSE, HandleKind.DOSE_AND_LATER
LIFT_SHORT = Exemption("stage_too_short", "reason", "Dr A", date(2027, 3, 1))


def reach(plan: Plan, kind: HandleKind, uid: int, today: int | None = None, **kw: object) -> tuple[int, int]:
    found = limits(plan, Handle(kind, uid), rules(**kw), today=today)  # type: ignore[arg-type]
    return int(found.lo), int(found.hi)


def test_a_stage_before_a_rise_stops_at_the_schemes_shortest_stage() -> None:
    found = limits(ladder(), Handle(END, 4), rules())
    assert (found.lo, found.value, found.step) == (5, 5, 1)
    assert found.lo_reason.code == "stage_too_short"
    assert found.lo_reason.wall
    assert dict(found.lo_reason.values) == {"days": "5"}


def test_a_stage_before_a_fall_or_the_end_may_be_one_day_long() -> None:
    plan = ladder((40, 30, 20), is_open=False)
    for uid in (1, 2, 3):
        found = limits(plan, Handle(END, uid), rules())
        assert (found.lo, found.lo_reason.code) == (1, "one_day")


def test_neighbours_at_the_same_dose_are_one_stay() -> None:
    parted = edits.split(ladder(days=8, is_open=False), 3, 6)
    rest = parted.stages[3].uid
    assert (reach(parted, END, 3)[0], reach(parted, END, rest)[0]) == (3, 1)
    shorter = edits.move_end(parted, 3, 4)
    assert reach(shorter, END, rest)[0] == 1
    assert limits(shorter, Handle(END, 3), rules()).lo_reason.code == "stage_too_short"
    assert reach(edits.exempt(shorter, rest, LIFT_SHORT), END, 3)[0] == 1


def test_a_dose_taken_since_before_day_one_has_been_held_long_enough() -> None:
    continued = replace(ladder((20, 30), (2, 5)), before_mg=Fraction(20))
    assert reach(continued, END, 1)[0] == 1
    assert reach(continued, DOSE, 2)[1] == 300


def test_a_recorded_exemption_lifts_the_wall_of_the_shortest_stage() -> None:
    assert reach(edits.exempt(ladder(), 4, LIFT_SHORT), END, 4)[0] == 1


def test_a_stage_already_too_short_may_stay_but_not_shrink() -> None:
    assert reach(ladder((10, 20), (3, 5)), END, 1)[0] == 3


def test_the_open_end_can_be_given_days() -> None:
    found = limits(ladder(), Handle(HandleKind.OPEN_END, 15), rules())
    assert (found.lo, found.value) == (1, 5)


def test_days_gone_cannot_be_taken_back() -> None:
    found = limits(ladder(), Handle(END, 7), rules(), today=35)
    assert (found.lo, found.lo_reason.code) == (5, "past")
    assert reach(ladder(), END, 7, today=32)[0] == 5
    past = limits(ladder(), Handle(END, 3), rules(), today=34)
    assert past.lo == past.hi == 5
    assert past.hi_reason.code == "past"
    running = edits.move_end(ladder(), 7, 9)
    assert limits(running, Handle(END, 7), rules(), today=37).lo == 7


def test_both_neighbours_of_a_rolled_boundary_keep_the_shortest_stage() -> None:
    plan = ladder(days=8, is_open=False)
    found = limits(plan, Handle(ROLL, 3), rules())
    assert (found.lo, found.hi) == (5, 11)
    assert (found.hi_reason.code, found.hi_reason.stage) == ("neighbour_shortest", 4)


def test_a_boundary_against_an_open_stage_only_stops_at_its_own_shortest_stage() -> None:
    assert reach(ladder((10, 20)), ROLL, 1) == (5, 3650)


def test_a_boundary_in_the_past_does_not_move() -> None:
    assert reach(ladder(), ROLL, 3, today=34) == (5, 5)
    with pytest.raises(EditError, match="no_next_stage"):
        limits(ladder(), Handle(ROLL, 15), rules())


def test_a_dose_stops_at_the_last_line_and_says_which() -> None:
    found = limits(ladder(), Handle(DOSE, 15), rules())
    assert (found.lo, found.hi) == (0, 300)
    assert found.hi_reason.code == "dose_above_last_line"
    assert found.hi_reason.wall


def test_a_last_line_that_the_tablets_cannot_make_is_reached_from_below() -> None:
    plan = ladder((20, 40), products=(Product("twenty", Fraction(20), 1),))
    assert limits(plan, Handle(DOSE, 2), rules(last=90)).hi == 80


def test_an_exemption_lifts_the_last_line() -> None:
    lifted = replace(LIFT_SHORT, code="dose_above_last_line")
    assert reach(edits.exempt(ladder(), 15, lifted), DOSE, 15)[1] == 1000


def test_a_dose_already_above_the_last_line_may_stay_but_not_rise() -> None:
    assert reach(ladder((10, 120), 5), DOSE, 2, last=80) == (0, 120)


def test_in_a_label_policy_the_largest_rise_is_a_wall_on_both_sides() -> None:
    found = limits(ladder(), Handle(DOSE, 4), rules(wall=True, rise=10))
    assert (found.lo, found.hi) == (40, 40)
    assert found.hi_reason.code == "rise_too_large"
    assert (found.lo_reason.code, found.lo_reason.stage) == ("rise_into_next", 5)
    assert reach(ladder(), DOSE, 4, wall=False) == (0, 300)


def test_the_first_dose_stops_at_the_policys_start() -> None:
    found = limits(ladder(), Handle(DOSE, 1), rules(wall=True, rise=20))
    assert (found.hi, found.hi_reason.code) == (15, "start_above_policy")
    continued = replace(ladder(), before_mg=Fraction(10))
    assert limits(continued, Handle(DOSE, 1), rules(wall=True, rise=20)).hi == 30


def test_a_short_stage_must_not_get_a_rise_after_it_by_moving_a_dose() -> None:
    plan = ladder((40, 30, 60), (2, 5, 5))
    up = limits(plan, Handle(DOSE, 2), rules())
    assert (up.hi, up.hi_reason.code, up.hi_reason.stage) == (40, "stage_too_short", 1)
    down = limits(plan, Handle(DOSE, 1), rules())
    assert (down.lo, down.lo_reason.code) == (30, "stage_too_short")


def test_moving_all_later_doses_stops_where_one_would_vanish_or_pass_the_line() -> None:
    plan = ladder((30, 0, 20, 250))
    found = limits(plan, Handle(LATER, 1), rules())
    assert (found.lo, found.hi) == (15, 80)
    assert (found.lo_reason.code, found.lo_reason.stage) == ("later_zero", 3)
    assert found.hi_reason.stage == 4
    lifted = edits.exempt(plan, 4, replace(LIFT_SHORT, code="dose_above_last_line"))
    assert limits(lifted, Handle(LATER, 1), rules()).hi == 300


def test_an_intake_reaches_as_far_as_the_day_allows() -> None:
    handle = Handle(HandleKind.INTAKE, 15, 0)
    found = limits(ladder(), handle, rules())
    assert (found.lo, found.hi, found.step, found.value) == (0, 150, 5, 50)
    with pytest.raises(EditError, match="no_such_time"):
        limits(ladder(), Handle(HandleKind.INTAKE, 15, 4), rules())
    past = limits(ladder(), Handle(HandleKind.INTAKE, 1, 0), rules(), today=30)
    assert past.lo == past.hi == 5


def test_the_start_moves_only_before_treatment_began() -> None:
    assert limits(ladder(), Handle(HandleKind.START), rules(), today=0).hi == 3650
    assert limits(ladder(), Handle(HandleKind.START), rules(), today=1).hi == 0
    assert limits(ladder(), Handle(HandleKind.START), rules()).lo == -3650


def test_a_dose_of_today_changes_from_tomorrow_on() -> None:
    after = apply(ladder(), Handle(DOSE, 7), Fraction(65), rules(), today=33)
    assert [(s.days, int(s.daily_mg)) for s in after.stages][6:8] == [(3, 70), (5, 65)]
    assert courses.keeps_history(ladder(), after, 33)
    early = limits(ladder(), Handle(DOSE, 7), rules(), today=33)
    assert (early.lo, early.hi, early.hi_reason.code) == (0, 70, "stage_too_short")
    held = edits.move_end(ladder(), 7, 9)
    assert limits(held, Handle(DOSE, 7), rules(wall=True, rise=10), today=36).hi == 80
    assert limits(ladder(), Handle(DOSE, 7), rules(), today=35).hi == 70


@pytest.mark.parametrize(
    ("handle", "value", "expected"),
    [
        (Handle(END, 2), 9, [9, 20]),
        (Handle(DOSE, 2), 25, [5, 25]),
        (Handle(LATER, 2), 25, [5, 25]),
        (Handle(HandleKind.INTAKE, 2, 0), 10, [5, 25]),
        (Handle(ROLL, 2), 7, [7, 20]),
    ],
)
def test_every_handle_changes_the_plan_through_one_function(handle: Handle, value: int, expected: list[int]) -> None:
    after = apply(ladder(), handle, Fraction(value), rules())
    stage = after.stage(2)
    assert [stage.days, int(stage.daily_mg)] == expected


def test_moving_the_start_moves_the_date() -> None:
    assert apply(ladder(), Handle(HandleKind.START), Fraction(-3), rules()).start == date(2027, 2, 26)
    with pytest.raises(EditError, match="no_start"):
        apply(replace(ladder(), start=None), Handle(HandleKind.START), Fraction(1), rules())


def test_a_pointer_lands_on_the_schemes_steps_and_with_shift_on_half_tablets() -> None:
    handle = Handle(DOSE, 4)
    found = limits(ladder(), handle, rules())
    assert nearest(ladder(), handle, Fraction(44), found) == 40
    assert nearest(ladder(), handle, Fraction(44), found, fine=True) == 45
    assert nearest(ladder(), handle, Fraction(9999), found) == 300
    assert nearest(ladder(), Handle(END, 4), Fraction(31, 4), limits(ladder(), Handle(END, 4), rules())) == 8


def test_a_pointer_near_a_wall_between_steps_lands_on_the_wall() -> None:
    plan = ladder((10, 20))
    handle = Handle(DOSE, 2)
    found = limits(plan, handle, rules(wall=True, rise=15))
    assert nearest(plan, handle, Fraction(24), found) == 25


def test_all_later_doses_only_move_together_when_all_can_be_made() -> None:
    products = (Product("ten", Fraction(10), 1), Product("twentyfive", Fraction(25), 1))
    plan = ladder((10, 35), products=products)
    handle = Handle(LATER, 1)
    found = limits(plan, handle, rules())
    assert nearest(plan, handle, Fraction(20), found) == 20
    stuck = ladder((25, 45), products=products)
    reach_stuck = limits(stuck, handle, rules())
    assert nearest(stuck, handle, Fraction(20), reach_stuck, fine=True) == 20
    odd = ladder((20, 25), products=products)
    assert nearest(odd, handle, Fraction(10), limits(odd, handle, rules()), fine=True) == 20


def test_the_shortest_stage_has_its_reason() -> None:
    assert shortest_days(ladder(), 2, rules())[1].code == "stage_too_short"
    assert shortest_days(ladder(), 14, rules())[0] == 1


KINDS = st.sampled_from([END, ROLL, DOSE, LATER, HandleKind.INTAKE, HandleKind.OPEN_END])


@given(plans(), KINDS, st.integers(0, 60), st.fractions(-100, 500), st.booleans(), st.booleans(), st.integers(0, 90))
@settings(max_examples=250, deadline=None)
def test_whatever_is_wished_the_answer_lies_within_the_limits_and_keeps_history(
    plan: Plan, kind: HandleKind, place: int, wish: Fraction, fine: bool, wall: bool, today: int
) -> None:
    handle = Handle(kind, plan.stages[place % len(plan.stages)].uid)
    here = rules(wall=wall, rise=10)
    try:
        found = limits(plan, handle, here, today=today)
    except EditError:
        return
    assert found.lo <= found.value <= found.hi
    value = nearest(plan, handle, wish, found, fine=fine)
    assert found.lo <= value <= found.hi
    if value != found.value:
        after = apply(plan, handle, value, here, today=today)
        assert courses.keeps_history(plan, after, today)
        assert TABLET in after.products
    for end in (found.lo, found.hi):
        if kind in (DOSE, HandleKind.INTAKE, END, ROLL):
            apply(plan, handle, end, here, today=today)
