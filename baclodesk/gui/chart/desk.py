"""What the drag's state machine asks of chart and board: targets, reach, magnets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from math import inf

from baclodesk.domain.handles import Handle, HandleKind, Limits
from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.axis_run import ceiling_of
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.gestures import Dragging
from baclodesk.gui.chart.interact import MAGNET_REACH
from baclodesk.gui.chart.numbers import read
from baclodesk.gui.chart.targets import EMPTY, Pointer, Target, TargetKind, Zones, hit
from baclodesk.gui.chart.typed import why_not_typed
from baclodesk.services.plan_scale import Scale


def magnet_mark(drag: Dragging, scale: Scale) -> tuple[str, float, str] | None:
    """Give the line of the magnet that holds a drag: its axis, its place and its name."""
    if drag.magnet is None:
        return None
    name, value = drag.magnet
    if drag.handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER):
        return "y", scale.y(float(value)), name
    first = drag.base.spans()[drag.base.index_of(drag.handle.uid)].first_day
    return "x", scale.x(first - 1 + float(value)), name


class DragDesk:
    """The plan, scale and zones frozen while a drag lasts; see ``interact.Desk``."""

    def __init__(self, board: Board, zones: Callable[[], Zones | None], label: Callable[[], float]) -> None:
        self._board = board
        self._zones = zones
        self._label = label
        self.scale = Scale(0, 0, 1, 1, 0, 1, 1)
        self.zoomed = False
        self.ceiling = inf
        self._magnets: list[tuple[float, str]] = []
        self._handle: Handle | None = None

    @property
    def plan(self) -> Plan:
        """The plan at rest."""
        assert self._board.plan is not None
        return self._board.plan

    @property
    def selected(self) -> int | None:
        """The current stage."""
        return self._board.current

    @property
    def per_day(self) -> float:
        """Pixels a day."""
        return self.scale.per_day

    @property
    def per_mg(self) -> float:
        """Pixels a mg."""
        return self.scale.per_mg

    def target(self, x: float, y: float, pointer: Pointer) -> Target:
        """Give what lies at a point."""
        zones = self._zones()
        return EMPTY if zones is None else hit(x, y, pointer, zones)

    def why_not(self, handle: Handle | None, target: Target) -> str:
        """Say why the target cannot be moved."""
        if target.kind is TargetKind.EMPTY:
            return ""
        return self._board.why_not(handle)

    def limits(self, handle: Handle) -> Limits:
        """Give the handle's reach; its magnets are gathered once for the drag."""
        self._handle = handle
        self._magnets = self._gather(handle)
        reach = self._board.limits(handle)
        self.ceiling = ceiling_of(self.plan, handle, reach, self.scale, self._label())
        return reach

    def rescale(self, scale: Scale, handle: Handle, reach: Limits) -> None:
        """Go on with another scale in the middle of a drag: the axis has run on."""
        self.scale = scale
        self.ceiling = ceiling_of(self.plan, handle, reach, scale, self._label())

    def nearest(self, handle: Handle, value: Fraction, reach: Limits, *, fine: bool) -> Fraction:
        """Put a wished value on the grid."""
        return self._board.nearest(handle, value, reach, fine=fine)

    def why_not_typed(self, handle: Handle, text: str, reach: Limits) -> str:
        """Say why what was typed cannot be taken as it is; empty when it can."""
        wished = read(text.rstrip("."))
        if wished is None:
            return self._board.texts("chart_acts.no_number")
        return why_not_typed(self._board, handle, wished, reach)

    def apply(self, handle: Handle, value: Fraction) -> Plan:
        """Give the plan with the handle at ``value``."""
        return self._board.applied(handle, value)

    def magnet(self, handle: Handle, value: float) -> tuple[float, str] | None:
        """Give the nearest magnet within 6 px of the wished value."""
        per = self.per_mg if handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER) else self.per_day
        best = min(self._magnets, key=lambda magnet: abs(magnet[0] - value), default=None)
        return best if best is not None and abs(best[0] - value) * per <= MAGNET_REACH else None

    def _gather(self, handle: Handle) -> list[tuple[float, str]]:
        if handle.kind is HandleKind.START:
            return []
        if handle.kind in (HandleKind.DOSE, HandleKind.DOSE_AND_LATER):
            return self._doses(handle)
        return self._days(handle)

    def _doses(self, handle: Handle) -> list[tuple[float, str]]:
        board, texts, plan = self._board, self._board.texts, self.plan
        index = plan.index_of(handle.uid)
        found = []
        if index:
            mg = plan.stages[index - 1].daily_mg
            found.append((float(mg), texts("chart.hint.magnet_dose", stage=index)))
        found += [
            (float(line.mg), texts("chart.hint.magnet_line", mg=texts.mg(line.mg))) for line in board.rules.policy.lines
        ]
        if board.state.target_mg is not None:
            found.append((float(board.state.target_mg), texts("chart.hint.magnet_target")))
        return found

    def _days(self, handle: Handle) -> list[tuple[float, str]]:
        """Lengths at which the stage's end falls on a week, the 1st of a month, a visit, today, the last tablet."""
        board, texts, plan = self._board, self._board.texts, self.plan
        first = plan.spans()[plan.index_of(handle.uid)].first_day
        last = int(self.scale.last) + 60
        ends: dict[int, str] = {}
        for week in range(1, last // 7 + 2):
            ends[week * 7] = texts("chart.hint.magnet_week", week=week + 1)
        if plan.start is not None:
            for number in range(first, last):
                on = plan.start + timedelta(days=number)
                if on.day == 1:
                    ends[number] = texts("chart.hint.magnet_month", on=texts.date(on))
            for on in board.state.appointments:
                ends[(on - plan.start).days] = texts("chart.hint.magnet_visit")
        if board.state.today_number is not None:
            ends[board.state.today_number] = texts("chart.hint.magnet_today")
        tablets = board.supply_until(going_on(plan, plan.index_of(handle.uid)))
        if tablets is not None:
            ends[tablets] = texts("chart_more.magnet_supply")
        return [(float(end - first + 1), name) for end, name in ends.items() if end >= first]


def going_on(plan: Plan, index: int) -> Plan:
    """Give the plan in which the stage at ``index`` (0-based) goes on and nothing follows: its tablets tell its end."""
    return plan.with_stages((*plan.stages[:index], replace(plan.stages[index], days=None)))
