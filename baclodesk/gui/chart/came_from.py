"""Where the keyboard was when a panel was opened, and the way back there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class CameFrom:
    """See the module. ``wholes`` (chart, table) take the keyboard themselves: a box within them is gone by then."""

    def __init__(self, tab: QWidget, panel: QWidget, *wholes: QWidget) -> None:
        self._tab, self._panel, self._wholes = tab, panel, wholes
        self._place: QWidget | None = None

    def remember(self) -> None:
        """Keep the place where the keyboard is; one panel opened from another keeps the first one's."""
        focus = QApplication.focusWidget()
        if focus is None or not self._panel.isAncestorOf(focus):
            self._place = next((whole for whole in self._wholes if _holds(whole, focus)), focus)

    def go_back(self) -> bool:
        """Put the keyboard back; False where that place is gone, or has nothing to do with the tab."""
        place, self._place = self._place, None
        if place is None or not isValid(place) or not self._tab.isAncestorOf(place):
            return False
        if not (place.isVisible() and place.isEnabled()):
            return False
        place.setFocus()
        return True


def _holds(whole: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (whole is focus or whole.isAncestorOf(focus))
