"""The policy's lines on a picture of a plan, and where their names stand."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Item, Label, Line, Metrics, label_area
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.services.plan_scale import Bar, Scale
from baclodesk.services.texts import Texts


def policy_items(
    lines: Sequence[PolicyLine], bars: Sequence[Bar], scale: Scale, metrics: Metrics, texts: Texts, taken: list[Area]
) -> list[Item]:
    """Draw the lines as far as the axis reaches, each with its name where there is room; ``taken`` grows by these."""
    items: list[Item] = []
    for line in lines:
        if line.mg > scale.top_mg:
            continue
        y = scale.y(float(line.mg))
        items.append(Line(scale.left, y, scale.right, y, "policy"))
        name = policy_name(line, texts)
        label = caption_place(name, y, bars, scale, metrics, taken)
        if label is not None:
            items.append(label)
            taken.append(label_area(label, metrics))
    return items


def policy_name(line: PolicyLine, texts: Texts) -> str:
    """Give the words beside a policy's line: the dose, what it asks for, and where it is written."""
    key = f"chart.source.{line.source}"
    source = texts(key) if texts.has(key) else line.source
    return texts(f"chart.line.{line.kind.value}", mg=texts.number(line.mg), source=source)


def caption_place(
    text: str, y: float, bars: Sequence[Bar], scale: Scale, metrics: Metrics, taken: Sequence[Area]
) -> Label | None:
    """Find a place just above (else below) a horizontal line at ``y`` where ``text`` meets no dose and no outline."""
    width = metrics.width(text, "policy.name")
    room = scale.right - scale.left - width - 12
    for part in (0.0, 1.0, 0.5, 0.25, 0.75):
        for base in (y - metrics.descent("policy.name") - 1, y + metrics.ascent("policy.name") + 1):
            label = Label(scale.left + 6 + room * part, base, text, "policy.name")
            area = label_area(label, metrics)
            free = room >= 0 and not any(area.grown(1).meets(other) for other in taken)
            if free and not _crossed(area, bars, scale.base):
                return label
    return None


def _crossed(area: Area, bars: Sequence[Bar], base: float) -> bool:
    """Tell whether the step outline passes through ``area`` (its top lines, or a riser between two bars)."""
    before = base
    for bar in bars:
        if area.y - 1 < bar.y < area.bottom + 1 and bar.x0 < area.right and area.x < bar.x1:
            return True
        low, high = max(before, bar.y), min(before, bar.y)
        if area.x - 1 < bar.x0 < area.right + 1 and high < area.bottom and area.y < low:
            return True
        before = bar.y
    return False
