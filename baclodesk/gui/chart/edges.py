"""Where two laid out charts differ: the room that must be painted anew. No Qt.

One rectangle: a ragged clip of many costs the painter more than it saves. Below both outlines the inside of the bars
stays as it is, so a change of the outline counts only as far down as the outlines run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Protocol

from baclodesk.domain.chart_list import Area, Box, Item, Line
from baclodesk.services.plan_scale import Bar

_MARGIN, _FAR = 4.0, 1e5
_PIECES = frozenset({"lines", "ghost", "overlay"})
_WITH_THE_OUTLINE = frozenset({"steps", "fill", "fill.past", "grid.fill"})


class Extents(Protocol):
    """Measures what an item covers."""

    def extent(self, item: Item) -> Area:
        """Give an area that holds the item with its line width."""


class Laid(Protocol):
    """What is compared: the bars and the layers of items."""

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars of all stages."""

    @property
    def layers(self) -> Mapping[str, Sequence[Item]]:
        """Items by layer, in the order of painting."""


def changed(old: Laid, new: Laid, extents: Extents) -> Area | None:
    """Give the area in which anything differs; None when nothing does."""
    room = _Room()
    for x0, x1, y0, y1 in _differing_steps(old.bars, new.bars):
        room.add(x0, y0, x1, y1)
    for name, items in new.layers.items():
        before = old.layers.get(name, ())
        if items is before:
            continue
        for item in _unlike(before, items, pieces=name in _PIECES):
            if isinstance(item, Box):
                room.add(item.x, item.y, item.x + item.width, item.y + item.height)
            elif isinstance(item, Line):
                room.add(*_ends(item))
            else:
                area = extents.extent(item)
                room.add(area.x, area.y, area.x + area.width, area.y + area.height)
    return room.area()


def _unlike(before: Sequence[Item], after: Sequence[Item], *, pieces: bool) -> Iterator[Item]:
    """Give the items of only one of two layers; cut lines are compared as a set, because their number changes."""
    if pieces:
        known, here = set(map(id, before)), set(map(id, after))  # most pieces are the very same: looked at no further
        yield from {a for a in before if id(a) not in here} ^ {b for b in after if id(b) not in known}
        return
    old = [item for item in before if item.style not in _WITH_THE_OUTLINE]
    new = [item for item in after if item.style not in _WITH_THE_OUTLINE]
    for a, b in zip_longest(old, new):
        if a is b or a == b:
            continue
        for item in (a, b):
            if item is not None:
                yield item


def _ends(line: Line) -> tuple[float, float, float, float]:
    x0, x1 = (line.x1, line.x2) if line.x1 <= line.x2 else (line.x2, line.x1)
    y0, y1 = (line.y1, line.y2) if line.y1 <= line.y2 else (line.y2, line.y1)
    return x0, y0, x1, y1


def _differing_steps(old: Sequence[Bar], new: Sequence[Bar]) -> Iterator[tuple[float, float, float, float]]:
    """Give the rooms between two outlines wherever they run at different heights, or one has ended."""
    a = b = 0
    x = -1e9
    while a < len(old) or b < len(new):
        one = old[a] if a < len(old) else None
        two = new[b] if b < len(new) else None
        if one is not None and two is not None and one == two:
            x, a, b = one.x1, a + 1, b + 1
            continue
        end = min(bar.x1 for bar in (one, two) if bar is not None)
        heights = [bar.y for bar in (one, two) if bar is not None]
        begin = max(x, min(bar.x0 for bar in (one, two) if bar is not None))
        if one is None or two is None:
            yield begin, heights[0], end, _FAR  # down to the base, whatever that is
        elif heights[0] != heights[1]:
            yield begin, min(heights), end, max(heights)
        elif one.x0 != two.x0 or one.x1 != two.x1:
            yield begin, heights[0], end, heights[0]
        x = end
        if one is not None and one.x1 <= end:
            a += 1
        if two is not None and two.x1 <= end:
            b += 1


class _Room:
    """Grows around everything it is shown."""

    def __init__(self) -> None:
        self._left = self._top = 1e9
        self._right = self._bottom = -1e9

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x0 < self._left:
            self._left = x0
        if y0 < self._top:
            self._top = y0
        if x1 > self._right:
            self._right = x1
        if y1 > self._bottom:
            self._bottom = y1

    def area(self) -> Area | None:
        if self._right < self._left:
            return None
        left, top, bottom = self._left - _MARGIN, self._top - _MARGIN, min(self._bottom, _FAR) + _MARGIN
        return Area(left, top, self._right + _MARGIN - left, bottom - top)
