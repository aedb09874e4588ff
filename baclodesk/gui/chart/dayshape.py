"""One day of the selected stage as small bars, one for each time. Times with a clock can be dragged along the day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.domain import edits
from baclodesk.domain.errors import DomainError
from baclodesk.domain.plan import IntakeTime, Plan
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.theme import SMALL, ChartTheme

_STEP_MINUTES = 30
_DAY_FROM, _DAY_TO = 5 * 60, 24 * 60
_THRESHOLD = 4


class DayShape(QWidget):
    """See the module. Bars are as high as their dose; a drag moves the time from this stage on, in half hours."""

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.plan: Plan | None = None
        self.index = 0
        self._grabbed: int | None = None
        self._press_x = 0.0
        self._moved: str | None = None
        self.setMouseTracking(True)
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
        if before is not stage or not times:
            self.update()
        amounts = zip(times, stage.mg, strict=True)
        words = ", ".join(f"{time.name} {self.board.texts.mg(mg)}" for time, mg in amounts)
        self.setAccessibleName(f"{self.board.texts('chart.inspector.shape')}: {words}")

    def _times(self) -> tuple[IntakeTime, ...]:
        if self.plan is None or self.index >= len(self.plan.stages):
            return ()
        return self.plan.times_at(self.index)

    def place(self, at: int) -> float:
        """Give the middle of a bar: by the clock where all times have one before bedtime, else evenly."""
        times = self._times()
        width = self.width() - 44
        time = times[at]
        clock = self._moved if at == self._grabbed and self._moved is not None else time.at
        known = [item.at for item in times if item.at is not None]
        if clock is None or len(known) < 2:
            even = (at + 0.5) / len(times)
            return 22 + width * (even if clock is None and len(known) < 2 else 1.0)
        return 22 + width * (_minutes(clock) - _DAY_FROM) / (_DAY_TO - _DAY_FROM)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
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
            words = self._moved if at == self._grabbed and self._moved else _short(times[at])
            width = metrics.horizontalAdvance(words)
            left = min(max(x - width / 2, 0.0), self.width() - width)
            if left > edge:
                painter.setPen(QColor(self.theme.secondary))
                painter.drawText(QPointF(left, self.height() - metrics.descent() - 1), words)
                edge = left + width + 3
        painter.end()

    # --- dragging a time

    def _at(self, x: float) -> int | None:
        times = self._times()
        for at in range(len(times)):
            if times[at].at is not None and abs(self.place(at) - x) <= 13:
                return at
        return None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            self._grabbed = self._moved = None
            self.update()
            return
        if self.board.editable and self.board.history is None:
            self._grabbed, self._press_x = self._at(event.position().x()), event.position().x()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grabbed is None:
            over = self.board.editable and self.board.history is None and self._at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        if self._moved is None and abs(x - self._press_x) < _THRESHOLD:
            return
        minutes = _DAY_FROM + (x - 22) / (self.width() - 44) * (_DAY_TO - _DAY_FROM)
        self._moved = self._bounded(round(minutes / _STEP_MINUTES) * _STEP_MINUTES)
        self.update()

    def _bounded(self, minutes: int) -> str:
        """Keep a dragged time between its neighbours: times stay in the order of the day."""
        times, at = self._times(), self._grabbed or 0
        before = [_minutes(t.at) for t in times[:at] if t.at is not None]
        after = [_minutes(t.at) for t in times[at + 1 :] if t.at is not None]
        low = max(before, default=_DAY_FROM - _STEP_MINUTES) + _STEP_MINUTES
        high = min(after, default=_DAY_TO) - _STEP_MINUTES
        kept = min(max(minutes, low), max(high, low))
        return f"{kept // 60:02d}:{kept % 60:02d}"

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, moved = self._grabbed, self._moved
        self._grabbed = self._moved = None
        self.update()
        if at is not None and moved is not None and event.button() == Qt.MouseButton.LeftButton:
            self.move_time(at, moved)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._grabbed is not None:
            self._grabbed = self._moved = None
            self.update()
            return
        super().keyPressEvent(event)

    def move_time(self, at: int, clock: str) -> None:
        """Move a time from the shown stage on to ``clock`` (HH:MM)."""
        plan, board = self.plan, self.board
        if plan is None:
            return
        times = list(self._times())
        old = times[at]
        name = old.name
        if any(letter.isdigit() for letter in name):  # named after its clock time: the name follows
            name = board.texts("chart.inspector.clock", hour=int(clock[:2]), minute=clock[3:])
        try:
            times[at] = replace(old, name=name, at=clock)
            uid = plan.stages[self.index].uid
            text = board.texts("chart.change.times", stage=self.index + 1)
            board.edit(lambda p: edits.set_times_from(p, uid, times), text)
        except DomainError:
            self.update()


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _short(time: IntakeTime) -> str:
    return time.name
