"""The bars of the stages: their inside, and the step outline of this and of other plans. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Item, Line, Path, Point
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale

_INSIDE, _WEEK = "grid.inside", "grid.week.inside"


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


def fill_items(
    shown: Shown, bars: Sequence[Bar], frame: Frame, steps: tuple[Point, ...], past: Area | None
) -> list[Item]:
    """The inside of the bars, of the shaded past in its own tint, with the grid as it looks through the tint."""
    if not steps:
        return []
    scale = frame.scale
    left, right, base = scale.left, scale.right, scale.base
    items: list[Item] = [_under(steps, base, "fill")]
    if past is not None:
        before = tuple(point for point in steps if point[0] <= past.right)
        after = next((y for x, y in steps if x > past.right), base)
        if before:
            items.append(_under((*before, (past.right, after)) if after != base else before, base, "fill.past"))
    items += grid_inside(bars, frame)
    if not shown.selected:
        return items
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        if stage.uid in shown.selected:
            x0, x1 = max(bar.x0, left), min(bar.x1, right)
            if x1 > x0 and bar.y < base:
                items.append(Path(((x0, base), (x0, bar.y), (x1, bar.y), (x1, base)), "selected", closed=True))
    return items


def _under(steps: tuple[Point, ...], base: float, style: str) -> Path:
    return Path(((steps[0][0], base), *steps, (steps[-1][0], base)), style, closed=True)


def grid_inside(bars: Sequence[Bar], frame: Frame) -> list[Line]:
    """Give the pieces of the grid that lie inside the bars."""
    scale, pieces = frame.scale, list[Line]()
    left, right, base = scale.left, scale.right, scale.base
    levels = sorted(frame.levels, reverse=True)  # the lowest dose first
    open_at: list[float] = []  # where the lines begin that run on, of the lowest doses
    upright = sorted([(x, _INSIDE) for x in frame.days] + [(x, _WEEK) for x in frame.weeks])
    at = 0
    end = left
    for bar in bars:
        x0, x1, y = max(bar.x0, left), min(bar.x1, right), bar.y
        if x1 <= x0:
            continue
        end = x1
        while open_at and levels[len(open_at) - 1] <= y:
            height = levels[len(open_at) - 1]
            pieces.append(Line(open_at.pop(), height, x0, height, _INSIDE))
        while len(open_at) < len(levels) and levels[len(open_at)] > y:
            open_at.append(x0)
        while at < len(upright) and upright[at][0] < x1:
            x, style = upright[at]
            if x >= x0 and y < base:
                pieces.append(Line(x, y, x, base, style))
            at += 1
    pieces += [Line(start, height, end, height, _INSIDE) for start, height in zip(open_at, levels, strict=False)]
    return pieces


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
