"""What on the chart can be pointed at, and where: hit zones for mouse, pen, touch and reader. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from baclodesk.domain.chart_list import Area
from baclodesk.domain.handles import Handle, HandleKind, Reason
from baclodesk.domain.plan import Plan
from baclodesk.services.plan_scale import Bar, Scale

Pointer = Literal["mouse", "pen", "touch"]
REACH: dict[Pointer, float] = {"mouse": 8.0, "pen": 12.0, "touch": 22.0}
ARROW: dict[Pointer, float] = {"mouse": 24.0, "pen": 28.0, "touch": 44.0}
GROWN = 1.5
"""So many times its reach an edge is taken from where no other edge is near."""
NARROW = 16.0
"""Stages narrower than this must be selected before their edges can be taken."""


class TargetKind(StrEnum):
    """What lies under the pointer."""

    EDGE = "edge"
    TOP = "top"
    OPEN_END = "open_end"
    START = "start"
    LABEL = "label"
    BADGE = "badge"
    TODAY = "today"
    VISIT = "visit"
    BODY = "body"
    OVERVIEW = "overview"
    EMPTY = "empty"


class Part(StrEnum):
    """The parts of a stage that keys move between."""

    END = "end"
    DOSE = "dose"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Target:
    """Something under the pointer; ``uid`` is its stage, 0 where it has none; ``day`` the day of a visit."""

    kind: TargetKind
    uid: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """A handle that stands at the end of its reach: which, on which side, why, and where the pointer is."""

    handle: Handle
    upper: bool
    reason: Reason
    x: float = 0.0
    y: float = 0.0


EMPTY = Target(TargetKind.EMPTY)


def handle_of(target: Target, *, ctrl: bool) -> Handle | None:
    """Give the handle that dragging the target moves; Ctrl takes its second meaning."""
    if target.kind is TargetKind.EDGE:
        return Handle(HandleKind.ROLL if ctrl else HandleKind.END, target.uid)
    if target.kind is TargetKind.TOP:
        return Handle(HandleKind.DOSE_AND_LATER if ctrl else HandleKind.DOSE, target.uid)
    if target.kind is TargetKind.OPEN_END:
        return Handle(HandleKind.OPEN_END, target.uid)
    if target.kind is TargetKind.START:
        return Handle(HandleKind.START)
    return None


@dataclass(frozen=True, slots=True)
class Zones:
    """Everything that :func:`hit` looks at; made with the layout at rest."""

    plan: Plan
    bars: Sequence[Bar]
    labels: Sequence[Area | None]
    badges: dict[int, Area]
    scale: Scale
    selected: int | None
    flag: Area | None
    overview: Area | None
    start_movable: bool
    visits: tuple[int, ...] = ()
    """Day numbers with a mark under the base."""


def hit(x: float, y: float, pointer: Pointer, zones: Zones) -> Target:
    """Tell what lies at a point: edges before tops before labels before bodies; the nearest edge wins."""
    if zones.overview is not None and zones.overview.holds(x, y):
        return Target(TargetKind.OVERVIEW)
    if zones.flag is not None and _at_least(zones.flag, ARROW[pointer]).holds(x, y):
        return Target(TargetKind.TODAY)
    scale = zones.scale
    if not (scale.left - 24 <= x <= scale.right + 24 and scale.top - 24 <= y <= scale.base + 24):
        return EMPTY
    return (
        _edge(x, y, pointer, zones)
        or _top(x, y, pointer, zones)
        or _label(x, y, pointer, zones)
        or _visit(x, y, pointer, zones)
        or _body(x, y, zones)
        or EMPTY
    )


def _edge(x: float, y: float, pointer: Pointer, zones: Zones) -> Target | None:
    reach, bars = REACH[pointer], zones.bars
    best: tuple[float, int, Target] | None = None
    for index, (stage, bar) in enumerate(zip(zones.plan.stages, bars, strict=True)):
        chosen = stage.uid == zones.selected
        if bar.open:
            half = ARROW[pointer] / 2
            tip = min(bar.x1, zones.scale.right) - half + 4
            if abs(x - tip) <= half and abs(y - bar.y) <= half:
                return Target(TargetKind.OPEN_END, stage.uid)
            continue
        if abs(x - bar.x1) > reach * GROWN or not (zones.scale.left <= bar.x1 <= zones.scale.right + 1):
            continue
        width = bar.x1 - bar.x0
        if width < NARROW and not chosen:
            continue
        after = bars[index + 1] if index + 1 < len(bars) else None
        half = _room(x, bar, after)
        gap = reach if chosen else half if half < reach else min(reach * GROWN, reach + (half - reach) / 4)
        high = min(bar.y, after.y if after is not None else bar.y)
        if abs(x - bar.x1) > gap or not high - reach <= y <= zones.scale.base:
            continue
        rank = (abs(x - bar.x1), 0 if chosen else 1, Target(TargetKind.EDGE, stage.uid))
        if best is None or rank[:2] < best[:2]:
            best = rank
    if best is not None:
        return best[2]
    if zones.start_movable and bars and abs(x - bars[0].x0) <= reach and bars[0].y - reach <= y <= zones.scale.base:
        return Target(TargetKind.START)
    return None


def _room(x: float, bar: Bar, after: Bar | None) -> float:
    """Half the distance to the neighbouring edge on the pointer's side."""
    if x <= bar.x1:
        return (bar.x1 - bar.x0) / 2
    return 99.0 if after is None else (after.x1 - after.x0) / 2


