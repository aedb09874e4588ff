"""Recording a signature on paper, one drawn on the screen, or its withdrawal: the day, and words or strokes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.fields import DateField
from ..widgets.flow import Flow
from ..widgets.pieces import button, column, label
from .pad import SignaturePad


class SigningForm(QFrame):
    """Hidden until ``open_for``.

    ``signed`` carries day and place, ``drawn`` day and strokes, ``withdrawn`` day and words.
    """

    signed = Signal(object, str)
    drawn = Signal(object, object)
    withdrawn = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._what = desk, "signed"
        self.setProperty("box", "true")
        self._on_words, self._words_words = label("strong", wrap=True), label("strong", wrap=True)
        self.on, self.words = DateField(lambda: desk.texts, desk.today), QLineEdit()
        self.words.setMaxLength(200)
        self.pad, self.anew = SignaturePad(desk), button("link")
        self._pad_words = label("strong", wrap=True)
        self.go, self.cancel = button("primary"), button()
        whole = column(self, margin=12, gap=6)
        for part in (self._on_words, self.on, self._words_words, self.words, self._pad_words, self.pad):
            whole.addWidget(part)
        acts = QWidget()
        flow = Flow(acts, gap=8)
        for made in (self.go, self.cancel, self.anew):
            flow.addWidget(made)
        whole.addWidget(acts)
        self.go.clicked.connect(self._give)
        self.words.returnPressed.connect(self._give)
        self.on.line.returnPressed.connect(self._give)
        self.on.edited.connect(lambda _on: self._look())
        self.pad.changed.connect(self._look)
        self.anew.clicked.connect(self.pad.clear)
        self.cancel.clicked.connect(self.close_form)
        self.hide()

    def open_for(self, what: str) -> None:
        """Ask for the day and words of what happened: ``signed``, ``drawn`` or ``withdrawn``."""
        self._what = what
        self.on.set_value(self._desk.today())
        self.words.clear()
        self.pad.clear()
        self.retranslate(self._desk.texts)
        for of_words in (self._words_words, self.words):
            of_words.setVisible(what != "drawn")
        for of_drawing in (self._pad_words, self.pad, self.anew):
            of_drawing.setVisible(what == "drawn")
        self._look()
        self.show()
        self.on.setFocus()

    def close_form(self) -> None:
        """Close it; what was drawn is forgotten."""
        self.hide()
        self.pad.clear()

    def _look(self) -> None:
        self.go.setEnabled(self.on.value is not None and (self._what != "drawn" or bool(self.pad.strokes)))
        self.anew.setEnabled(bool(self.pad.strokes))

    def _give(self) -> None:
        on, strokes, words = self.on.value, self.pad.strokes, self.words.text().strip()
        if on is None or (self._what == "drawn" and not strokes):
            return
        self.close_form()
        if self._what == "drawn":
            self.drawn.emit(on, strokes)
        elif self._what == "signed":
            self.signed.emit(on, words)
        else:
            self.withdrawn.emit(on, words)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        withdrawn = self._what == "withdrawn"
        about = "withdrawn_note" if withdrawn else "paper_at"
        self._on_words.setText(texts(f"consent.field.{'withdrawn' if withdrawn else 'signed'}_on"))
        self._pad_words.setText(texts("consent_page.draw_here"))
        self.pad.setAccessibleName(texts("consent_page.draw_here"))
        self.anew.setText(texts("consent_page.draw_anew"))
        self._words_words.setText(texts(f"consent.field.{about}"))
        self.go.setText(texts(f"consent_page.record_{'withdrawn' if withdrawn else 'signed'}"))
        self.cancel.setText(texts("consent_page.cancel"))
