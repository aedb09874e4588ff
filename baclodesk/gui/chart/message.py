"""The readout's message when it is longer than its line: a sheet over what lies below, so that nothing is cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from baclodesk.gui.chart.theme import ChartTheme
from baclodesk.gui.chart.words import SMALLER, Faces, Line

PAD, MARK = 14.0, 18.0
"""Pixels left and right of the words, and (at 100 %) of the triangle before them."""
_OVER, _UNDER = 2.0, 8.0
_SHARE = 0.4
"""As much of what lies below is covered as long as the words need not be much smaller for it."""


class MessageSheet(QWidget):
    """Lies over the widget below the readout and changes nobody's place; the pointer goes through it."""

    def __init__(self, theme: ChartTheme, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.theme, self.warn = theme, False
        self.lines: list[Line] = []
        self._faces: Faces | None = None
        self.hide()

    def show_words(self, words: str, faces: Faces, room: QRectF, *, warn: bool) -> None:
        """Show a message whose first line begins at the top of ``room``; smaller only where the room is too low."""
        self.warn = warn
        width = room.width() - 2 * PAD - (MARK * self.theme.text_scale if warn else 0)
        inside = room.height() - _OVER - _UNDER
        groups = ((False, (words,)),)
        small = faces.fitted(groups, width, inside * _SHARE, SMALLER[3])
        lines = small or faces.fitted(groups, width, inside) or faces.fitted(groups, width, 1e6, least=1.0) or []
        self.lines, self._faces = lines, faces
        high = max((depth + faces.measures(font).descent() for font, _words, depth in lines), default=0.0)
        self.setGeometry(QRectF(room.left(), room.top(), room.width(), high + _OVER + _UNDER).toAlignedRect())
        self.show()
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.fillRect(event.rect(), QColor(self.theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.height() - 1.0
        painter.setPen(QPen(QColor(self.theme.attention if self.warn else self.theme.edge), 2))
        painter.drawLine(QPointF(0, under), QPointF(self.width(), under))
        room, mirrored = QRectF(self.rect()), self.isRightToLeft()
        if self.warn:
            room = draw_mark(painter, self.theme, room, _OVER + 3, mirrored=mirrored)
        painter.setPen(QColor(self.theme.attention if self.warn else self.theme.secondary))
        for font, words, depth in self.lines:
            painter.setFont(font)
            wide = self._faces.measures(font).horizontalAdvance(words) if self._faces is not None else 0.0
            painter.drawText(QPointF(begin(room, wide, mirrored=mirrored), _OVER + depth), words)
        painter.end()


def begin(room: QRectF, wide: float, *, mirrored: bool) -> float:
    """Give the x at which words ``wide`` pixels long are drawn in their room, at its right end when mirrored."""
    return round(room.right() - PAD - wide) if mirrored else room.left() + PAD


def seen_bottom(widget: QWidget) -> int:
    """Give the height from the top of a widget to where the window, or a scrolled room around it, cuts it off."""
    bottom, around = widget.height(), widget.parentWidget()
    while around is not None:
        bottom = min(bottom, around.height() - widget.mapTo(around, QPoint()).y())
        around = None if around.isWindow() else around.parentWidget()
    return bottom


def draw_mark(painter: QPainter, theme: ChartTheme, room: QRectF, y: float, *, mirrored: bool) -> QRectF:
    """Draw the sign of a warning at the beginning of a room; gives the room that is left for the words."""
    size, beside = theme.px(11), MARK * theme.text_scale
    x = begin(room, size, mirrored=mirrored)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.attention))
    painter.drawPolygon(QPolygonF([QPointF(x, y + size), QPointF(x + size / 2, y), QPointF(x + size, y + size)]))
    return room.adjusted(0 if mirrored else beside, 0, -beside if mirrored else 0, 0)
