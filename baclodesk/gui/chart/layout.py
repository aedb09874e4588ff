"""The moving part of the chart: bars, outline, labels, knobs, ghost, wall. A plan in, a display list out; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path, label_area
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.marks import knob, tag, wall_marks
from baclodesk.gui.chart.overview import outside_items, overview_items
from baclodesk.gui.chart.targets import Part, Stop, Target, TargetKind
from baclodesk.services.plan_picture import caption_place, policy_name
from baclodesk.services.plan_scale import Bar, Scale, place_labels

KNOB, KNOB_SELECTED = 4.5, 7.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn over the backdrop. ``base`` is the plan before a drag (its ghost is drawn), else None."""

    plan: Plan
    base: Plan | None = None
    selected: frozenset[int] = frozenset()
    current: int | None = None
    part: Part = Part.BODY
    focused: bool = False
    hovered: Target | None = None
    forbidden: bool = False
    stop: Stop | None = None
    today: int | None = None
    history: int | None = None
    lines: tuple[PolicyLine, ...] = ()
    flagged: frozenset[int] = frozenset()
    overlay: Plan | None = None
    cursor_day: int | None = None
    band: Area | None = None
    magnet: tuple[str, float, str] | None = None
    marks: tuple[Item, ...] = ()


@dataclass(slots=True)
class Steps:
    """The laid out list in layers, with bars, the rooms of labels and badges, the captions' places."""

    layers: dict[str, Sequence[Item]]
    bars: list[Bar]
    labels: list[Area | None]
    captions: tuple[Label, ...]
    badges: dict[int, Area]
    tags: list[Area]
    hidden: int

    @property
    def items(self) -> list[Item]:
        """All items in the order of painting."""
        return [item for layer in self.layers.values() for item in layer]


def lay_steps(
    shown: Shown, frame: Frame, facts: Facts, metrics: Metrics, captions: tuple[Label, ...] | None = None
) -> Steps:
    """Lay out the moving part; ``captions`` keeps the policy names where they were (during a drag)."""
    scale, plan = frame.scale, shown.plan
    bars = facts.bars(plan, scale)
    index = _current_index(shown)
    flag = _flag(shown, frame, facts, metrics)
    labels, words = _labels(shown, frame, facts, metrics, bars, index, flag)
    taken = [area for area in labels if area is not None]
    if captions is None:
        line = [Area(item.x1 - 3, item.y1, 6, item.y2 - item.y1) for item in flag if isinstance(item, Line)]
        captions = _captions(shown, frame, facts, metrics, bars, [*taken, *line])
    else:
        captions = tuple(c for c in captions if not any(label_area(c, metrics).meets(a) for a in taken))
    badges = _badges(shown, bars, scale, metrics)
    words_areas = [*taken, *(label_area(label, metrics) for label in captions)]
    knobs = _knobs(shown, bars, scale, index)
    tags, tag_areas = _tags(shown, bars, scale, facts, metrics, taken)
    ghost = () if shown.base is None or shown.base is plan else facts.kept(shown.base, scale, _ghost_of)
    overlay = () if shown.overlay is None else _outline_of(shown.overlay, facts, scale, "overlay")
    wall: Sequence[Item] = ()
    if shown.stop is not None and index is not None:
        wall = wall_marks(shown.stop, bars, scale, index)
    layers: dict[str, Sequence[Item]] = {
        "fill": _fills(shown, bars, frame),
        "marks": shown.marks,
        "lines": cut_around(_lines(shown, scale), words_areas),
        "captions": captions,
        "overlay": cut_around(overlay, taken),
        "ghost": cut_around(ghost, taken),
        "outline": _outline(shown, bars, scale),
        "flag": flag,
        "wall": wall,
        "doses": _doses(bars, labels, words, scale, metrics),
        "badges": _badge_items(badges),
        "hand": _hand_dots(plan, bars, scale),
        "knobs": knobs,
        "tags": tags,
        "overview": overview_items(plan, frame, facts),
        "outside": () if frame.overview is None else outside_items(bars, frame, facts, metrics),
        "over": _overlaid(shown, scale, metrics),
    }
    return Steps(layers, bars, labels, captions, badges, tag_areas, sum(1 for area in labels if area is None))


