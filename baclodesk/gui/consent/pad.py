"""The field in which a patient signs with pen, finger or mouse; what is drawn is kept as strokes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QTabletEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ..desk import Desk

Strokes = tuple[tuple[tuple[int, int], ...], ...]
_FULL = 1000
_NEAREST = 3
"""Points nearer than this to the one before (of 1000) add nothing."""
_MOST_POINTS = 6000
_HEIGHT, _FOOT = 132, 28


class SignaturePad(QWidget):
    """Keeps strokes in thousandths of the field's width, both ways; ``changed`` when there is more or less of them."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: list[list[tuple[int, int]]] = []
        self._down = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def strokes(self) -> Strokes:
        """What was drawn; a touch without a move is a dot."""
        return tuple(tuple(line) for line in self._lines)

    def clear(self) -> None:
        """Take everything away."""
        self._lines, self._down = [], False
        self.update()
        self.changed.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, self._desk.theme.px(_HEIGHT))

    # drawing

    def _unit(self) -> float:
        """Give the pixels of one thousandth; a field made narrower later still shows the whole."""
        lowest = max((y for line in self._lines for _x, y in line), default=1)
        return min(self.width() / _FULL, self.height() / max(lowest, 1))

    def _point(self, at: QPointF) -> tuple[int, int]:
        unit = self._unit()
        x = min(max(at.x(), 0.0), self.width() - 1.0) / unit
        y = min(max(at.y(), 0.0), self.height() - 1.0) / unit
        return min(round(x), _FULL), min(round(y), _FULL)

    def _begin(self, at: QPointF) -> None:
        self._down = True
        self._lines.append([self._point(at)])
        self._tell()

    def _go_on(self, at: QPointF) -> None:
        line, point = self._lines[-1], self._point(at)
        far = abs(point[0] - line[-1][0]) + abs(point[1] - line[-1][1]) >= _NEAREST
        if far and sum(len(one) for one in self._lines) < _MOST_POINTS:
            line.append(point)
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._down:
            self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._down = False

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind == QTabletEvent.Type.TabletPress:
            self._begin(event.position())
        elif kind == QTabletEvent.Type.TabletMove and self._down:
            self._go_on(event.position())
        elif kind == QTabletEvent.Type.TabletRelease:
            self._down = False
        event.accept()  # else the pen's moves would come a second time as the mouse's

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, unit = self._desk.theme, self._unit()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("ground"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        foot = self.height() - theme.px(_FOOT)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(12, foot, self.width() - 12, foot)
        pen = QPen(theme.colour("ink"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in self._lines:
            points = QPolygonF([QPointF(x * unit, y * unit) for x, y in line])
            if len(line) == 1:
                painter.drawPoint(points.at(0))
            else:
                painter.drawPolyline(points)
        painter.end()
