"""What was taken, drawn inside the bars of a printed plan: told by form, not by colour or grey alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from baclodesk.domain.chart_list import Box, Item, Line
from baclodesk.domain.dose import ZERO
from baclodesk.domain.plan import Plan
from baclodesk.domain.recorded import Recorded, Taking
from baclodesk.services.plan_legend import hatch
from baclodesk.services.plan_scale import Scale

_SIGNS = {
    Taking.TAKEN: "taken",
    Taking.SOME: "taken_some",
    Taking.MISSED: "missed",
    Taking.UNRECORDED: "unrecorded",
}


def signs_of(plan: Plan, recorded: Sequence[Recorded], first: int, last: int) -> list[str]:
    """Give the signs that :func:`taken_items` draws for the days from ``first`` to ``last``, for the legend."""
    if not recorded:
        return []
    found: set[str] = set()
    planned = _doses(plan, recorded)
    for one in recorded:
        days = planned[max(one.first_day, first) - 1 : min(one.last_day, last)]
        if days:
            found.add(_SIGNS[one.taking])
            if any(one.taken_of(mg) > mg for mg in days):
                found.add("taken_more")
    return [sign for sign in ("taken", "taken_some", "taken_more", "missed", "unrecorded") if sign in found]


def highest_taken(recorded: Sequence[Recorded]) -> Fraction:
    """Give the highest day dose taken beyond the plan, in mg; 0 where there was none."""
    return max((one.taken_of(ZERO) for one in recorded), default=ZERO)


def _doses(plan: Plan, recorded: Sequence[Recorded]) -> list[Fraction]:
    """Give the planned dose of every day up to the last one recorded; 0 after a closed end."""
    last = max((one.last_day for one in recorded), default=0)
    doses: list[Fraction] = []
    for stage in plan.stages:
        doses += [stage.daily_mg] * (max(0, last - len(doses)) if stage.days is None else stage.days)
    return doses + [ZERO] * (last - len(doses))


def taken_items(plan: Plan, recorded: Sequence[Recorded], scale: Scale, first: int, last: int) -> Iterator[Item]:
    """Draw the days from ``first`` to ``last`` (numbers): a solid bar where taken, hatched where some were missed.

    A hollow bar with a bar across was not taken; what goes beyond the plan stands hollow above it.
    """
    if not recorded:
        return
    planned = _doses(plan, recorded)
    for one in recorded:
        begin, end = max(one.first_day, first), min(one.last_day, last)
        if begin > end:
            continue
        if one.taking is Taking.UNRECORDED:
            yield Line(scale.x(begin - 1), scale.base - 2, scale.x(end), scale.base - 2, "unrecorded")
            continue
        for number in range(begin, end + 1):
            yield from _day(one, number, planned[number - 1], scale)


def _day(one: Recorded, number: int, planned: Fraction, scale: Scale) -> Iterator[Item]:
    taken = planned if one.taking is Taking.MISSED else one.taken_of(planned)
    x0, x1 = scale.x(number - 1), scale.x(number)
    gap = (x1 - x0) * 0.14
    left, right = x0 + gap, x1 - gap
    if taken > planned:
        top = scale.y(float(taken))
        yield Box(left, top, right - left, scale.y(float(planned)) - top, "taken.more")
    top = scale.y(float(min(taken, planned))) + 2
    if top >= scale.base:
        return
    yield Box(left, top, right - left, scale.base - top, one.taking.value)
    if one.taking is Taking.SOME:
        yield from hatch(left, top, right, scale.base)
    if one.taking is Taking.MISSED:
        middle = (top + scale.base) / 2
        yield Line(left, middle, right, middle, "missed")
