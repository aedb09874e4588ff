"""The part of the chart that a drag does not change: ground, past, grid, axes, ruler, lanes. No Qt.

It is painted once per size, theme, view and record into a pixmap. A second pixmap holds the same with the ground of
filled bars, so that bars are pieces of it: the grid shows through without any blending.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.frame import Frame
from baclodesk.services.plan_scale import Scale, day_step, dose_ticks, ruler_days
from baclodesk.services.texts import Texts

WEEKDAY_FROM = 22.0
"""Width of a day in pixels from which weekday letters stand in the ruler."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The two painted grounds: ``plain`` for the whole chart, ``filled`` for the inside of bars."""

    plain: tuple[Item, ...]
    filled: tuple[Item, ...]


def backdrop(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts, past_until: int | None) -> Backdrop:
    """Lay out both grounds; days up to ``past_until`` are shaded."""
    scale = frame.scale
    plot = scale.plot
    step, width = _ruler_step(plan, scale, metrics, texts)
    grid = _grid(frame, metrics, step)
    past = _past(scale, past_until)
    plain: list[Item] = [Box(0, 0, frame.width, frame.height, "ground")]
    plain += [Box(area.x, area.y, area.width, area.height, "past") for area in past]
    plain += grid
    plain += _axes(plan, frame, metrics, texts)
    plain += _ruler(plan, frame, metrics, texts, step, width)
    filled: list[Item] = [Box(plot.x, plot.y, plot.width, plot.height, "ground.fill")]
    filled += [Box(area.x, area.y, area.width, area.height, "past.fill") for area in past]
    filled += [Line(item.x1, item.y1, item.x2, item.y2, "grid.fill") for item in grid if isinstance(item, Line)]
    return Backdrop(tuple(plain), tuple(filled))


def _past(scale: Scale, past_until: int | None) -> list[Area]:
    if past_until is None:
        return []
    right = min(scale.x(past_until), scale.right)
    left = max(scale.x(0), scale.left)
    return [Area(left, scale.top, right - left, scale.base - scale.top)] if right > left else []


def _grid(frame: Frame, metrics: Metrics, step: int) -> list[Item]:
    scale = frame.scale
    items: list[Item] = []
    for mg in dose_ticks(scale.top_mg, scale.base - scale.top, metrics.ascent("axis") * 1.9):
        y = round(scale.y(mg))
        if mg:
            items.append(Line(scale.left, y, scale.right, y, "grid"))
    fine = step if step < 7 else max(7, step // 2)
    for day in ruler_days(scale, fine):
        x = round(scale.x(day - 1))
        if scale.left < x <= scale.right:
            items.append(Line(x, scale.top, x, scale.base, "grid.week"))
    return items


def _axes(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts) -> list[Item]:
    scale = frame.scale
    ascent = metrics.ascent("axis")
    items: list[Item] = [
        Line(scale.left, scale.base, scale.right, scale.base, "base"),
        Label(6, ascent + 2, texts("chart.axis.mg"), "axis.title"),
    ]
    single = plan.products[0] if len(plan.products) == 1 else None
    if single is not None:
        title = texts("chart.axis.tablets", strength=texts.mg(single.strength_mg))
        items.append(Label(frame.width - 4, ascent + 2, title, "axis.title", "end"))
    for mg in dose_ticks(scale.top_mg, scale.base - scale.top, ascent * 1.9):
        y = scale.y(mg) + ascent * 0.36
        items.append(Label(scale.left - 8, y, texts.number(mg), "axis", "end"))
        if single is not None and (mg / single.strength_mg) * 4 % 1 == 0:
            items.append(Label(scale.right + 8, y, texts.tablets(mg / single.strength_mg), "axis"))
    return items


def _ruler_step(plan: Plan, scale: Scale, metrics: Metrics, texts: Texts) -> tuple[int, float]:
    widest = metrics.width(texts("chart.day.short", day=888), "day")
    if plan.start is not None:
        widest = max(widest, metrics.width(texts.date(date(2000, 9, 28), year=False), "date"))
    return day_step(scale.per_day, widest + 14), widest


def _ruler(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts, step: int, widest: float) -> list[Item]:
    scale = frame.scale
    ascent = metrics.ascent("date")
    first_row = scale.base + 5 + ascent
    items: list[Item] = []
    for day in ruler_days(scale, step):
        x = scale.x(day - 1)
        if not scale.left - 1 <= x <= scale.right + 1:
            continue
        items.append(Line(round(x), scale.base, round(x), scale.base + 4, "base"))
        x = min(max(x, widest / 2 + 1), frame.width - widest / 2 - 1)
        items.append(Label(x, first_row, texts("chart.day.short", day=day), "day", "middle"))
        on = plan.date_of(day)
        if on is not None:
            items.append(Label(x, first_row + frame.line, texts.date(on, year=False), "date", "middle"))
    if plan.start is None:
        hint = texts("chart.state.no_start")
        items.append(Label(scale.left, first_row + frame.line, hint, "date"))
    return items
