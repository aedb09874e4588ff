"""What surrounds the plot, kept as a pixmap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from baclodesk.domain.chart_list import Area, Item
from baclodesk.gui.chart.paint_qt import Inks

_OVERLAP = 2
"""Pixels that the picture reaches into the plot, so that nothing is left bare between the two on any screen."""


class Ground:
    """The chart without its ``plot``, painted once; ``ratio`` is the device pixels per pixel."""

    def __init__(self, items: Sequence[Item], plot: Area, inks: Inks, size: QSize, ratio: float, colour: str) -> None:
        self.picture = QPixmap(size * ratio)
        self.picture.setDevicePixelRatio(ratio)
        self.picture.fill(QColor(colour))
        painter = QPainter(self.picture)
        inks.draw(painter, items)
        painter.end()
        inner = QRectF(plot.x, plot.y, plot.width, plot.height).toAlignedRect()
        self._plot = inner.adjusted(_OVERLAP, _OVERLAP, -_OVERLAP, -_OVERLAP)
        self._around = QRegion(QRect(0, 0, size.width(), size.height())) - QRegion(self._plot)

    def draw(self, painter: QPainter, asked: QRect) -> None:
        """Paint what surrounds the plot, as far as it lies within what is ``asked`` for."""
        if not self._plot.contains(asked):
            painter.setClipRegion(self._around)
            painter.drawPixmap(0, 0, self.picture)
            painter.setClipping(False)
