"""What the visits found, on the plan's time axis: lanes under the plot, and marks of days taken inside it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path
from baclodesk.domain.plan import Plan
from baclodesk.domain.recorded import Recorded, Taking, recorded_days
from baclodesk.domain.visit import Visit
from baclodesk.gui.chart.extras import extra_items
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.host import ChartState
from baclodesk.services.plan_scale import Scale
from baclodesk.services.texts import Texts


def lane_items(state: ChartState, frame: Frame, metrics: Metrics, texts: Texts) -> list[Item]:
    """Lay out the open lanes: own axis and unit each, points and thin lines, gaps stay gaps."""
    plan = state.plan
    if plan is None:
        return []
    items: list[Item] = []
    for name, area in frame.lanes:
        title = _title(name, state, texts)
        items.append(Label(6, area.y + metrics.ascent(f"{name}.name") + 1, title, f"{name}.name"))
        items.append(Line(area.x, area.bottom - 1, area.right, area.bottom - 1, "lane.line"))
        body = Area(area.x, area.y + frame.line + 5, area.width, area.height - frame.line - 10)
        if name == "craving":
            items += _curve(state, plan, frame.scale, body, "craving", Fraction(10), lambda v: _whole(v.craving))
        elif name == "weight":
            items += _weights(state, plan, frame.scale, body, texts)
        elif name == "drinks":
            items += _drinks(state, plan, frame.scale, body)
        else:
            items += _effects(state, plan, frame.scale, body, metrics, texts)
    return items


def _title(name: str, state: ChartState, texts: Texts) -> str:
    """Name a lane with its unit and both ends of its axis."""
    if name == "drinks":
        return texts("chart.lane.drinks_to", most=texts.number(_most_drinks(state)))
    if name == "weight":
        low, high = _weight_range(state)
        return texts("chart.lane.weight_to", low=low, high=high)
    return texts(f"chart.lane.{name}")


def _weight_range(state: ChartState) -> tuple[int, int]:
    """The lane's axis in whole kg, with room for 2 kg more and less than was measured."""
    known = [visit.weight_kg for visit in state.visits if visit.weight_kg is not None]
    return max(floor(min(known, default=Fraction(0)) - 2), 0), ceil(max(known, default=Fraction(0)) + 2)


