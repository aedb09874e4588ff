"""Which printer, and whether on both sides: shared by the panel beside a document and the queue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from baclodesk.services.printing import Printer, choose_printer
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..widgets.choice_list import ChoiceList
from ..widgets.pieces import column, label
from ..widgets.tick import Tick
from .said import Said


class PrinterChoice(QWidget):
    """``changed`` when another printer is chosen or the printers were listed anew. The choice is remembered."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job[Sequence[Printer]] | None = None
        self._printers: tuple[Printer, ...] = ()
        self._known = False
        self.name, self.list = label("strong"), ChoiceList()
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name.setBuddy(self.list)
        self.notice, self.both_sides = Said(desk.theme), Tick(desk.theme)
        whole = column(self, gap=4)
        for part in (self.name, self.list, self.notice, self.both_sides):
            whole.addWidget(part)
        self.setFocusProxy(self.list)
        self.list.currentIndexChanged.connect(self._choose)
        self.both_sides.toggled.connect(lambda on: setattr(desk.preferences, "both_sides", on))
        self.retranslate(desk.texts)

    @property
    def printer(self) -> Printer | None:
        """The printer chosen, None while there is none."""
        place = self.list.currentIndex()
        return self._printers[place] if 0 <= place < len(self._printers) else None

    @property
    def words(self) -> str:
        """What people call the printer chosen."""
        printer = self.printer
        return "" if printer is None else printer.words or printer.name

    @property
    def duplex(self) -> bool:
        """Whether both sides are wanted and the printer can."""
        printer = self.printer
        return printer is not None and printer.duplex and self.both_sides.is_on()

    @property
    def is_known(self) -> bool:
        """Tell whether the printers were listed already."""
        return self._known

    def look(self) -> None:
        """List the printers now; a print server that does not answer holds up nobody."""
        backend = self._desk.backend
        if not self._known:
            self.notice.say(self._desk.texts("printing.looking"))
        self._job = Job(backend.printers, self._show, self._fail, PAPER)

    def forget(self) -> None:
        """Wait for nothing any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _fail(self, _error: Exception) -> None:
        self._show(())

    def _show(self, printers: Sequence[Printer]) -> None:
        self._job, self._known = None, True
        preferences = self._desk.preferences
        self._printers = tuple(printers)
        chosen = choose_printer(self._printers, preferences.printer)
        with QSignalBlocker(self.list):
            self._fill()
            self.list.setCurrentIndex(-1 if chosen is None else self._printers.index(chosen))
        self.both_sides.set_on(preferences.both_sides)
        self._look()
        self.changed.emit()

    def _fill(self) -> None:
        texts = self._desk.texts
        self.list.clear()
        for printer in self._printers:
            name = printer.words or printer.name
            self.list.addItem(texts("printing.usual", printer=name) if printer.usual else name)
            self.list.setItemData(self.list.count() - 1, printer.name, int(Qt.ItemDataRole.ToolTipRole))

    def _choose(self) -> None:
        if self.printer is not None:
            self._desk.preferences.printer = self.printer.name
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        texts, printer = self._desk.texts, self.printer
        self.list.setEnabled(bool(self._printers))
        self.list.setToolTip(self.words)
        self.both_sides.setVisible(printer is not None and printer.duplex)
        again = (texts("printing.look_again"), self.look)
        if printer is None and self._known:
            self.notice.say(texts("printing.failed.no_printer"), "caution", again)
        elif printer is not None and printer.stopped:
            self.notice.say(texts("printing.stopped"), "caution", again)
        elif self._known:
            self.notice.silence()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.name.setText(texts("printing.printer"))
        self.list.setAccessibleName(texts("printing.printer"))
        self.both_sides.set_words(texts("printing.both_sides"), texts("printing.both_sides_more"))
        with QSignalBlocker(self.list):
            place = self.list.currentIndex()
            self._fill()
            self.list.setCurrentIndex(place)
        if self._known:
            self._look()
