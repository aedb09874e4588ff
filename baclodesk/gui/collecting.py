"""Garbage is collected in the window's own thread, between events.

Python collects wherever memory is asked for. In a thread that makes a document it would then destroy widgets and
other Qt objects that wait in a cycle, which Qt bears in their own thread only: the process falls over, rarely and
without a word. So the collector is switched off, and a timer of the window does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY = 1000
"""Milliseconds between two looks."""


def collect_due() -> int | None:
    """Collect the oldest generation that Python itself would collect now; give it, or None when nothing was due."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] <= limits[0]:
        return None
    due = 2 if counts[2] > limits[2] else 1 if counts[1] > limits[1] else 0
    gc.collect(due)
    return due


class Collector(QObject):
    """See the module. Waits while a mouse button is held: a drag is not held up."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self, interval=EVERY)
        timer.timeout.connect(self._look)
        timer.start()

    def _look(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            collect_due()
