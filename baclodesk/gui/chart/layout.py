"""The moving part of the chart: bars, outline, labels, knobs, ghost, wall. A plan in, a display list out; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, label_area
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.backdrop import base_line, grid, past_of, plot_ground
from baclodesk.gui.chart.bars import fill_items, outline_items, outline_of, steps_of
from baclodesk.gui.chart.cutting import cut_around
from baclodesk.gui.chart.extras import extra_rooms, upright_rooms
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.knobs import KNOB_SELECTED, knob_area, knob_items, knob_points
from baclodesk.gui.chart.marks import breach_marks, wall_marks
from baclodesk.gui.chart.overlaid import over_items, overlay_name
from baclodesk.gui.chart.overview import outside_items, overview_items
from baclodesk.gui.chart.pointing import NOTHING, pointed_items
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.tags import Badge, badge_items, badge_rooms, hand_dots, tag_items
from baclodesk.services.plan_captions import caption_place, policy_name
from baclodesk.services.plan_scale import Bar, Scale, place_labels

STILL = frozenset({"grid", "base", "lines", "overlay", "ghost"})
"""Layers that hold nothing but lines and stay the very same lists through a drag."""


@dataclass(slots=True)
class Steps:
    """The laid out list in layers, with bars, the rooms of labels and badges, the captions' places."""

    layers: dict[str, Sequence[Item]]
    bars: list[Bar]
    labels: list[Area | None]
    words: list[str]
    captions: tuple[Label, ...]
    badges: dict[int, Badge]
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
    steps = steps_of(bars, scale)
    index = _current_index(shown)
    flag = _flag(shown, frame, facts, metrics)
    labels, words = _labels(shown, frame, facts, metrics, bars, index, flag)
    taken = [*(area for area in labels if area is not None), *extra_rooms(shown.marks, metrics)]
    badges = badge_rooms(shown, bars, scale, metrics)
    kept_off = [*taken, *(badge.area.grown(2) for badge in badges.values())]
    if captions is None:
        lines = upright_rooms((*flag, *shown.marks))
        captions = _captions(shown, frame, facts, metrics, bars, [*kept_off, *lines, *_boxes(flag)])
    else:
        captions = tuple(c for c in captions if _is_free(label_area(c, metrics), kept_off))
    knobs = knob_items(shown, bars, scale, index)
    flag_rooms = _boxes(flag) + [
        Area(item.x1 - 2, item.y1, 4, item.y2 - item.y1) for item in flag if isinstance(item, Line)
    ]
    kept_off += flag_rooms
    if index is not None:
        kept_off += [knob_area(x, y, KNOB_SELECTED) for x, y in knob_points(bars[index], scale)]
    tags, tag_areas = tag_items(shown, bars, scale, facts, metrics, kept_off)
    captions = tuple(c for c in captions if _is_free(label_area(c, metrics), tag_areas))
    named = [label_area(caption, metrics) for caption in captions]
    kept_off += [*tag_areas, *named]
    pointed, sign = NOTHING
    if shown.day is not None or shown.second is not None:
        rooms = [*taken, *flag_rooms, *(badge.area for badge in badges.values()), *tag_areas, *named]
        pointed, sign = pointed_items(shown, frame, bars, rooms, facts.texts, metrics)
    wall: Sequence[Item] = ()
    if shown.stop is not None and index is not None:
        wall = wall_marks(shown.stop, bars, scale, index)
    past = past_of(scale, shown.history)
    layers: dict[str, Sequence[Item]] = {
        "plot": facts.once("plot", (scale, shown.history), lambda: plot_ground(scale, shown.history)),
        "grid": facts.once("grid", (frame,), lambda: grid(frame)),
        "fill": fill_items(shown, bars, frame, steps, past),
        "base": facts.once("base", (scale,), lambda: base_line(scale)),
        "marks": shown.marks,
        "broken": breach_marks(shown.broken, plan, bars, scale) if shown.broken else (),
        **_still_lines(shown, frame, facts, metrics, captions),
        "captions": captions,
        "outline": outline_items(shown, bars, scale, steps),
        "flag": flag,
        "wall": wall,
        "doses": _doses(shown, bars, labels, words, scale, metrics),
        "badges": badge_items(badges, metrics),
        "hand": hand_dots(plan, bars, scale),
        "knobs": [*pointed, *knobs] if pointed else knobs,
        "tags": tags,
        "overview": overview_items(shown, frame, facts),
        "outside": () if frame.overview is None else outside_items(bars, frame, facts, metrics),
        "names": overlay_name(shown, frame, facts, metrics, kept_off),
        "over": [*over_items(shown, frame, metrics, kept_off), *sign],
    }
    return Steps(layers, bars, labels, words, captions, badges, tag_areas, sum(1 for area in labels if area is None))


