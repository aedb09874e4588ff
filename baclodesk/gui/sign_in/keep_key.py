"""The recovery key, shown once: print it, put it in the safe, say so, go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from ..desk import Desk
from ..doors import Made
from ..widgets.pieces import button, label, row
from ..widgets.tick import Tick
from .card import Card

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class KeepKeyCard(Card):
    """Shows the key of a practice just made. ``kept`` carries its store after the tick."""

    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "signin.key.title", "signin.key.intro", parent)
        self._made: Made | None = None
        self.key = label("secret", wrap=True)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.key)
        self.print, self.copy = button(), button()
        self.words.bind(self.print.setText, "signin.key.print")
        self.words.bind(self.copy.setText, "signin.key.copy")
        acts = row()
        acts.addWidget(self.print)
        acts.addWidget(self.copy)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.tick = Tick(desk.theme)
        self.words.bind(self.tick.set_words, "signin.key.kept")
        self.body.addWidget(self.tick)
        self.go = button("primary")
        self.words.bind(self.go.setText, "signin.key.go")
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.go)
        self.body.addLayout(foot)
        self.tick.toggled.connect(self.go.setEnabled)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self._print)
        self.go.clicked.connect(self._leave)

    def prepare(self, made: Made) -> None:
        """Show the key of ``made``."""
        self._made = made
        self.key.setText(made.recovery_key)
        self.tick.set_on(False)
        self.go.setEnabled(False)
        self.notice.silence()
        self.print.setFocus()

    def _copy(self) -> None:
        if self._made is not None:
            QGuiApplication.clipboard().setText(self._made.recovery_key)
            self.notice.say(self.desk.texts("signin.key.copied"), "caution")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinters():
            self.notice.say(self.desk.texts("signin.key.no_printer"), "caution")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("BacloDesk")
        printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._draw(printer))
        QDialog.open(dialog)

    def _draw(self, printer: QPrinter) -> None:
        if self._made is None:
            return
        texts, font = self.desk.texts, self.font()
        painter = QPainter(printer)
        lines: list[tuple[float, str]] = [
            (16, texts("signin.key.paper_title")),
            (11, texts("signin.key.paper_words")),
            (15, self._made.recovery_key),
            (11, texts("signin.key.paper_date", date=texts.date(self.desk.today()))),
        ]
        page = painter.viewport()
        top = 0
        for size, words in lines:
            font.setPointSizeF(size)
            painter.setFont(font)
            room = QRect(0, top, page.width(), page.height() - top)
            box = painter.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), words)
            top = box.bottom() + printer.resolution() // 5
        painter.end()

    def _leave(self) -> None:
        made, self._made = self._made, None
        self.key.setText("")
        if made is not None:
            self.kept.emit(made.store)
