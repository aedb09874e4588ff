"""The dose over every bar of a printed plan, with nothing behind it that could be read as part of it."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics
from baclodesk.domain.plan import Stage
from baclodesk.services.plan_scale import Bar, Scale, place_labels
from baclodesk.services.texts import Texts


def _lifts(bars: Sequence[Bar], days: Sequence[Area]) -> dict[int, float]:
    """Tell how far days taken beyond the plan stand above the bars, by the places of these."""
    lifts: dict[int, float] = {}
    for index, bar in enumerate(bars):
        over = [bar.y - day.y for day in days if day.y < bar.y and bar.x0 <= day.x < bar.x1]
        if over:
            lifts[index] = max(over)
    return lifts


def dose_items(
    stages: Sequence[Stage],
    bars: Sequence[Bar],
    scale: Scale,
    metrics: Metrics,
    texts: Texts,
    flag: Sequence[Item],
    behind: tuple[Sequence[float], Sequence[Item]],
) -> tuple[list[Item], list[Area]]:
    """Put the dose over every bar; lines (heights) and days taken ``behind`` it end at white ground."""
    crossing = behind[0]
    days = [Area(item.x, item.y, item.width, item.height) for item in behind[1] if isinstance(item, Box)]
    words = [texts.number(stage.daily_mg) for stage in stages]
    over = metrics.ascent("dose") + 4  # the row of today's flag is free elsewhere
    room = Area(scale.left, scale.top - over, scale.right - scale.left, scale.base - scale.top + over)
    blocked = [Area(item.x, item.y, item.width, item.height) for item in flag if isinstance(item, Box)]
    if bars and bars[-1].open:  # the arrow of the open end
        blocked.append(Area(bars[-1].x1 - 6, bars[-1].y - 4, 7, 8))
    line = [Area(item.x1 - 1, item.y1, 2, item.y2 - item.y1) for item in flag if isinstance(item, Line)]
    ends = (0, len(bars) - 1)
    lifts = _lifts(bars, days)
    places = place_labels(
        bars, words, "dose", metrics, room, first_of_all=ends, obstacles=[*blocked, *line], lifts=lifts
    )
    if (line or lifts) and None in places:  # a narrow bar: its dose stands before the line of today, or a day taken
        places = place_labels(bars, words, "dose", metrics, room, first_of_all=ends, obstacles=blocked)
    ascent = metrics.ascent("dose")
    items: list[Item] = []
    for bar, word, area in zip(bars, words, places, strict=True):
        if area is None:
            x = (bar.x0 + min(bar.x1, scale.right)) / 2
            items.append(Line(x, bar.y - 3, x, bar.y, "tick"))
            continue
        if any(area.meets(one) for one in (*line, *days)) or any(area.y < y < area.bottom for y in crossing):
            items.append(Box(area.x, area.y, area.width, area.height, "ground"))
        items.append(Label(area.x, area.y + ascent, word, "dose"))
    return items, [area for area in places if area is not None] + blocked + line
