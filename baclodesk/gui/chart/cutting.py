"""Leaving doses and captions clear: lines are cut where they would run through words. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from baclodesk.domain.chart_list import Area, Item, Line


def cut_around(lines: Sequence[Item], areas: Sequence[Area]) -> list[Item]:
    """Leave out the pieces of upright and level lines that would run through a dose or a caption."""
    if not lines or not areas:
        return list(lines)
    rooms = [(a.x - 2, a.x + a.width + 2, a.y - 1, a.y + a.height + 1) for a in areas]
    across: dict[float, list[_Gap]] = {}  # many pieces lie at one height or over one another: looked up once for all
    along: dict[float, list[_Gap]] = {}
    pieces: list[Item] = []
    for line in lines:
        if not isinstance(line, Line):
            pieces.append(line)
        elif line.x1 == line.x2:
            gaps = along.get(line.x1)
            if gaps is None:
                x = line.x1
                gaps = along[x] = sorted((y0, y1) for x0, x1, y0, y1 in rooms if x0 < x < x1)
            _cut(line, min(line.y1, line.y2), max(line.y1, line.y2), gaps, pieces)
        else:
            gaps = across.get(line.y1)
            if gaps is None:
                y = line.y1
                gaps = across[y] = sorted((x0, x1) for x0, x1, y0, y1 in rooms if y0 < y < y1)
            _cut(line, line.x1, line.x2, gaps, pieces)
    return pieces


_Gap = tuple[float, float]


def _cut(line: Line, low: float, high: float, gaps: Sequence[_Gap], pieces: list[Item]) -> None:
    """Keep what lies outside the gaps (sorted); an untouched line stays the same value."""
    met = [gap for gap in gaps if gap[0] < high and gap[1] > low] if gaps else gaps
    if not met:
        pieces.append(line)
        return
    at, upright = low, line.x1 == line.x2
    for start, end in (*met, (high, high)):
        if start > at:
            ends = (line.x1, at, line.x1, start) if upright else (at, line.y1, start, line.y1)
            pieces.append(Line(*ends, line.style))
        at = max(at, end)
