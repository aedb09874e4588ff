"""Where the tablets prescribed end: a thin upright line with its day, clear of doses and other words. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from baclodesk.domain.chart_list import Area, Item, Label, Line, Metrics, label_area
from baclodesk.gui.chart import wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.extras import extra_rooms, upright_rooms
from baclodesk.gui.chart.frame import Frame
from baclodesk.services.plan_scale import Bar, Scale

_NAME = "supply.name"
_GAP = 6.0


def supply_marks(board: Board, frame: Frame, metrics: Metrics, others: Sequence[Item]) -> tuple[Item, ...]:
    """Lay out line and words for the plan in sight (of a drag: for the plan at rest); nothing where none is in view.

    ``others`` are the marks laid out before. Words that find no clear place are cut to the day alone, else left out:
    the readout says it too.
    """
    plan, scale = board.shown if board.offered else board.plan, frame.scale
    until = None if plan is None else board.supply_until(plan)
    if plan is None or until is None or not scale.first < until <= scale.last:
        return ()
    x = round(scale.x(until))
    day = wording.day(board.texts, until)
    blocked = [*extra_rooms(others, metrics), *upright_rooms(others)]
    if board.state.today_number is not None:
        now = round(scale.x(board.state.today_number - 1))
        blocked.append(Area(now - 3, scale.top, 6, scale.base - scale.top))
    bars, over = board.facts.bars(plan, scale), metrics.ascent("dose") + metrics.descent("dose") + 2 * _GAP
    wide = max(metrics.width(fact.words, "dose") for fact in board.facts.row(plan))
    line = Line(x, scale.top, x, scale.base, "supply")
    for text in (board.texts("chart_more.supply_to", day=day), day):
        for label in _places(text, x, scale, metrics):
            area = label_area(label, metrics).grown(2)
            if not any(area.meets(other) for other in blocked) and _is_clear(area, bars, over, wide):
                gone = board.history is not None and area.right <= scale.x(board.history - 1)
                return line, replace(label, style=f"{_NAME}.past") if gone else label
    return (line,)


def _places(text: str, x: float, scale: Scale, metrics: Metrics) -> Iterator[Label]:
    """Give the places beside the line, right before left, upwards from the second row: a magnet's name has one."""
    ascent = metrics.ascent(_NAME)
    width, row = metrics.width(text, _NAME), ascent + metrics.descent(_NAME) + 2
    y = scale.base - 8 - row
    while y - ascent > scale.top:
        for left in (x + _GAP, x - _GAP - width):
            if left >= scale.left + 2 and left + width <= scale.right - 2:
                yield Label(left, y, text, _NAME)
        y -= row


def _is_clear(area: Area, bars: Sequence[Bar], over: float, wide: float) -> bool:
    """Tell whether words lie wholly inside the bars under them, or above their tops and the doses written there.

    ``over`` is the room above a bar's top that its dose may take, ``wide`` how far it may reach beside a narrow bar.
    """
    under = [bar.y for bar in bars if bar.x0 <= area.right + wide and bar.x1 >= area.x - wide]
    return all(area.y > y + 2 for y in under) or all(area.bottom < y - over for y in under)
