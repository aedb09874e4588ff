"""The picture of a plan for paper: white ground, grey-proof, no handles. The documents draw the list as vectors.

Everything a screen chart says about the plan's doses stands here too: both axes with their units from 0, days and
dates, the policy's lines by name, today, the dose of every stage. Whatever has no room is left out whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Look, Metrics, Path, Picture, label_area
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.services.plan_scale import (
    Bar,
    Scale,
    bars_of,
    day_step,
    days_shown,
    dose_ticks,
    place_labels,
    ruler_days,
    top_of_axis,
)
from baclodesk.services.texts import Texts

PRINT_LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "frame": Look(stroke="#5F6670", width=0.6),
        "grid": Look(stroke="#D4D8DD", width=0.4),
        "grid.week": Look(stroke="#D4D8DD", width=0.4),
        "fill": Look(fill="#E4E7EB"),
        "outline": Look(stroke="#000000", width=1.3),
        "policy": Look(stroke="#5F6670", width=0.7, dash=(4.0, 2.0)),
        "today": Look(stroke="#000000", width=1.0, dash=(1.0, 1.5)),
        "today.flag": Look(stroke="#000000", fill="#FFFFFF", width=0.6),
        "tick": Look(stroke="#000000", width=0.8),
        "dose": Look(size=9.0, bold=True, ink="#000000"),
        "axis": Look(size=9.0, ink="#1B1F24"),
        "axis.title": Look(size=9.0, ink="#1B1F24"),
        "day": Look(size=9.0, bold=True, ink="#000000"),
        "date": Look(size=9.0, ink="#1B1F24"),
        "policy.name": Look(size=9.0, ink="#1B1F24"),
        "today.name": Look(size=9.0, bold=True, ink="#000000"),
    }
)
"""What each style of :func:`layout_print` looks like; sizes and widths in points, nothing told by colour alone."""


def layout_print(
    plan: Plan,
    width: float,
    height: float,
    metrics: Metrics,
    texts: Texts,
    policy_lines: Sequence[PolicyLine],
    today: date | None = None,
) -> Picture:
    """Lay the whole plan out on ``width`` × ``height`` points (at least about 200 × 110).

    ``metrics`` measures texts in the styles of :data:`PRINT_LOOKS`; ``policy_lines`` are drawn as far as the axis
    reaches; ``today`` is marked when it lies in the picture. An empty plan gives axes alone.
    """
    scale = _scale(plan, width, height, metrics, texts)
    back: list[Item] = []
    back += _dose_axis(plan, scale, metrics, texts)
    back += _ruler(plan, scale, metrics, texts)
    bars = bars_of(plan, scale)
    fills: list[Item] = [Box(bar.x0, bar.y, bar.x1 - bar.x0, scale.base - bar.y, "fill") for bar in bars]
    flag = _today(plan, scale, metrics, texts, today)
    doses, taken = _doses(plan, bars, scale, metrics, texts, flag)
    lines = _policy(policy_lines, bars, scale, metrics, texts, taken)
    frame = Path(
        ((scale.left, scale.top), (scale.left, scale.base), (scale.right, scale.base), (scale.right, scale.top)),
        "frame",
    )
    return Picture(width, height, (*fills, *back, frame, *lines, *_outline(bars, scale), *flag, *doses))


def _scale(plan: Plan, width: float, height: float, metrics: Metrics, texts: Texts) -> Scale:
    top_mg = top_of_axis(plan.top_mg)
    line = metrics.ascent("axis") + metrics.descent("axis")
    left = metrics.width(texts.number(top_mg), "axis") + 7
    right = left  # room for the second scale, and for half a date under the last day
    top = line * 2 + 6  # titles of the axes, then the flag of today and the highest dose
    return Scale(left, top, width - right, height - 2 * line - 9, 0, days_shown(plan), top_mg)


def _dose_axis(plan: Plan, scale: Scale, metrics: Metrics, texts: Texts) -> list[Item]:
    ascent = metrics.ascent("axis")
    items: list[Item] = [Label(0, ascent, texts("chart.axis.mg"), "axis.title")]
    single = plan.products[0] if len(plan.products) == 1 else None
    if single is not None:
        title = texts("chart.axis.tablets", strength=texts.mg(single.strength_mg))
        items.append(Label(scale.right + scale.left, ascent, title, "axis.title", "end"))
    for mg in dose_ticks(scale.top_mg, scale.base - scale.top, ascent * 1.6):
        y = scale.y(mg)
        if mg:
            items.append(Line(scale.left, y, scale.right, y, "grid"))
        items.append(Label(scale.left - 4, y + ascent * 0.36, texts.number(mg), "axis", "end"))
        if single is not None and (tablets := mg / single.strength_mg) * 4 % 1 == 0:
            items.append(Label(scale.right + 4, y + ascent * 0.36, texts.tablets(tablets), "axis"))
    return items


def _ruler(plan: Plan, scale: Scale, metrics: Metrics, texts: Texts) -> list[Item]:
    ascent, descent = metrics.ascent("date"), metrics.descent("date")
    widest = metrics.width(f"{texts('chart.day.short', day=1000)}", "day")
    if plan.start is not None:
        widest = max(widest, metrics.width(texts.date(date(2000, 9, 28), year=False), "date"))
    step = day_step(scale.per_day, widest + 8)
    items: list[Item] = []
    for day in ruler_days(scale, step):
        x = scale.x(day - 1)
        if day > 1:
            items.append(Line(x, scale.top, x, scale.base, "grid.week"))
        if x + widest / 2 > scale.right + scale.left:
            continue
        x = max(x, widest / 2)
        items.append(Label(x, scale.base + 6 + ascent, texts("chart.day.short", day=day), "day", "middle"))
        on = plan.date_of(day)
        if on is not None:
            y = scale.base + 7 + 2 * ascent + descent
            items.append(Label(x, y, texts.date(on, year=False), "date", "middle"))
    return items


def _outline(bars: Sequence[Bar], scale: Scale) -> list[Item]:
    if not bars:
        return []
    points: list[tuple[float, float]] = [(bars[0].x0, scale.base)]
    for bar in bars:
        points += [(bar.x0, bar.y), (bar.x1, bar.y)]
    if bars[-1].open:
        x, y = bars[-1].x1, bars[-1].y
        arrow = Path(((x - 5, y - 3), (x, y), (x - 5, y + 3)), "outline")
        return [Path(tuple(points), "outline"), arrow]
    points.append((bars[-1].x1, scale.base))
    return [Path(tuple(points), "outline")]


def _today(plan: Plan, scale: Scale, metrics: Metrics, texts: Texts, today: date | None) -> list[Item]:
    day = None if today is None else plan.day_of(today)
    if day is None or not scale.first < day <= scale.last:
        return []
    x = scale.x(day - 1)
    text = texts("chart.today.flag", day=day)
    half = metrics.width(text, "today.name") / 2 + 3
    middle = min(max(x, scale.left + half), scale.right - half)
    ascent, descent = metrics.ascent("today.name"), metrics.descent("today.name")
    height = ascent + descent + 1
    bottom = scale.top - 1
    return [
        Line(x, bottom, x, scale.base, "today"),
        Box(middle - half, bottom - height, 2 * half, height, "today.flag", 2.0),
        Label(middle, bottom - descent - 0.5, text, "today.name", "middle"),
    ]


def _doses(
    plan: Plan, bars: Sequence[Bar], scale: Scale, metrics: Metrics, texts: Texts, flag: Sequence[Item]
) -> tuple[list[Item], list[Area]]:
    words = [texts.number(stage.daily_mg) for stage in plan.stages]
    over = metrics.ascent("dose") + 4  # the row of today's flag is free elsewhere
    room = Area(scale.left, scale.top - over, scale.right - scale.left, scale.base - scale.top + over)
    blocked = [Area(item.x, item.y, item.width, item.height) for item in flag if isinstance(item, Box)]
    blocked += [Area(item.x1 - 1, item.y1, 2, item.y2 - item.y1) for item in flag if isinstance(item, Line)]
    if bars and bars[-1].open:  # the arrow of the open end
        blocked.append(Area(bars[-1].x1 - 6, bars[-1].y - 4, 7, 8))
    places = place_labels(bars, words, "dose", metrics, room, first_of_all=(0, len(bars) - 1), obstacles=blocked)
    ascent = metrics.ascent("dose")
    items: list[Item] = []
    for bar, word, area in zip(bars, words, places, strict=True):
        if area is None:
            x = (bar.x0 + min(bar.x1, scale.right)) / 2
            items.append(Line(x, bar.y - 3, x, bar.y, "tick"))
        else:
            items.append(Label(area.x, area.y + ascent, word, "dose"))
    return items, [area for area in places if area is not None] + blocked


def _policy(
    lines: Sequence[PolicyLine], bars: Sequence[Bar], scale: Scale, metrics: Metrics, texts: Texts, taken: list[Area]
) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        if line.mg > scale.top_mg:
            continue
        y = scale.y(float(line.mg))
        items.append(Line(scale.left, y, scale.right, y, "policy"))
        name = policy_name(line, texts)
        label = caption_place(name, y, bars, scale, metrics, taken)
        if label is not None:
            items.append(label)
            taken.append(label_area(label, metrics))
    return items


def policy_name(line: PolicyLine, texts: Texts) -> str:
    """Give the words beside a policy's line: the dose, what it asks for, and where it is written."""
    key = f"chart.source.{line.source}"
    source = texts(key) if texts.has(key) else line.source
    return texts(f"chart.line.{line.kind.value}", mg=texts.number(line.mg), source=source)


