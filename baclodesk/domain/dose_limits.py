"""How far the dose of a stage reaches; see ``limits``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from . import edits
from .as_needed import highest_mg, last_line_reason
from .dose import ZERO, decimal_text
from .errors import EditError
from .handles import (
    ABOVE_LAST_LINE,
    RISE_TOO_LARGE,
    STAGE_TOO_SHORT,
    START_ABOVE_POLICY,
    Handle,
    HandleKind,
    Limits,
    Reason,
    fixed,
)
from .plan import MAX_INTAKE_MG, Plan, Stage
from .policy import Rules
from .product import nearest_mg, smallest_step_mg


def grid_step(rules: Rules, mg: Fraction) -> Fraction:
    """Give the scheme's dose step at ``mg`` a day."""
    return rules.step_mg if mg < rules.step_change_mg else rules.large_step_mg


def shortest_reason(rules: Rules, index: int) -> Reason:
    """Give the wall of the shortest stage at ``index``."""
    return Reason(STAGE_TOO_SHORT, (("days", str(rules.shortest_days)),), wall=True, stage=index + 1)


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
    plan, index = amended(plan, index, today)
    stage = plan.stages[index]
    step = max(grid_step(rules, stage.daily_mg), fine)
    reach = _day_reach(plan, index, rules, with_later=handle.kind is HandleKind.DOSE_AND_LATER)
    value = stage.daily_mg
    if handle.kind is HandleKind.INTAKE:
        if not 0 <= handle.time < len(stage.mg):
            raise EditError("edit.no_such_time")
        others = stage.daily_mg - stage.mg[handle.time]
        reach.lo, reach.hi = max(ZERO, reach.lo - others), max(ZERO, reach.hi - others)
        value, step = stage.mg[handle.time], fine
    hi, lo = _makeable_ends(plan, reach)
    return Limits(min(lo, value), max(hi, value), step, fine, reach.lo_reason, reach.hi_reason, value)


def _makeable_ends(plan: Plan, reach: _Reach) -> tuple[Fraction, Fraction]:
    """Pull both ends in to what the tablets make."""
    return nearest_mg(plan.products, reach.hi)[0], nearest_mg(plan.products, reach.lo)[1]


def _day_reach(plan: Plan, index: int, rules: Rules, *, with_later: bool) -> _Reach:
    stage = plan.stages[index]
    lifted_top = is_lifted(stage, ABOVE_LAST_LINE)
    top = MAX_INTAKE_MG
    reach = _Reach(ZERO, top, Reason("zero"), Reason("largest"))
    if not lifted_top:
        reach.not_above(highest_mg(plan, rules), last_line_reason(plan, rules))
    _bound_by_stage_before(reach, plan, index, rules)
    if with_later:
        _bound_by_later(reach, plan, index, rules)
    else:
        _bound_by_next(reach, plan, index, rules)
    return reach


def _bound_by_stage_before(reach: _Reach, plan: Plan, index: int, rules: Rules) -> None:
    stage = plan.stages[index]
    before_mg = plan.before_mg if index == 0 else plan.stages[index - 1].daily_mg
    if rules.policy.rise_is_wall and not is_lifted(stage, RISE_TOO_LARGE):
        rise = rules.policy.largest_rise_mg
        first = index == 0 and before_mg == 0
        highest = rules.policy.start_high_mg if first else before_mg + rise
        code = START_ABOVE_POLICY if first else RISE_TOO_LARGE
        values = (("mg", decimal_text(highest if first else rise)),)
        reach.not_above(highest, Reason(code, values, wall=True, stage=None if first else index))
    if index and _would_be_too_short(plan, index - 1, rules) and stage.daily_mg <= before_mg:
        reach.not_above(before_mg, shortest_reason(rules, index - 1))


def _bound_by_next(reach: _Reach, plan: Plan, index: int, rules: Rules) -> None:
    if index + 1 == len(plan.stages):
        return
    stage, following = plan.stages[index], plan.stages[index + 1]
    if rules.policy.rise_is_wall and not is_lifted(following, RISE_TOO_LARGE) and following.daily_mg > 0:
        rise = rules.policy.largest_rise_mg
        reason = Reason("rise_into_next", (("mg", decimal_text(rise)),), wall=True, stage=index + 2)
        reach.not_below(following.daily_mg - rise, reason)
    if _would_be_too_short(plan, index, rules) and stage.daily_mg >= following.daily_mg:
        reach.not_below(following.daily_mg, shortest_reason(rules, index))


def _bound_by_later(reach: _Reach, plan: Plan, index: int, rules: Rules) -> None:
    """Every later dose moves by the same difference: the lowest one stops at a tablet part, the highest at the line."""
    here = plan.stages[index].daily_mg
    part = smallest_step_mg(plan.products)
    last = highest_mg(plan, rules)
    for place, stage in enumerate(plan.stages[index + 1 :], start=index + 2):
        if stage.daily_mg == 0:
            continue
        reach.not_below(here - stage.daily_mg + part, Reason("later_zero", stage=place))
        if not is_lifted(stage, ABOVE_LAST_LINE):
            reach.not_above(here + last - stage.daily_mg, last_line_reason(plan, rules, place))


def _would_be_too_short(plan: Plan, index: int, rules: Rules) -> bool:
    """Tell whether the stay that ends with the stage at ``index`` is shorter than one before a rise may be."""
    stage = plan.stages[index]
    stay = plan.stages[stay_around(plan, index)[0] : index + 1]
    if stage.days is None or is_stay_free(plan, stay):
        return False
    return sum(item.days or 0 for item in stay) < rules.shortest_days


def stay_around(plan: Plan, index: int) -> tuple[int, int]:
    """Give the first and last place of the neighbouring stages at the same day dose: together they are one stay."""
    here = plan.stages[index].daily_mg
    first = last = index
    while first and plan.stages[first - 1].daily_mg == here:
        first -= 1
    while last + 1 < len(plan.stages) and plan.stages[last + 1].daily_mg == here:
        last += 1
    return first, last


def is_stay_free(plan: Plan, stay: tuple[Stage, ...]) -> bool:
    """Tell whether no shortest length binds a stay: the doctor lifted it, or it goes on from before day 1."""
    goes_on = stay[0] is plan.stages[0] and plan.before_mg > 0 and plan.before_mg == stay[0].daily_mg
    return goes_on or any(is_lifted(stage, STAGE_TOO_SHORT) for stage in stay)


def is_lifted(stage: Stage, code: str) -> bool:
    """Tell whether the doctor lifted the wall ``code`` on this stage."""
    return any(item.code == code for item in stage.exemptions)
