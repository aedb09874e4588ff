"""A signature drawn by hand, printed as lines on the line it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .blocks import Strokes
from .pen import Pen, grey_of
from .theme import INK

_FULL: Final = 1000
_WIDTH: Final = 0.9
_BELOW: Final = 0.1
"""Share of a signature's height that reaches below its line, as a hand writes."""


def draw_strokes(pen: Pen, strokes: Strokes, left: float, base: float, width: float, room: float) -> None:
    """Draw strokes on the line at ``base``, ``width`` points long, at most ``room`` points high, in their own shape.

    A thousandth is at most a thousandth of the line: nothing is drawn larger than it was written.
    """
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return
    low_x, low_y = min(x for x, _y in points), min(y for _x, y in points)
    wide = max(x for x, _y in points) - low_x
    high = max(y for _x, y in points) - low_y
    unit = min(width / _FULL, width / max(wide, 1), room / max(high, 1))
    top = base - high * unit * (1 - _BELOW)
    begin = left + (width - wide * unit) / 2
    for stroke in strokes:
        placed = [(begin + (x - low_x) * unit, top + (y - low_y) * unit) for x, y in stroke]
        _line(pen, placed)


def _line(pen: Pen, points: Sequence[tuple[float, float]]) -> None:
    (x, y), *rest = points
    drawn = points if rest else [(x, y), (x + _WIDTH, y)]  # a touch is a dot
    pen.shape(drawn, closed=False, width=_WIDTH, stroke=f"{grey_of(INK)} G", fill="")
