"""The bars of the stages: their inside, and the step outline of this and of other plans. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Box, Item, Line, Path
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale


def fill_items(shown: Shown, bars: Sequence[Bar], frame: Frame) -> list[Item]:
    """The inside of the bars, days that are history in their own tint, and the grid over it."""
    scale = frame.scale
    items: list[Item] = []
    left, right, base = scale.left, scale.right, scale.base
    past = left if shown.history is None else min(round(scale.x(shown.history)), right)
    levels: dict[float, list[float]] = {y: [] for y in frame.levels}
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 <= x0 or bar.y >= base:
            continue
        style = "selected" if stage.uid in shown.selected else "fill"
        if x0 < past:
            items.append(
                Box(x0, bar.y, min(x1, past) - x0, base - bar.y, style if style == "selected" else "fill.past")
            )
            if x1 > past:
                items.append(Box(past, bar.y, x1 - past, base - bar.y, style))
        else:
            items.append(Box(x0, bar.y, x1 - x0, base - bar.y, style))
        for y, runs in levels.items():
            if y > bar.y:
                if runs and runs[-1] == x0:
                    runs[-1] = x1
                else:
                    runs.extend((x0, x1))
    for y, runs in levels.items():
        items += [Line(runs[n], y, runs[n + 1], y, "grid.fill") for n in range(0, len(runs), 2)]
    items += _uprights(bars, frame)
    return items


def _uprights(bars: Sequence[Bar], frame: Frame) -> list[Item]:
    """The week lines inside the bars."""
    base, items, at = frame.scale.base, list[Item](), 0
    for x in frame.weeks:
        while at < len(bars) and bars[at].x1 <= x:
            at += 1
        if at == len(bars):
            break
        if bars[at].x0 < x and bars[at].y < base:
            items.append(Line(x, bars[at].y, x, base, "grid.fill"))
    return items


def outline_items(shown: Shown, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    """Lay out the steps as one path, the selected tops over it, and the arrow of an open end."""
    if not bars:
        return []
    left, right = scale.left, scale.right
    points: list[tuple[float, float]] = []
    chosen: list[Item] = []
    before = scale.base
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 <= x0:
            before = bar.y
            continue
        if bar.x0 >= left:
            points.append((x0, before))
        points.append((x0, bar.y))
        points.append((x1, bar.y))
        if stage.uid in shown.selected:
            chosen.append(Line(x0, bar.y, x1, bar.y, "outline.selected"))
        before = bar.y
    last = bars[-1]
    items: list[Item] = []
    if last.open and last.x0 <= right:
        x, y = min(last.x1, right), last.y
        items.append(Path(((x - 8, y - 5), (x, y), (x - 8, y + 5)), "outline"))
    elif left <= last.x1 <= right:
        points.append((last.x1, scale.base))
    return [Path(tuple(points), "steps"), *items, *chosen] if points else items


def ghost_of(facts: Facts, plan: Plan, scale: Scale) -> list[Item]:
    """Lay out the outline of the plan before a drag."""
    return outline_of(plan, facts, scale, "ghost")


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