def _whole(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _dated(plan: Plan, visits: Sequence[Visit], scale: Scale) -> Iterator[tuple[float, Visit]]:
    for visit in sorted(visits, key=lambda visit: visit.on):
        day = plan.day_of(visit.on)
        if day is not None and scale.first <= day - 0.5 <= scale.last:
            yield scale.x(day - 0.5), visit


def _curve(
    state: ChartState,
    plan: Plan,
    scale: Scale,
    body: Area,
    style: str,
    top: Fraction,
    value: Callable[[Visit], Fraction | None],
) -> list[Item]:
    items: list[Item] = []
    run: list[tuple[float, float]] = []
    for x, visit in _dated(plan, state.visits, scale):
        amount = value(visit)
        if amount is None:
            run = []
            continue
        y = body.bottom - float(min(amount, top) / top) * body.height
        run.append((x, y))
        if len(run) > 1:
            items.append(Path((run[-2], run[-1]), style))
        items.append(Box(x - 3, y - 3, 6, 6, f"{style}.dot", 3.0))
    return items


def _weights(state: ChartState, plan: Plan, scale: Scale, body: Area, texts: Texts) -> list[Item]:
    low, high = _weight_range(state)
    items = _curve(
        state,
        plan,
        scale,
        body,
        "weight",
        Fraction(high - low),
        lambda visit: None if visit.weight_kg is None else visit.weight_kg - low,
    )
    for x, visit in _dated(plan, state.visits, scale):
        if visit.weight_kg is not None:
            items.append(Label(x + 6, body.bottom, texts.number(visit.weight_kg), "date"))
    return items


def _most_drinks(state: ChartState) -> Fraction:
    """The upper end of the lane: the most of any visit, at least one drink."""
    return max((visit.drinks for visit in state.visits if visit.drinks), default=Fraction(1))


def _drinks(state: ChartState, plan: Plan, scale: Scale, body: Area) -> list[Item]:
    most = _most_drinks(state)
    items: list[Item] = []
    for x, visit in _dated(plan, state.visits, scale):
        if visit.drinks is not None:
            height = max(float(visit.drinks / most) * body.height, 1.0)
            items.append(Box(x - 3.5, body.bottom - height, 7, height, "drinks"))
    return items


def _effects(state: ChartState, plan: Plan, scale: Scale, body: Area, metrics: Metrics, texts: Texts) -> list[Item]:
    words = dict(state.effect_words)
    items: list[Item] = []
    free = body.x
    height = metrics.ascent("chip.name") + metrics.descent("chip.name") + 4
    for x, visit in _dated(plan, state.visits, scale):
        for effect in visit.effects:
            text = texts("chart.lane.effect", name=words.get(effect.code, effect.code), severity=effect.severity)
            width = metrics.width(text, "chip.name") + 14
            left = max(x - width / 2, free)
            if left + width > body.right:
                break
            items.append(Box(left, body.bottom - height, width, height, "chip", height / 2))
            base = body.bottom - metrics.descent("chip.name") - 2
            items.append(Label(left + width / 2, base, text, "chip.name", "middle"))
            free = left + width + 6
    return items


def plot_marks(state: ChartState, frame: Frame, metrics: Metrics, texts: Texts) -> tuple[Item, ...]:
    """Lay out what was recorded inside the bars: taken days, missed ones, extra tablets, indifference reached."""
    scale = frame.scale
    return (
        *_overdue(state, scale, metrics, texts),
        *_taken(state, scale),
        *_reached(state, scale, metrics, texts),
        *extra_items(state, scale, metrics, texts),
        *_visit_marks(state, scale),
    )


def _overdue(state: ChartState, scale: Scale, metrics: Metrics, texts: Texts) -> Iterator[Item]:
    """A review that is overdue: everything after it drawn pale under a line with its day."""
    plan, due = state.plan, state.review
    day = None if plan is None or due is None else plan.day_of(due)
    if day is None or due is None or not scale.first <= day < scale.last:
        return
    x = round(max(scale.x(day), scale.left))
    yield Box(x, scale.top, scale.right - x, scale.base - scale.top, "stale")
    yield Line(x, scale.top, x, scale.base, "review")
    words = texts("chart_more.overdue", on=texts.date(due, year=False))
    wide, left = metrics.width(words, "review.name"), x + 6.0
    now = scale.x((state.today_number or 0) - 0.5)
    if left - 4 <= now <= left + wide + 4:
        left = now + 6.0
    at = min(left, scale.right - wide - 4)
    yield Label(at, scale.base - 8 - 2 * metrics.ascent("review.name"), words, "review.name")


def _visit_marks(state: ChartState, scale: Scale) -> Iterator[Item]:
    """Small marks on the ruler: a full one for a visit that took place, a hollow one for one to come."""
    for day, style in _visits(state, scale):
        x = round(scale.x(day - 0.5))
        yield Path(((x - 3, scale.base + 6), (x + 3, scale.base + 6), (x, scale.base + 1)), style, closed=True)


def visit_days(state: ChartState, scale: Scale) -> tuple[int, ...]:
    """Give the day numbers in view that have a visit, taken place or to come."""
    return tuple(day for day, _ in _visits(state, scale))


def _visits(state: ChartState, scale: Scale) -> Iterator[tuple[int, str]]:
    days = [(visit.on, "visit") for visit in state.visits] + [(on, "visit.planned") for on in state.appointments]
    for on, style in days:
        day = None if state.plan is None else state.plan.day_of(on)
        if day is not None and scale.first <= day - 0.5 <= scale.last:
            yield day, style


def _taken(state: ChartState, scale: Scale) -> Iterator[Item]:
    """Every day up to the last visit: solid when taken, hatched when some were missed, hollow when all."""
    plan, until = state.plan, state.history_until
    if plan is None or until is None:
        return
    for one in recorded_days(plan, state.visits, until):
        if one.taking is Taking.UNRECORDED:
            yield _unrecorded(one.first_day, one.last_day, scale)
            continue
        for number in range(one.first_day, one.last_day + 1):
            yield from _day_bar(plan, number, one, scale)


def _unrecorded(first: int, last: int, scale: Scale) -> Item:
    left, right = max(scale.x(first - 1), scale.left), min(scale.x(last), scale.right)
    return Line(left, scale.base - 2, max(right, left), scale.base - 2, "unrecorded")


def _day_bar(plan: Plan, number: int, one: Recorded, scale: Scale) -> Iterator[Item]:
    index = plan.stage_index_on(number)
    x0, x1 = scale.x(number - 1), scale.x(number)
    if index is None or x0 < scale.left - 0.5 or x1 > scale.right + 0.5:
        return
    planned = plan.stages[index].daily_mg
    missed = one.taking is Taking.MISSED
    taken = planned if missed else one.taken_of(planned)
    gap = max(1.0, (x1 - x0) * 0.14)
    if taken > planned:
        top = scale.y(float(taken))
        yield Box(x0 + gap, top, x1 - x0 - 2 * gap, scale.y(float(planned)) - top, "taken.more")
    y = scale.y(float(min(taken, planned))) + 3
    if y >= scale.base:
        return
    yield Box(x0 + gap, y, x1 - x0 - 2 * gap, scale.base - y, one.taking.value)
    if missed:
        middle = (y + scale.base) / 2
        yield Line(x0 + gap, middle, x1 - gap, middle, "outline")


def _reached(state: ChartState, scale: Scale, metrics: Metrics, texts: Texts) -> Iterator[Item]:
    plan = state.plan
    for visit in state.visits:
        day = None if plan is None or not visit.indifference else plan.day_of(visit.on)
        if plan is None or day is None or not scale.first <= day - 0.5 <= scale.last:
            continue
        index = plan.stage_index_on(day)
        mg = visit.taken_mg if visit.taken_mg is not None else None if index is None else plan.stages[index].daily_mg
        if mg is None:
            continue
        x = round(scale.x(day - 0.5))
        text = texts("chart.lane.reached", mg=texts.mg(mg))
        weight = visit.weight_kg or state.weight_kg
        if weight:
            amount = texts.number(Fraction(round(mg / weight * 100), 100))
            text = texts("chart.lane.reached_kg", mg=texts.mg(mg), amount=amount)
        yield Line(x, scale.top + 14, x, scale.base, "reached")
        left = min(x + 6.0, scale.right - metrics.width(text, "reached.name") - 4)
        yield Label(left, scale.base - 8, text, "reached.name")
