"""The part of the chart that a drag does not change. No Qt.

What lies around the plot, axes and ruler, is painted once per size, theme, view and record into a pixmap. The plot's
own ground, its past and its grid are short lists painted each time: filling is much quicker than copying a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.frame import Frame, ruler_width
from baclodesk.services.plan_scale import Scale, dose_ticks, ruler_days
from baclodesk.services.texts import Texts


def backdrop(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts) -> list[Item]:
    """Lay out what surrounds the plot."""
    ground = Box(0, 0, frame.width, frame.height, "ground")
    return [ground, *_axes(plan, frame, metrics, texts), *_ruler(plan, frame, metrics, texts)]


def plot_ground(scale: Scale, past_until: int | None) -> list[Item]:
    """Lay out the plot's ground; days up to ``past_until`` are shaded."""
    plot = scale.plot
    items: list[Item] = [Box(plot.x, plot.y, plot.width, plot.height, "ground")]
    shaded = past_of(scale, past_until)
    if shaded is not None:
        items.append(Box(shaded.x, shaded.y, shaded.width, shaded.height, "past"))
    return items


def grid(frame: Frame) -> list[Item]:
    """Lay out the grid over the whole plot."""
    scale = frame.scale
    across = [Line(scale.left, y, scale.right, y, "grid") for y in frame.levels]
    upright = [Line(x, scale.top, x, scale.base, "grid") for x in frame.days]
    return [*across, *upright, *(Line(x, scale.top, x, scale.base, "grid.week") for x in frame.weeks)]


def base_line(scale: Scale) -> list[Item]:
    """Lay out the line on which the bars stand."""
    return [Line(scale.left, scale.base, scale.right, scale.base, "base")]


def _weekdays(plan: Plan, scale: Scale, row: float, texts: Texts) -> Iterator[Item]:
    """The letter of each day's weekday, in the middle of the day."""
    for number in range(floor(scale.first) + 1, ceil(scale.last) + 1):
        on, x = plan.date_of(number), scale.x(number - 0.5)
        if on is not None and scale.left < x < scale.right:
            yield Label(x, row, texts(f"common.weekday.d{on.isoweekday()}")[0].upper(), "weekday", "middle")


def past_of(scale: Scale, past_until: int | None) -> Area | None:
    """Give the room of the days up to ``past_until``, None when none of it is in view."""
    if past_until is None:
        return None
    left, right = max(scale.x(0), scale.left), min(scale.x(past_until), scale.right)
    return Area(left, scale.top, right - left, scale.base - scale.top) if right > left else None


def _axes(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts) -> list[Item]:
    scale = frame.scale
    ascent = metrics.ascent("axis")
    items: list[Item] = [Label(6, ascent + 2, texts("chart.axis.mg"), "axis.title")]
    single = plan.products[0] if len(plan.products) == 1 else None
    if single is not None:
        title = texts("chart.axis.tablets", strength=texts.mg(single.strength_mg))
        items.append(Label(frame.width - 4, ascent + 2, title, "axis.title", "end"))
    for mg in dose_ticks(scale.top_mg, scale.base - scale.top, ascent * 2.6):
        y = scale.y(mg) + ascent * 0.36
        items.append(Label(scale.left - 8, y, texts.number(mg), "axis", "end"))
        if single is not None and (mg / single.strength_mg) * 4 % 1 == 0:
            items.append(Label(scale.right + 8, y, texts.tablets(mg / single.strength_mg), "axis"))
    return items


def _ruler(plan: Plan, frame: Frame, metrics: Metrics, texts: Texts) -> list[Item]:
    scale = frame.scale
    widest = ruler_width(plan, metrics, texts)
    ascent = metrics.ascent("date")
    first_row = scale.base + 5 + ascent
    items: list[Item] = []
    if frame.letters:
        items += _weekdays(plan, scale, first_row, texts)
        first_row += frame.line
    for day in ruler_days(scale, frame.step):
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
