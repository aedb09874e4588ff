"""A box for one number of a stage: arrow keys step along the handle's grid and ask its limits; nothing is applied."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from baclodesk.domain.errors import DomainError
from baclodesk.domain.handles import Handle
from baclodesk.gui.chart import cells, wording
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.theme import ChartTheme


def style_of(theme: ChartTheme, frame: str) -> str:
    """Give the style of these boxes with their ``frame``, a border of the style sheet."""
    return (
        f" QLineEdit {{ background: {theme.input}; color: {theme.ink}; border: {frame}; padding: 0 2px; min-height: 0;"
        f" border-radius: 0; }}"
    )


class StepBox(QLineEdit):
    """See the module. ``handle`` is what the box is about; whoever owns the box reads ``text`` and applies it."""

    def __init__(self, board: Board, handle: Handle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.handle = board, handle
        self.asked: Callable[[int], AbstractContextManager[None]] = lambda _: nullcontext()
        """Round about every step: tells whoever shows a refusal which stage it is about."""

    def set_text(self, text: str) -> None:
        """Show a text, all of it marked, so that the next key replaces it."""
        self.setText(text)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self.step(by, fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if self.hasFocus() and turn:
            self.step(1 if turn > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def step(self, by: int, *, fine: bool = False) -> None:
        """Go one step up (1) or down (−1) from what is written; at a limit its reason is told."""
        with self.asked(self.handle.uid):
            self._step(by, fine=fine)

    def _step(self, by: int, *, fine: bool) -> None:
        board, plan, handle = self.board, self.board.plan, self.handle
        why = board.why_not(handle)
        if plan is None or why:
            board.refuse(why)
            return
        try:
            found = board.limits(handle)
            now = cells.read(plan, handle, self.text())
            wished = (found.value if now is None else now) + by * (found.fine_step if fine else found.step)
            value = board.nearest(handle, min(max(wished, found.lo), found.hi), found, fine=fine)
        except DomainError as error:
            board.refuse(wording.refusal(board.texts, error))
            return
        if not found.lo <= wished <= found.hi:
            board.hit_wall(handle, found.hi_reason if by > 0 else found.lo_reason)
        self.set_text(cells.written(board.texts, plan, handle, value))
        self.setModified(True)
