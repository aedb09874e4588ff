"""The few icons: SVG line drawings of one stroke width, coloured by the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from baclodesk.paths import resources

from .theme import Theme

_DENSITY = 3.0


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text("utf-8")


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Draw the icon ``name`` (a file of resources/icons) in one colour, ``size`` pixels square."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    drawn = QPixmap(round(size * _DENSITY), round(size * _DENSITY))
    drawn.setDevicePixelRatio(_DENSITY)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def icon(theme: Theme, name: str, colour: str = "secondary", size: float = 16) -> QIcon:
    """Give an icon in the theme's ``colour`` (a field of Colours)."""
    return QIcon(pixmap(name, getattr(theme.colours, colour), theme.px(size)))
