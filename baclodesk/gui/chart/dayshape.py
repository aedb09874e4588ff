"""One day of the selected stage as small bars, one for each time, to be dragged along the day or moved by keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.domain import edits
from baclodesk.domain.plan import IntakeTime, Plan
from baclodesk.gui.chart.board import NOTE, WARN, Board
from baclodesk.gui.chart.day_places import DAY_FROM, DAY_TO, first_minute, minutes, places
from baclodesk.gui.chart.theme import SMALL, ChartTheme
from baclodesk.services.texts import Texts

_STEP_MINUTES = 30
_THRESHOLD = 4
_REACH = 13


class DayShape(QWidget):
    """See the module. Bars are as high as their dose; a time moves from this stage on, in half hours.

    A time named without a clock (bedtime) gets one when it is moved, and every time its place in the day's order. In a
    running treatment the move begins tomorrow. Keys: ← → choose a time, with Ctrl they move it; Ctrl and ↑ ↓ change its
    amount by the smallest part of a tablet, which ``stepped`` (place, by) asks for.
    """

    stepped = Signal(int, int)

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.plan: Plan | None = None
        self.index = 0
        self._grabbed: int | None = None
        self._press_x = 0.0
        self._moved: str | None = None
        self._chosen = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self._font = QFont(self.font())
        self._font.setPixelSize(round(theme.px(SMALL)))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, round(self.theme.px(58)))

    def show_stage(self, plan: Plan, index: int) -> None:
        """Show the stage at ``index``."""
        stage = plan.stages[index]
        times = plan.times_at(index)
        before = None if self.plan is None or self.index >= len(self.plan.stages) else self.plan.stages[self.index]
        self.plan, self.index = plan, index
        self._chosen = min(self._chosen, max(len(times) - 1, 0))
        if before is not stage or not times:
            self.update()
        amounts = zip(times, stage.mg, strict=True)
        words = ", ".join(f"{time.name} {self.board.texts.mg(mg)}" for time, mg in amounts)
        self.setAccessibleName(f"{self.board.texts('chart.inspector.shape')}: {words}")
        self.setAccessibleDescription(self.board.texts("chart_more.shape_keys"))

    def _times(self) -> tuple[IntakeTime, ...]:
        if self.plan is None or self.index >= len(self.plan.stages):
            return ()
        return self.plan.times_at(self.index)

    def _clocks(self) -> list[str | None]:
        """Give the clock times, the grabbed one where it is dragged to."""
        return [
            self._moved if at == self._grabbed and self._moved is not None else time.at
            for at, time in enumerate(self._times())
        ]

    def place(self, at: int) -> float:
        """Give the middle of a bar: by the clock where two times or more have one, else evenly."""
        return 22 + (self.width() - 44) * places(self._clocks())[at]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        times = self._times()
        if self.plan is None or not times:
            painter.end()
            return
        metrics = QFontMetricsF(self._font)
        base = self.height() - metrics.height() - 3
        stage = self.plan.stages[self.index]
        most = max(*stage.mg, self.plan.products[0].strength_mg)
        painter.setPen(QPen(QColor(self.theme.secondary), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(self.width(), base + 0.5))
        painter.setFont(self._font)
        edge = -99.0
        for at, mg in enumerate(stage.mg):
            x = self.place(at)
            height = float(mg / most) * (base - 6)
            painter.setPen(QPen(QColor(self.theme.accent), 1))
            painter.setBrush(QColor(self.theme.taken))
            if mg:
                painter.drawRect(QRectF(round(x) - 10.5, round(base - height) + 0.5, 21, round(height)))
            else:
                painter.drawLine(QPointF(x - 10, base - 1), QPointF(x + 10, base - 1))
            if self.hasFocus() and at == self._chosen:
                painter.setPen(QPen(QColor(self.theme.ink), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(round(x) - 13, round(base - height) - 3, 26, round(height) + 6))
            words = self._moved if at == self._grabbed and self._moved else times[at].name
            width = metrics.horizontalAdvance(words)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            if left > edge:
                painter.setPen(QColor(self.theme.secondary))
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 1), words)
                edge = left + width + 3
        painter.end()

    # --- dragging a time

    def _at(self, x: float) -> int | None:
        """Give the nearest bar that a press at ``x`` takes."""
        near = [(abs(self.place(at) - x), at) for at in range(len(self._times()))]
        best = min(near, default=None)
        return best[1] if best is not None and best[0] <= _REACH else None

    @property
    def _movable(self) -> bool:
        """Tell whether the times of the stage can change: nothing locks it, and not all its days are history."""
        plan, history = self.plan, self.board.history
        if plan is None or not self.board.editable or self.index >= len(plan.stages):
            return False
        last = plan.spans()[self.index].last_day
        return history is None or last is None or last > history

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            self._drop()
            return
        at = self._at(event.position().x())
        if at is None:
            return
        self._chosen = at
        if self._movable:
            self._grabbed, self._press_x = at, event.position().x()
        else:
            self.board.refuse(self.board.state.locked or self.board.texts("chart.refusal.history"))
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grabbed is None:
            over = self._movable and self._at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if self._moved is None and abs(x - self._press_x) < _THRESHOLD:
            return
        begin = first_minute([time.at for time in self._times()])
        wished = begin + (x - 22) / (self.width() - 44) * (DAY_TO - begin)
        self._moved = self._free(self._grabbed, round(wished / _STEP_MINUTES) * _STEP_MINUTES, self._moved)
        self.update()

    def _free(self, at: int, wished: int, otherwise: str | None) -> str | None:
        """Give a clock time within the day that no other time has; ``otherwise`` where it is taken."""
        kept = min(max(wished, DAY_FROM), DAY_TO - _STEP_MINUTES)
        clock = f"{kept // 60:02d}:{kept % 60:02d}"
        taken = any(time.at == clock for place, time in enumerate(self._times()) if place != at)
        return otherwise if taken else clock

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, moved = self._grabbed, self._moved
        self._drop()
        if at is not None and moved is not None and event.button() == Qt.MouseButton.LeftButton:
            self.move_time(at, moved)

    def _drop(self) -> None:
        self._grabbed = self._moved = None
        self.update()

    # --- keys

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _key_of(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._grabbed is not None:
            self._drop()
            return
        act = _key_of(event)
        if act is None or not self._times():
            super().keyPressEvent(event)
            return
        what, by = act
        if what == "choose":
            self._chosen = min(max(self._chosen + by, 0), len(self._times()) - 1)
            self.update()
            self._say_chosen()
        elif not self._movable:
            self.board.refuse(self.board.state.locked or self.board.texts("chart.refusal.history"))
        elif what == "amount":
            self.stepped.emit(self._chosen, by)
        else:
            self._step_time(by)

    def _step_time(self, by: int) -> None:
        time = self._times()[self._chosen]
        here = minutes(time.at) if time.at is not None else DAY_TO
        for step in range(1, (DAY_TO - DAY_FROM) // _STEP_MINUTES):
            wished = here + by * step * _STEP_MINUTES
            clock = self._free(self._chosen, wished, None) if DAY_FROM <= wished < DAY_TO else None
            if clock is not None:
                self.move_time(self._chosen, clock)
                return

    def _say_chosen(self) -> None:
        plan, texts = self.plan, self.board.texts
        if plan is not None:
            time, mg = self._times()[self._chosen], plan.stages[self.index].mg[self._chosen]
            self.board.spoke.emit(f"{time.name} {texts.mg(mg)}", WARN)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.board.told.emit(self.board.texts("chart_more.shape_keys"), NOTE)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._drop()

    def move_time(self, at: int, clock: str) -> None:
        """Move a time from the shown stage (in a running treatment: from tomorrow) on to ``clock`` (HH:MM)."""
        plan, board = self.plan, self.board
        if plan is None:
            return
        old, uid = self._times()[at], plan.stages[self.index].uid
        name = old.name
        if old.at is None or any(letter.isdigit() for letter in name):  # the name was the clock's, or none is true now
            name = board.texts("chart.inspector.clock", hour=int(clock[:2]), minute=clock[3:])
        moved = replace(old, name=name, at=clock)
        stage, was = self.index + 1, old.name

        def words(texts: Texts) -> str:
            return texts("chart_more.time", stage=stage, old=was, new=name)

        if board.edit(lambda before: self._moved_from(before, uid, at, moved), words) and board.plan is not None:
            board.follow_split(plan)
            index = board.index if board.index is not None else self.index
            times = board.plan.times_at(index)
            self._chosen = next((place for place, time in enumerate(times) if time == moved), at)
            self.update()

    def _moved_from(self, plan: Plan, uid: int, at: int, moved: IntakeTime) -> Plan:
        history = self.board.history
        index = plan.index_of(uid)
        if history is not None and plan.spans()[index].first_day <= history:
            plan = edits.amend_from(plan, history + 1)
            uid = plan.stages[index + 1].uid
        return edits.move_time(plan, uid, at, moved)


_KEYS = {
    (Qt.Key.Key_Left, False): ("choose", -1),
    (Qt.Key.Key_Right, False): ("choose", 1),
    (Qt.Key.Key_Left, True): ("time", -1),
    (Qt.Key.Key_Right, True): ("time", 1),
    (Qt.Key.Key_Up, True): ("amount", 1),
    (Qt.Key.Key_Down, True): ("amount", -1),
}


def _key_of(event: QKeyEvent) -> tuple[str, int] | None:
    mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ctrl = mods == Qt.KeyboardModifier.ControlModifier
    if not ctrl and mods != Qt.KeyboardModifier.NoModifier:
        return None
    return _KEYS.get((Qt.Key(event.key()), ctrl))
