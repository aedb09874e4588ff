"""The policy in force, by name and day of check, in one quiet line under every page."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from baclodesk.services.texts import Texts

from .desk import Desk
from .knowledge import policy_words
from .patient.page import PatientPage
from .widgets.pieces import column, label, row, rule


class PolicyRoom(QWidget):
    """Holds the pages, with the line beneath; a patient's page has a foot of its own, which says it."""

    def __init__(self, desk: Desk, pages: QStackedWidget) -> None:
        super().__init__()
        self._desk, self._pages = desk, pages
        self.line = label("secondary", wrap=True)
        self._foot = QWidget()
        words = row(self._foot, margin=(24, 6, 24, 8))
        words.addWidget(self.line, 1)
        self._rule = rule()
        whole = column(self, gap=0)
        whole.addWidget(pages, 1)
        whole.addWidget(self._rule)
        whole.addWidget(self._foot)
        pages.currentChanged.connect(self._turned)
        self.refresh()

    def _turned(self) -> None:
        says_it = isinstance(self._pages.currentWidget(), PatientPage)
        for part in (self._rule, self._foot):
            part.setVisible(not says_it)

    def refresh(self) -> None:
        """Say the policy that holds now."""
        self.retranslate(self._desk.texts)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.line.setText(policy_words(self._desk, texts))
