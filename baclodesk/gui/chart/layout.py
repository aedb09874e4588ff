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
    """The laid out list with what others need of it: bars, the rooms of labels and badges, the captions' places."""

    items: list[Item]
    bars: list[Bar]
    labels: list[Area | None]
    captions: tuple[Label, ...]
    badges: dict[int, Area]
    tags: list[Area]
    hidden: int


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
        captions = _captions(shown, frame, facts, metrics, bars, taken)
    else:
        captions = tuple(c for c in captions if not any(label_area(c, metrics).meets(a) for a in taken))
    badges = _badges(shown, bars, scale, metrics)
    items: list[Item] = _fills(shown, bars, scale)
    items += shown.marks
    items += cut_around(_lines(shown, scale), [*taken, *(label_area(label, metrics) for label in captions)])
    items += captions
    if shown.overlay is not None:
        items += cut_around(_outline_of(shown.overlay, facts, scale, "overlay"), taken)
    if shown.base is not None and shown.base is not plan:
        items += cut_around(_outline_of(shown.base, facts, scale, "ghost"), taken)
    items += _outline(shown, bars, scale)
    items += flag
    items += wall_marks(shown.stop, bars, scale, index) if shown.stop is not None and index is not None else ()
    items += _doses(bars, labels, words, scale, metrics)
    items += _badge_items(badges)
    items += _hand_dots(plan, bars, scale)
    items += _knobs(shown, bars, scale, index)
    tags = _tags(shown, bars, scale, facts, metrics, taken, items)
    items += _overlaid(shown, scale, metrics)
    return Steps(items, bars, labels, captions, badges, tags, sum(1 for area in labels if area is None))


def _current_index(shown: Shown) -> int | None:
    if shown.current is None:
        return None
    for index, stage in enumerate(shown.plan.stages):
        if stage.uid == shown.current:
            return index
    return None


def _fills(shown: Shown, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    items: list[Item] = []
    left, right, base = scale.left, scale.right, scale.base
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if x1 > x0 and bar.y < base:
            items.append(Box(x0, bar.y, x1 - x0, base - bar.y, "selected" if stage.uid in shown.selected else "fill"))
    return items


def _lines(shown: Shown, scale: Scale) -> list[Item]:
    return [
        Line(scale.left, y, scale.right, y, "policy")
        for line in shown.lines
        if line.mg < scale.top_mg and (y := round(scale.y(float(line.mg))))
    ]


def cut_around(lines: Sequence[Item], areas: Sequence[Area]) -> list[Item]:
    """Leave out the pieces of upright and level lines that would run through a dose or a caption."""
    pieces: list[Item] = []
    for line in lines:
        pieces += _pieces(line, areas) if isinstance(line, Line) else (line,)
    return pieces


def _pieces(line: Line, areas: Sequence[Area]) -> list[Line]:
    level = line.y1 == line.y2
    if level:
        y, low, high = line.y1, min(line.x1, line.x2), max(line.x1, line.x2)
        gaps = [(a.x - 2, a.x + a.width + 2) for a in areas if a.y - 1 < y < a.y + a.height + 1]
    else:
        x, low, high = line.x1, min(line.y1, line.y2), max(line.y1, line.y2)
        gaps = [(a.y - 1, a.y + a.height + 1) for a in areas if a.x - 1 < x < a.x + a.width + 1]
    gaps = sorted(gap for gap in gaps if gap[0] < high and gap[1] > low)
    if not gaps:
        return [line]
    parts: list[Line] = []
    at = low
    for start, end in [*gaps, (high, high)]:
        if start > at:
            parts.append(
                Line(at, line.y1, start, line.y1, line.style)
                if level
                else Line(line.x1, at, line.x1, start, line.style)
            )
        at = max(at, end)
    return parts


def _captions(
    shown: Shown, frame: Frame, facts: Facts, metrics: Metrics, bars: Sequence[Bar], taken: Sequence[Area]
) -> tuple[Label, ...]:
    found: list[Label] = []
    for line in shown.lines:
        if line.mg >= frame.scale.top_mg:
            continue
        y = round(frame.scale.y(float(line.mg)))
        blocked = [*taken, *(label_area(label, metrics) for label in found)]
        label = caption_place(policy_name(line, facts.texts), y, bars, frame.scale, metrics, blocked)
        if label is not None:
            found.append(label)
    return tuple(found)


def _outline(shown: Shown, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    items: list[Item] = []
    left, right = scale.left, scale.right
    before = scale.base
    for stage, bar in zip(shown.plan.stages, bars, strict=True):
        x0, x1 = max(bar.x0, left), min(bar.x1, right)
        if left <= bar.x0 <= right and before != bar.y:
            items.append(Line(bar.x0, before, bar.x0, bar.y, "outline"))
        if x1 > x0:
            items.append(Line(x0, bar.y, x1, bar.y, "outline.selected" if stage.uid in shown.selected else "outline"))
        before = bar.y
    if bars:
        last = bars[-1]
        if last.open:
            x, y = min(last.x1, right), last.y
            if last.x0 <= right:
                items.append(Path(((x - 8, y - 5), (x, y), (x - 8, y + 5)), "outline"))
        elif left <= last.x1 <= right:
            items.append(Line(last.x1, last.y, last.x1, scale.base, "outline"))
    return items


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
    left = metrics.width(facts.texts("chart.axis.mg"), "axis.title") + 12
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
    items: list[Item],
) -> list[Area]:
    """Put a tag at every changed stage where one has room beside labels, knobs and other tags."""
    if shown.base is None or shown.base is shown.plan:
        return []
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
    return tags


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
