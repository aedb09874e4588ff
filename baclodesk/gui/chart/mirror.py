"""The finished picture turned about, for doctors who read time from right to left. No Qt.

Layout and gestures know nothing of it: what is painted is turned as the last step, where the pointer is as the first.
Words stay readable and keep their place beside what they name.
"""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Anchor, Area, Box, Item, Label, Line, Path

_ANCHORS: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_ARROWS = str.maketrans("◄►", "►◄")


def mirrored(items: Sequence[Item], width: float) -> tuple[Item, ...]:
    """Give the items of a picture ``width`` pixels wide, turned about its middle."""
    return tuple(_turned(item, width) for item in items)


def mirrored_area(area: Area, width: float) -> Area:
    """Give where a room of the picture lies once it is turned about."""
    return Area(width - area.right, area.y, area.width, area.height)


def _turned(item: Item, width: float) -> Item:
    if isinstance(item, Line):
        return Line(width - item.x1, item.y1, width - item.x2, item.y2, item.style)
    if isinstance(item, Path):
        points = tuple((width - x, y) for x, y in reversed(item.points))  # steps are drawn from left to right
        return Path(points, item.style, item.closed)
    if isinstance(item, Box):
        return Box(width - item.x - item.width, item.y, item.width, item.height, item.style, item.radius)
    return Label(width - item.x, item.y, item.text.translate(_ARROWS), item.style, _ANCHORS[item.anchor])
