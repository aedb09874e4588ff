"""Who the patient is, edited in the main area; every field is an undo step and saved like any other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from baclodesk.services import practice
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..patients.new_patient import IdentityForm
from ..widgets.pieces import button, column, label, limit_width, row, scrolled
from .page import Work


class IdentityPage(QWidget):
    """The identity form over a Work; ``left`` when it is done with."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._work: Work | None = None
        self.form = IdentityForm(desk)
        self.title, self.done = label("name", wrap=True), button("primary")
        inner = QWidget()
        limit_width(inner, desk.theme, 600)
        block = column(inner, gap=16)
        block.addWidget(self.title)
        block.addWidget(self.form)
        acts = row()
        acts.addWidget(self.done)
        acts.addStretch(1)
        block.addLayout(acts)
        block.addStretch(1)
        ground = QWidget()
        middle = row(ground, margin=(24, 24, 24, 16))
        middle.addWidget(inner, 3)
        middle.addStretch(1)
        column(self).addWidget(scrolled(ground))
        self.form.changed.connect(self._take)
        self.done.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def show_work(self, work: Work) -> None:
        """Show this patient's identity."""
        self._work = work
        self.form.show_identity(work.record.identity)
        self.form.family_name.setFocus()

    def _take(self) -> None:
        work = self._work
        if work is None:
            return
        person = self.form.identity(work.record.identity)
        if person.family_name:
            after = practice.with_identity(work.record, person)
            work.edit(after, lambda texts: texts("window.identity_step"), "identity")

    def forget(self) -> None:
        """Drop the patient."""
        self._work = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.form.retranslate(texts)
        self.title.setText(texts("window.identity_title"))
        self.done.setText(texts("settings.back"))
