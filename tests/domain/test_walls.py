"""Walls that an edit of the structure would break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from baclodesk.domain import edits
from baclodesk.domain.errors import EditError
from baclodesk.domain.handles import (
    ABOVE_LAST_LINE,
    RISE_FROM_BEFORE,
    RISE_TOO_LARGE,
    STAGE_TOO_SHORT,
    START_ABOVE_POLICY,
)
from baclodesk.domain.plan import Exemption, IntakeTime, Plan
from baclodesk.domain.policy import Rules
from baclodesk.domain.walls import breaches, new_breach
from baclodesk.services.library import Library


def _plan() -> Plan:
    return Library.load().build_scheme("consensus", start=date(2026, 11, 1))


def _rules(plan: Plan, policy: str) -> Rules:
    return Library.load().rules_for(plan, policy)


def test_the_consensus_plan_breaks_no_wall_of_the_guide() -> None:
    plan = _plan()
    assert breaches(plan, _rules(plan, "guide")) == ()


def test_every_wall_is_found_at_its_stage() -> None:
    plan = _plan()
    rules = _rules(plan, "france-label")
    found = {(item.uid, item.reason.code) for item in breaches(plan, rules)}
    assert (plan.stages[8].uid, ABOVE_LAST_LINE) in found
    assert (plan.stages[11].uid, RISE_TOO_LARGE) in found
    short = plan.with_stages([replace(plan.stages[0], days=2), *plan.stages[1:]])
    assert [item.reason.code for item in breaches(short, _rules(short, "guide"))] == [STAGE_TOO_SHORT]
    high = plan.with_stages(plan.stages[3:5])
    first = breaches(high, rules)[0]
    assert (first.uid, first.reason.code, first.reason.stage) == (plan.stages[3].uid, START_ABOVE_POLICY, None)


def test_a_plan_that_goes_on_from_a_dose_may_begin_with_it() -> None:
    plan = replace(_plan().with_stages(_plan().stages[3:5]), before_mg=Fraction(40))
    assert breaches(plan, _rules(plan, "france-label")) == ()
    lower = replace(plan, before_mg=Fraction(20))
    assert breaches(lower, _rules(lower, "france-label"))[0].reason.code == RISE_FROM_BEFORE


def test_an_exemption_lifts_its_wall() -> None:
    plan = _plan()
    rules = _rules(plan, "france-label")
    after = edits.delete(plan, plan.stages[2].uid, close_gap=True)
    broken = new_breach(plan, after, rules)
    assert broken is not None
    assert (broken.uid, broken.reason.code, broken.reason.stage) == (plan.stages[3].uid, RISE_TOO_LARGE, 2)
    lifted = edits.exempt(plan, broken.uid, Exemption(RISE_TOO_LARGE, "why", "Dr", date(2026, 11, 1)))
    assert new_breach(lifted, edits.delete(lifted, plan.stages[2].uid, close_gap=True), rules) is None


def test_a_breach_of_a_stage_that_was_not_there_is_no_wall_to_lift() -> None:
    plan = _plan()
    rules = _rules(plan, "france-label")
    after = edits.paste_after(plan, plan.stages[1].uid, [replace(plan.stages[7], days=5)])
    broken = new_breach(plan, after, rules)
    assert broken is not None
    assert not broken.reason.wall
    assert new_breach(after, plan, rules) is None


def test_a_first_dose_that_becomes_too_high_is_a_wall_of_its_stage() -> None:
    plan = _plan().with_stages(_plan().stages[1:])
    rules = _rules(plan, "france-label")
    broken = new_breach(plan, edits.delete(plan, plan.stages[0].uid, close_gap=True), rules)
    assert broken is not None
    assert (broken.uid, broken.reason.code) == (plan.stages[1].uid, START_ABOVE_POLICY)
    assert broken.reason.wall


def test_as_many_breaches_as_before_are_no_new_one() -> None:
    plan = _plan()
    rules = _rules(plan, "france-label")
    after = edits.delete(plan, plan.stages[12].uid, close_gap=True)
    assert new_breach(plan, after, rules) is None


def test_a_time_moves_with_its_amounts_while_the_stages_keep_to_the_same_times() -> None:
    plan = _plan()
    other = (IntakeTime("morning", "09:00"), *plan.times[1:])
    plan = edits.set_times_from(plan, plan.stages[10].uid, other)
    uid = plan.stages[6].uid
    moved = edits.move_time(plan, uid, 3, IntakeTime("16:30", "16:30"))
    assert [time.at for time in moved.times_at(6)] == ["08:00", "13:00", "16:30", "18:00"]
    assert moved.times_at(10) == other
    assert [int(mg) for mg in moved.stages[6].mg] == [20, 15, 20, 15]
    early = edits.move_time(plan, uid, 2, IntakeTime("6:00", "06:00"))
    assert [time.at for time in early.times_at(6)] == ["06:00", "08:00", "13:00", None]
    with pytest.raises(EditError, match="time_taken"):
        edits.move_time(plan, uid, 3, IntakeTime("x", "13:00"))
    for place, time in ((9, IntakeTime("x", "14:00")), (1, IntakeTime("x"))):
        with pytest.raises(EditError, match="no_such_time"):
            edits.move_time(plan, uid, place, time)
