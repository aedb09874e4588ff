"""The day that keys point at and what Ctrl makes of a handle, as the chart's surface shows them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.canvas import ChartCanvas
from baclodesk.gui.chart.shown import Shown
from baclodesk.gui.chart.targets import TargetKind
from baclodesk.gui.chart.theme import ChartTheme


class PointedCanvas(ChartCanvas):
    """See the module. What it adds is laid out at rest only: a drag goes by it."""

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(board, theme, parent)
        self._day: int | None = None
        self._hover_ctrl = False

    def last_day(self, plan: Plan) -> int:
        """Give the last day that can be brought into view: the plan's last, of an open plan the last in the picture."""
        view = self.view
        if not plan.is_open:
            return plan.closed_days
        reach = view.first + view.days if view.fitted else plan.closed_days + view.days * 7 / 8
        return max(int(reach), plan.closed_days + 1)

    def point_at(self, day: int | None) -> None:
        """Draw the line of the day that keys point at (from 1), coming to it where it is out of view; None: no line."""
        self._day = day
        if day is not None:
            self.show_day(day)
        self._lay()

    @override
    def _reveal(self) -> None:
        plan, day = self.board.plan, self._day
        index = None if plan is None or day is None else plan.stage_index_on(day)
        if day is not None and index is not None and index == self.board.index:
            self.show_day(day)
        else:
            super()._reveal()

    @override
    def _shown(self) -> Shown:
        shown = super()._shown()
        if self.dragging or not (self._day is not None or self._hover_ctrl):
            return shown
        over = self._hovered if self._hover_ctrl and not self._hover_forbidden else None
        second = over if over is not None and over.kind in (TargetKind.EDGE, TargetKind.TOP) else None
        return replace(shown, day=self._day, second=second)
