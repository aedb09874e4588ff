"""What lies under the resting pointer: its cursor, its knob, and what is said of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from baclodesk.gui.chart import gestures, interact, lifted
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.range_words import RangedCanvas
from baclodesk.gui.chart.stuck import why_stuck
from baclodesk.gui.chart.targets import Target, TargetKind, handle_of
from baclodesk.gui.chart.theme import ChartTheme

_CURSORS = {
    TargetKind.EDGE: Qt.CursorShape.SplitHCursor,
    TargetKind.TOP: Qt.CursorShape.SizeVerCursor,
    TargetKind.OPEN_END: Qt.CursorShape.SizeHorCursor,
    TargetKind.START: Qt.CursorShape.SizeHorCursor,
    TargetKind.LABEL: Qt.CursorShape.PointingHandCursor,
    TargetKind.BADGE: Qt.CursorShape.PointingHandCursor,
    TargetKind.TODAY: Qt.CursorShape.PointingHandCursor,
    TargetKind.VISIT: Qt.CursorShape.PointingHandCursor,
    TargetKind.OVERVIEW: Qt.CursorShape.OpenHandCursor,
}

_TOLD_BY_DAY = (TargetKind.BODY, TargetKind.LABEL, TargetKind.OVERVIEW, TargetKind.VISIT)

_WITH_CTRL = {TargetKind.EDGE: Qt.CursorShape.SizeHorCursor, TargetKind.TOP: Qt.CursorShape.SizeAllCursor}
"""Ctrl gives a handle its second meaning, and the cursor shows it before the button goes down."""


class HoveredCanvas(RangedCanvas):
    """See the module. ``hovered_day`` carries a day number or 0."""

    hovered_day = Signal(int)

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(board, theme, parent)
        self._space = False
        self._hover_why = self._hover_stuck = ""

    def _hover(self, effect: gestures.Hovered) -> None:
        target = effect.target
        number = 0
        if self.frame is not None and self.frame.scale.plot.grown(1).holds(effect.x, effect.y):
            number = max(self.frame.scale.day_at(effect.x), 0)
        if target is not None and target.day:
            number = target.day
        self.hovered_day.emit(number)
        changed = (target, effect.ctrl) != (self._hovered, self._hover_ctrl)
        self._hover_ctrl = effect.ctrl
        if changed:
            handle = None if target is None else handle_of(target, ctrl=effect.ctrl)
            self._hover_why = self.board.why_not(handle)
            self._hover_forbidden = bool(self._hover_why)
            self._hover_stuck = "" if self._hover_why else why_stuck(self.board, handle, brief=effect.ctrl)
        self._set_cursor(target)
        words = "" if target is None else self._hover_why or self._hint_of(target)
        if self._hover_stuck and target is not None:
            words = " ".join((words, self._hover_stuck)) if effect.ctrl else self._hover_stuck
        if words:
            self.hinted.emit(words)
        drawn = number if target is not None and self.frame is not None and self.frame.lanes else None
        if changed or (drawn or None) != self._cursor_day:
            self._hovered, self._cursor_day = target, drawn or None
            self._lay()

    def _hint_of(self, target: Target | None) -> str:
        """Say what a handle does; a day of the plan is told by the tab."""
        plan = self.board.plan
        if self.desk.scale.per_day < interact.CROWDED_DAY and target is not None and target.kind is TargetKind.EDGE:
            return self.board.texts("chart_more.zoom_in")
        if self._hover_ctrl and target is not None and target.kind in _WITH_CTRL:
            return self.board.texts(f"chart_more.ctrl_{target.kind.value}")
        if target is None or plan is None or target.kind in _TOLD_BY_DAY:
            return ""
        if target.kind is TargetKind.BADGE:
            told = lifted.told(self.board, target.uid)
            if told:
                return told
        number = next((at for at, stage in enumerate(plan.stages, start=1) if stage.uid == target.uid), 0)
        return self.board.texts(f"chart.hint.{target.kind.value}", stage=number)

    def _set_cursor(self, target: Target | None) -> None:
        if self._hover_forbidden:
            self.setCursor(Qt.CursorShape.ForbiddenCursor)
        elif target is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor)
        elif self._hover_ctrl and target.kind in _WITH_CTRL:
            self.setCursor(_WITH_CTRL[target.kind])
        else:
            self.setCursor(_CURSORS.get(target.kind, Qt.CursorShape.ArrowCursor))
