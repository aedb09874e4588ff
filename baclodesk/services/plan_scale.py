"""Where days and doses lie on a picture, screen or paper: scale, axes, ruler, bars and the places of dose labels.

Day ``n`` occupies [n - 1, n) on the time axis; the dose axis starts at 0 and is never broken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from baclodesk.domain.chart_list import Area, Metrics
from baclodesk.domain.plan import Plan

LEAST_TOP_MG = 40
AXIS_STEP_MG = 20
_MG_STEPS = (1, 2, 5, 10, 20, 40, 50, 100, 200, 500)
_DAY_STEPS = (1, 2, 7, 14, 28, 56, 112, 224, 448, 896, 1792)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps days and doses to a plot; ``first`` is the day offset (0: start of day 1) at the left side."""

    left: float
    top: float
    right: float
    base: float
    first: float
    days: float
    top_mg: int

    @property
    def per_day(self) -> float:
        """Width of one day."""
        return (self.right - self.left) / self.days

    @property
    def per_mg(self) -> float:
        """Height of one mg a day."""
        return (self.base - self.top) / self.top_mg

    def x(self, offset: float) -> float:
        """Give the place of a day offset: 0 is the start of day 1, n its end of day n."""
        return self.left + (offset - self.first) * self.per_day

    def y(self, mg: float) -> float:
        """Give the place of a day dose."""
        return self.base - mg * self.per_mg

    def offset_at(self, x: float) -> float:
        """Give the day offset at ``x``."""
        return self.first + (x - self.left) / self.per_day

    def day_at(self, x: float) -> int:
        """Give the day number whose column holds ``x``."""
        return floor(self.offset_at(x)) + 1

    @property
    def last(self) -> float:
        """The day offset at the right side."""
        return self.first + self.days

    @property
    def plot(self) -> Area:
        """The plot as an area."""
        return Area(self.left, self.top, self.right - self.left, self.base - self.top)


def top_of_axis(highest_mg: Fraction, *, headroom: Fraction = Fraction(10)) -> int:
    """Give the upper end of the dose axis: the next 20 mg that leaves ``headroom`` above the highest dose."""
    need = max(highest_mg + headroom, Fraction(LEAST_TOP_MG))
    return ceil(need / AXIS_STEP_MG) * AXIS_STEP_MG


