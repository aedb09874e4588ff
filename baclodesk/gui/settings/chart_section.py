"""How the titration chart behaves on this computer: single letters, motion, which way time runs, what readers get."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.pieces import column
from ..widgets.tick import Tick

_SWITCHES = ("letters", "still", "mirrored", "stages_read")


class ChartSection(QWidget):
    """A switch for each; what is chosen is kept at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.switches = {name: Tick(desk.theme, switch=True) for name in _SWITCHES}
        rows = column(self, gap=8)
        for name, switch in self.switches.items():
            rows.addWidget(switch)
            switch.toggled.connect(lambda on, name=name: setattr(desk.preferences, name, on))
        self.retranslate(desk.texts)

    def prepare(self) -> None:
        """Show what is set now."""
        for name, switch in self.switches.items():
            switch.set_on(bool(getattr(self._desk.preferences, name)))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for name, switch in self.switches.items():
            switch.set_words(texts(f"settings.chart.{name}"), texts(f"settings.chart.{name}_more"))
