"""The whole plan in miniature under a zoomed chart, and what lies outside the picture. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path, Point
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale, days_shown


def overview_items(shown: Shown, frame: Frame, facts: Facts) -> list[Item]:
    """Lay out the miniature with today and a frame around the part in view, during a drag over the plan before.

    Nothing when the whole plan is in view.
    """
    room, scale, plan = frame.overview, frame.scale, shown.plan
    if room is None or not plan.stages:
        return []
    days = max(days_shown(plan), scale.last, 0 if shown.base is None else days_shown(shown.base))
    small = Scale(room.x, room.y, room.right, room.bottom, 0, days, scale.top_mg)
    items: list[Item] = [Path(_outline(facts.bars(plan, small), room), "overview", closed=True)]
    if shown.base is not None and shown.base is not plan:
        items.append(Path(_outline(facts.bars(shown.base, small), room), "overview.ghost"))
    if shown.today is not None and 1 <= shown.today <= days:
        x = round(small.x(shown.today - 1))
        items.append(Line(x, room.y, x, room.bottom, "today"))
    left, right = max(small.x(scale.first), room.x), min(small.x(scale.last), room.right)
    return [*items, Box(left, room.y - 1, max(right - left, 6.0), room.height + 2, "overview.view", 3.0)]


def _outline(bars: Sequence[Bar], room: Area) -> tuple[Point, ...]:
    points = [(bars[0].x0, room.bottom)]
    for bar in bars:
        points += [(bar.x0, bar.y), (min(bar.x1, room.right), bar.y)]
    return (*points, (points[-1][0], room.bottom))


def outside_items(bars: Sequence[Bar], frame: Frame, facts: Facts, metrics: Metrics) -> list[Item]:
    """Say at the edges of the plot how many stages lie outside it."""
    scale, texts = frame.scale, facts.texts
    before = sum(1 for bar in bars if bar.x1 <= scale.left)
    after = sum(1 for bar in bars if bar.x0 >= scale.right)
    items: list[Item] = []
    y = scale.base - 8
    if before:
        items += _chip(scale.left + 6, y, texts("chart.state.more_left", count=before), metrics, end=False)
    if after:
        items += _chip(scale.right - 6, y, texts("chart.state.more_right", count=after), metrics, end=True)
    return items


def _chip(x: float, y: float, words: str, metrics: Metrics, *, end: bool) -> list[Item]:
    width = metrics.width(words, "more") + 10
    height = metrics.ascent("more") + metrics.descent("more") + 2
    left = x - width if end else x
    top = y - metrics.ascent("more") - 1
    return [Box(left, top, width, height, "tag", 3.0), Label(left + 5, y, words, "more")]
