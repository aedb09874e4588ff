"""No handle makes a plan break more walls than it did: what ``limits`` allows, ``walls`` does not mind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baclodesk.domain import edits
from baclodesk.domain.courses import keeps_history
from baclodesk.domain.errors import EditError
from baclodesk.domain.handles import STAGE_TOO_SHORT, Handle, HandleKind
from baclodesk.domain.limits import apply, limits, nearest
from baclodesk.domain.plan import Exemption, Kind, Plan
from baclodesk.domain.policy import Rules
from baclodesk.domain.walls import breaches

from .edit_plans import ladder, rules, shape

DOSE, LATER, INTAKE = HandleKind.DOSE, HandleKind.DOSE_AND_LATER, HandleKind.INTAKE
KINDS = (DOSE, LATER, INTAKE, HandleKind.END, HandleKind.ROLL, HandleKind.OPEN_END)
LIFTED = Exemption(STAGE_TOO_SHORT, "why", "Dr A", date(2027, 3, 1))
TODAY = 32


@st.composite
def running(draw: st.DrawFn) -> tuple[Plan, int | None]:
    """Plans of few doses and short stages, so that equal neighbours, falls, pauses and walls are common; and today."""
    count = draw(st.integers(1, 6))
    doses = tuple(draw(st.sampled_from([0, 10, 20, 25, 30, 40, 60])) for _ in range(count))
    days = tuple(draw(st.integers(1, 7)) for _ in range(count))
    plan = ladder(doses, days, is_open=draw(st.booleans()))
    plan = replace(plan, before_mg=Fraction(draw(st.sampled_from([0, 0, 20]))))
    if draw(st.booleans()):
        plan = edits.exempt(plan, draw(st.integers(1, count)), LIFTED)
    return plan, draw(st.none() | st.integers(1, plan.closed_days + 2))


def doses_in_turn(plan: Plan) -> list[int]:
    """Give the day doses one after the other, a dose held over several stages once."""
    return [int(mg) for mg, _ in groupby(stage.daily_mg for stage in plan.stages)]


def walls_of(plan: Plan, binding: Rules) -> set[tuple[int, str]]:
    """Give every broken wall by its stage."""
    return {(item.uid, item.reason.code) for item in breaches(plan, binding)}


@given(
    made=running(),
    kind=st.sampled_from(KINDS),
    place=st.integers(0, 5),
    parts=st.integers(-4, 40),
    fine=st.booleans(),
    wall=st.booleans(),
    low=st.booleans(),
)
@example(made=(ladder(), TODAY), kind=DOSE, place=6, parts=10, fine=True, wall=False, low=False)
@settings(max_examples=600, deadline=None)
def test_no_value_that_a_handle_reaches_breaks_a_wall_anew(
    made: tuple[Plan, int | None], kind: HandleKind, place: int, parts: int, fine: bool, wall: bool, low: bool
) -> None:
    plan, today = made
    handle = Handle(kind, plan.stages[place % len(plan.stages)].uid, parts % 4)
    binding = rules(wall=wall, rise=10, last=30 if low else 300)
    try:
        reach = limits(plan, handle, binding, today=today)
    except EditError:
        return
    broken = walls_of(plan, binding)
    for wish in (reach.lo, reach.hi, Fraction(5 * parts)):
        value = nearest(plan, handle, wish, reach, fine=fine)
        if value == reach.value:
            continue
        after = apply(plan, handle, value, binding, today=today)
        assert walls_of(after, binding) <= broken
        assert today is None or keeps_history(plan, after, today)


@given(running(), st.sampled_from([DOSE, LATER, INTAKE]), st.integers(0, 5), st.integers(-4, 40))
@settings(max_examples=300, deadline=None)
def test_amounts_add_up_and_a_dose_moved_back_gives_the_doses_of_before(
    made: tuple[Plan, int | None], kind: HandleKind, place: int, parts: int
) -> None:
    plan, today = made
    handle = Handle(kind, plan.stages[place % len(plan.stages)].uid, parts % 4)
    reach = limits(plan, handle, rules(), today=today)
    value = nearest(plan, handle, Fraction(5 * parts), reach, fine=True)
    if value == reach.value:
        return
    after = apply(plan, handle, value, rules(), today=today)
    moved = len(after.stages) - len(plan.stages) + plan.index_of(handle.uid)
    stage, was = after.stages[moved], plan.stage(handle.uid)
    assert (stage.mg[handle.time] if kind is INTAKE else stage.daily_mg) == value
    assert all(one.daily_mg == sum(one.mg) for one in after.stages)
    later = stage.daily_mg - was.daily_mg if kind is LATER else Fraction(0)
    for old, new in zip(plan.stages[plan.index_of(handle.uid) + 1 :], after.stages[moved + 1 :], strict=True):
        assert new.daily_mg == old.daily_mg + (later if old.daily_mg else 0)
    back = Handle(kind, stage.uid, handle.time)
    assert doses_in_turn(apply(after, back, reach.value, rules(), today=today)) == doses_in_turn(plan)


def test_a_fall_from_tomorrow_before_a_rise_is_kept_for_the_shortest_stage() -> None:
    handle = Handle(DOSE, 7)
    reach = limits(ladder(), handle, rules(), today=TODAY)
    assert (reach.lo, reach.hi) == (0, 70)
    after = apply(ladder(), handle, Fraction(50), rules(), today=TODAY)
    assert shape(after)[5:10] == [(5, 60), (2, 70), (5, 50), (5, 80), (5, 90)]
    assert after.closed_days == ladder().closed_days + 2
    assert breaches(after, rules()) == ()


def test_all_later_doses_lowered_from_tomorrow_keep_the_new_part_long_enough_too() -> None:
    after = apply(ladder(), Handle(LATER, 7), Fraction(50), rules(), today=TODAY)
    assert shape(after)[6:9] == [(2, 70), (5, 50), (5, 60)]


def test_one_intake_lowered_from_tomorrow_keeps_the_new_part_long_enough_too() -> None:
    after = apply(ladder(), Handle(INTAKE, 7, 1), Fraction(10), rules(), today=TODAY)
    assert shape(after)[6:9] == [(2, 70), (5, 65), (5, 80)]


def test_a_small_rise_from_tomorrow_after_a_full_stay_is_kept_for_the_shortest_stage() -> None:
    after = apply(edits.move_end(ladder(), 7, 9), Handle(DOSE, 7), Fraction(75), rules(), today=36)
    assert shape(after)[6:9] == [(6, 70), (5, 75), (5, 80)]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (ladder((70, 50), 5, is_open=False), [(2, 70), (3, 60), (5, 50)]),
        (ladder((70, 80), 9), [(2, 70), (7, 60), (None, 80)]),
        (edits.exempt(ladder((70, 80), 5), 1, LIFTED), [(2, 70), (3, 60), (None, 80)]),
        (ladder((70,)), [(2, 70), (None, 60)]),
    ],
    ids=["before a fall", "long enough", "lifted", "open"],
)
def test_a_new_part_that_nothing_binds_keeps_its_days(plan: Plan, expected: list[tuple[int | None, int]]) -> None:
    plan = replace(plan, before_mg=Fraction(60))
    assert shape(apply(plan, Handle(DOSE, 1), Fraction(60), rules(), today=2)) == expected


def test_the_dose_that_stays_as_it_is_lengthens_nothing() -> None:
    short = ladder((70, 80), 3)
    assert shape(apply(short, Handle(DOSE, 1), Fraction(70), rules(), today=1)) == [(1, 70), (2, 70), (None, 80)]


def test_a_stage_to_come_keeps_its_days_and_stops_where_it_would_be_too_short() -> None:
    plan = ladder((40, 40, 50), 3, is_open=False)
    down = limits(plan, Handle(DOSE, 2), rules())
    assert (down.lo, down.lo_reason.code, down.lo_reason.stage) == (40, STAGE_TOO_SHORT, 2)
    assert (down.hi, down.hi_reason.code, down.hi_reason.stage) == (40, STAGE_TOO_SHORT, 1)
    assert limits(plan, Handle(LATER, 2), rules()).lo == 40


def test_a_dose_that_leaves_a_stay_does_not_leave_a_short_rest_behind() -> None:
    plan = ladder((30, 40, 40, 50), (5, 3, 3, 5))
    up = limits(plan, Handle(DOSE, 2), rules())
    assert (up.hi, up.hi_reason.code, up.hi_reason.stage) == (40, STAGE_TOO_SHORT, 3)


def test_a_stay_that_is_too_short_is_not_cut_shorter() -> None:
    plan = ladder((40, 50, 50, 60), (5, 3, 1, 5))
    assert limits(plan, Handle(DOSE, 2), rules()).hi == 50


def test_a_dose_held_since_before_day_one_is_free_only_while_it_is_that_dose() -> None:
    plan = replace(ladder((20, 30), (2, 5)), before_mg=Fraction(20))
    reach = limits(plan, Handle(DOSE, 1), rules())
    assert (reach.lo, reach.hi) == (20, 20)
    assert reach.lo_reason.stage == 1
    even = replace(ladder((40, 40), 1), before_mg=Fraction(20))
    assert limits(even, Handle(DOSE, 1), rules()).lo == 40


def test_the_rise_after_a_pause_stops_all_later_doses_in_a_label_policy() -> None:
    plan = replace(ladder((20, 0, 10, 20), 5), before_mg=Fraction(20))
    reach = limits(plan, Handle(LATER, 1), rules(wall=True, rise=10))
    assert (reach.hi, reach.hi_reason.code, reach.hi_reason.stage) == (20, "later_rise", 3)
    lifted = edits.exempt(plan, 3, replace(LIFTED, code="rise_too_large"))
    assert limits(lifted, Handle(LATER, 1), rules(wall=True, rise=10)).hi == 30


def test_a_pause_that_is_given_a_dose_does_not_shorten_the_pause_after_it() -> None:
    plan = replace(ladder((20, 0, 0, 10), (5, 3, 3, 5)), before_mg=Fraction(20))
    assert plan.stages[1].kind is not Kind.PAUSE
    assert limits(plan, Handle(LATER, 2), rules()).hi == 0


def test_reasons_number_the_stages_of_the_plan_at_rest() -> None:
    binding = rules(wall=True, rise=10)
    found = limits(ladder(), Handle(DOSE, 7), binding, today=TODAY)
    assert (found.lo, found.lo_reason.code, found.lo_reason.stage) == (70, "rise_into_next", 8)
    assert (found.hi, found.hi_reason.code, found.hi_reason.stage) == (70, STAGE_TOO_SHORT, 7)
    later = limits(ladder((30, 20, 250), 5), Handle(LATER, 1), rules(), today=2)
    assert (later.lo_reason.code, later.lo_reason.stage) == ("later_zero", 2)
    assert (later.hi_reason.code, later.hi_reason.stage) == (STAGE_TOO_SHORT, 1)
