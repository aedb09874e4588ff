"""The room of the chart: as high as the window leaves it, and scrolled only when that is less than it needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override


class Room(QScrollArea):
    """Holds ``content`` at the width there is and at least at the least height it can be read in.

    An ordinary scroll area would give it the height it would like best, and so scroll in a window that is big enough.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        content.setProperty("scrolled", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.installEventFilter(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room, layout = self.viewport().size(), self._content.layout()
        least = self._content.minimumSizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            least = max(least, layout.minimumHeightForWidth(room.width()))
        self._content.resize(room.width(), max(room.height(), least))
