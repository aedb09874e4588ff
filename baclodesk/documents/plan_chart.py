"""The plan's picture as lines on paper: the display list of the plan, drawn with the pen's canvas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from reportlab.lib.colors import HexColor

from baclodesk.domain.chart_list import Box, Item, Label, Line, Look, Path
from baclodesk.services.plan_picture import PRINT_LOOKS, layout_print
from baclodesk.services.texts import Texts

from . import fonts
from .blocks import Chart
from .lines import on_paper
from .pen import Pen

ASCENT, DESCENT = 0.76, 0.24  # of the size: DejaVu Sans, letters with their accents


class PaperMetrics:
    """Measures texts of a picture in the faces of paper, in points."""

    def __init__(self, looks: Mapping[str, Look]) -> None:
        self._looks = looks

    def width(self, text: str, style: str) -> float:
        """Give the advance width."""
        look = self._looks[style]
        return fonts.width(on_paper(text), look.size, look.bold)

    def ascent(self, style: str) -> float:
        """Give the height above the base line."""
        return self._looks[style].size * ASCENT

    def descent(self, style: str) -> float:
        """Give the depth below the base line."""
        return self._looks[style].size * DESCENT


def draw_chart(pen: Pen, chart: Chart, x: float, top: float, width: float, height: float) -> None:
    """Draw the plan on ``width`` × ``height`` points with its top left corner at ``x``, ``top``."""
    picture = layout_print(
        chart.plan, width, height, PaperMetrics(PRINT_LOOKS), Texts(chart.language), chart.policy_lines
    )
    canvas = pen.canvas
    canvas.saveState()
    for item in picture.items:
        _draw(pen, item, PRINT_LOOKS[item.style], x, top)
    canvas.restoreState()
    pen.fresh_page()


def _draw(pen: Pen, item: Item, look: Look, x: float, top: float) -> None:
    canvas = pen.canvas
    if isinstance(item, Label):
        canvas.setFillColor(HexColor(look.ink))
        canvas.setFont(fonts.name(bold=look.bold), look.size)
        text = on_paper(item.text)
        across = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
        across[item.anchor](x + item.x, pen.height - top - item.y, text)
        return
    stroke, fill = int(look.stroke is not None), int(look.fill is not None)
    if look.stroke is not None:
        canvas.setStrokeColor(HexColor(look.stroke))
        canvas.setLineWidth(look.width)
        canvas.setDash(*([list(look.dash)] if look.dash else []))
    if look.fill is not None:
        canvas.setFillColor(HexColor(look.fill))
    if isinstance(item, Line):
        canvas.line(x + item.x1, pen.height - top - item.y1, x + item.x2, pen.height - top - item.y2)
    elif isinstance(item, Box):
        bottom = pen.height - top - item.y - item.height
        canvas.roundRect(x + item.x, bottom, item.width, item.height, item.radius, stroke=stroke, fill=fill)
    elif isinstance(item, Path):
        path = canvas.beginPath()
        path.moveTo(x + item.points[0][0], pen.height - top - item.points[0][1])
        for px, py in item.points[1:]:
            path.lineTo(x + px, pen.height - top - py)
        if item.closed:
            path.close()
        canvas.drawPath(path, stroke=stroke, fill=fill if item.closed else 0)
    else:
        assert_never(item)
