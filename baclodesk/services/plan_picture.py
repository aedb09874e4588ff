"""The picture of a plan for paper: white ground, grey-proof, no handles. The documents draw the list as vectors.

Everything a screen chart says about the plan's doses stands here too: both axes with their units from 0, days and
dates, the policy's lines by name, today, the dose of every stage. Whatever has no room is left out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from baclodesk.domain.chart_list import Box, Item, Label, Line, Look, Metrics, Path, Picture
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.domain.recorded import Recorded
from baclodesk.services.plan_captions import policy_items
from baclodesk.services.plan_doses import dose_items
from baclodesk.services.plan_legend import STYLE, Legend, legend_of, legend_row, row_width
from baclodesk.services.plan_parts import OVERLAP, Part, cut, has_room, whole
from baclodesk.services.plan_scale import (
    Bar,
    Scale,
    bars_of,
    day_step,
    dose_ticks,
    ruler_days,
    top_of_axis,
)
from baclodesk.services.plan_taken import highest_taken, signs_of, taken_items
from baclodesk.services.texts import Texts

_BESIDE_TITLE = 14.0
_UNDER_FLAG = 8.0
"""Room under the flag of today for the highest dose."""
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
        "other": Look(stroke="#000000", width=0.9, dash=(3.0, 2.0)),
        "ground": Look(fill="#FFFFFF"),
        "taken": Look(fill="#8A9099"),
        "taken.some": Look(stroke="#000000", fill="#FFFFFF", width=0.5),
        "taken.more": Look(stroke="#000000", fill="#FFFFFF", width=0.8),
        "missed": Look(stroke="#000000", fill="#FFFFFF", width=0.8),
        "hatch": Look(stroke="#000000", width=0.5),
        "unrecorded": Look(stroke="#000000", width=1.0, dash=(1.0, 2.5)),
        "dose": Look(size=9.0, bold=True, ink="#000000"),
        "axis": Look(size=9.0, ink="#1B1F24"),
        "axis.title": Look(size=9.0, ink="#1B1F24"),
        "day": Look(size=9.0, bold=True, ink="#000000"),
        "date": Look(size=9.0, ink="#1B1F24"),
        "policy.name": Look(size=9.0, ink="#1B1F24"),
        "today.name": Look(size=9.0, bold=True, ink="#000000"),
        "legend": Look(size=9.0, ink="#1B1F24"),
        "part": Look(size=9.0, bold=True, ink="#000000"),
    }
)
"""What each style of :func:`layout_print` looks like; sizes and widths in points, nothing told by colour alone."""


@dataclass(frozen=True, slots=True)
class Print:
    """What is drawn: the plan with the policy's lines as far as the axis reaches, today where it lies in the picture.

    ``recorded`` is what visits told of the days gone.
    """

    plan: Plan
    policy_lines: tuple[PolicyLine, ...] = ()
    today: date | None = None
    recorded: tuple[Recorded, ...] = ()

    top_mg: int = field(init=False)
    """The upper end of the dose axis, the same in every part."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "top_mg", top_of_axis(max(self.plan.top_mg, highest_taken(self.recorded))))


def layout_print(
    shown: Print, width: float, height: float, metrics: Metrics, texts: Texts, part: Part | None = None
) -> Picture:
    """Lay the plan, or one part of it, out on ``width`` × ``height`` points (at least about 200 × 110).

    ``metrics`` measures texts in the styles of :data:`PRINT_LOOKS`. An empty plan gives axes alone.
    """
    plan, part = shown.plan, part or whole(shown.plan)
    legend = legend_for(shown, part, width, metrics, texts)
    scale = _scale(shown, part, width, height, metrics, texts, legend)
    bars = bars_of(plan, scale)[part.first : part.last + 1]
    fills: list[Item] = [Box(bar.x0, bar.y, bar.x1 - bar.x0, scale.base - bar.y, "fill") for bar in bars]
    days = [*taken_items(plan, shown.recorded, scale, part.offset + 1, part.offset + part.days)]
    titles = _title_base(part, metrics)
    back = [*_dose_axis(plan, scale, titles, metrics, texts), *_ruler(plan, scale, metrics, texts)]
    flag = _today(_day_in(shown, part), scale, metrics, texts)
    crossing = [scale.y(float(line.mg)) for line in shown.policy_lines if line.mg <= scale.top_mg]
    doses, taken = dose_items(
        plan.stages[part.first : part.last + 1], bars, scale, metrics, texts, flag, (crossing, days)
    )
    lines = policy_items(shown.policy_lines, bars, scale, metrics, texts, taken)
    frame = Path(
        ((scale.left, scale.top), (scale.left, scale.base), (scale.right, scale.base), (scale.right, scale.top)),
        "frame",
    )
    name = _part_words(plan, part, metrics, texts)
    words = _legend_items(legend, plan, scale, (titles, height), metrics, texts)
    outline = _outline(plan, part, bars, scale)
    return Picture(width, height, (*name, *fills, *days, *back, frame, *lines, *outline, *flag, *doses, *words))


