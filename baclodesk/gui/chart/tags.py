"""What stages carry: tags of what a drag changed, badges of findings, dots of hand-set days. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path
from baclodesk.domain.findings import Severity
from baclodesk.domain.plan import Origin, Plan
from baclodesk.gui.chart.amends import part_from_tomorrow, was
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.host import FindingLine
from baclodesk.gui.chart.knobs import KNOB_SELECTED
from baclodesk.gui.chart.marks import tag
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale

SMALL = 6.0
"""Side of a badge that has no room for its sign."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A mark on a stage: its room, and whether it stands for a finding (triangle), a lifted wall (E) or for both."""

    area: Area
    lifted: bool
    open: bool = False


def flagged(findings: Sequence[FindingLine], plan: Plan) -> frozenset[int]:
    """Give the numbers of the stages that a caution or more is open for; a lifted wall has its own mark."""
    found = set()
    for line in findings:
        if line.stage is None or line.severity < Severity.CAUTION:
            continue
        lifted = line.answered and line.stage <= len(plan.stages) and plan.stages[line.stage - 1].exemptions
        if not lifted:
            found.add(line.stage)
    return frozenset(found)


def hand_dots(plan: Plan, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    """Mark stages whose dose or sharing was set by hand, beside others that come from a scheme or a rule."""
    mixed = any(stage.origin is not Origin.DOCTOR for stage in plan.stages)
    return [
        Box(bar.x0 + 5, bar.y + 6, 4, 4, "hand", 2.0)
        for stage, bar in zip(plan.stages, bars, strict=True)
        if (stage.by_hand or (mixed and stage.origin is Origin.DOCTOR))
        and scale.left <= bar.x0
        and bar.x0 + 12 < min(bar.x1, scale.right)
        and bar.y + 12 < scale.base
    ]


def badge_rooms(shown: Shown, bars: Sequence[Bar], scale: Scale, metrics: Metrics) -> dict[int, Badge]:
    """Badges stand inside the bar, under its top; small ones where the bar is narrow or low."""
    badges: dict[int, Badge] = {}
    size = metrics.ascent("badge.name") + 3
    for number, (stage, bar) in enumerate(zip(shown.plan.stages, bars, strict=True), start=1):
        flag = number in shown.flagged
        if not flag and not stage.exemptions:
            continue
        x0, x1 = max(bar.x0, scale.left), min(bar.x1, scale.right)
        both = flag and bool(stage.exemptions) and x1 - x0 >= 2 * size + 8
        if x1 - x0 >= size + 6 and scale.base - bar.y >= size + 14:
            width = 2 * size + 2 if both else size
            area = Area((x0 + x1 - width) / 2, bar.y + 12, width, size)
        elif x1 - x0 >= SMALL and scale.base - bar.y >= SMALL + 4:
            area = Area(round((x0 + x1 - SMALL) / 2), bar.y + 3, SMALL, SMALL)
        else:
            continue
        badges[stage.uid] = Badge(area, lifted=not flag or (both and area.height > SMALL), open=flag)
    return badges


def badge_items(badges: dict[int, Badge], metrics: Metrics) -> list[Item]:
    """Draw a triangle with a stroke and a dot for a finding, a box with an E for a lifted wall."""
    items: list[Item] = []
    for badge in badges.values():
        area = badge.area
        x, y, size = area.x, area.y, area.height
        if badge.open:
            items += _triangle(x, y, size)
            x += size + 2
        if badge.lifted:
            items.append(Box(x, y, size, size, "badge", 3.0 if size > SMALL else 0.0))
            if size > SMALL:
                base = y + (size + metrics.ascent("badge.name") - metrics.descent("badge.name")) / 2
                items.append(Label(x + size / 2, base, "E", "badge.name", "middle"))
    return items


def _triangle(x: float, y: float, size: float) -> Iterator[Item]:
    yield Path(((x, y + size), (x + size / 2, y + 1), (x + size, y + size)), "badge", closed=True)
    if size > SMALL:
        yield Line(x + size / 2, y + size * 0.42, x + size / 2, y + size * 0.68, "badge")
        yield Line(x + size / 2, y + size * 0.84, x + size / 2, y + size * 0.86, "badge")


def tag_items(
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
    split = part_from_tomorrow(shown.base, shown.plan)
    taken = list(labels)
    tags: list[Area] = []
    for index, (stage, bar) in enumerate(zip(shown.plan.stages, bars, strict=True)):
        halved = split is not None and index in (split - 1, split)
        old = was(shown.base, shown.plan, index) if halved else before.get(stage.uid)
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
    texts, words = facts.texts, []
    if isinstance(mg, Fraction) and mg:
        words.append(texts("chart.tag.dose", change=signed(texts.number(abs(mg)), mg > 0)))
    if days is not None and old_days is not None and days != old_days:
        words.append(texts("chart.tag.days", change=signed(texts.number(abs(days - old_days)), days > old_days)))
    return " · ".join(words)


def signed(number: str, positive: bool) -> str:
    """Put a sign before a number."""
    return ("+" if positive else "−") + number
