"""How a row of the patient list is drawn: name, the one thing that matters, a bar beside the one in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ..style import tokens
from ..style.theme import Theme
from .model import HEADING, SECOND_LINE

_ROW = 46


class PatientDelegate(QStyledItemDelegate):
    """Paints headings and rows; every row has the same height, so that 10 000 of them cost nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self._theme.px(_ROW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        heading = index.data(HEADING)
        if heading is not None:
            self._paint_heading(painter, area, str(heading))
        else:
            self._paint_row(painter, area, state, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, text: str) -> None:
        painter.setFont(self._theme.font(tokens.SMALL, bold=True))
        painter.setPen(self._theme.colour("secondary"))
        box = area.adjusted(12, 0, -8, -self._theme.px(5))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)

    def _paint_row(
        self,
        painter: QPainter,
        area: QRect,
        state: QStyle.StateFlag,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = area.adjusted(0, 1, -2, -1)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen" if chosen else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), tokens.FOCUS))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        self._paint_words(painter, box, index, chosen=chosen)

    def _paint_words(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, *, chosen: bool
    ) -> None:
        theme, words = self._theme, box.adjusted(12, 0, -8, 0)
        middle = box.center().y()
        name, second = str(index.data()), str(index.data(SECOND_LINE) or "")
        lines = (
            (name, theme.font(bold=chosen), "on_chosen" if chosen else "ink", True),
            (
                second,
                theme.font(tokens.SMALL),
                "on_chosen" if theme.colours.high_contrast and chosen else "secondary",
                False,
            ),
        )
        for text, font, colour, upper in lines:
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            top = middle - metrics.height() + 1 if upper else middle + 1
            painter.drawText(QRect(words.left(), top, words.width(), metrics.height()), 0, shown)
