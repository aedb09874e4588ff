"""Panels that scroll up and down when the window is low."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_SCROLLED: object = True


def mark_scrolled(panel: QWidget) -> None:
    """Let the window's style sheet see that ``panel`` lies in a scroll area and has no ground of its own."""
    panel.setProperty("scrolled", _SCROLLED)


def scrolled(panel: QWidget) -> QScrollArea:
    """Put a panel into a frameless area that scrolls up and down."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    mark_scrolled(panel)
    area.setWidget(panel)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
