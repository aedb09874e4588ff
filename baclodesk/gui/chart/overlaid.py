"""What lies over everything else: the day that is pointed at, the magnet's line, the rubber band, names. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, label_area
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Scale


def over_items(shown: Shown, frame: Frame, metrics: Metrics, taken: Sequence[Area]) -> list[Item]:
    """Lay out day line, magnet and rubber band; the magnet's name keeps off what is ``taken``."""
    items: list[Item] = []
    scale = frame.scale
    if shown.cursor_day is not None:
        x = round(scale.x(shown.cursor_day - 0.5))
        items.append(Line(x, scale.top, x, frame.lanes[-1][1].bottom if frame.lanes else scale.base, "cursor"))
    if shown.magnet is not None:
        items += _magnet(shown.magnet, scale, metrics, taken)
    if shown.band is not None:
        area = shown.band
        items.append(Box(area.x, area.y, area.width, area.height, "band"))
    return items


def _magnet(magnet: tuple[str, float, str], scale: Scale, metrics: Metrics, taken: Sequence[Area]) -> list[Item]:
    axis, at, name = magnet
    width, rise = metrics.width(name, "magnet.name"), metrics.ascent("magnet.name") + metrics.descent("magnet.name")
    if axis == "x":
        line = Line(at, scale.top, at, scale.base, "magnet")
        rows = (
            scale.base - 6,
            scale.base - 6 - rise,
            scale.top + rise,
            scale.top + 2 * rise,
            scale.base - 6 - 2 * rise,
        )
        places = [(x, y) for y in rows for x in (at + 4, at - 4 - width)]
    else:
        line = Line(scale.left, at, scale.right, at, "magnet")
        columns = (scale.right - width - 4, scale.left + 4, (scale.left + scale.right - width) / 2)
        places = [(x, y) for x in columns for y in (at - 4, at + rise)]
    name_at = _first_free((Label(x, y, name, "magnet.name") for x, y in places), scale, metrics, taken)
    return [line] if name_at is None else [line, name_at]


def overlay_name(shown: Shown, frame: Frame, facts: Facts, metrics: Metrics, taken: Sequence[Area]) -> list[Item]:
    """Name the earlier revision over the longest stretch of its outline that has room."""
    if shown.overlay is None or shown.overlay_number is None:
        return []
    scale, words = frame.scale, facts.texts("chart_more.laid_under", number=shown.overlay_number)
    bars = sorted(facts.bars(shown.overlay, scale), key=lambda bar: bar.x0 - bar.x1)
    places = (
        Label(max(bar.x0, scale.left) + 4, y, words, "overlay.name")
        for bar in bars
        for y in (bar.y - metrics.descent("overlay.name") - 2, bar.y + metrics.ascent("overlay.name") + 2)
    )
    found = _first_free(places, scale, metrics, taken)
    return [] if found is None else [found]


def _first_free(places: Iterable[Label], scale: Scale, metrics: Metrics, taken: Sequence[Area]) -> Label | None:
    """Give the first place within the plot where words meet nothing."""
    plot = scale.plot
    for label in places:
        area = label_area(label, metrics)
        if area.inside(plot) and not any(area.grown(1).meets(other) for other in taken):
            return label
    return None
