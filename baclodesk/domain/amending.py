"""What a visit can change in a running plan, always from the day after ``today`` on, and measured from today's dose.

``today`` is today's day number (from 1). The days up to it are history and stay as they are, also where tomorrow would
begin another stage. Numbers of days and mg come from the caller, from data. Pure and exact; EditError or
NotMakeableError when something cannot be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from . import split as sharing
from .dose import ZERO
from .errors import EditError
from .plan import Kind, Origin, Plan, Stage
from .policy import Rules
from .product import nearest_mg, smallest_step_mg
from .stages import Piece, before_day, pieces_of, rebuild


def index_today(plan: Plan, today: int) -> int:
    """Give the place of today's stage; raises EditError before day 1 and after a closed end."""
    index = plan.stage_index_on(today)
    if index is None:
        raise EditError("edit.day_outside", day=today)
    return index


def lower_dose_before(plan: Plan, today: int, below_mg: Fraction) -> Fraction:
    """Give the last day dose, up to today or before day 1, below ``below_mg`` and above 0.

    Raises EditError when there was none.
    """
    for stage in reversed(plan.stages[: index_today(plan, today) + 1]):
        if ZERO < stage.daily_mg < below_mg:
            return stage.daily_mg
    if ZERO < plan.before_mg < below_mg:
        return plan.before_mg
    raise EditError("edit.no_lower_dose")


def higher_dose_before(plan: Plan, today: int) -> Fraction:
    """Give the last day dose up to today (or before day 1) that lay above today's; raises EditError without one."""
    index = index_today(plan, today)
    here = plan.stages[index].daily_mg
    for mg in (*(stage.daily_mg for stage in reversed(plan.stages[:index])), plan.before_mg):
        if mg > here:
            return mg
    raise EditError("edit.no_higher_dose")


def hold_today(plan: Plan, today: int, days: int) -> Plan:
    """Stay ``days`` days longer at today's dose, later stages shift; raises EditError at an open stage."""
    index = index_today(plan, today)
    stage = plan.stages[index]
    if stage.days is None:
        raise EditError("edit.already_open")
    stages = list(plan.stages)
    stages[index] = replace(stage, days=stage.days + days, kind=Kind.HOLD)
    return plan.with_stages(stages)


def back_and_retry(plan: Plan, today: int, to_mg: Fraction, days: int, rules: Rules) -> Plan:
    """Go down to ``to_mg`` for ``days`` days, then try today's dose again for its full stage; the rest follows later.

    Where doses lie between, they are climbed again one by one. ``to_mg`` must be below today's dose.
    """
    index = index_today(plan, today)
    pieces = pieces_of(plan)
    here, times = pieces[index]
    if to_mg >= here.daily_mg:
        raise EditError("edit.not_lower")
    back = _piece(plan, pieces[: index + 1], to_mg, days, Kind.STEP_BACK)
    climb = _climb(plan, to_mg, here.daily_mg, rules, pieces[index])
    retry = (replace(here, kind=Kind.RISE, origin=Origin.RULE), times)
    return _joined(plan, today, [back, *climb, retry, *pieces[index + 1 :]])


def stay_at(plan: Plan, today: int, mg: Fraction) -> Plan:
    """Go to ``mg`` and stay there without an end; everything later is dropped."""
    index = index_today(plan, today)
    return _joined(plan, today, [_piece(plan, pieces_of(plan)[: index + 1], mg, None, Kind.MAINTENANCE)])


def come_down(plan: Plan, today: int, rungs: Sequence[tuple[Fraction, int | None]]) -> Plan:
    """Follow ``rungs`` (mg a day, days; None for the open last one), each lower than the one before."""
    index = index_today(plan, today)
    doses = [plan.stages[index].daily_mg, *(mg for mg, _ in rungs)]
    if any(later >= earlier for earlier, later in pairwise(doses)) or not rungs:
        raise EditError("edit.not_lower")
    known = pieces_of(plan)[: index + 1]
    return _joined(plan, today, [_piece(plan, known, mg, days, _falling_kind(mg, days)) for mg, days in rungs])


def _falling_kind(mg: Fraction, days: int | None) -> Kind:
    """Nothing is a pause, as in every course; the open end of a fall is maintenance."""
    if mg == ZERO:
        return Kind.PAUSE
    return Kind.MAINTENANCE if days is None else Kind.TAPER


def restart_at(plan: Plan, today: int, mg: Fraction, rules: Rules) -> Plan:
    """Begin again at ``mg`` and climb to tomorrow's planned dose, never above it; then the plan goes on as it was.

    Every rung takes the shortest stage of the rules and the step of their grid, no larger than the policy's rise.
    Raises EditError when ``mg`` is not below tomorrow's dose.
    """
    index_today(plan, today)
    place = index_today(plan, today + 1)
    pieces = pieces_of(plan)
    planned, times = pieces[place]
    if not ZERO < mg < planned.daily_mg:
        raise EditError("edit.not_lower")
    first = _piece(plan, [pieces[place]], mg, rules.shortest_days, Kind.RISE)
    climb = _climb(plan, mg, planned.daily_mg, rules, pieces[place])
    again = (replace(planned, origin=Origin.RULE, days=_left(plan, place, today)), times)
    return _joined(plan, today, [first, *climb, again, *pieces[place + 1 :]])


def _left(plan: Plan, place: int, today: int) -> int | None:
    """Give the days of a stage that lie after today."""
    last = plan.spans()[place].last_day
    return None if last is None else last - max(today, plan.spans()[place].first_day - 1)


def _climb(plan: Plan, from_mg: Fraction, to_mg: Fraction, rules: Rules, like: Piece) -> list[Piece]:
    """Give the rungs strictly between two doses."""
    rungs: list[Piece] = []
    dose = from_mg
    while True:
        grid = rules.step_mg if dose < rules.step_change_mg else rules.large_step_mg
        step = min(grid, rules.policy.largest_rise_mg)
        lower, _ = nearest_mg(plan.products, dose + step)
        if lower <= dose:  # the tablets have no dose within one step: take the next they have
            lower = nearest_mg(plan.products, dose + smallest_step_mg(plan.products))[1]
        if lower >= to_mg:
            return rungs
        dose = lower
        rungs.append(_piece(plan, [like], dose, rules.shortest_days, Kind.RISE))


def _piece(plan: Plan, known: list[Piece], mg: Fraction, days: int | None, kind: Kind) -> Piece:
    """Make a stage at ``mg``: shared over the day as it was the last time, else by the rule, at the last times."""
    times = known[-1][1]
    for stage, stage_times in reversed(known):
        if stage.daily_mg == mg and stage_times == times:
            return replace(stage, days=days, kind=kind, origin=Origin.RULE, note="", exemptions=()), times
    return Stage(0, days, sharing.propose(plan.products, mg, len(times)), kind=kind, origin=Origin.RULE), times


def _joined(plan: Plan, today: int, later: list[Piece]) -> Plan:
    """Put what is kept and what follows together; stages that are new get new numbers."""
    kept = before_day(plan, today + 1)
    taken = {stage.uid for stage, _ in kept}
    fresh = plan.next_uid()
    numbered: list[Piece] = []
    for stage, times in later:
        if stage.uid == 0 or stage.uid in taken:
            stage = replace(stage, uid=fresh)  # noqa: PLW2901
            fresh += 1
        taken.add(stage.uid)
        numbered.append((stage, times))
    return rebuild(plan, [*kept, *numbered])