def days_shown(plan: Plan) -> int:
    """Give how many days a whole-plan picture spans: whole weeks, with room for an open end or for a drag."""
    closed = plan.closed_days
    tail = max(7, closed // 8) if plan.is_open else max(2, closed // 16)
    wanted = closed + tail
    return ceil(wanted / 7) * 7 if wanted > 14 else max(wanted, 3)


def dose_ticks(top_mg: int, height: float, least_gap: float) -> range:
    """Give the labelled doses of the axis, 0 first, at least ``least_gap`` apart."""
    for step in _MG_STEPS:
        if step <= top_mg and height * step / top_mg >= least_gap:
            return range(0, top_mg + 1, step)
    return range(0, top_mg + 1, top_mg)


def day_step(per_day: float, least_gap: float) -> int:
    """Give the distance in days between labelled days of the ruler, so that labels ``least_gap`` wide fit."""
    for step in _DAY_STEPS:
        if step * per_day >= least_gap:
            return step
    return ceil(least_gap / per_day)


def ruler_days(scale: Scale, step: int) -> Iterator[int]:
    """Give the labelled day numbers in view: 1, 1 + step, …"""
    number = max(0, ceil(scale.first / step - 1e-9)) * step + 1
    while number - 1 <= scale.last + 1e-9:
        yield number
        number += step


@dataclass(frozen=True, slots=True)
class Bar:
    """One stage on the picture: left, right and upper side, and whether it runs on past the right."""

    x0: float
    x1: float
    y: float
    open: bool = False


def bars_of(plan: Plan, scale: Scale) -> list[Bar]:
    """Give the bars of all stages; an open stage reaches the right side of the plot, or its own start if later."""
    bars, offset = [], 0
    per_day, left, first = scale.per_day, scale.left, scale.first
    for stage in plan.stages:
        x0 = left + (offset - first) * per_day
        if stage.days is None:
            bars.append(Bar(x0, max(scale.right, x0 + 4), scale.y(float(stage.daily_mg)), open=True))
        else:
            offset += stage.days
            bars.append(Bar(x0, left + (offset - first) * per_day, scale.y(float(stage.daily_mg))))
    return bars


LABEL_GAP = 4.0


def place_labels(
    bars: Sequence[Bar],
    texts: Sequence[str],
    style: str,
    metrics: Metrics,
    plot: Area,
    *,
    first_of_all: Sequence[int] = (),
    obstacles: Sequence[Area] = (),
    lifts: Mapping[int, float] | None = None,
) -> list[Area | None]:
    """Find a place above its bar for every dose, where it covers no line, no other label and no obstacle.

    None where there is no such place (a tick marks the stage then). ``first_of_all`` names bars that choose before
    the rest; of the others, those whose dose differs from the one before choose first. ``lifts`` raises the label of
    a bar further above its line; such a label may also stand over higher neighbours, else inside its bar.
    """
    height = metrics.ascent(style) + metrics.descent(style)
    placed: list[Area | None] = [None] * len(bars)
    taken = _Taken(obstacles)
    left, top, right = plot.x, plot.y - 1, plot.x + plot.width
    for index in _order(bars, texts, first_of_all):
        bar = bars[index]
        if bar.x1 <= left or bar.x0 >= right:
            continue
        width = metrics.width(texts[index], style)
        lift = 0.0 if lifts is None else lifts.get(index, 0.0)
        y = bar.y - LABEL_GAP + 1 - height - lift
        places = _places(max(bar.x0, left), min(bar.x1, right), width)
        for row in (y,) if lift == 0 else (y, y - height * 0.7, y - height * 1.4):
            if row < top:
                continue
            foot = row + height
            free_from, free_to = _between_higher(bars, index, foot - 0.5, width)
            free_from, free_to = max(free_from, left), min(free_to, right)
            for x in places:
                end = x + width
                if x >= free_from and end <= free_to and taken.free(x, row, end, foot):
                    placed[index] = Area(x, row, width, height)
                    taken.take(x - 1.5, row - 1.5, end + 1.5, foot + 1.5)
                    break
            if placed[index] is not None:
                break
        if placed[index] is None and lift:
            placed[index] = _elsewhere(bars, index, (width, height), lift, taken, plot)
    return placed


def _elsewhere(
    bars: Sequence[Bar], index: int, size: tuple[float, float], lift: float, taken: _Taken, plot: Area
) -> Area | None:
    """Find a place over all neighbours that the label would reach into, else inside its own bar."""
    bar, (width, height) = bars[index], size
    left, right = max(bar.x0, plot.x), min(bar.x1, plot.x + plot.width)
    for x in (*_places(left, right, width), left - width, right):
        if x < plot.x or x + width > plot.x + plot.width:
            continue
        under = (other.y for other in bars if other.x0 < x + width + 1 and x - 1 < other.x1)
        highest = min(under, default=bar.y)
        row = highest - LABEL_GAP + 1 - height
        if row >= plot.y - 1 and row > bar.y - 6 * height and taken.free(x, row, x + width, row + height):
            taken.take(x - 1.5, row - 1.5, x + width + 1.5, row + height + 1.5)
            return Area(x, row, width, height)
    row = bar.y + lift + LABEL_GAP
    for x in _places(left, right, width):
        inside = left + 2 <= x and x + width + 2 <= right and row + height < plot.y + plot.height
        if inside and taken.free(x, row, x + width, row + height):
            taken.take(x - 1.5, row - 1.5, x + width + 1.5, row + height + 1.5)
            return Area(x, row, width, height)
    return None


class _Taken:
    """Rooms that are no longer free, found by columns of 64 units."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._columns: dict[int, list[tuple[float, float, float, float]]] = {}
        for area in areas:
            self.take(area.x, area.y, area.right, area.bottom)

    def take(self, x0: float, y0: float, x1: float, y1: float) -> None:
        for column in range(int(x0) >> 6, (int(x1) >> 6) + 1):
            self._columns.setdefault(column, []).append((x0, y0, x1, y1))

    def free(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        for column in range(int(x0) >> 6, (int(x1) >> 6) + 1):
            for a0, b0, a1, b1 in self._columns.get(column, ()):
                if x0 < a1 and a0 < x1 and y0 < b1 and b0 < y1:
                    return False
        return True


def _order(bars: Sequence[Bar], texts: Sequence[str], first_of_all: Sequence[int]) -> Iterator[int]:
    seen = set()
    for index in first_of_all:
        if 0 <= index < len(bars) and index not in seen:
            seen.add(index)
            yield index
    for index in range(len(bars)):
        if index not in seen and (index == 0 or texts[index] != texts[index - 1]):
            seen.add(index)
            yield index
    for index in range(len(bars)):
        if index not in seen:
            yield index


def _places(left: float, right: float, width: float) -> tuple[float, ...]:
    """Give the places over a bar from ``left`` to ``right``, the best first."""
    start, end = left + LABEL_GAP, right - width - LABEL_GAP
    rest = ((left + right - width) / 2, end, start, end + width / 2, start - width / 2)
    return (start + 1, *rest) if end >= start else rest


def _between_higher(bars: Sequence[Bar], index: int, foot: float, width: float) -> tuple[float, float]:
    """Give the room over a bar between the nearest bars, no further off than ``width``, that stand above ``foot``."""
    bar = bars[index]
    least, most = bar.x0 - width, bar.x1 + width
    at = index - 1
    while at >= 0 and bars[at].x1 > least:
        if bars[at].y < foot:
            least = bars[at].x1 + 1
            break
        at -= 1
    at = index + 1
    while at < len(bars) and bars[at].x0 < most:
        if bars[at].y < foot:
            most = bars[at].x0 - 1
            break
        at += 1
    return least, most
