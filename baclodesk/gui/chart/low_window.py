"""The tab in a window with little room: the readout is short there, and stays in view when the tab is scrolled."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from baclodesk.gui.chart.readout import Readout


class LowWindow:
    """Moves the readout over its place in the tab's ``column``, never below ``foot``."""

    def __init__(self, column: QVBoxLayout, readout: Readout, foot: QWidget) -> None:
        self._column, self._readout, self._foot = column, readout, foot
        self._home = column.itemAt(column.indexOf(readout))
        self._seen_from = 0

    @property
    def readout_top(self) -> int:
        """Where the readout begins in the tab while nothing is scrolled, in pixels."""
        return self._readout.y() if self._home is None else self._home.geometry().y()

    def fit(self, height: int, width: int) -> None:
        """Shorten the readout when ``height`` pixels do not hold everything at ``width``."""
        readout = self._readout
        if readout.isHidden():
            return
        others = self._column.minimumHeightForWidth(width) - readout.heightForWidth(width)
        readout.set_compact(compact=others + readout.whole_height(width) > height)

    def keep_in_view(self, top: int) -> None:
        """Keep the readout in view when the tab is seen only from ``top`` pixels down."""
        self._seen_from = top
        self.pin()
        self._readout.place_message()

    def pin(self) -> None:
        """Put the readout where it is seen; to be called when the layout has put it back into its place."""
        if self._home is None:
            return
        place = self._home.geometry()
        lowest = max(place.y(), self._foot.geometry().bottom() - place.height())
        y = min(max(place.y(), self._seen_from), lowest)
        if y != self._readout.y():
            self._readout.raise_()
            self._readout.move(place.x(), y)


def ask_for_the_shown(pages: QStackedWidget) -> None:
    """Let only the page that is shown ask for room: a stack is as high as its highest page."""
    for page in filter(None, map(pages.widget, range(pages.count()))):
        shown = page is pages.currentWidget()
        policy = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Ignored
        page.setSizePolicy(policy, policy)