def doses_have_room(shown: Print, width: float, metrics: Metrics, texts: Texts) -> bool:
    """Tell whether every bar of the whole plan is wide enough for its dose on a picture ``width`` points wide."""
    return has_room(shown.plan, _widths(shown, metrics, texts), _plot_width(shown, width, metrics, texts))


def parts_of(shown: Print, width: float, metrics: Metrics, texts: Texts) -> tuple[Part, ...]:
    """Cut the plan into parts in which every stage has room for its dose on pictures ``width`` points wide."""
    return cut(shown.plan, _widths(shown, metrics, texts), _plot_width(shown, width, metrics, texts))


def more_height(shown: Print, part: Part, width: float, metrics: Metrics, texts: Texts) -> float:
    """Give the points that the picture's own words need besides the plot: the name of a part, rows of the legend."""
    rows = legend_for(shown, part, width, metrics, texts).rows_below + (part.count > 1)
    return rows * _row(metrics) + (0.0 if _day_in(shown, part) is None else _UNDER_FLAG)


def _day_in(shown: Print, part: Part) -> int | None:
    """Give the number of today where it lies in the part."""
    day = None if shown.today is None else shown.plan.day_of(shown.today)
    return day if day is not None and part.offset < day <= part.offset + part.days else None


def _row(metrics: Metrics) -> float:
    return metrics.ascent("axis") + metrics.descent("axis") + 3


def _side(shown: Print, metrics: Metrics, texts: Texts) -> float:
    """Give the room beside the plot for the numbers of an axis."""
    return metrics.width(texts.number(shown.top_mg), "axis") + 7


def _plot_width(shown: Print, width: float, metrics: Metrics, texts: Texts) -> float:
    return width - 2 * _side(shown, metrics, texts)


def _widths(shown: Print, metrics: Metrics, texts: Texts) -> list[float]:
    return [metrics.width(texts.number(stage.daily_mg), "dose") for stage in shown.plan.stages]


def legend_for(shown: Print, part: Part, width: float, metrics: Metrics, texts: Texts) -> Legend:
    """Give the signs of a part's picture that want words, and where these stand."""
    signs = [
        *(["planned"] if shown.plan.stages else []),
        *(["other"] if part.count > 1 else []),
        *(["policy"] if shown.policy_lines else []),
    ]
    signs += signs_of(shown.plan, shown.recorded, part.offset + 1, part.offset + part.days)
    titles = [metrics.width(title, "axis.title") for title in _titles(shown.plan, texts)]
    return legend_of(signs, width, width - sum(titles) - 2 * _BESIDE_TITLE, metrics, texts)


def _titles(plan: Plan, texts: Texts) -> tuple[str, ...]:
    """Give the titles of the axes: mg, and tablets where there is one product."""
    if len(plan.products) > 1:
        return (texts("chart.axis.mg"),)
    return texts("chart.axis.mg"), texts("chart.axis.tablets", strength=texts.mg(plan.products[0].strength_mg))


def _scale(
    shown: Print, part: Part, width: float, height: float, metrics: Metrics, texts: Texts, legend: Legend
) -> Scale:
    row = _row(metrics)
    line = row - 3
    left = _side(shown, metrics, texts)
    right = width - left  # room for the second scale, and for half a date under the last day
    flag = 0.0 if _day_in(shown, part) is None else _UNDER_FLAG
    top = (
        line * 2 + 6 + flag + (row if part.count > 1 else 0)
    )  # titles of the axes, then today's flag and the highest dose
    base = height - 2 * line - 9 - row * legend.rows_below
    before = 0.0 if part.is_first else OVERLAP
    after = 0.0 if part.is_last else OVERLAP
    per_day = (right - left - before - after) / part.days
    return Scale(left, top, right, base, part.offset - before / per_day, (right - left) / per_day, shown.top_mg)


