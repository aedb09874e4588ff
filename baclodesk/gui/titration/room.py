"""The room of the chart: as high as the window leaves it, and scrolled only when that is less than it needs.

Where it scrolls, the tab begins at its readout, and the readout stays in view with whatever is looked at below it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from ..chart.tab import TitrationTab


class Room(QScrollArea):
    """Holds ``content`` at the width there is and at least at the least height it can be read in.

    An ordinary scroll area would give it the height it would like best, and so scroll in a window that is big enough.
    """

    def __init__(self, content: QWidget, tab: TitrationTab | None = None) -> None:
        super().__init__()
        self._content, self._tab = content, tab
        self._led: tuple[int, int, int] | None = None
        self._turned = False
        content.setProperty("scrolled", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.installEventFilter(self)
        bar = self.verticalScrollBar()
        bar.actionTriggered.connect(self._turn)
        bar.valueChanged.connect(self._keep)

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
        room, layout, tab = self.viewport().size(), self._content.layout(), self._tab
        if tab is not None:
            tab.low.fit(room.height(), room.width())
        least = self._content.minimumSizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            least = max(least, layout.minimumHeightForWidth(room.width()))
        self._content.resize(room.width(), max(room.height(), least))
        if tab is not None:
            now = (room.width(), room.height(), least)
            if tab.readout.compact and now != self._led and not self._turned:
                self.verticalScrollBar().setValue(self._top_of(tab) + tab.low.readout_top)
            self._led = now
            self._keep()

    def _top_of(self, tab: TitrationTab) -> int:
        return tab.mapTo(self._content, QPoint()).y()

    def _turn(self) -> None:
        """From now on the place is the reader's own."""
        self._turned = True

    def _keep(self) -> None:
        if self._tab is not None:
            self._tab.low.keep_in_view(self.verticalScrollBar().value() - self._top_of(self._tab))
