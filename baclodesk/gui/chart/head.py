"""The line over the chart: scheme, policy and revision, and the choice of chart, table or stage at its end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget
from typing_extensions import override

from baclodesk.gui.chart.theme import SMALL, ChartTheme

_BESIDE = 560
"""Width in pixels (at 100 %) below which the choice stands under the words."""


class HeadLine(QWidget):
    """See the module."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._scale = 1.0
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.chart, self.table, self.stage = QRadioButton(self), QRadioButton(self), QRadioButton(self)
        self.choice = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setSpacing(12)
        for button in (self.chart, self.table, self.stage):
            self.choice.addButton(button)
            choices.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        choices.addStretch(1)
        self.chart.setChecked(True)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.words, 1)
        self._whole.addLayout(choices)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self._scale = theme.text_scale
        self.words.setStyleSheet(f"color: {theme.secondary}; font-size: {round(theme.px(SMALL))}px;")
        self._turn()

    def _turn(self) -> None:
        beside = self.width() >= _BESIDE * self._scale
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(way)
        self._whole.setSpacing(12 if beside else 4)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
