"""What is drawn over the backdrop, as one value. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from baclodesk.domain.chart_list import Area, Item
from baclodesk.domain.plan import Plan
from baclodesk.domain.policy import Line as PolicyLine
from baclodesk.domain.walls import Breach
from baclodesk.gui.chart.targets import Part, Stop, Target


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn over the backdrop. ``base`` is the plan before a drag (its ghost is drawn), else None.

    ``cursor_day`` is the day under the pointer, ``day`` the one that keys point at; ``second``
    is the handle to which Ctrl gives its second meaning.
    """

    plan: Plan
    base: Plan | None = None
    selected: frozenset[int] = frozenset()
    current: int | None = None
    part: Part = Part.BODY
    focused: bool = False
    hovered: Target | None = None
    forbidden: bool = False
    locked: bool = False
    stop: Stop | None = None
    today: int | None = None
    history: int | None = None
    lines: tuple[PolicyLine, ...] = ()
    flagged: frozenset[int] = frozenset()
    overlay: Plan | None = None
    overlay_number: int | None = None
    cursor_day: int | None = None
    day: int | None = None
    second: Target | None = None
    band: Area | None = None
    magnet: tuple[str, float, str] | None = None
    marks: tuple[Item, ...] = ()
    broken: tuple[Breach, ...] = ()
