"""The still part of the chart, kept as a pixmap, and how a stretch of it is painted again at every step of a drag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from baclodesk.domain.chart_list import Area, Item
from baclodesk.gui.chart.paint_qt import Inks
from baclodesk.services.plan_scale import Scale

_IN_THE_PLOT = frozenset({"past", "grid", "grid.week"})
_BORDER = 2
"""Pixels along the plot's border that are copied: lines there reach a little beyond it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """``plain`` is the whole picture, ``grid`` what of it lies inside the plot, ``plot`` that room."""

    plain: QPixmap
    grid: tuple[Item, ...]
    plot: QRect
    colour: QColor

    @staticmethod
    def of(items: Sequence[Item], inks: Inks, size: QSize, ratio: float, colour: str, scale: Scale) -> Ground:
        """Paint the whole picture once."""
        plain = QPixmap(size * ratio)
        plain.setDevicePixelRatio(ratio)
        plain.fill(QColor(colour))
        painter = QPainter(plain)
        inks.draw(painter, items)
        painter.end()
        room = QRectF(scale.left, scale.top, scale.right - scale.left, scale.base - scale.top).toRect()
        grid = tuple(item for item in items if item.style in _IN_THE_PLOT)
        return Ground(plain, grid, room.adjusted(_BORDER, _BORDER, -_BORDER, -_BORDER), QColor(colour))

    def paint(self, painter: QPainter, rect: QRect, inks: Inks) -> None:
        """Inside the plot fill and draw the few lines anew, which is quicker than to copy; copy the rest."""
        left, top, right, bottom = _sides(rect)
        inside = rect.intersected(self.plot)
        if inside.isEmpty():
            self._copy(painter, left, top, right, bottom)
            return
        painter.fillRect(inside, self.colour)
        inks.draw(painter, self.grid, Area(inside.x(), inside.y(), inside.width(), inside.height()))
        x0, y0, x1, y1 = _sides(inside)
        for strip in ((left, top, right, y0), (left, y1, right, bottom), (left, y0, x0, y1), (x1, y0, right, y1)):
            self._copy(painter, *strip)

    def _copy(self, painter: QPainter, x0: int, y0: int, x1: int, y1: int) -> None:
        width, height, ratio = x1 - x0, y1 - y0, self.plain.devicePixelRatio()
        if width <= 0 or height <= 0:
            return
        if ratio == int(ratio):
            n = int(ratio)
            painter.drawPixmap(x0, y0, width, height, self.plain, x0 * n, y0 * n, width * n, height * n)
        else:
            source = QRectF(x0 * ratio, y0 * ratio, width * ratio, height * ratio)
            painter.drawPixmap(QRectF(x0, y0, width, height), self.plain, source)


def _sides(rect: QRect) -> tuple[int, int, int, int]:
    return rect.x(), rect.y(), rect.x() + rect.width(), rect.y() + rect.height()
