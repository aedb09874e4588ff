"""The grid and the past as they are seen inside the bars."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.chart_list import Area, Line, Path
from baclodesk.gui.chart.bars import fill_items, grid_inside, steps_of
from baclodesk.gui.chart.frame import Frame
from baclodesk.gui.chart.shown import Shown
from baclodesk.services.plan_scale import Bar, Scale
from tests.gui.chart.stand_in import consensus

SCALE = Scale(40, 0, 400, 200, 0, 36, 200)
FRAME = Frame(
    440,
    260,
    SCALE,
    (),
    None,
    12,
    7,
    levels=(180.0, 150.0, 120.0, 60.0),
    weeks=(100.0, 240.0, 400.0),
    days=(160.0,),
    letters=False,
    flag=Area(0, 0, 440, 20),
)
BASE = 200.0


def bars_from(edges: list[int], tops: list[int], *, open_end: bool) -> list[Bar]:
    """Give bars side by side, some of them out of view on either side."""
    ends = sorted(set(edges))
    pairs = list(pairwise(ends))
    bars = [Bar(x0, x1, tops[at % len(tops)]) for at, (x0, x1) in enumerate(pairs)]
    if open_end:
        bars[-1] = replace(bars[-1], x1=max(bars[-1].x1, SCALE.right), open=True)
    return bars


@given(
    st.lists(st.integers(-50, 500), min_size=2, max_size=14, unique=True),
    st.lists(st.integers(0, 200), min_size=1, max_size=9),
    st.booleans(),
)
def test_a_point_of_the_grid_is_inside_when_a_bar_stands_over_it(
    edges: list[int], tops: list[int], open_end: bool
) -> None:
    bars = bars_from(edges, tops, open_end=open_end)
    pieces = grid_inside(bars, FRAME)
    for x in range(41, 400, 3):
        over = next((bar for bar in bars if bar.x0 <= x < bar.x1), None)
        for level in FRAME.levels:
            held = any(p.y1 == p.y2 == level and p.x1 <= x < p.x2 for p in pieces)
            assert held == (over is not None and over.y < level)
    for place in (*FRAME.weeks, *FRAME.days):
        over = next((bar for bar in bars if bar.x0 <= place < min(bar.x1, SCALE.right)), None)
        found = [p for p in pieces if p.x1 == p.x2 == place]
        style = "grid.inside" if place in FRAME.days else "grid.week.inside"
        wanted = [] if over is None or over.y >= BASE else [Line(place, over.y, place, BASE, style)]
        assert found == wanted


@given(
    st.lists(st.integers(-50, 500), min_size=2, max_size=14, unique=True),
    st.lists(st.integers(0, 200), min_size=1, max_size=9),
    st.integers(41, 400),
)
def test_the_past_has_its_tint_up_to_its_end_and_no_further(edges: list[int], tops: list[int], until: int) -> None:
    bars = bars_from(edges, tops, open_end=False)
    steps = steps_of(bars, SCALE)
    past = Area(40, 0, until - 40, 200)
    items = fill_items(Shown(consensus()), [], FRAME, steps, past)
    tints = {item.style: item for item in items if isinstance(item, Path)}
    for x in range(40, 400):
        middle = x + 0.5
        over = next((bar for bar in bars if bar.x0 <= middle < bar.x1), None)
        wanted = None if over is None or over.y >= BASE else over.y
        assert _top(tints.get("fill"), middle) == wanted
        assert _top(tints.get("fill.past"), middle) == (wanted if middle < until else None)


def _top(path: Path | None, x: float) -> float | None:
    """Give the upper side of a filled outline at a place, None where it holds nothing."""
    if path is None:
        return None
    points = path.points
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x < x1 and y0 == y1 and y0 < BASE:
            return y0
    return None
