"""The bars of the stages: their inside, and the step outline of this and of other plans. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Item, Line, Path, Point
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale


def steps_of(bars: Sequence[Bar], scale: Scale) -> tuple[Point, ...]:
    """Give the step outline as far as it lies in the plot, from the first riser to the end of a plan that ends."""
    left, right = scale.left, scale.right
    points: list[Point] = []
    before = scale.base
    for bar in bars:
        x0, x1, y = max(bar.x0, left), min(bar.x1, right), bar.y
        if x1 > x0:
            if bar.x0 >= left:
                points.append((x0, before))
            points.append((x0, y))
            points.append((x1, y))
        before = y
    if points and not bars[-1].open and left <= bars[-1].x1 <= right:
        points.append((bars[-1].x1, scale.base))
    return tuple(points)


def fill_items(shown: Shown, bars: Sequence[Bar], scale: Scale, steps: tuple[Point, ...]) -> list[Item]:
    """The inside of the bars as one tint over the ground, that of selected stages over it once more."""
    if not steps:
        return []
    left, right, base = scale.left, scale.right, scale.base
    items: list[Item] = [Path(((steps[0][0], base), *steps, (steps[-1][0], base)), "fill", closed=True)]
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        if stage.uid in shown.selected:
            x0, x1 = max(bar.x0, left), min(bar.x1, right)
            if x1 > x0 and bar.y < base:
                items.append(Path(((x0, base), (x0, bar.y), (x1, bar.y), (x1, base)), "selected", closed=True))
    return items


def outline_items(shown: Shown, bars: Sequence[Bar], scale: Scale, steps: tuple[Point, ...]) -> list[Item]:
    """Lay out the steps as one path, the arrow of an open end, the selected tops over them."""
    if not steps:
        return []
    left, right = scale.left, scale.right
    items: list[Item] = [Path(steps, "steps")]
    last = bars[-1]
    if last.open and last.x0 <= right:
        x, y = min(last.x1, right), last.y
        items.append(Path(((x - 8, y - 5), (x, y), (x - 8, y + 5)), "outline"))
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        if stage.uid in shown.selected:
            x0, x1 = max(bar.x0, left), min(bar.x1, right)
            if x1 > x0:
                items.append(Line(x0, bar.y, x1, bar.y, "outline.selected"))
    return items


def outline_of(plan: Plan, facts: Facts, scale: Scale, style: str) -> list[Item]:
    """Lay out the outline of another plan as pieces that can be cut."""
    items: list[Item] = []
    left, right = scale.left, scale.right
    before = scale.base
    for bar in facts.bars(plan, scale):
        if bar.x0 >= right:
            break
        if left <= bar.x0 and before != bar.y:
            items.append(Line(bar.x0, before, bar.x0, bar.y, style))
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 > x0:
            items.append(Line(x0, bar.y, x1, bar.y, style))
        before = bar.y
    return items
