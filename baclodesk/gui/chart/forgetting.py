"""What was said in one language is forgotten in another: no sentence stands between the new ones."""

from __future__ import annotations

from PySide6.QtCore import QObject

from baclodesk.gui.chart.board import NOTE, Board
from baclodesk.gui.chart.readout import Readout


class Forgetting(QObject):
    """See the module. What still holds (the day pointed at, doses without room) is worded anew by whoever says it."""

    def __init__(self, board: Board, readout: Readout) -> None:
        super().__init__(readout)
        self._board, self._readout, self._language = board, readout, board.texts.language
        board.refreshed.connect(self._look)

    def _look(self) -> None:
        language = self._board.texts.language
        if language != self._language:
            self._language = language
            self._readout.hint("")
            self._board.told.emit("", NOTE)
