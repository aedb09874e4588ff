"""Where two laid out charts differ: the room that must be painted anew. No Qt.

A few rectangles side by side, each as high as what differs in it: pixels are what a paint costs. Below both outlines
the inside of the bars stays as it is, so a change of the outline counts only as far down as the outlines run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Protocol

from baclodesk.domain.chart_list import Area, Box, Item, Line
from baclodesk.services.plan_scale import Bar

_MARGIN, _FAR, _SHIFT = 4.0, 1e5, 6
_PIECES = frozenset({"lines", "ghost", "overlay"})
_WITH_THE_BARS = frozenset({"steps", "fill", "fill.past", "grid.inside", "grid.week.inside"})
_WITH_THE_DOSES = "doses"
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


def changed(old: Laid, new: Laid, extents: Extents) -> list[Area]:
    """Give the areas in which anything differs, side by side; none when nothing does."""
    room = _Room()
    head, tail = _alike(old, new)
    for laid in (old, new):
        _add_bars(laid, head, len(laid.bars) - tail, room)
    if not tail:
        _add_end(old.bars[head:], new.bars[head:], room)
    for name, items in new.layers.items():
        before = old.layers.get(name, ())
        if items is before or name == _WITH_THE_DOSES:
            continue
        for item in _unlike(before, items, pieces=name in _PIECES):
            if isinstance(item, Box):
                room.add(item.x, item.y, item.x + item.width, item.y + item.height)
            elif isinstance(item, Line):
                room.add(*_ends(item))
            else:
                area = extents.extent(item)
                room.add(area.x, area.y, area.x + area.width, area.y + area.height)
    return room.areas()


def _alike(old: Laid, new: Laid) -> tuple[int, int]:
    """Give how many bars at the beginning and at the end are the same, with the same dose at the same place."""
    shared = min(len(old.bars), len(new.bars))

    def same(a: int, b: int) -> bool:
        return old.bars[a] == new.bars[b] and old.labels[a] == new.labels[b] and old.words[a] == new.words[b]

    head = tail = 0
    while head < shared and same(head, head):
        head += 1
    while tail < shared - head and same(-1 - tail, -1 - tail):
        tail += 1
    return head, tail


def _add_bars(laid: Laid, first: int, end: int, room: _Room) -> None:
    """Add what is drawn of bars: the riser before each, its line, and its dose or tick."""
    before = laid.bars[first].y if first < end else 0.0
    for bar, label in zip(laid.bars[first:end], laid.labels[first:end], strict=True):
        y, x0, x1 = bar.y, bar.x0, bar.x1
        top = (before if before < y else y) - _TICK
        foot = y if before < y else before
        if label is not None:
            right = label.x + label.width
            x0, x1 = label.x if label.x < x0 else x0, right if right > x1 else x1
            top = label.y if label.y < top else top
            foot = label.y + label.height if label.y > foot else foot
        room.add(x0, top, x1, foot)
        before = y


def _add_end(old: Sequence[Bar], new: Sequence[Bar], room: _Room) -> None:
    """Where a plan ends now, or ended before, all below its outline changes, down to the base."""
    ends = [bars[-1].x1 for bars in (old, new) if bars and not bars[-1].open]
    if len(ends) == 1 or len(set(ends)) == 2:
        room.add(min(ends), _FAR, max(bar.x1 for bar in (*old, *new)), _FAR)


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


class _Room:
    """Grows around everything it is shown, in columns of their own height: a staircase fills half of its rectangle."""

    def __init__(self) -> None:
        self._columns: dict[int, list[float]] = {}

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        x0, y0, x1, y1 = x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN
        columns = self._columns
        for column in range(int(x0) >> _SHIFT, (int(x1) >> _SHIFT) + 1):
            left, right = column << _SHIFT, (column + 1) << _SHIFT
            start, end = x0 if x0 > left else left, x1 if x1 < right else right
            known = columns.get(column)
            if known is None:
                columns[column] = [start, y0, end, y1]
                continue
            if start < known[0]:
                known[0] = start
            if y0 < known[1]:
                known[1] = y0
            if end > known[2]:
                known[2] = end
            if y1 > known[3]:
                known[3] = y1

    def areas(self) -> list[Area]:
        return [Area(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in self._columns.values()]
