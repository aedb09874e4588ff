"""Where two display lists differ: the room that must be painted anew. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Protocol

from baclodesk.domain.chart_list import Area, Box, Item, Line, Path, Point

_MARGIN = 3.0


class Extents(Protocol):
    """Measures what an item covers."""

    def extent(self, item: Item) -> Area:
        """Give an area that holds the item with its line width."""


def changed(old: Mapping[str, Sequence[Item]], new: Mapping[str, Sequence[Item]], extents: Extents) -> Area | None:
    """Give the area that holds every item which differs from its counterpart in the same layer; None when none does."""
    room = _Room()
    for name, items in new.items():
        before = old.get(name, ())
        if items is before:
            continue
        for a, b in zip_longest(before, items):
            if a is b or a == b:
                continue
            if isinstance(a, Path) and isinstance(b, Path):
                room.points(_differing(a, b))
                continue
            if a is not None:
                room.item(a, extents)
            if b is not None:
                room.item(b, extents)
    return room.area()


class _Room:
    """Grows around everything it is shown."""

    def __init__(self) -> None:
        self.left = self.top = 1e9
        self.right = self.bottom = -1e9

    def item(self, item: Item, extents: Extents) -> None:
        if isinstance(item, Box):
            self._grow(item.x, item.y, item.x + item.width, item.y + item.height)
        elif isinstance(item, Line):
            x0, x1 = (item.x1, item.x2) if item.x1 <= item.x2 else (item.x2, item.x1)
            y0, y1 = (item.y1, item.y2) if item.y1 <= item.y2 else (item.y2, item.y1)
            self._grow(x0, y0, x1, y1)
        else:
            area = extents.extent(item)
            self._grow(area.x, area.y, area.x + area.width, area.y + area.height)

    def points(self, points: Sequence[Point]) -> None:
        for x, y in points:
            self._grow(x, y, x, y)

    def _grow(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x0 < self.left:
            self.left = x0
        if y0 < self.top:
            self.top = y0
        if x1 > self.right:
            self.right = x1
        if y1 > self.bottom:
            self.bottom = y1

    def area(self) -> Area | None:
        if self.right < self.left:
            return None
        return Area(
            self.left - _MARGIN,
            self.top - _MARGIN,
            self.right - self.left + 2 * _MARGIN,
            self.bottom - self.top + 2 * _MARGIN,
        )


def _differing(a: Path, b: Path) -> list[Point]:
    """Give the points of two paths from the one before their first difference to the one after their last."""
    first, short = 0, min(len(a.points), len(b.points))
    while first < short and a.points[first] == b.points[first]:
        first += 1
    same = 0
    while same < short - first and a.points[-1 - same] == b.points[-1 - same]:
        same += 1
    first, same = max(first - 1, 0), max(same - 1, 0)
    return [*a.points[first : len(a.points) - same], *b.points[first : len(b.points) - same]]
