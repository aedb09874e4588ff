"""When the host's state is taken anew: at once, or at rest while the pointer holds something that is still true."""

from __future__ import annotations

from PySide6.QtCore import QObject

from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.widget import ChartView


class Refreshing(QObject):
    """See the module; a refresh that waited is taken up when the hand lets go."""

    def __init__(self, board: Board, chart: ChartView) -> None:
        super().__init__(chart)
        self._board, self._chart, self._waiting = board, chart, False
        chart.rested.connect(self._rested)

    def refresh(self) -> None:
        """Take the host's state; a drag is dropped when what it rests on is not what it was begun on."""
        if self._chart.busy:
            if self._still_holds():
                self._waiting = True
                return
            self._chart.drop("outside")
        self._waiting = False
        self._board.refresh()

    def _rested(self) -> None:
        if self._waiting:
            self.refresh()

    def _still_holds(self) -> bool:
        """Tell whether plan, rules, history and lock are what the board knows."""
        now, known = self._board.host.state(), self._board.state
        same = now.plan is known.plan or now.plan == known.plan
        bound = (now.rules, now.locked, now.damaged, now.history_until, now.today)
        return same and bound == (known.rules, known.locked, known.damaged, known.history_until, known.today)
