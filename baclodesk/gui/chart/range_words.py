"""When the chart speaks of the range of its dose axis: after an edit, never after a resize or another text size."""

from __future__ import annotations

from typing_extensions import override

from baclodesk.gui.chart.pointed import PointedCanvas


class RangedCanvas(PointedCanvas):
    """See the module."""

    @override
    def _on_refreshed(self) -> None:
        before, opened = self.view.top_mg, self._opened
        super()._on_refreshed()
        if opened and self.isVisible() and self.view.top_mg != before:
            self.hinted.emit(self.board.texts("chart.hint.scale", mg=self.board.texts.mg(self.view.top_mg)))