def caption_place(
    text: str, y: float, bars: Sequence[Bar], scale: Scale, metrics: Metrics, taken: Sequence[Area]
) -> Label | None:
    """Find a place just above (else below) a horizontal line at ``y`` where ``text`` meets no dose and no outline."""
    width = metrics.width(text, "policy.name")
    room = scale.right - scale.left - width - 12
    for part in (0.0, 1.0, 0.5, 0.25, 0.75):
        for base in (y - metrics.descent("policy.name") - 1, y + metrics.ascent("policy.name") + 1):
            label = Label(scale.left + 6 + room * part, base, text, "policy.name")
            area = label_area(label, metrics)
            free = room >= 0 and not any(area.grown(1).meets(other) for other in taken)
            if free and not _crossed(area, bars, scale.base):
                return label
    return None


def _crossed(area: Area, bars: Sequence[Bar], base: float) -> bool:
    """Tell whether the step outline passes through ``area`` (its top lines, or a riser between two bars)."""
    before = base
    for bar in bars:
        if area.y - 1 < bar.y < area.bottom + 1 and bar.x0 < area.right and area.x < bar.x1:
            return True
        low, high = max(before, bar.y), min(before, bar.y)
        if area.x - 1 < bar.x0 < area.right + 1 and high < area.bottom and area.y < low:
            return True
        before = bar.y
    return False
