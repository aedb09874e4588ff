"""Strips of a plan's picture: one where every dose has room, else one for each part of the plan."""

from __future__ import annotations

from baclodesk.services.plan_parts import Part, whole
from baclodesk.services.plan_picture import PRINT_LOOKS, Print, doses_have_room, layout_print, more_height, parts_of
from baclodesk.services.texts import Texts

from .blocks import Chart
from .pen import Pen
from .plan_chart import PaperMetrics, draw_picture
from .strips import Draw, Strip
from .theme import Theme

_METRICS = PaperMetrics(PRINT_LOOKS)
_TRIED = 40
"""More stages than these never have room for their doses in one picture; it is not even tried."""


def chart_strips(block: Chart, theme: Theme) -> list[Strip]:
    """Give the picture, which may grow, or its parts one under the other, all alike."""
    shown = Print(block.plan, block.policy_lines, block.today, block.recorded)
    texts, width = Texts(block.language), theme.inner

    def drawer(part: Part, lowest: float) -> Draw:
        def draw(pen: Pen, x: float, top: float, height: float) -> None:
            picture = layout_print(shown, width, height, _METRICS, texts, part)
            if height > lowest and any(item.style == "tick" for item in picture.items):
                picture = layout_print(shown, width, lowest, _METRICS, texts, part)
            pen.begin_figure()
            draw_picture(pen, picture, x, top)
            pen.end_figure()

        return draw

    parts = _parts(shown, width, block, texts)
    least, most = (block.lowest, block.highest) if len(parts) == 1 else (block.part_height, block.part_height)
    strips = []
    for part in parts:
        more = more_height(shown, part, width, _METRICS, texts)
        strips.append(Strip(block.key, least + more, drawer(part, least + more), gap=theme.gap, most=most + more))
    return strips


def _parts(shown: Print, width: float, block: Chart, texts: Texts) -> tuple[Part, ...]:
    """Keep the plan whole where every dose has room, at the least height at any rate."""
    one = whole(shown.plan)
    if doses_have_room(shown, width, _METRICS, texts):
        return (one,)
    if len(shown.plan.stages) > _TRIED:
        return parts_of(shown, width, _METRICS, texts)
    lowest = block.lowest + more_height(shown, one, width, _METRICS, texts)
    picture = layout_print(shown, width, lowest, _METRICS, texts)
    has_all = all(item.style != "tick" for item in picture.items)
    return (one,) if has_all else parts_of(shown, width, _METRICS, texts)
