"""The plan's picture as lines on paper: the display list of the plan, drawn with the pen's canvas."""

from __future__ import annotations

from collections.abc import Mapping

from baclodesk.domain.chart_list import Box, Item, Label, Line, Look, Picture
from baclodesk.services.plan_picture import PRINT_LOOKS

from . import fonts
from .lines import on_paper
from .pen import Pen, color_of

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


def draw_picture(pen: Pen, picture: Picture, x: float, top: float) -> None:
    """Draw a laid-out picture with its top left corner at ``x``, ``top``."""
    dash: tuple[float, ...] = ()
    for item in picture.items:
        look = PRINT_LOOKS[item.style]
        if look.stroke is not None and look.dash != dash:
            dash = look.dash
            pen.dashes(dash)
        _draw(pen, item, look, x, top)
    pen.dashes(())


def _draw(pen: Pen, item: Item, look: Look, x: float, top: float) -> None:
    if isinstance(item, Label):
        ink = f"{color_of(look.ink)} rg"
        pen.words(x + item.x, top + item.y, item.text, look.size, bold=look.bold, fill=ink, align=item.anchor)
        return
    stroke = "" if look.stroke is None else f"{color_of(look.stroke)} RG"
    fill = "" if look.fill is None else f"{color_of(look.fill)} rg"
    closed = False
    if isinstance(item, Line):
        points: tuple[tuple[float, float], ...] = ((item.x1, item.y1), (item.x2, item.y2))
    elif isinstance(item, Box):
        right, bottom = item.x + item.width, item.y + item.height
        points, closed = ((item.x, item.y), (right, item.y), (right, bottom), (item.x, bottom)), True
    else:
        points, closed = item.points, item.closed
    placed = [(x + px, top + py) for px, py in points]
    pen.shape(placed, closed=closed, width=look.width, stroke=stroke, fill=fill if closed else "")
