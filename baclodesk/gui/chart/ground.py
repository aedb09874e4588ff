"""The still part of the chart, kept as a pixmap."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from baclodesk.domain.chart_list import Item
from baclodesk.gui.chart.paint_qt import Inks


def ground_of(items: Sequence[Item], inks: Inks, size: QSize, ratio: float, colour: str) -> QPixmap:
    """Paint the whole still part once; ``ratio`` is the device pixels per pixel."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colour))
    painter = QPainter(picture)
    inks.draw(painter, items)
    painter.end()
    return picture