def _part_words(plan: Plan, part: Part, metrics: Metrics, texts: Texts) -> list[Item]:
    """Name a part above its picture: which one, its stages and days."""
    if part.count == 1:
        return []
    spans = plan.spans()
    first, last = spans[part.first].first_day, spans[part.last].last_day
    days = texts("chart.day.from", first=first) if last is None else texts("chart.day.span", first=first, last=last)
    key = "single" if part.first == part.last else "many"
    words = texts(
        f"plan_picture.part.{key}",
        part=part.number,
        parts=part.count,
        first=part.first + 1,
        last=part.last + 1,
        days=days,
    )
    return [Label(0, metrics.ascent("part"), words, "part")]


def _legend_items(
    legend: Legend, plan: Plan, scale: Scale, bases: tuple[float, float], metrics: Metrics, texts: Texts
) -> Iterator[Item]:
    """Draw the legend between the titles, or in rows that end at the foot; ``bases``: of the titles, and the foot."""
    title_base, foot = bases
    if legend.in_title:
        titles = [metrics.width(title, "axis.title") for title in _titles(plan, texts)]
        right = scale.right + scale.left - (titles[1] if len(titles) > 1 else 0)
        room = right - titles[0] - row_width(legend.rows[0], metrics, texts)
        yield from legend_row(legend.rows[0], titles[0] + room / 2, title_base, metrics, texts)
        return
    for number, row in enumerate(legend.rows, start=1):
        base = foot - metrics.descent(STYLE) - (len(legend.rows) - number) * _row(metrics)
        yield from legend_row(row, 0, base, metrics, texts)


def _title_base(part: Part, metrics: Metrics) -> float:
    """Give the base line of the axes' titles: under the name of the part where there is one."""
    return metrics.ascent("axis") + (_row(metrics) if part.count > 1 else 0.0)


def _dose_axis(plan: Plan, scale: Scale, base: float, metrics: Metrics, texts: Texts) -> list[Item]:
    ascent = metrics.ascent("axis")
    title, *more = _titles(plan, texts)
    items: list[Item] = [Label(0, base, title, "axis.title")]
    items += [Label(scale.right + scale.left, base, words, "axis.title", "end") for words in more]
    single = plan.products[0] if len(plan.products) == 1 else None
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


def _outline(plan: Plan, part: Part, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    """Draw the steps; the neighbouring parts show with their last and first days, dashed."""
    if not bars:
        return []
    items: list[Item] = []
    start, end, last = (bars[0].x0, scale.base), (bars[-1].x1, scale.base), bars[-1]
    if not part.is_first:
        start = (bars[0].x0, scale.y(float(plan.stages[part.first - 1].daily_mg)))
        items.append(Line(scale.left, start[1], start[0], start[1], "other"))
    if not part.is_last:
        end = (last.x1, scale.y(float(plan.stages[part.last + 1].daily_mg)))
        items.append(Line(end[0], end[1], scale.right, end[1], "other"))
    points = [start, *(point for bar in bars for point in ((bar.x0, bar.y), (bar.x1, bar.y)))]
    if last.open:
        x, y = last.x1, last.y
        return [*items, Path(tuple(points), "outline"), Path(((x - 5, y - 3), (x, y), (x - 5, y + 3)), "outline")]
    return [*items, Path((*points, end), "outline")]


def _today(day: int | None, scale: Scale, metrics: Metrics, texts: Texts) -> list[Item]:
    if day is None:
        return []
    x = scale.x(day - 1)
    text = texts("chart.today.flag", day=day)
    half = metrics.width(text, "today.name") / 2 + 3
    middle = min(max(x, scale.left + half), scale.right - half)
    ascent, descent = metrics.ascent("today.name"), metrics.descent("today.name")
    height = ascent + descent + 1
    bottom = scale.top - 1 - _UNDER_FLAG
    return [
        Line(x, bottom, x, scale.base, "today"),
        Box(middle - half, bottom - height, 2 * half, height, "today.flag", 2.0),
        Label(middle, bottom - descent - 0.5, text, "today.name", "middle"),
    ]
