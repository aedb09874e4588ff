"""Points of the intake that are ticked with day and name: what was explained, the conditions of off-label use."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from baclodesk.domain.intake import Status, Tick
from baclodesk.services import catalogue
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.pieces import column
from ..widgets.tick import Tick as TickBox
from .parts import Part, Sight


class PointsPart(Part):
    """Points ticked with their date: information given, off-label conditions. ``edited`` carries the ticks.

    The letter for "yes" ticks the point that has the keyboard and goes to the next one; Enter goes on to what follows.
    """

    edited = Signal(str, object)
    next_wanted = Signal()

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk)
        self.kind = kind
        known = catalogue.information()
        self._points = known.points if kind == "information" else known.off_label
        self._ticks: tuple[Tick, ...] = ()
        self.boxes: dict[str, TickBox] = {}
        inner = column(margin=(12, 0, 12, 0), gap=10)
        for point in self._points:
            made = TickBox(desk.theme)
            made.toggled.connect(lambda on, code=point.code: self._toggle(code, on=on))
            self.boxes[point.code] = made
            inner.addWidget(made)
        self._rows.addLayout(inner)
        self._rows.addStretch(1)
        self.retranslate(desk.texts)

    def _toggle(self, code: str, *, on: bool) -> None:
        ticks = tuple(tick for tick in self._ticks if tick.code != code)
        if on:
            ticks = (*ticks, Tick(code, self._desk.today(), self._desk.user))
        order = [point.code for point in self._points]
        self.edited.emit(self.kind, tuple(sorted(ticks, key=lambda tick: order.index(tick.code))))

    @override
    def take_focus(self) -> None:
        """Put the keyboard onto the first point that is not ticked, else onto the first."""
        waiting = (made for made in self.boxes.values() if not made.is_on())
        made = next(waiting, next(iter(self.boxes.values())))
        made.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(made, 0, 40)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        yes = self._desk.texts(f"intake.status_key.{Status.YES}").casefold()
        here = next((code for code, made in self.boxes.items() if made.mark.hasFocus()), None)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.text().casefold() == yes and here is not None and not event.isAutoRepeat():
            if not self.boxes[here].is_on():
                self._toggle(here, on=True)
            if all(made.is_on() for made in self.boxes.values()):
                self.next_wanted.emit()
            else:
                self.take_focus()
        else:
            super().keyPressEvent(event)

    @override
    def show_record(self, sight: Sight) -> None:
        """Show which points are ticked, when and by whom."""
        intake = sight.record.intake
        self._ticks = intake.information if self.kind == "information" else intake.off_label
        self._say(self._desk.texts)

    def _say(self, texts: Texts) -> None:
        ticked = {tick.code: tick for tick in self._ticks}
        table = "point" if self.kind == "information" else "off_label"
        for code, made in self.boxes.items():
            tick = ticked.get(code)
            made.set_on(tick is not None)
            more = texts(f"information.{table}.{code}.text")
            if tick is not None:
                when = texts("intake_page.ticked", date=texts.date(tick.on), by=tick.by)
                more = f"{more}\n{when}"
            made.set_words(texts(f"information.{table}.{code}.title"), more)

    @override
    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts(f"intake_page.{self.kind}.title"))
        self.hint.setText(texts(f"intake_page.{self.kind}.hint"))
        self._say(texts)
