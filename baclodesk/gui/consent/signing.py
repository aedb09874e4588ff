"""Recording a signature on paper, or its withdrawal: the day, and where the paper is or what was said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.fields import DateField
from ..widgets.pieces import button, column, label, row


class SigningForm(QFrame):
    """Hidden until ``open_for``; ``signed`` carries day and place, ``withdrawn`` day and words."""

    signed = Signal(object, str)
    withdrawn = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._what = desk, "signed"
        self.setProperty("box", "true")
        self._on_words, self._words_words = label("strong", wrap=True), label("strong", wrap=True)
        self.on, self.words = DateField(lambda: desk.texts, desk.today), QLineEdit()
        self.words.setMaxLength(200)
        self.go, self.cancel = button("primary"), button()
        whole = column(self, margin=12, gap=6)
        for part in (self._on_words, self.on, self._words_words, self.words):
            whole.addWidget(part)
        acts = row()
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        whole.addLayout(acts)
        self.go.clicked.connect(self._give)
        self.words.returnPressed.connect(self._give)
        self.on.line.returnPressed.connect(self._give)
        self.on.edited.connect(lambda on: self.go.setEnabled(on is not None))
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def open_for(self, what: str) -> None:
        """Ask for the day and words of what happened: ``signed`` or ``withdrawn``."""
        self._what = what
        self.on.set_value(self._desk.today())
        self.words.clear()
        self.retranslate(self._desk.texts)
        self.go.setEnabled(True)
        self.show()
        self.on.setFocus()

    def _give(self) -> None:
        on = self.on.value
        if on is None:
            return
        self.hide()
        signal = self.signed if self._what == "signed" else self.withdrawn
        signal.emit(on, self.words.text().strip())

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        about = "paper_at" if self._what == "signed" else "withdrawn_note"
        self._on_words.setText(texts(f"consent.field.{self._what}_on"))
        self._words_words.setText(texts(f"consent.field.{about}"))
        self.go.setText(texts(f"consent_page.record_{self._what}"))
        self.cancel.setText(texts("consent_page.cancel"))
