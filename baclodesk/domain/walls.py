"""Where a plan breaks its policy's walls: what an edit of the structure must not make more of.

A handle cannot pass a wall (``limits``); taking a stage out or putting one in can still bring two doses side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .as_needed import highest_mg, last_line_reason
from .dose_limits import highest_rise
from .handles import ABOVE_LAST_LINE, RISE_TOO_LARGE, Reason
from .plan import Plan
from .policy import Rules
from .stays import is_lifted, is_stay_free, shortest_reason, stay_around


@dataclass(frozen=True, slots=True)
class Breach:
    """A wall broken at the stage ``uid``; the reason's stage is the number, in the same plan, of the one concerned."""

    uid: int
    reason: Reason


def breaches(plan: Plan, rules: Rules) -> tuple[Breach, ...]:
    """Give every wall that the plan breaks and no exemption lifts, in the order of its stages."""
    found: list[Breach] = []
    before_mg, last = plan.before_mg, highest_mg(plan, rules)
    for index, stage in enumerate(plan.stages):
        if stage.daily_mg > last and not is_lifted(stage, ABOVE_LAST_LINE):
            found.append(Breach(stage.uid, last_line_reason(plan, rules, index + 1)))
        found += _rise(plan, index, rules)
        if index and stage.daily_mg > before_mg:
            found += _short(plan, index - 1, rules)
        before_mg = stage.daily_mg
    return tuple(found)


def _rise(plan: Plan, index: int, rules: Rules) -> list[Breach]:
    stage = plan.stages[index]
    if not rules.policy.rise_is_wall or is_lifted(stage, RISE_TOO_LARGE):
        return []
    highest, reason = highest_rise(plan, index, rules)
    return [Breach(stage.uid, reason)] if stage.daily_mg > highest else []


def _short(plan: Plan, index: int, rules: Rules) -> list[Breach]:
    first, last = stay_around(plan, index)
    stay = plan.stages[first : last + 1]
    if is_stay_free(plan, stay) or sum(stage.days or 0 for stage in stay) >= rules.shortest_days:
        return []
    return [Breach(plan.stages[index].uid, shortest_reason(rules, index))]


def new_breach(before: Plan, after: Plan, rules: Rules) -> Breach | None:
    """Give the first wall that ``after`` breaks and ``before`` did not; None when it breaks no more of them.

    The reason's stage is a number in ``before``. A wall that concerns a stage which ``before`` does not hold is no
    wall that could be lifted there.
    """
    had, has = breaches(before, rules), breaches(after, rules)
    if len(has) <= len(had):
        return None
    known = {(item.uid, item.reason.code) for item in had}
    found = next((item for item in has if (item.uid, item.reason.code) not in known), has[-1])
    numbers = {stage.uid: number for number, stage in enumerate(before.stages, start=1)}
    reason, stage = found.reason, found.reason.stage
    if stage is not None:
        number = numbers.get(after.stages[stage - 1].uid)
        reason = replace(reason, stage=number or stage, wall=number is not None)
    return Breach(found.uid, replace(reason, wall=reason.wall and found.uid in numbers))
