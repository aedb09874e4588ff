"""Leaving doses and captions clear: lines are cut where they would run through words. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Item, Line


def cut_around(lines: Sequence[Item], areas: Sequence[Area]) -> list[Item]:
    """Leave out the pieces of upright and level lines that would run through a dose or a caption."""
    if not lines:
        return []
    columns: dict[int, list[_Room]] = {}
    for a in areas:
        room = (a.x - 2, a.x + a.width + 2, a.y - 1, a.y + a.height + 1)
        for column in range(int(room[0]) >> 6, (int(room[1]) >> 6) + 1):
            columns.setdefault(column, []).append(room)
    pieces: list[Item] = []
    for line in lines:
        if not isinstance(line, Line):
            pieces.append(line)
        elif line.x1 == line.x2:
            _cut_upright(line, columns.get(int(line.x1) >> 6, ()), pieces)
        else:
            _cut_level(line, columns, pieces)
    return pieces


_Room = tuple[float, float, float, float]


def _cut_upright(line: Line, rooms: Sequence[_Room], pieces: list[Item]) -> None:
    x, low, high = line.x1, min(line.y1, line.y2), max(line.y1, line.y2)
    gaps = [(y0, y1) for x0, x1, y0, y1 in rooms if x0 < x < x1 and y0 < high and y1 > low]
    if not gaps:
        pieces.append(line)
        return
    at = low
    for start, end in [*sorted(gaps), (high, high)]:
        if start > at:
            pieces.append(Line(x, at, x, start, line.style))
        at = max(at, end)


def _cut_level(line: Line, columns: dict[int, list[_Room]], pieces: list[Item]) -> None:
    y, low, high = line.y1, line.x1, line.x2
    gaps = {
        (x0, x1)
        for column in range(int(low) >> 6, (int(high) >> 6) + 1)
        for x0, x1, y0, y1 in columns.get(column, ())
        if y0 < y < y1 and x0 < high and x1 > low
    }
    if not gaps:
        pieces.append(line)
        return
    at = low
    for start, end in [*sorted(gaps), (high, high)]:
        if start > at:
            pieces.append(Line(at, y, start, y, line.style))
        at = max(at, end)
