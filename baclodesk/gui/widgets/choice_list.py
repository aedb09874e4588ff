"""A folded list to choose from: the chosen entry, cut with three dots when too long, and a mark that it opens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter
from typing_extensions import override

from ..style.icons import pixmap

_MARK = 0.85
"""Size of the mark in heights of a text line."""


class ChoiceList(QComboBox):
    """See the module. It does not force its longest entry's width upon the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        box, parts, style = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl, self.style()
        room = style.subControlRect(box, option, parts.SC_ComboBoxEditField, self)
        size = round(self.fontMetrics().height() * _MARK)
        end = style.subControlRect(box, option, parts.SC_ComboBoxArrow, self)
        width = min(room.width(), abs(end.center().x() - size // 2 - room.x())) - 4
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, width)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        role = QPalette.ColorRole.Text if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        spot = QRectF(end.center().x() - size / 2, end.center().y() - size / 2, size, size)
        mark = pixmap("down", self.palette().color(role).name(), size)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(spot, mark, QRectF(mark.rect()))
        painter.end()
