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
_WITH_THE_BARS = frozenset({"steps", "fill"})
_WITH_THE_DOSES = frozenset({"halos", "doses"})
_TICK = 6.0
"""Pixels over its bar that the tick of a dose without room takes at most."""


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
    def labels(self) -> Sequence[Area | None]:
        """The rooms of the doses; a tick stands where there is none."""

    @property
    def words(self) -> Sequence[str]:
        """The doses as they are written."""

    @property
    def layers(self) -> Mapping[str, Sequence[Item]]:
        """Items by layer, in the order of painting."""


def changed(old: Laid, new: Laid, extents: Extents) -> Area | None:
    """Give the area in which anything differs; None when nothing does."""
    room = _Room()
    _steps(old.bars, new.bars, room)
    _doses(old, new, room)
    for name, items in new.layers.items():
        before = old.layers.get(name, ())
        if items is before or name in _WITH_THE_DOSES:
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


def _doses(old: Laid, new: Laid, room: _Room) -> None:
    """Add the rooms of doses that moved, came or went; of a tick, its place over its bar."""
    if len(old.bars) != len(new.bars):
        for laid in (old, new):
            for area in laid.labels:
                if area is not None:
                    room.add(area.x, area.y, area.x + area.width, area.y + area.height)
    for one, two, bar, other, was, now in zip(
        old.labels, new.labels, old.bars, new.bars, old.words, new.words, strict=False
    ):
        if one is None and two is None and bar == other:
            continue
        if one is not None and two is not None and one == two and was == now:
            continue
        for area, under in ((one, bar), (two, other)):
            if area is None:
                room.add(under.x0, under.y - _TICK, under.x1, under.y)
            else:
                room.add(area.x, area.y, area.x + area.width, area.y + area.height)


def _unlike(before: Sequence[Item], after: Sequence[Item], *, pieces: bool) -> Iterator[Item]:
    """Give the items of only one of two layers; cut lines are compared as a set, because their number changes."""
    if pieces:
        known, here = set(map(id, before)), set(map(id, after))  # most pieces are the very same: looked at no further
        yield from {a for a in before if id(a) not in here} ^ {b for b in after if id(b) not in known}
        return
    old = [item for item in before if item.style not in _WITH_THE_BARS]
    new = [item for item in after if item.style not in _WITH_THE_BARS]
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


def _steps(old: Sequence[Bar], new: Sequence[Bar], room: _Room) -> None:
    """Add the room between two outlines from the first bar that differs to the last one."""
    shared = min(len(old), len(new))
    head = tail = 0
    while head < shared and old[head] == new[head]:
        head += 1
    while tail < shared - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    one, two = old[head : len(old) - tail], new[head : len(new) - tail]
    bars = [*one, *two]
    if not bars:
        return
    x1 = max(bar.x1 for bar in bars)
    ended = not tail and (not one or not two or (one[-1].x1 != two[-1].x1 and not (one[-1].open and two[-1].open)))
    heights = [bar.y for bar in bars]  # where a plan ends now, all below its outline changes, down to the base
    room.add(min(bar.x0 for bar in bars), min(heights), x1, _FAR if ended else max(heights))


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