def _current_index(shown: Shown) -> int | None:
    if shown.current is None:
        return None
    for index, stage in enumerate(shown.plan.stages):
        if stage.uid == shown.current:
            return index
    return None


def _fills(shown: Shown, bars: Sequence[Bar], frame: Frame) -> list[Item]:
    """The inside of the bars, days that are history in their own tint, and the grid over it."""
    scale = frame.scale
    items: list[Item] = []
    left, right, base = scale.left, scale.right, scale.base
    past = left if shown.history is None else min(round(scale.x(shown.history)), right)
    levels: dict[float, list[float]] = {y: [] for y in frame.levels}
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 <= x0 or bar.y >= base:
            continue
        style = "selected" if stage.uid in shown.selected else "fill"
        if x0 < past:
            items.append(
                Box(x0, bar.y, min(x1, past) - x0, base - bar.y, style if style == "selected" else "fill.past")
            )
            if x1 > past:
                items.append(Box(past, bar.y, x1 - past, base - bar.y, style))
        else:
            items.append(Box(x0, bar.y, x1 - x0, base - bar.y, style))
        for y, runs in levels.items():
            if y > bar.y:
                if runs and runs[-1] == x0:
                    runs[-1] = x1
                else:
                    runs.extend((x0, x1))
    for y, runs in levels.items():
        items += [Line(runs[n], y, runs[n + 1], y, "grid.fill") for n in range(0, len(runs), 2)]
    items += _uprights(bars, frame)
    return items


def _uprights(bars: Sequence[Bar], frame: Frame) -> list[Item]:
    """The week lines inside the bars."""
    base, items, at = frame.scale.base, list[Item](), 0
    for x in frame.weeks:
        while at < len(bars) and bars[at].x1 <= x:
            at += 1
        if at == len(bars):
            break
        if bars[at].x0 < x and bars[at].y < base:
            items.append(Line(x, bars[at].y, x, base, "grid.fill"))
    return items


def _lines(shown: Shown, scale: Scale) -> list[Item]:
    return [
        Line(scale.left, y, scale.right, y, "policy")
        for line in shown.lines
        if line.mg < scale.top_mg and (y := round(scale.y(float(line.mg))))
    ]


def cut_around(lines: Sequence[Item], areas: Sequence[Area]) -> list[Item]:
    """Leave out the pieces of upright and level lines that would run through a dose or a caption."""
    if not lines:
        return []
    columns: dict[int, list[_Room]] = {}
    for a in areas:
        room = (a.x - 2, a.x + a.width + 2, a.y - 1, a.y + a.height + 1)
        for column in range(int(room[0]) >> 6, (int(room[1]) >> 6) + 1):
            columns.setdefault(column, []).append(room)
    pieces: list[Item] = []
    for line in lines:
        if not isinstance(line, Line):
            pieces.append(line)
        elif line.x1 == line.x2:
            _cut_upright(line, columns.get(int(line.x1) >> 6, ()), pieces)
        else:
            _cut_level(line, columns, pieces)
    return pieces


_Room = tuple[float, float, float, float]


def _cut_upright(line: Line, rooms: Sequence[_Room], pieces: list[Item]) -> None:
    x, low, high = line.x1, min(line.y1, line.y2), max(line.y1, line.y2)
    gaps = [(y0, y1) for x0, x1, y0, y1 in rooms if x0 < x < x1 and y0 < high and y1 > low]
    if not gaps:
        pieces.append(line)
        return
    at = low
    for start, end in [*sorted(gaps), (high, high)]:
        if start > at:
            pieces.append(Line(x, at, x, start, line.style))
        at = max(at, end)


def _cut_level(line: Line, columns: dict[int, list[_Room]], pieces: list[Item]) -> None:
    y, low, high = line.y1, line.x1, line.x2
    gaps = {
        (x0, x1)
        for column in range(int(low) >> 6, (int(high) >> 6) + 1)
        for x0, x1, y0, y1 in columns.get(column, ())
        if y0 < y < y1 and x0 < high and x1 > low
    }
    if not gaps:
        pieces.append(line)
        return
    at = low
    for start, end in [*sorted(gaps), (high, high)]:
        if start > at:
            pieces.append(Line(at, y, start, y, line.style))
        at = max(at, end)


