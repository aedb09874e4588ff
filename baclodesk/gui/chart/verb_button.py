"""A button of the inspector: a verb at the left, its key at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.gui.chart.theme import BODY, SMALL, ChartTheme


class VerbButton(QAbstractButton):
    """See the module."""

    def __init__(self, key: str, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def _font(self, size: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self.theme.px(size)))
        return font

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font(BODY)).horizontalAdvance(self.text()) + 20
        width += QFontMetricsF(self._font(SMALL)).horizontalAdvance(self.key) + 12 if self.key else 0
        return QSize(round(width), round(self.theme.px(30)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if focused else theme.edge), 2 if focused else 1))
        raised = self.isDown() or (self.underMouse() and self.isEnabled())
        painter.setBrush(QColor(theme.fill if raised else theme.input))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 6, 6)
        room = QRectF(self.rect()).adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        begin, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            begin, end = end, begin
        painter.setFont(self._font(BODY))
        painter.setPen(QColor(theme.ink if self.isEnabled() else theme.secondary))
        words = QFontMetricsF(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() - (20 if self.key else 0)
        )
        painter.drawText(room, int(middle | begin), words)
        if self.key:
            painter.setFont(self._font(SMALL))
            painter.setPen(QColor(theme.secondary))
            painter.drawText(room, int(middle | end), self.key)
        painter.end()