def _boxes(items: Sequence[Item]) -> list[Area]:
    return [Area(item.x, item.y, item.width, item.height) for item in items if isinstance(item, Box)]


def _is_free(area: Area, taken: Sequence[Area]) -> bool:
    return not any(area.meets(other) for other in taken)


def _current_index(shown: Shown) -> int | None:
    if shown.current is None:
        return None
    for index, stage in enumerate(shown.plan.stages):
        if stage.uid == shown.current:
            return index
    return None


def _still_lines(
    shown: Shown, frame: Frame, facts: Facts, metrics: Metrics, captions: tuple[Label, ...]
) -> dict[str, Sequence[Item]]:
    """The lines of the policy and of other plans: the very same lists at every step of a drag."""
    scale, base, overlay, marks = frame.scale, shown.base, shown.overlay, shown.marks

    def policy() -> list[Item]:
        areas = [label_area(label, metrics) for label in captions]
        heights = (round(scale.y(float(line.mg))) for line in shown.lines if line.mg < scale.top_mg)
        areas += extra_rooms(marks, metrics)
        return cut_around([Line(scale.left, y, scale.right, y, "policy") for y in heights], areas)

    def outline(plan: Plan, style: str) -> Sequence[Item]:
        def make() -> list[Item]:
            return cut_around(outline_of(plan, facts, scale, style), extra_rooms(marks, metrics))

        return facts.once(style, (plan, scale, marks), make)

    return {
        "lines": facts.once("lines", (shown.lines, scale, captions, marks), policy),
        "overlay": () if overlay is None else outline(overlay, "overlay"),
        "ghost": () if base is None or base is shown.plan else outline(base, "ghost"),
    }


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
    words = [fact.words for fact in facts.row(shown.plan)]
    obstacles = [Area(item.x1 - 3, item.y1, 6, item.y2 - item.y1) for item in flag if isinstance(item, Line)]
    obstacles += extra_rooms(shown.marks, metrics)
    if bars and bars[-1].open:  # the arrow of the open end
        tip = min(bars[-1].x1, scale.right)
        obstacles.append(Area(tip - 10, bars[-1].y - 7, 12, 14))
    first = [0, len(bars) - 1]
    lifts: dict[int, float] = {}
    if shown.today is not None:
        now = scale.x(shown.today - 0.5)
        for at, bar in enumerate(bars):
            if bar.x0 <= now < bar.x1:
                first.insert(0, at)
                lifts[at] = 1.0
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
    shown: Shown,
    bars: Sequence[Bar],
    labels: Sequence[Area | None],
    words: Sequence[str],
    scale: Scale,
    metrics: Metrics,
) -> list[Item]:
    """The doses; the ground behind each, of the past or not, keeps other lines out of its figures."""
    items: list[Item] = []
    ascent = metrics.ascent("dose")
    past = scale.left if shown.history is None else scale.x(shown.history)
    for bar, area, word in zip(bars, labels, words, strict=True):
        if area is not None:
            style = "dose.inside" if area.y > bar.y else "dose" if area.x + area.width / 2 >= past else "dose.past"
            items.append(Label(area.x, area.y + ascent, word, style))
        elif bar.x1 > scale.left and bar.x0 < scale.right:
            x = round((max(bar.x0, scale.left) + min(bar.x1, scale.right)) / 2)
            items.append(Line(x, bar.y - 5, x, bar.y - 2, "tick"))
    return items
