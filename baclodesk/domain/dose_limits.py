"""How far the dose of a stage reaches; see ``limits``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from . import edits
from .as_needed import highest_mg, last_line_reason
from .dose import ZERO, decimal_text
from .errors import EditError
from .handles import (
    ABOVE_LAST_LINE,
    LATER_RISE,
    RISE_FROM_BEFORE,
    RISE_INTO_NEXT,
    RISE_TOO_LARGE,
    START_ABOVE_POLICY,
    Handle,
    HandleKind,
    Limits,
    Reason,
    fixed,
)
from .plan import MAX_INTAKE_MG, Plan
from .policy import Rules
from .product import nearest_mg, smallest_step_mg
from .stays import MovedDose, is_lifted, shortest_reason


def grid_step(rules: Rules, mg: Fraction) -> Fraction:
    """Give the scheme's dose step at ``mg`` a day."""
    return rules.step_mg if mg < rules.step_change_mg else rules.large_step_mg


@dataclass(slots=True)
class _Reach:
    lo: Fraction
    hi: Fraction
    lo_reason: Reason
    hi_reason: Reason

    def not_above(self, mg: Fraction, reason: Reason) -> None:
        if mg < self.hi:
            self.hi, self.hi_reason = mg, reason

    def not_below(self, mg: Fraction, reason: Reason) -> None:
        if mg > self.lo:
            self.lo, self.lo_reason = mg, reason


def amended(plan: Plan, index: int, today: int | None) -> tuple[Plan, int]:
    """Split the stage that holds today at tomorrow, and give the place of the part that can still change."""
    if today is None:
        return plan, index
    span = plan.spans()[index]
    if span.first_day > today or span.last_day == today:
        return plan, index
    if span.last_day is not None and span.last_day < today:
        return plan, index
    return edits.amend_from(plan, today + 1), index + 1


def dose_limits(plan: Plan, handle: Handle, index: int, rules: Rules, today: int | None) -> Limits:
    """Tell the reach of DOSE, DOSE_AND_LATER and INTAKE of the stage at ``index``."""
    fine = smallest_step_mg(plan.products)
    last_day = plan.spans()[index].last_day
    if today is not None and last_day is not None and last_day <= today:
        stage = plan.stages[index]
        return fixed(stage.mg[handle.time] if handle.kind is HandleKind.INTAKE else stage.daily_mg, fine)
    at_rest = index
    plan, index = amended(plan, index, today)
    cut = index != at_rest
    stage = plan.stages[index]
    step = max(grid_step(rules, stage.daily_mg), fine)
    reach = _day_reach(plan, index, rules, with_later=handle.kind is HandleKind.DOSE_AND_LATER, cut=cut)
    value = stage.daily_mg
    if handle.kind is HandleKind.INTAKE:
        if not 0 <= handle.time < len(stage.mg):
            raise EditError("edit.no_such_time")
        others = stage.daily_mg - stage.mg[handle.time]
        reach.lo, reach.hi = max(ZERO, reach.lo - others), max(ZERO, reach.hi - others)
        value, step = stage.mg[handle.time], fine
    hi, lo = _makeable_ends(plan, reach)
    below, above = reach.lo_reason, reach.hi_reason
    if cut:
        below, above = _at_rest(below, at_rest), _at_rest(above, at_rest)
    return Limits(min(lo, value), max(hi, value), step, fine, below, above, value)


def _at_rest(reason: Reason, cut: int) -> Reason:
    """Give the reason with the number its stage has in the plan before the stage at ``cut`` was parted in two."""
    return reason if reason.stage is None or reason.stage <= cut + 1 else replace(reason, stage=reason.stage - 1)


def _makeable_ends(plan: Plan, reach: _Reach) -> tuple[Fraction, Fraction]:
    """Pull both ends in to what the tablets make."""
    return nearest_mg(plan.products, reach.hi)[0], nearest_mg(plan.products, reach.lo)[1]


