"""A tick box and a switch that grow with the text and wrap their words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ..style import icons, tokens
from ..style.theme import Theme
from .pieces import column, label, row


class Mark(QAbstractButton):
    """The box or the switch alone; ``switch`` draws a slider instead of a box."""

    def __init__(self, theme: Theme, *, switch: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._switch = theme, switch
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        side = self._theme.px(tokens.TARGET)
        return QSize(self._theme.px(42) if self._switch else side, side)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._switch:
            self._paint_switch(painter)
        else:
            self._paint_box(painter)
        painter.end()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        on = self.isChecked() and self.isEnabled()
        fill = self._theme.colour("accent" if on else "raised" if self.isEnabled() else "panel")
        edge = self._theme.colour("accent" if on or self.hasFocus() else "edge")
        mark = self._theme.colour("on_accent" if on else "edge")
        return fill, edge, mark

    def _paint_box(self, painter: QPainter) -> None:
        px, (fill, edge, mark) = self._theme.px, self._colours()
        side = px(18)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            painter.setPen(QPen(mark, max(2.0, side / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corner = box.topLeft()
            points = [corner + QPoint(0, 0) * 1.0 for _ in range(3)]
            for point, (x, y) in zip(points, ((0.24, 0.52), (0.43, 0.70), (0.77, 0.32)), strict=True):
                point.setX(corner.x() + side * x)
                point.setY(corner.y() + side * y)
            painter.drawPolyline(points)
        self._paint_focus(painter, box)

    def _paint_switch(self, painter: QPainter) -> None:
        if not self.isEnabled():
            self._paint_fixed(painter)
            return
        px, (fill, edge, mark) = self._theme.px, self._colours()
        track = QRectF(3, (self.height() - px(18)) / 2, self.width() - 6, px(18))
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - 6
        x = track.right() - knob - 3 if self.isChecked() else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(QRectF(x, track.top() + 3, knob, knob))
        self._paint_focus(painter, track)

    def _paint_fixed(self, painter: QPainter) -> None:
        """A switch that nobody can turn: a plain check mark when it is on."""
        if self.isChecked():
            side = self._theme.px(16)
            drawn = icons.pixmap("check", self._theme.colours.secondary, side)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, drawn)

    def _paint_focus(self, painter: QPainter, around: QRectF) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("ink"), tokens.FOCUS))
            painter.drawRoundedRect(around.adjusted(-2, -2, 2, 2), 6, 6)


class Tick(QWidget):
    """A mark with words that wrap; clicking the words counts. A ``fixed`` one cannot be changed.

    ``toggled`` only when a person does it.
    """

    toggled = Signal(bool)

    def __init__(
        self, theme: Theme, *, switch: bool = False, fixed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.mark = Mark(theme, switch=switch)
        self.mark.setEnabled(not fixed)
        self._words, self._more = label(wrap=True), label("secondary", wrap=True)
        self._more.hide()
        words = column(gap=0, margin=(0, 3, 0, 0))
        words.addWidget(self._words)
        words.addWidget(self._more)
        whole = row(self, gap=8)
        whole.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(words, 1)
        self.mark.clicked.connect(self.toggled)
        self.setFocusProxy(self.mark)

    def set_words(self, words: str, more: str = "") -> None:
        """Show the sentence and a smaller one under it."""
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.mark.setAccessibleName(words)

    @property
    def words(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def is_on(self) -> bool:
        """Tell whether it is ticked."""
        return self.mark.isChecked()

    def set_on(self, on: bool) -> None:
        """Tick or untick without telling anyone."""
        self.mark.setChecked(on)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.mark.isEnabled():
            self.mark.click()
