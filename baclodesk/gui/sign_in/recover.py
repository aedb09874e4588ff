"""The way in when the password is lost: the recovery key from the safe, and a new password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ..desk import Desk
from ..doors import Doors, Made
from ..jobs import Job, expected_code
from ..trouble_words import trouble
from ..widgets.flow import Flow
from ..widgets.pieces import button, choice_box
from .card import Card
from .new_password import NewPassword


class RecoverCard(Card):
    """Recovery key, name and new password. ``made`` carries Made with the new key, ``back`` leads to the sign-in."""

    made = Signal(object)
    back = Signal()

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(desk, "signin.recover.title", "signin.recover.intro", parent)
        self._doors = doors
        self._job: Job[Made] | None = None
        self.key = QLineEdit()
        self.key.setMaxLength(120)
        self.names = choice_box()
        self.new_password = NewPassword(desk, doors)
        self.words.follow(self.new_password)
        self.field("signin.recover.key", self.key, "signin.recover.key_hint")
        self.field("signin.name", self.names)
        self.body.addWidget(self.new_password)
        self.go, self._back = button("primary"), button("link")
        self.words.bind(self.go.setText, "signin.recover.go")
        self.words.bind(self._back.setText, "signin.recover.back")
        foot = Flow()
        foot.addWidget(self._back)
        foot.spring()
        foot.addWidget(self.go)
        self.body.addLayout(foot)
        self._back.clicked.connect(self.back)
        self.go.clicked.connect(self.recover)
        self.new_password.changed.connect(self._look)
        self.key.textChanged.connect(self._look)

    def prepare(self) -> None:
        """Empty every field."""
        self.key.clear()
        self.new_password.clear()
        self.notice.silence()
        self.names.clear()
        self.names.addItems(list(self._doors.names()))
        self._look()
        self.key.setFocus()

    def _look(self) -> None:
        ready = bool(self.key.text().strip()) and self.new_password.is_enough() and self.names.count() > 0
        self.go.setEnabled(ready and self._job is None)

    def recover(self) -> None:
        """Try the key, in a thread."""
        if self._job is not None:
            return
        key, name, password = self.key.text().strip(), self.names.currentText(), self.new_password.text()
        self.notice.silence()
        self.busy.start(self.desk.texts("signin.busy"))
        self._job = Job(lambda: self._doors.recover(key, name, password), self._enter, self._refuse)
        self._look()

    def _enter(self, made: Made) -> None:
        self._job = None
        self.busy.stop()
        self.prepare()
        self.made.emit(made)

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self.busy.stop()
        self._look()
        self.key.setFocus()
        self.notice.say(trouble(self.desk.texts, expected_code(error) or ""), "alarm")