def _day_reach(plan: Plan, index: int, rules: Rules, *, with_later: bool, cut: bool) -> _Reach:
    stage = plan.stages[index]
    reach = _Reach(ZERO, MAX_INTAKE_MG, Reason("zero"), Reason("largest"))
    if not is_lifted(stage, ABOVE_LAST_LINE):
        reach.not_above(highest_mg(plan, rules), last_line_reason(plan, rules))
    if rules.policy.rise_is_wall and not is_lifted(stage, RISE_TOO_LARGE):
        reach.not_above(*highest_rise(plan, index, rules))
    if with_later:
        _bound_by_later(reach, plan, index, rules)
    else:
        _bound_by_next(reach, plan, index, rules)
    moved = MovedDose(plan, index, rules.shortest_days, with_later=with_later, lengthens=cut)
    _bound_by_stays(reach, moved, rules)
    return reach


def wall(rules: Rules, code: str, mg: Fraction, stage: int | None = None) -> Reason:
    """Give a wall of the policy at ``mg``; ``stage`` is the number of another stage concerned."""
    return Reason(code, (("mg", decimal_text(mg)),), wall=True, stage=stage, owner=rules.policy.owner)


def _bound_by_next(reach: _Reach, plan: Plan, index: int, rules: Rules) -> None:
    if index + 1 == len(plan.stages):
        return
    following = plan.stages[index + 1]
    if rules.policy.rise_is_wall and not is_lifted(following, RISE_TOO_LARGE) and following.daily_mg > 0:
        rise = rules.policy.largest_rise_mg
        reach.not_below(following.daily_mg - rise, wall(rules, RISE_INTO_NEXT, rise, index + 2))


def _bound_by_later(reach: _Reach, plan: Plan, index: int, rules: Rules) -> None:
    """Every later dose moves by the same difference: the lowest one stops at a tablet part, the highest at the line.

    A pause stays where it is, so that the rise after it grows with the difference.
    """
    here = plan.stages[index].daily_mg
    part = smallest_step_mg(plan.products)
    last, rise = highest_mg(plan, rules), rules.policy.largest_rise_mg
    for place in range(index + 1, len(plan.stages)):
        stage = plan.stages[place]
        if stage.daily_mg == 0:
            continue
        reach.not_below(here - stage.daily_mg + part, Reason("later_zero", stage=place + 1))
        if not is_lifted(stage, ABOVE_LAST_LINE):
            reach.not_above(here + last - stage.daily_mg, last_line_reason(plan, rules, place + 1))
        after_pause = place > index + 1 and plan.stages[place - 1].daily_mg == 0
        if after_pause and rules.policy.rise_is_wall and not is_lifted(stage, RISE_TOO_LARGE):
            reach.not_above(here + rise - stage.daily_mg, wall(rules, LATER_RISE, rise, place + 1))


def _bound_by_stays(reach: _Reach, moved: MovedDose, rules: Rules) -> None:
    """Stop where a stay before a rise would become shorter than the rules' shortest stage."""
    here = moved.plan.stages[moved.index].daily_mg
    for up, end_mg in ((True, reach.hi), (False, reach.lo)):
        if (end_mg > here) is not up or end_mg == here:
            continue
        mg, place = moved.reach(up=up, end_mg=end_mg)
        if place is not None:
            (reach.not_above if up else reach.not_below)(mg, shortest_reason(rules, place))


def highest_rise(plan: Plan, index: int, rules: Rules) -> tuple[Fraction, Reason]:
    """Give the highest dose that the policy's start or largest rise leaves the stage at ``index``, and the reason."""
    policy = rules.policy
    before_mg = plan.stages[index - 1].daily_mg if index else plan.before_mg
    if index == 0 and before_mg == ZERO:
        return policy.start_high_mg, wall(rules, START_ABOVE_POLICY, policy.start_high_mg)
    rise = policy.largest_rise_mg
    code = RISE_TOO_LARGE if index else RISE_FROM_BEFORE
    return before_mg + rise, wall(rules, code, rise, index or None)
