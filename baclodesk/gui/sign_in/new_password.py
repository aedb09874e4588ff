"""Choosing a password: typed twice, or a phrase of seven words; its strength said in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..doors import Doors
from ..widgets.password import PasswordField
from ..widgets.pieces import button, column, flag, label, row
from ..wording import Wording


class NewPassword(QWidget):
    """Two password fields, the strength, and a phrase on request. ``changed`` whenever the verdict may differ."""

    changed = Signal()

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._doors, self._proposed = desk, doors, ""
        self.words = Wording()
        self.first, self.second = PasswordField(desk.theme), PasswordField(desk.theme)
        self.second.show_button.hide()
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setRange(0, 100)
        self._verdict = label("secondary", wrap=True)
        self.propose = button("link")
        whole = column(self, gap=4)
        for key, part in (("signin.new_password", self.first), ("signin.again", self.second)):
            name = label("strong", wrap=True)
            name.setBuddy(part)
            self.words.bind(name.setText, key)
            self.words.follow(part)
            whole.addWidget(name)
            whole.addWidget(part)
            if part is self.first:
                whole.addWidget(self._meter)
                line = row()
                line.addWidget(self._verdict, 1)
                line.addWidget(self.propose)
                whole.addLayout(line)
        self.words.bind(self.propose.setText, "signin.propose")
        self.propose.clicked.connect(self._propose)
        self.first.changed.connect(self._look)
        self.second.changed.connect(self._look)

    def text(self) -> str:
        """The password chosen."""
        return self.first.text()

    def clear(self) -> None:
        """Empty both fields."""
        self._proposed = ""
        self.first.clear()
        self.second.clear()

    def is_enough(self) -> bool:
        """Tell whether the password is strong enough and typed twice alike."""
        text = self.first.text()
        return text == self.second.text() and bool(text) and self._doors.strength(text) >= self._doors.enough()

    def _propose(self) -> None:
        phrase = self._doors.phrase()
        self._proposed = phrase
        self.first.set_text(phrase)
        self.first.show_button.setChecked(True)
        self.second.set_text(phrase)

    def _look(self) -> None:
        text, texts = self.first.text(), self._desk.texts
        bits = self._doors.strength(text) if text else 0.0
        self._meter.setValue(min(100, round(100 * bits / self._doors.enough())))
        strong = bits >= self._doors.enough()
        if not text:
            words = texts("signin.strength.none")
        elif text == self._proposed:
            words = texts("signin.strength.proposed")
        elif not strong:
            words = texts("signin.strength.weak")
        elif not self.second.text():
            words = texts("signin.strength.good")
        else:
            same = text == self.second.text()
            words = texts("signin.strength.good" if same else "signin.strength.differs")
        self._verdict.setText(words)
        flag(self._verdict, "role", "secondary" if strong or not text else "attention")
        self.changed.emit()

    def retranslate(self, texts: Texts) -> None:
        """Take the language's words."""
        self.words.apply(texts)
        self._look()
