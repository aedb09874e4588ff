"""Where two display lists differ: the rooms that must be painted anew. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from baclodesk.domain.chart_list import Area, Item


class Extents(Protocol):
    """Measures what an item covers."""

    def extent(self, item: Item) -> Area:
        """Give an area that holds the item with its line width."""


def changed(old: Sequence[Item], new: Sequence[Item], extents: Extents) -> list[Area]:
    """Give one area that holds every item found in only one of the lists; none when the lists are equal."""
    touched: list[Item] = []
    if len(old) == len(new):
        for a, b in zip(old, new, strict=True):
            if a is not b and a != b:
                touched += (a, b)
    else:
        before, after = set(old), set(new)
        touched = list(before ^ after)
    if not touched:
        return []
    areas = [extents.extent(item) for item in touched]
    x, y = min(area.x for area in areas), min(area.y for area in areas)
    return [Area(x, y, max(area.right for area in areas) - x, max(area.bottom for area in areas) - y)]
