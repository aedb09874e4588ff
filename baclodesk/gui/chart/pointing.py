"""Laid out only while it is asked for: the line of a day, and the sign of what Ctrl makes of a handle. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path
from baclodesk.gui.chart.cutting import cut_around
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.knobs import KNOB, KNOB_SELECTED, knob_area, knob_points, knob_spot
from baclodesk.gui.chart.marks import beside
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.targets import Target, TargetKind
from baclodesk.services.plan_scale import Bar
from baclodesk.services.texts import Texts

NOTHING: tuple[Sequence[Item], Sequence[Item]] = ((), ())
HEAD = 4.5
"""Half the breadth of an arrow's head, and its length, in pixels at 100 %; it grows with the words."""


def pointed_items(
    shown: Shown, frame: Frame, bars: Sequence[Bar], taken: Sequence[Area], texts: Texts, metrics: Metrics
) -> tuple[Sequence[Item], Sequence[Item]]:
    """Lay out the line of the day that keys point at, and the sign beside a handle that Ctrl is held over."""
    rooms = [*taken, *_knobs(shown, bars, frame)]
    line = () if shown.day is None else _day(shown.day, frame, rooms)
    sign = () if shown.second is None else _sign(shown, shown.second, frame, bars, rooms, texts, metrics)
    return line, sign


def _knobs(shown: Shown, bars: Sequence[Bar], frame: Frame) -> list[Area]:
    rooms = []
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        if stage.uid == shown.current:
            rooms += [knob_area(x, y, KNOB_SELECTED) for x, y in knob_points(bar, frame.scale)]
    return rooms


def _day(day: int, frame: Frame, rooms: Sequence[Area]) -> list[Item]:
    """A line through plot and lanes at the middle of a day, open at doses, knobs and the ruler's dates."""
    scale = frame.scale
    if not scale.first < day <= scale.last:
        return []
    x = round(scale.x(day - 0.5))
    items = cut_around([Line(x, scale.top, x, scale.base, "cursor.set")], rooms)
    if frame.lanes:
        items.append(Line(x, frame.lanes[0][1].y, x, frame.lanes[-1][1].bottom, "cursor.set"))
    return items


def _sign(
    shown: Shown,
    target: Target,
    frame: Frame,
    bars: Sequence[Bar],
    rooms: Sequence[Area],
    texts: Texts,
    metrics: Metrics,
) -> list[Item]:
    """A double arrow; with words, or numbers of stages, where later ones follow; in the first free of eight places."""
    scale, count = frame.scale, len(bars)
    place = next((at for at, stage in enumerate(shown.plan.stages) if stage.uid == target.uid), count)
    spot = None if place == count else knob_spot(target.kind, bars[place], scale)
    along = target.kind is TargetKind.EDGE
    if spot is None or (place + 1 == count and not along):  # nothing follows the last stage
        return []
    spot = (min(spot[0], scale.right), spot[1])
    height = metrics.ascent("tag.name") + metrics.descent("tag.name") + 4
    head = HEAD * height / 18
    arrow = 5 * head if along else 2 * head
    radius = KNOB_SELECTED if target.uid == shown.current else KNOB
    for words in ("",) if along else (texts("chart_more.ctrl_sign"), f"{place + 1}–{count}"):
        width = arrow + 10 + (metrics.width(words, "tag.name") + 6 if words else 0)
        area = beside(width, height, spot, bars[place].x0, scale, rooms, radius)
        if area is not None:
            return _drawn(area, words, arrow, head, metrics)
    return []


def _drawn(area: Area, words: str, arrow: float, head: float, metrics: Metrics) -> list[Item]:
    height = area.height
    items: list[Item] = [Box(area.x, area.y, area.width, area.height, "tag", 3.0)]
    x, y = area.x + 5 + arrow / 2, area.y + height / 2
    items += _arrow(x, y, height / 2 - 3, head, along=False) if words else _arrow(x, y, arrow / 2, head, along=True)
    if words:
        base = area.y + (height + metrics.ascent("tag.name") - metrics.descent("tag.name")) / 2
        items.append(Label(area.x + 11 + arrow, base, words, "tag.name"))
    return items


def _arrow(x: float, y: float, half: float, head: float, *, along: bool) -> list[Item]:
    """A double arrow with open heads about (x, y), ``half`` long to each side."""

    def at(on: float, off: float) -> tuple[float, float]:
        return (x + on, y + off) if along else (x + off, y + on)

    shaft = half - head
    ends = [
        Path((at(s * shaft, -head), at(s * half, 0), at(s * shaft, head)), "tag.sign", closed=True) for s in (-1, 1)
    ]
    return [Path((at(-shaft, 0), at(shaft, 0)), "tag.sign"), *ends]
