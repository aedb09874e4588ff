"""The main area without a patient: the next step, with its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, row


class WelcomePage(QWidget):
    """Says what to do next. ``new_wanted`` and ``search_wanted`` for its two buttons."""

    new_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._count = desk, 0
        self.title, self.words = label("title", wrap=True), label("quiet", wrap=True)
        for part in (self.title, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.new, self.search = button("primary"), button()
        self.notice = Notice(desk.theme)
        acts = row(gap=8)
        acts.addStretch(1)
        acts.addWidget(self.search)
        acts.addWidget(self.new)
        acts.addStretch(1)
        whole = column(self, margin=24, gap=12)
        whole.addWidget(self.notice)
        whole.addStretch(2)
        whole.addWidget(self.title)
        whole.addWidget(self.words)
        whole.addLayout(acts)
        whole.addStretch(3)
        self.new.clicked.connect(self.new_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.retranslate(desk.texts)

    def prepare(self, count: int) -> None:
        """Say the step that fits a practice of ``count`` patients."""
        self._count = count
        self.retranslate(self._desk.texts)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        place = "some" if self._count else "none"
        self.title.setText(texts(f"patients.welcome.{place}_title"))
        self.words.setText(texts(f"patients.welcome.{place}_words"))
        self.new.setText(texts("patients.welcome.new"))
        self.search.setText(texts("patients.welcome.search"))
        self.search.setVisible(self._count > 0)
