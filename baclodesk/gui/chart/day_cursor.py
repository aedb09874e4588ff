"""The day that keys point at: a line through plot and lanes, the day's values in the readout and for readers.

It lies in the current stage or nowhere: what makes another stage the current one, or takes the day out of it, drops it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from baclodesk.domain.plan import Plan
from baclodesk.gui.chart import headline
from baclodesk.gui.chart.board import NOTE, Board
from baclodesk.gui.chart.commands import Commands
from baclodesk.gui.chart.readout import Readout
from baclodesk.gui.chart.widget import ChartView

_RUN: Final = "days passed by"


class DayCursor(QObject):
    """See the module. ``day`` counts from 1; None while no day is pointed at."""

    def __init__(self, board: Board, commands: Commands, chart: ChartView, readout: Readout) -> None:
        super().__init__(chart)
        self.board, self.commands, self.chart, self.readout = board, commands, chart, readout
        board.chosen.connect(self._follow)
        chart.hovered_day.connect(self.hover)

    @property
    def day(self) -> int | None:
        """The day pointed at."""
        return self.commands.cursor_day

    def move(self, by: int) -> None:
        """Go ``by`` days later (earlier when negative) within the plan; the first step puts the cursor there.

        It begins in the current stage: at today where that lies in it, else at its first day that can change.
        Without a current stage it begins at today, else at day 1.
        """
        plan = self.board.plan
        if plan is None or not plan.stages:
            return
        wished = self._begin(plan) if self.day is None else self.day + by
        day = min(max(wished, 1), self.chart.last_day(plan))
        index = plan.stage_index_on(day)
        assert index is not None
        self._put(day)
        if plan.stages[index].uid != self.board.current:
            self.board.select(plan.stages[index].uid)
        self.board.told.emit("", NOTE)
        self.readout.hint(self.words(day))
        self.board.spoke.emit(self.words(day), _RUN)

    def _begin(self, plan: Plan) -> int:
        today, index = self.board.state.today_number, self.board.index
        on = None if today is None else plan.stage_index_on(today)
        if today is not None and on is not None and index in (None, on):
            return today
        if index is None:
            return 1
        span, history = plan.spans()[index], self.board.history or 0
        gone = span.last_day is not None and span.last_day <= history
        return span.first_day if gone else max(span.first_day, history + 1)

    def drop(self) -> bool:
        """Point at no day any more; True when one was pointed at."""
        had = self.day is not None
        if had:
            self._put(None)
            self.readout.hint("")
        return had

    def _put(self, day: int | None) -> None:
        self.commands.cursor_day = day
        self.chart.point_at(day)

    def _follow(self) -> None:
        """After a change of selection, plan or language: stay in the current stage, or go."""
        plan, day = self.board.plan, self.day
        if day is None:
            return
        index = None if plan is None else plan.stage_index_on(day)
        if plan is None or index is None or plan.stages[index].uid != self.board.current:
            self.drop()
        elif not self.chart.dragging:
            self.readout.hint(self.words(day))

    def hover(self, day: int) -> None:
        """Show the day under the pointer (0: none there), else the one that keys point at."""
        day = day if day >= 1 else self.day or 0
        shown = day >= 1 and self.board.plan is not None and not self.chart.dragging
        self.readout.hint(self.words(day) if shown else "")

    def words(self, day: int) -> str:
        """Say what is planned on a day, and what a visit found on it."""
        board = self.board
        assert board.plan is not None
        found = headline.found_on(board.texts, board.state, day)
        return " · ".join(filter(None, (headline.day_under(board.texts, board.plan, day), found)))
