"""How far every handle of a plan reaches, and why not further.

Drag, keys, spin boxes and table cells ask the same questions here and change the plan through ``apply``. Two tiers
stop a handle: logic (never lifted) and walls of the policy (lifted only by an exemption recorded on the stage). A
plan that already lies beyond a wall may stay where it is or move back, never further out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from . import edits
from .dose import ZERO
from .dose_limits import amended, dose_limits
from .errors import EditError
from .handles import NEIGHBOUR_SHORTEST, PAST, Handle, HandleKind, Limits, Reason, fixed
from .plan import MAX_STAGE_DAYS, Plan
from .policy import Rules
from .product import nearest_mg, tablets_or_none
from .stages import index_or_refuse
from .stays import is_stay_free, shortest_reason, stay_around

__all__ = ["Handle", "HandleKind", "Limits", "Reason", "apply", "limits", "nearest", "shortest_days"]

MOST_START_SHIFT = 3650
ONE = Fraction(1)


def limits(plan: Plan, handle: Handle, rules: Rules, *, today: int | None = None) -> Limits:
    """Tell the reach of ``handle``; ``today`` is today's day number in a running plan (days up to it are history).

    Raises EditError when the stage is gone, has no next stage (ROLL) or no such time (INTAKE).
    """
    if handle.kind is HandleKind.START:
        return _start(today)
    index = index_or_refuse(plan, handle.uid)
    if handle.kind in (HandleKind.END, HandleKind.OPEN_END):
        return _end(plan, index, rules, today)
    if handle.kind is HandleKind.ROLL:
        return _roll(plan, index, rules, today)
    return dose_limits(plan, handle, index, rules, today)


def apply(plan: Plan, handle: Handle, value: Fraction, rules: Rules, *, today: int | None = None) -> Plan:
    """Give the plan with ``handle`` at ``value`` (see Limits for the unit); the value is taken as reachable.

    A dose of the stage that holds today changes from tomorrow on: the stage is split there first, and where the new
    part comes before a rise it is lengthened to the shortest stage of ``rules``; later stages shift.
    """
    if handle.kind is HandleKind.START:
        if plan.start is None:
            raise EditError("edit.no_start")
        return edits.set_start(plan, plan.start + timedelta(days=int(value)))
    if handle.kind in (HandleKind.END, HandleKind.OPEN_END):
        return edits.move_end(plan, handle.uid, int(value))
    if handle.kind is HandleKind.ROLL:
        return edits.roll(plan, handle.uid, int(value))
    at_rest = index_or_refuse(plan, handle.uid)
    cut, index = amended(plan, at_rest, today)
    before = cut.stages[index]
    after = _dosed(cut, handle, index, value)
    if index == at_rest or after.stages[index].daily_mg == before.daily_mg or before.days is None:
        return after
    least, _ = shortest_days(after, index, rules)
    return edits.move_end(after, before.uid, max(before.days, least))


def _dosed(plan: Plan, handle: Handle, index: int, value: Fraction) -> Plan:
    uid = plan.stages[index].uid
    if handle.kind is HandleKind.INTAKE:
        return edits.set_intake(plan, uid, handle.time, value)
    if handle.kind is HandleKind.DOSE:
        return edits.set_daily_mg(plan, uid, value)
    return edits.shift_from(plan, uid, value - plan.stages[index].daily_mg)


def nearest(plan: Plan, handle: Handle, value: Fraction, reach: Limits, *, fine: bool = False) -> Fraction:
    """Clamp a wished value and put it on the handle's grid; doses always land on what the tablets make.

    The grid is the scheme's pace (``step``, counted from 0, wider above the change-over), or the finest one.
    """
    wished = min(max(value, reach.lo), reach.hi)
    if handle.kind not in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER, HandleKind.INTAKE):
        return Fraction(_round(wished))
    step = reach.fine_step if fine else reach.step
    on_grid = min(max(_round(wished / step) * step, reach.lo), reach.hi)
    ends = (reach.lo, reach.hi) if reach.hi - reach.lo >= 0 else ()
    close = min((on_grid, *ends), key=lambda candidate: (abs(candidate - wished), candidate))
    if handle.kind is HandleKind.INTAKE or handle.kind is HandleKind.DOSE:
        lower, upper = nearest_mg(plan.products, close)
        fitting = [mg for mg in (lower, upper) if reach.lo <= mg <= reach.hi]
        return min(fitting, key=lambda mg: abs(mg - close), default=reach.value)
    return close if _all_makeable(plan, handle.uid, close) else reach.value


# --- lengths


def shortest_days(plan: Plan, index: int, rules: Rules) -> tuple[int, Reason]:
    """Give the fewest days the stage at ``index`` may have, and why.

    Before a rise that is the scheme's shortest stage (a wall), unless the doctor lifted it; else one day. Neighbours
    at the same dose count towards it: a stage that was split is still one stay.
    """
    first, last = stay_around(plan, index)
    stay = plan.stages[first : last + 1]
    rising = last + 1 < len(plan.stages) and plan.stages[last + 1].daily_mg > plan.stages[index].daily_mg
    others = sum(stage.days or 0 for stage in stay) - (plan.stages[index].days or 0)
    least = rules.shortest_days - others
    if not rising or least <= 1 or is_stay_free(plan, stay):
        return 1, Reason("one_day")
    return least, shortest_reason(rules, index)


def _floor_days(plan: Plan, index: int, rules: Rules, today: int | None) -> tuple[int, Reason]:
    stage, span = plan.stages[index], plan.spans()[index]
    lo, reason = shortest_days(plan, index, rules)
    if stage.days is not None and stage.days < lo:
        lo = stage.days
    if today is not None and span.first_day <= today:
        gone = today - span.first_day + 1
        if gone >= lo:
            lo, reason = gone, PAST
    return lo, reason


def _end(plan: Plan, index: int, rules: Rules, today: int | None) -> Limits:
    stage, span = plan.stages[index], plan.spans()[index]
    if today is not None and span.last_day is not None and span.last_day < today:
        return fixed(Fraction(span.last_day - span.first_day + 1), ONE)
    lo, reason = _floor_days(plan, index, rules, today)
    value = max(lo, rules.shortest_days) if stage.days is None else stage.days
    return Limits(Fraction(lo), Fraction(MAX_STAGE_DAYS), ONE, ONE, reason, Reason("longest"), Fraction(value))


def _roll(plan: Plan, index: int, rules: Rules, today: int | None) -> Limits:
    stage = plan.stages[index]
    if stage.days is None or index + 1 == len(plan.stages):
        raise EditError("edit.no_next_stage", stage=index + 1)
    if today is not None and (plan.spans()[index].last_day or 0) < today:
        return fixed(Fraction(stage.days), ONE)
    lo, lo_reason = _floor_days(plan, index, rules, today)
    following = plan.stages[index + 1]
    if following.days is None:
        return Limits(
            Fraction(lo), Fraction(MAX_STAGE_DAYS), ONE, ONE, lo_reason, Reason("longest"), Fraction(stage.days)
        )
    least, binding = shortest_days(plan, index + 1, rules)
    least = min(least, following.days)
    reason = Reason("neighbour_one_day", stage=index + 2)
    if binding.wall:
        reason = replace(binding, code=NEIGHBOUR_SHORTEST)
    hi = stage.days + following.days - least
    return Limits(Fraction(lo), Fraction(hi), ONE, ONE, lo_reason, reason, Fraction(stage.days))


def _start(today: int | None) -> Limits:
    if today is not None and today >= 1:
        return fixed(ZERO, ONE)
    span = Fraction(MOST_START_SHIFT)
    end = Reason("longest")
    return Limits(-span, span, ONE, ONE, end, end, ZERO)


def _all_makeable(plan: Plan, uid: int, mg: Fraction) -> bool:
    index = index_or_refuse(plan, uid)
    difference = mg - plan.stages[index].daily_mg
    moved = [plan.stages[index], *(s for s in plan.stages[index + 1 :] if s.daily_mg > 0)]
    return all(
        s.daily_mg + difference >= 0 and tablets_or_none(plan.products, s.daily_mg + difference) is not None
        for s in moved
    )


def _round(value: Fraction) -> int:
    """Nearest whole number, halves upwards (of a pointer's wish, never of a dose to be taken)."""
    return int((value + Fraction(1, 2)) // 1)
