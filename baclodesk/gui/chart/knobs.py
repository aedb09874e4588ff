"""Knobs of the selected and the hovered stage, and the focus ring around what keys will move. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Box, Item
from baclodesk.gui.chart.marks import knob
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.targets import Part, TargetKind
from baclodesk.services.plan_scale import Bar, Scale

KNOB, KNOB_SELECTED = 4.5, 7.0


def knob_points(bar: Bar, scale: Scale) -> list[tuple[float, float]]:
    """Give the middles of a stage's visible knobs: end, then dose."""
    points: list[tuple[float, float]] = []
    if bar.x1 <= scale.right + 1 and bar.x1 >= scale.left and not bar.open:
        points.append((bar.x1, bar.y))
    elif bar.open and scale.left <= bar.x0 <= scale.right - 20:
        points.append((min(bar.x1, scale.right) - 16, bar.y))
    x0, x1 = max(bar.x0, scale.left), min(bar.x1, scale.right)
    if x1 > x0:
        points.append(((x0 + x1) / 2, bar.y))
    return points


def knob_area(x: float, y: float, radius: float) -> Area:
    """Give the room of a knob with its border."""
    return Area(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2)


def knob_items(shown: Shown, bars: Sequence[Bar], scale: Scale, index: int | None) -> list[Item]:
    """Lay out a small hovered knob, the focus ring, and over it the knobs of the current stage (at ``index``)."""
    items: list[Item] = []
    if shown.locked:  # nothing can be taken hold of: the ring alone shows where the keys are
        return items if index is None or not shown.focused else _ring(shown, bars[index], scale)
    style = "knob.forbidden" if shown.forbidden else "knob"
    hovered = shown.hovered
    if hovered is not None and hovered.uid and hovered.uid != shown.current:
        for at, stage in enumerate(shown.plan.stages):
            if stage.uid == hovered.uid:
                point = knob_spot(hovered.kind, bars[at], scale)
                if point is not None:
                    items += knob(*point, KNOB, style)
    if index is None:
        return items
    bar = bars[index]
    held = hovered is not None and hovered.uid == shown.current
    past = shown.history is not None and bar.x1 <= scale.x(shown.history) + 0.5
    own = "knob.forbidden" if past or (held and shown.forbidden) else "knob"
    if shown.focused:
        items += _ring(shown, bar, scale)
    for x, y in knob_points(bar, scale):  # over the ring, which would cut them in half
        items += knob(x, y, KNOB_SELECTED, own)
    return items


def knob_spot(kind: TargetKind, bar: Bar, scale: Scale) -> tuple[float, float] | None:
    """Give the middle of the knob of a part of a stage; None where the part has none."""
    if kind in (TargetKind.EDGE, TargetKind.OPEN_END):
        return (bar.x1, bar.y) if not bar.open else (min(bar.x1, scale.right) - 16, bar.y)
    if kind is TargetKind.TOP:
        return (max(bar.x0, scale.left) + min(bar.x1, scale.right)) / 2, bar.y
    return None


def _ring(shown: Shown, bar: Bar, scale: Scale) -> list[Item]:
    """The focus ring around what the keys will move: 2 px of ink with 2 px of ground inside."""
    if shown.part is Part.BODY:
        x0, x1 = max(bar.x0, scale.left) + 2, min(bar.x1, scale.right) - 2
        if x1 <= x0:
            return []
        area = Area(x0, bar.y + 3, x1 - x0, max(scale.base - bar.y - 5, 4))
    else:
        kind = TargetKind.EDGE if shown.part is Part.END else TargetKind.TOP
        point = knob_spot(kind, bar, scale)
        if point is None:
            return []
        area = knob_area(*point, KNOB_SELECTED + 3)
    inner = area.grown(-2)
    return [
        Box(inner.x, inner.y, max(inner.width, 1), max(inner.height, 1), "focus.inner", 3.0),
        Box(area.x, area.y, area.width, area.height, "focus", 4.0),
    ]
