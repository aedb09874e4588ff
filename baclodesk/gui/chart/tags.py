"""What stages carry: tags of what a drag changed, badges of findings, dots of hand-set days. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from baclodesk.domain.chart_list import Area, Box, Item, Label, Line, Metrics, Path
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.facts import Facts
from baclodesk.gui.chart.knobs import KNOB_SELECTED
from baclodesk.gui.chart.marks import tag
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale


def hand_dots(plan: Plan, bars: Sequence[Bar], scale: Scale) -> list[Item]:
    """Mark stages whose sharing over the day was set by hand."""
    return [
        Box(bar.x0 + 5, bar.y + 6, 4, 4, "hand", 2.0)
        for stage, bar in zip(plan.stages, bars, strict=True)
        if stage.by_hand and scale.left <= bar.x0 and bar.x0 + 12 < min(bar.x1, scale.right) and bar.y + 12 < scale.base
    ]


def badge_rooms(shown: Shown, bars: Sequence[Bar], scale: Scale, metrics: Metrics) -> dict[int, Area]:
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


def badge_items(badges: dict[int, Area]) -> list[Item]:
    """Draw a triangle with a stroke and a dot for each badge."""
    items: list[Item] = []
    for area in badges.values():
        x, y, size = area.x, area.y, area.width
        items.append(Path(((x, y + size), (x + size / 2, y + 1), (x + size, y + size)), "badge", closed=True))
        items.append(Line(x + size / 2, y + size * 0.42, x + size / 2, y + size * 0.68, "badge"))
        items.append(Line(x + size / 2, y + size * 0.84, x + size / 2, y + size * 0.86, "badge"))
    return items


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
    texts = facts.texts
    if days is not None and old_days is not None and days != old_days:
        return texts("chart.tag.days", change=signed(texts.number(abs(days - old_days)), days > old_days))
    if isinstance(mg, Fraction) and mg:
        return texts("chart.tag.dose", change=signed(texts.number(abs(mg)), mg > 0))
    return ""


def signed(number: str, positive: bool) -> str:
    """Put a sign before a number."""
    return ("+" if positive else "−") + number
