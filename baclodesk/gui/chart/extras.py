"""As-needed doses that visits found: diamonds above the step with their count, never part of the step. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path, label_area
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.host import ChartState
from baclodesk.services.plan_scale import Scale
from baclodesk.services.texts import Texts

_HALF = 5.0
_NAME = "extra.name"


def extra_items(state: ChartState, scale: Scale, metrics: Metrics, texts: Texts) -> list[Item]:
    """Lay out a diamond with its count over the day of each visit that found extra doses, and one word for all."""
    plan = state.plan
    items: list[Item] = []
    above = metrics.ascent("dose") + metrics.descent("dose") + 2 * _HALF  # the step's own dose stands under the diamond
    for visit in state.visits:
        day = None if plan is None else plan.day_of(visit.on)
        if plan is None or day is None or not visit.as_needed_taken or not scale.first <= day - 0.5 <= scale.last:
            continue
        words = texts.number(visit.as_needed_taken)
        room = _HALF + 3 + metrics.width(words, _NAME)
        x = min(scale.x(day - 0.5), scale.right - room)
        y = max(_highest(plan, scale, x - _HALF, x + room) - above, scale.top + _HALF)
        items.append(_diamond(x, y))
        items.append(Label(x + _HALF + 3, y + metrics.ascent(_NAME) * 0.36, words, _NAME))
    if items:
        y = scale.top + metrics.ascent(_NAME) + 4
        items.append(_diamond(scale.left + 6 + _HALF, y - metrics.ascent(_NAME) * 0.36))
        items.append(Label(scale.left + 12 + 2 * _HALF, y, texts("chart.lane.extra"), _NAME))
    return items


def extra_rooms(marks: Sequence[Item], metrics: Metrics) -> list[Area]:
    """Give the rooms of the marks that doses and policy names keep clear of: diamonds, words, more than was planned."""
    rooms = []
    for item in marks:
        if isinstance(item, Label):
            rooms.append(label_area(item, metrics))
        elif isinstance(item, Box) and item.style == "taken.more":
            rooms.append(Area(item.x, item.y, item.width, item.height))
        elif isinstance(item, Path) and item.style == "extra":
            rooms.append(Area(item.points[0][0] - _HALF, item.points[0][1], 2 * _HALF, 2 * _HALF))
    return rooms


def upright_rooms(items: Sequence[Item]) -> list[Area]:
    """Give the rooms of upright lines, which words keep clear of."""
    lines = (item for item in items if isinstance(item, Line) and item.x1 == item.x2)
    return [Area(line.x1 - 3, line.y1, 6, line.y2 - line.y1) for line in lines]


def _diamond(x: float, y: float) -> Path:
    return Path(((x, y - _HALF), (x + _HALF, y), (x, y + _HALF), (x - _HALF, y)), "extra", closed=True)


def _highest(plan: Plan, scale: Scale, left: float, right: float) -> float:
    """Give the height of the highest step between two places."""
    heights = [
        scale.y(float(stage.daily_mg))
        for stage, span in zip(plan.stages, plan.spans(), strict=True)
        if scale.x(span.first_day - 1) <= right and (span.last_day is None or scale.x(span.last_day) >= left)
    ]
    return min(heights, default=scale.base)
