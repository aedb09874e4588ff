"""Small marks of the chart: knobs, the wall a handle stops at, difference tags. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Line, Metrics
from baclodesk.domain.dose import parse_decimal
from baclodesk.domain.handles import ABOVE_LAST_LINE, STAGE_TOO_SHORT, HandleKind
from baclodesk.domain.plan import Plan
from baclodesk.domain.walls import Breach
from baclodesk.gui.chart.targets import Stop
from baclodesk.services.plan_scale import Bar, Scale

HATCH = 10.0
RUBBER = 12.0


def knob(x: float, y: float, radius: float, style: str) -> list[Item]:
    """Give a round knob."""
    return [Box(x - radius, y - radius, 2 * radius, 2 * radius, style, radius)]


def breach_marks(broken: Sequence[Breach], plan: Plan, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    """Hatch where a plan breaks its policy: what lies above the last line, a rise too large, a stage too short."""
    items: list[Item] = []
    places = {stage.uid: place for place, stage in enumerate(plan.stages)}
    for breach in broken:
        place = places.get(breach.uid)
        if place is None:
            continue
        bar = bars[place]
        x0, x1, top = max(bar.x0, scale.left), min(bar.x1, scale.right), bar.y
        low = bars[place - 1].y if place else scale.base
        if breach.reason.code == ABOVE_LAST_LINE:
            low = scale.y(float(parse_decimal(dict(breach.reason.values)["mg"])))
        elif breach.reason.code == STAGE_TOO_SHORT:
            low, top = scale.base, scale.base - HATCH
        else:
            x1 = min(x1, x0 + HATCH)
        if x1 > x0 and low > top:
            items.append(Box(x0, top, x1 - x0, low - top, "breach"))
    return items


def wall_marks(stop: Stop, bars: Sequence[Bar], scale: Scale, index: int) -> list[Item]:
    """Draw the wall with hatch beyond it, a rubber line towards the pointer, and the stage that is in the way."""
    bar = bars[index]
    items: list[Item] = []
    if stop.handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER):
        x0, x1 = max(bar.x0, scale.left), min(bar.x1, scale.right)
        beyond = bar.y - HATCH if stop.upper else bar.y
        items.append(Box(x0, beyond, x1 - x0, HATCH, "wall.beyond"))
        items.append(Line(x0, bar.y, x1, bar.y, "wall"))
        middle = (x0 + x1) / 2
        items.append(Line(middle, bar.y, middle, bar.y + _towards(stop.y - bar.y), "rubber"))
    else:
        x = bar.x1
        top = min(bar.y, bars[index + 1].y) if index + 1 < len(bars) else bar.y
        left = x if stop.upper else x - HATCH
        items.append(Box(left, top, HATCH, scale.base - top, "wall.beyond"))
        items.append(Line(x, top, x, scale.base, "wall"))
        items.append(Line(x, bar.y, x + _towards(stop.x - x), bar.y, "rubber"))
    other = None if stop.reason.stage is None else stop.reason.stage - 1
    if other is not None and other != index and 0 <= other < len(bars):
        items += _in_the_way(bars, other, scale)
    return items


def _towards(distance: float) -> float:
    return max(-RUBBER, min(RUBBER, distance))


def _in_the_way(bars: Sequence[Bar], other: int, scale: Scale) -> Iterator[Item]:
    bar = bars[other]
    before = bars[other - 1].y if other else scale.base
    yield Line(bar.x0, before, bar.x0, bar.y, "wall")
    yield Line(max(bar.x0, scale.left), bar.y, min(bar.x1, scale.right), bar.y, "wall")


def tag(text: str, bar: Bar, scale: Scale, metrics: Metrics, taken: Sequence[Area], radius: float) -> Area | None:
    """Find room for a difference tag at the end of a bar: the first of eight places that covers nothing."""
    width = metrics.width(text, "tag.name") + 10
    height = metrics.ascent("tag.name") + metrics.descent("tag.name") + 4
    return beside(width, height, (min(bar.x1, scale.right), bar.y), bar.x0, scale, taken, radius)


def beside(
    width: float,
    height: float,
    spot: tuple[float, float],
    start: float,
    scale: Scale,
    taken: Sequence[Area],
    radius: float,
) -> Area | None:
    """Find room at a knob of ``radius`` on ``spot``: the first of eight places in the plot that covers nothing.

    One of them lies at the ``start`` of the knob's bar.
    """
    (x, y), gap = spot, radius + 4
    corners = (
        (x + gap, y + gap),
        (x - gap - width, y + gap),
        (x + gap, y - height / 2),
        (x - gap - width, y - gap - height),
        (x + gap, y - gap - height),
        (start + 4, y + gap + height),
        (x - gap - width, y + gap + height),
        (x + gap, y + gap + height),
    )
    plot = scale.plot
    for left, top in corners:
        area = Area(left, top, width, height)
        if area.inside(plot) and not any(area.grown(2).meets(other) for other in taken):
            return area
    return None
