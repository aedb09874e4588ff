"""Changing one's password: the old one, the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import Job, expected_code
from ..sign_in.new_password import NewPassword
from ..trouble_words import trouble
from ..widgets.notice import Notice
from ..widgets.password import PasswordField
from ..widgets.pieces import button, column, label
from ..wording import Wording


class PasswordChange(QWidget):
    """Old and new password, and the button that changes it."""

    def __init__(self, desk: Desk, store: PracticeStore) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._job: Job[None] | None = None
        self._words = Wording()
        self.old, self.new = PasswordField(desk.theme), NewPassword(desk, desk.doors)
        self.go = button()
        self.notice = Notice(desk.theme)
        name = label("strong", wrap=True)
        name.setBuddy(self.old)
        self._words.bind(name.setText, "settings.old_password")
        self._words.bind(self.go.setText, "settings.change_password")
        self._words.follow(self.old)
        self._words.follow(self.new)
        whole = column(self, gap=4)
        for part in (name, self.old, self.new):
            whole.addWidget(part)
        whole.addSpacing(8)
        whole.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.notice)
        self.new.changed.connect(self._look)
        self.old.changed.connect(self._look)
        self.go.clicked.connect(self.change)
        self._look()

    def clear(self) -> None:
        """Empty the fields."""
        self.old.clear()
        self.new.clear()
        self.notice.silence()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.old.text()) and self.new.is_enough() and self._job is None)

    def change(self) -> None:
        """Change the password, in a thread."""
        old, new, doors, store = self.old.text(), self.new.text(), self._desk.doors, self._store
        self.notice.say(self._desk.texts("signin.busy"))
        self._job = Job(lambda: doors.change_password(store, old, new), self._changed, self._refused)
        self._look()

    def _changed(self, _nothing: None) -> None:
        self._job = None
        self.clear()
        self.notice.say(self._desk.texts("settings.password_changed"))

    def _refused(self, error: Exception) -> None:
        self._job = None
        self._look()
        self.notice.say(trouble(self._desk.texts, expected_code(error) or ""), "alarm")

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
