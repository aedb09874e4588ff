"""How the chart's room is shared out: plot, ruler, lanes, overview; and what part of the plan is in view. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor

from baclodesk.domain.chart_list import Area, Metrics
from baclodesk.domain.dose import ZERO
from baclodesk.domain.plan import Plan
from baclodesk.services.plan_scale import Scale, day_step, days_shown, dose_ticks, ruler_days, top_of_axis
from baclodesk.services.texts import Texts

LEAST_DAYS, MOST_DAYS = 5.0, 4000.0
LEAST_PLOT = 170.0
LEAST_LETTER = 12.0
"""Pixels a day from which weekdays have their letters."""
LONG_STAGES, LONG_DAYS = 60, 400
AROUND = 56
"""A plan longer than that opens with so many days on both sides of today in view."""
LANES = ("craving", "drinks", "effects", "weight")


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: size in pixels, first day offset, days in view, upper end of the dose axis, open lanes.

    ``fitted``: the whole plan is in view and follows the plan's length between drags.
    """

    width: float = 800.0
    height: float = 500.0
    first: float = 0.0
    days: float = 84.0
    top_mg: int = 220
    lanes: tuple[str, ...] = ()
    fitted: bool = True

    def headroom(self, highest_mg: Fraction, label: float) -> Fraction:
        """Give the mg that must lie above the highest dose so that its label, ``label`` pixels high, has room."""
        share = round(min((label + 14) / max(self.height * 0.5, 1.0), 0.4) * 100)
        return max(Fraction(10), highest_mg * Fraction(share, 100 - share))

    def label_mg(self, label: float) -> float:
        """Give the mg a day that a dose label, ``label`` pixels high, covers at this view's scale, roughly."""
        return (label + 4) / max(self.height * 0.7, 1.0) * self.top_mg

    def fit(self, plan: Plan, label: float, also_mg: Fraction = ZERO) -> View:
        """Give the view with the whole plan in it, and ``also_mg`` a day; keeps its range while it is filled well."""
        top = top_of_axis(plan.top_mg, headroom=self.headroom(plan.top_mg, label))
        top = max(top, top_of_axis(also_mg, headroom=self.headroom(also_mg, 0.0)))
        wanted = days_shown(plan)
        days = self.days
        spare = self.days - plan.closed_days
        if not (self.fitted and self.first == 0 and wanted * 0.6 <= self.days and spare >= (4 if wanted > 14 else 1)):
            days = float(wanted)
        if days > 1.45 * wanted:
            days = float(wanted)
        keep_top = top <= self.top_mg <= top + 40 and self.fitted
        return replace(self, first=0.0, days=days, top_mg=self.top_mg if keep_top else top, fitted=True)

    def opened(self, plan: Plan, today: int | None, label: float, also_mg: Fraction = ZERO) -> View:
        """Give the view in which a plan is opened: the whole of it, of a long one 8 weeks on both sides of today."""
        whole = replace(self, fitted=False).fit(plan, label, also_mg)
        if len(plan.stages) <= LONG_STAGES and plan.closed_days <= LONG_DAYS:
            return whole
        day = min(max(today or 1, 1), plan.closed_days)
        return replace(whole, first=max(0.0, day - 1.0 - AROUND), days=2.0 * AROUND, fitted=False)

    def zoomed(self, factor: float, about: float) -> View:
        """Give the view with ``factor`` times as many days, the day offset ``about`` staying in place."""
        days = min(max(self.days * factor, LEAST_DAYS), MOST_DAYS)
        first = about - (about - self.first) * days / self.days
        return replace(self, first=max(first, 0.0), days=days, fitted=False)

    def panned(self, by_days: float, closed_days: int) -> View:
        """Give the view moved by days, never so far that the plan is out of sight."""
        first = min(max(self.first + by_days, 0.0), max(closed_days - self.days / 8, 0.0))
        return replace(self, first=first, fitted=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of the chart in pixels. ``lanes`` pairs a lane's name with its room; ``line`` is a text line."""

    width: float
    height: float
    scale: Scale
    lanes: tuple[tuple[str, Area], ...]
    overview: Area | None
    line: float
    step: int
    """Days between labels of the ruler."""
    levels: tuple[float, ...]
    """Heights of the level grid lines."""
    weeks: tuple[float, ...]
    """Places of the upright grid lines of whole weeks from day 1."""
    days: tuple[float, ...]
    """Places of those between them, when there is room."""
    letters: bool
    """Whether each day has the letter of its weekday on the ruler."""
    flag: Area
    """The row over the plot that holds the axis titles and the flag of today."""


def frame_of(plan: Plan, view: View, metrics: Metrics, texts: Texts, text_scale: float) -> Frame:
    """Share out the room; lanes give way first, then the overview, never plot or ruler."""
    line = metrics.ascent("axis") + metrics.descent("axis")
    left = floor(metrics.width(texts.number(view.top_mg), "axis") + 16)
    left = max(left, floor(metrics.width(texts("chart.day.short", day=1), "day") / 2 + 6), 44)
    single = len(plan.products) == 1
    widest = texts.date(date(2000, 9, 28), year=False)
    right = max(floor(metrics.width(widest, "date") / 2 + 6), 40 if single else 20)
    titles = metrics.width(texts("chart.axis.mg"), "axis.title") + metrics.width(_tablets(plan, texts), "axis.title")
    crowded = titles + metrics.width(texts("chart.today.flag", day=888), "today.name") + 48 > view.width
    top = floor((2 if crowded else 1) * line + 10)  # today's flag gets a row of its own where titles leave no room
    wide = (view.width - left - right) / view.days
    letters = plan.start is not None and wide >= max(LEAST_LETTER, metrics.width("W", "weekday") + 2)
    ruler = (3 if letters else 2) * line + 10
    lane = floor(line + 30 * min(text_scale, 1.4))
    overview = 44.0 if not view.fitted else 0.0
    names = [name for name in LANES if name in view.lanes]
    while names and view.height - top - ruler - overview - lane * len(names) < LEAST_PLOT + 40:
        names.pop()
    if view.height - top - ruler - overview < LEAST_PLOT * 0.6:
        overview = 0.0
    base = max(floor(view.height - ruler - overview - lane * len(names)), top + 40)
    scale = Scale(left, top, max(view.width - right, left + 40), base, view.first, view.days, view.top_mg)
    at = base + ruler
    lanes = []
    for name in names:
        lanes.append((name, Area(left, at, scale.right - left, lane)))
        at += lane
    bar = Area(left, at + 4, scale.right - left, overview - 8) if overview else None
    step = ruler_step(plan, scale, metrics, texts)
    ticks = dose_ticks(scale.top_mg, base - top, metrics.ascent("axis") * 2.6)
    levels = tuple(float(round(scale.y(mg))) for mg in ticks if mg)
    weeks = _uprights(scale, (day for day in ruler_days(scale, max(7, step // 2))))
    days = _uprights(scale, (day for day in ruler_days(scale, step) if day % 7 != 1)) if step < 7 else ()
    flag = Area(0, 0, view.width, top)
    return Frame(view.width, view.height, scale, tuple(lanes), bar, line, step, levels, weeks, days, letters, flag)


def _uprights(scale: Scale, days: Iterable[int]) -> tuple[float, ...]:
    places = (float(round(scale.x(day - 1))) for day in days)
    return tuple(x for x in places if scale.left < x <= scale.right)


def _tablets(plan: Plan, texts: Texts) -> str:
    if len(plan.products) != 1:
        return ""
    return texts("chart.axis.tablets", strength=texts.mg(plan.products[0].strength_mg))


def ruler_step(plan: Plan, scale: Scale, metrics: Metrics, texts: Texts) -> int:
    """Give the days between labels of the ruler."""
    return day_step(scale.per_day, ruler_width(plan, metrics, texts) + 14)


def ruler_width(plan: Plan, metrics: Metrics, texts: Texts) -> float:
    """Give the room of the widest label of the ruler."""
    widest = metrics.width(texts("chart.day.short", day=888), "day")
    if plan.start is not None:
        widest = max(widest, metrics.width(texts.date(date(2000, 9, 28), year=False), "date"))
    return widest