def _top(x: float, y: float, pointer: Pointer, zones: Zones) -> Target | None:
    reach = REACH[pointer]
    best: tuple[float, Target] | None = None
    for stage, bar in zip(zones.plan.stages, zones.bars, strict=True):
        inset = min(REACH["mouse"], (bar.x1 - bar.x0) / 3)
        if not bar.x0 + inset <= x <= min(bar.x1, zones.scale.right) - inset or abs(y - bar.y) > reach:
            continue
        if best is None or abs(y - bar.y) < best[0]:
            best = (abs(y - bar.y), Target(TargetKind.TOP, stage.uid))
    return None if best is None else best[1]


def _label(x: float, y: float, pointer: Pointer, zones: Zones) -> Target | None:
    size = ARROW[pointer]
    for stage, area in zip(zones.plan.stages, zones.labels, strict=True):
        if area is not None and _at_least(area, size).holds(x, y):
            return Target(TargetKind.LABEL, stage.uid)
    for uid, area in zones.badges.items():
        if _at_least(area, size).holds(x, y):
            return Target(TargetKind.BADGE, uid)
    return None


def _visit(x: float, y: float, pointer: Pointer, zones: Zones) -> Target | None:
    """The mark of a visit hangs under the base, with the ruler's labels below it."""
    if not zones.scale.base < y <= zones.scale.base + ARROW[pointer]:
        return None
    half = ARROW[pointer] / 2
    near = min(zones.visits, key=lambda day: abs(zones.scale.x(day - 0.5) - x), default=None)
    if near is None or abs(zones.scale.x(near - 0.5) - x) > half:
        return None
    index = zones.plan.stage_index_on(near)
    return Target(TargetKind.VISIT, 0 if index is None else zones.plan.stages[index].uid, near)


def _at_least(area: Area, size: float) -> Area:
    wide, high = max(size - area.width, 0) / 2, max(size - area.height, 0) / 2
    return Area(area.x - wide, area.y - high, area.width + 2 * wide, area.height + 2 * high)


def _body(x: float, y: float, zones: Zones) -> Target | None:
    if not zones.scale.left <= x <= zones.scale.right:
        return None
    for stage, bar in zip(zones.plan.stages, zones.bars, strict=True):
        if bar.x0 <= x < bar.x1 and min(bar.y, zones.scale.base - 24) <= y <= zones.scale.base:
            return Target(TargetKind.BODY, stage.uid)
    return None