def _captions(
    shown: Shown, frame: Frame, facts: Facts, metrics: Metrics, bars: Sequence[Bar], taken: Sequence[Area]
) -> tuple[Label, ...]:
    found: list[Label] = []
    for line in shown.lines:
        if line.mg >= frame.scale.top_mg:
            continue
        y = round(frame.scale.y(float(line.mg)))
        blocked = [*taken, *(label_area(label, metrics) for label in found)]
        whole = policy_name(line, facts.texts)
        for words in (whole, whole.split(" · ", maxsplit=1)[0]):
            label = caption_place(words, y, bars, frame.scale, metrics, blocked)
            if label is not None:
                found.append(label)
                break
    return tuple(found)


def _outline(shown: Shown, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    if not bars:
        return []
    left, right = scale.left, scale.right
    points: list[tuple[float, float]] = []
    chosen: list[Item] = []
    before = scale.base
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 <= x0:
            before = bar.y
            continue
        if bar.x0 >= left:
            points.append((x0, before))
        points.append((x0, bar.y))
        points.append((x1, bar.y))
        if stage.uid in shown.selected:
            chosen.append(Line(x0, bar.y, x1, bar.y, "outline.selected"))
        before = bar.y
    last = bars[-1]
    items: list[Item] = []
    if last.open and last.x0 <= right:
        x, y = min(last.x1, right), last.y
        items.append(Path(((x - 8, y - 5), (x, y), (x - 8, y + 5)), "outline"))
    elif left <= last.x1 <= right:
        points.append((last.x1, scale.base))
    return [Path(tuple(points), "steps"), *items, *chosen] if points else items


def _ghost_of(facts: Facts, plan: Plan, scale: Scale) -> list[Item]:
    return _outline_of(plan, facts, scale, "ghost")


def _outline_of(plan: Plan, facts: Facts, scale: Scale, style: str) -> list[Item]:
    items: list[Item] = []
    left, right = scale.left, scale.right
    before = scale.base
    for bar in facts.bars(plan, scale):
        if bar.x0 >= right:
            break
        if left <= bar.x0 and before != bar.y:
            items.append(Line(bar.x0, before, bar.x0, bar.y, style))
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 > x0:
            items.append(Line(x0, bar.y, x1, bar.y, style))
        before = bar.y
    return items


def _flag(shown: Shown, frame: Frame, facts: Facts, metrics: Metrics) -> list[Item]:
    scale, day = frame.scale, shown.today
    if day is None or not scale.first < day <= scale.last or day < 1:
        return []
    x = round(scale.x(day - 1))
    text = facts.texts("chart.today.flag", day=day)
    width = metrics.width(text, "today.name") + 12
    alone = scale.top > 2 * frame.line
    left = 2.0 if alone else metrics.width(facts.texts("chart.axis.mg"), "axis.title") + 12
    at = min(max(x - width / 2, left), max(scale.right - width + 10, left))
    height = frame.line + 3
    y = scale.top - height - 1
    return [
        Line(x, scale.top - 1, x, scale.base, "today"),
        Box(at, y, width, height, "today.flag", 3.0),
        Label(at + 6, y + metrics.ascent("today.name") + 1.5, text, "today.name"),
    ]


def _labels(
    shown: Shown,
    frame: Frame,
    facts: Facts,
    metrics: Metrics,
    bars: Sequence[Bar],
    index: int | None,
    flag: Sequence[Item],
) -> tuple[list[Area | None], list[str]]:
    scale = frame.scale
    words = [facts.of(stage).words for stage in shown.plan.stages]
    obstacles = [Area(item.x1 - 3, item.y1, 6, item.y2 - item.y1) for item in flag if isinstance(item, Line)]
    if bars and bars[-1].open:  # the arrow of the open end
        tip = min(bars[-1].x1, scale.right)
        obstacles.append(Area(tip - 10, bars[-1].y - 7, 12, 14))
    first = [0, len(bars) - 1]
    lifts: dict[int, float] = {}
    if index is not None:
        first.insert(0, index)
        bar = bars[index]
        lifts[index] = KNOB_SELECTED
        obstacles += [knob_area(x, y, KNOB_SELECTED) for x, y in knob_points(bar, scale)]
    labels = place_labels(
        bars, words, "dose", metrics, scale.plot, first_of_all=first, obstacles=obstacles, lifts=lifts
    )
    return labels, words


def _doses(
    bars: Sequence[Bar], labels: Sequence[Area | None], words: Sequence[str], scale: Scale, metrics: Metrics
) -> list[Item]:
    items: list[Item] = []
    ascent = metrics.ascent("dose")
    for bar, area, word in zip(bars, labels, words, strict=True):
        if area is not None:
            items.append(Label(area.x, area.y + ascent, word, "dose"))
        elif bar.x1 > scale.left and bar.x0 < scale.right:
            x = round((max(bar.x0, scale.left) + min(bar.x1, scale.right)) / 2)
            items.append(Line(x, bar.y - 5, x, bar.y - 2, "tick"))
    return items


def knob_points(bar: Bar, scale: Scale) -> list[tuple[float, float]]:
    """Give the middles of a stage's visible knobs: end, then dose."""
    points: list[tuple[float, float]] = []
    if bar.x1 <= scale.right + 1 and bar.x1 >= scale.left and not bar.open:
        points.append((bar.x1, bar.y))
    elif bar.open and scale.left <= bar.x0 <= scale.right - 20:
        points.append((min(bar.x1, scale.right) - 16, bar.y))
    x0, x1 = max(bar.x0, scale.left), min(bar.x1, scale.right)
    if x1 > x0:
        points.append(((x0 + x1) / 2, bar.y))
    return points


def knob_area(x: float, y: float, radius: float) -> Area:
    """Give the room of a knob with its border."""
    return Area(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2)


def _knobs(shown: Shown, bars: Sequence[Bar], scale: Scale, index: int | None) -> list[Item]:
    items: list[Item] = []
    style = "knob.forbidden" if shown.forbidden else "knob"
    hovered = shown.hovered
    if hovered is not None and hovered.uid and hovered.uid != shown.current:
        for at, stage in enumerate(shown.plan.stages):
            if stage.uid == hovered.uid:
                point = _point(hovered.kind, bars[at], scale)
                if point is not None:
                    items += knob(*point, KNOB, style)
    if index is None:
        return items
    bar = bars[index]
    locked = "knob.forbidden" if shown.forbidden else "knob"
    for x, y in knob_points(bar, scale):
        items += knob(x, y, KNOB_SELECTED, locked)
    if shown.focused:
        items += _ring(shown, bar, scale)
    return items


def _point(kind: TargetKind, bar: Bar, scale: Scale) -> tuple[float, float] | None:
    if kind in (TargetKind.EDGE, TargetKind.OPEN_END):
        return (bar.x1, bar.y) if not bar.open else (min(bar.x1, scale.right) - 16, bar.y)
    if kind is TargetKind.TOP:
        return (max(bar.x0, scale.left) + min(bar.x1, scale.right)) / 2, bar.y
    return None


def _ring(shown: Shown, bar: Bar, scale: Scale) -> list[Item]:
    """The focus ring around what the keys will move: 2 px of ink with 2 px of ground inside."""
    if shown.part is Part.BODY:
        x0, x1 = max(bar.x0, scale.left) + 2, min(bar.x1, scale.right) - 2
        if x1 <= x0:
            return []
        area = Area(x0, bar.y + 3, x1 - x0, max(scale.base - bar.y - 5, 4))
    else:
        kind = TargetKind.EDGE if shown.part is Part.END else TargetKind.TOP
        point = _point(kind, bar, scale)
        if point is None:
            return []
        area = knob_area(*point, KNOB_SELECTED + 3)
    inner = area.grown(-2)
    return [
        Box(inner.x, inner.y, max(inner.width, 1), max(inner.height, 1), "focus.inner", 3.0),
        Box(area.x, area.y, area.width, area.height, "focus", 4.0),
    ]


def _hand_dots(plan: Plan, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    return [
        Box(bar.x0 + 5, bar.y + 6, 4, 4, "hand", 2.0)
        for stage, bar in zip(plan.stages, bars, strict=True)
        if stage.by_hand and scale.left <= bar.x0 and bar.x0 + 12 < min(bar.x1, scale.right) and bar.y + 12 < scale.base
    ]


def _badges(shown: Shown, bars: Sequence[Bar], scale: Scale, metrics: Metrics) -> dict[int, Area]:
    """Findings (triangle) and exemptions (E) stand inside the bar, under its top."""
    badges: dict[int, Area] = {}
    size = metrics.ascent("badge.name") + 3
    for number, (stage, bar) in enumerate(zip(shown.plan.stages, bars, strict=True), start=1):
        if number not in shown.flagged and not stage.exemptions:
            continue
        x0, x1 = max(bar.x0, scale.left), min(bar.x1, scale.right)
        if x1 - x0 < size + 6 or scale.base - bar.y < size + 14:
            continue
        badges[stage.uid] = Area((x0 + x1 - size) / 2, bar.y + 12, size, size)
    return badges


def _badge_items(badges: dict[int, Area]) -> list[Item]:
    items: list[Item] = []
    for area in badges.values():
        x, y, size = area.x, area.y, area.width
        items.append(Path(((x, y + size), (x + size / 2, y + 1), (x + size, y + size)), "badge", closed=True))
        items.append(Line(x + size / 2, y + size * 0.42, x + size / 2, y + size * 0.68, "badge"))
        items.append(Line(x + size / 2, y + size * 0.84, x + size / 2, y + size * 0.86, "badge"))
    return items


def _tags(
    shown: Shown,
    bars: Sequence[Bar],
    scale: Scale,
    facts: Facts,
    metrics: Metrics,
    labels: Sequence[Area],
) -> tuple[list[Item], list[Area]]:
    """Put a tag at every changed stage where one has room beside labels, knobs and other tags."""
    if shown.base is None or shown.base is shown.plan:
        return [], []
    items: list[Item] = []
    before = {stage.uid: stage for stage in shown.base.stages}
    taken = list(labels)
    tags: list[Area] = []
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        old = before.get(stage.uid)
        if old is None or old is stage:
            continue
        words = _difference(facts, stage.days, old.days, facts.of(stage).daily_mg - facts.of(old).daily_mg)
        if not words or bar.x0 > scale.right:
            continue
        radius = KNOB_SELECTED if stage.uid == shown.current else 2.0
        area = tag(words, bar, scale, metrics, taken, radius)
        if area is not None:
            items.append(Box(area.x, area.y, area.width, area.height, "tag", 3.0))
            base = area.y + (area.height + metrics.ascent("tag.name") - metrics.descent("tag.name")) / 2
            items.append(Label(area.x + area.width / 2, base, words, "tag.name", "middle"))
            taken.append(area)
            tags.append(area)
    return items, tags


def _difference(facts: Facts, days: int | None, old_days: int | None, mg: object) -> str:
    from fractions import Fraction

    texts = facts.texts
    if days is not None and old_days is not None and days != old_days:
        return texts("chart.tag.days", change=signed(texts.number(abs(days - old_days)), days > old_days))
    if isinstance(mg, Fraction) and mg:
        return texts("chart.tag.dose", change=signed(texts.number(abs(mg)), mg > 0))
    return ""


def signed(number: str, positive: bool) -> str:
    """Put a sign before a number."""
    return ("+" if positive else "−") + number


def _overlaid(shown: Shown, scale: Scale, metrics: Metrics) -> list[Item]:
    items: list[Item] = []
    if shown.cursor_day is not None:
        x = round(scale.x(shown.cursor_day - 0.5))
        items.append(Line(x, scale.top, x, scale.base, "cursor"))
    if shown.magnet is not None:
        axis, at, name = shown.magnet
        if axis == "x":
            items.append(Line(at, scale.top, at, scale.base, "magnet"))
            items.append(Label(at + 4, scale.base - 6, name, "magnet.name"))
        else:
            items.append(Line(scale.left, at, scale.right, at, "magnet"))
            width = metrics.width(name, "magnet.name")
            items.append(Label(scale.right - width - 4, at - 4, name, "magnet.name"))
    if shown.band is not None:
        area = shown.band
        items.append(Box(area.x, area.y, area.width, area.height, "band"))
    return items
