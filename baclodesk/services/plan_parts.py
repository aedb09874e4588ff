"""Long plans on paper: cut at the boundaries of stages into parts, each wide enough for the dose of every stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from baclodesk.domain.plan import Plan
from baclodesk.services.plan_scale import days_shown

OVERLAP = 14.0
"""Points of the neighbouring parts shown at each side of a part."""
_BESIDE = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """Some stages of a plan (places, both inclusive): the ``number``-th (from 1) of ``count`` parts.

    ``offset`` days come before it; it spans ``days``: those of its stages, and in the last part room for the end.
    """

    first: int
    last: int
    offset: int
    days: int
    number: int = 1
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Tell whether nothing comes before."""
        return self.number == 1

    @property
    def is_last(self) -> bool:
        """Tell whether nothing comes after."""
        return self.number == self.count


def whole(plan: Plan) -> Part:
    """Give the part that holds every stage."""
    return Part(0, len(plan.stages) - 1, 0, days_shown(plan))


def _tail(plan: Plan, closed: int) -> int:
    return max(7, closed // 8) if plan.is_open else max(1, closed // 16)


def has_room(plan: Plan, widths: Sequence[float], plot: float) -> bool:
    """Tell whether on a plot of this width every bar is wide enough for its dose, whatever the plot's height."""
    days = days_shown(plan)
    tail = days - plan.closed_days
    return all(
        (stage.days or tail) * plot >= (width + _BESIDE) * days
        for stage, width in zip(plan.stages, widths, strict=True)
    )


def cut(plan: Plan, widths: Sequence[float], plot: float) -> tuple[Part, ...]:
    """Cut a plan so that in each part every bar is wide enough for its dose (``widths`` in points).

    ``plot`` is the width of the plot. A part has at least one stage, and the parts have about the same number of days.
    """
    room = plot - 2 * OVERLAP
    ends = _ends(plan, widths, room, inf)
    even = _ends(plan, widths, room, plan.closed_days / len(ends))
    ends = even if len(even) == len(ends) else ends
    parts: list[Part] = []
    first = offset = 0
    for number, last in enumerate(ends, start=1):
        closed = sum(stage.days or 0 for stage in plan.stages[first : last + 1])
        tail = _tail(plan, closed) if number == len(ends) else 0
        parts.append(Part(first, last, offset, closed + tail, number, len(ends)))
        first, offset = last + 1, offset + closed
    return tuple(parts)


def _ends(plan: Plan, widths: Sequence[float], room: float, share: float) -> list[int]:
    """Give the place of the last stage of every part; one with ``share`` days is full whatever its room."""
    ends: list[int] = []
    days, points_a_day = 0, 0.0
    for place, (stage, width) in enumerate(zip(plan.stages, widths, strict=True)):
        length = stage.days or _tail(plan, days)
        need = (width + _BESIDE) / length
        if days and (days >= share or (days + length) * max(points_a_day, need) > room):
            ends.append(place - 1)
            days, points_a_day = 0, 0.0
        days, points_a_day = days + length, max(points_a_day, need)
    return [*ends, len(plan.stages) - 1]
