"""A new patient: name and birth date, in the main area. Nothing is saved before the button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.patient import Identity
from baclodesk.services.texts import LANGUAGES, Texts

from ..desk import Desk
from ..widgets.fields import DateField
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, limit_width, row, scrolled
from ..widgets.segmented import Segmented
from ..wording import Wording

SEXES = ("f", "m", "")


class IdentityForm(QWidget):
    """The fields that say who a patient is; ``changed`` with every edit by a person."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.words = Wording()
        self.family_name, self.given_name, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.birth_date = DateField(lambda: desk.texts, desk.today)
        self.sex, self.language = Segmented(SEXES), Segmented(LANGUAGES)
        whole = column(self, gap=12)
        first = row(gap=12)
        first.addLayout(self._field("patients.form.family_name", self.family_name), 1)
        first.addLayout(self._field("patients.form.given_name", self.given_name), 1)
        second = row(gap=12)
        second.addLayout(self._field("patients.form.birth_date", self.birth_date), 1)
        second.addLayout(self._field("patients.form.sex", self.sex), 1)
        third = row(gap=12)
        third.addLayout(self._field("patients.form.phone", self.phone), 1)
        third.addLayout(self._field("patients.form.language", self.language), 1)
        for fields in (first, second, third):
            whole.addLayout(fields)
        for line in (self.family_name, self.given_name, self.phone):
            line.setMaxLength(80)
            line.textEdited.connect(self.changed)
        self.birth_date.edited.connect(self.changed)
        self.sex.chosen.connect(self.changed)
        self.language.chosen.connect(self.changed)
        self.words.bind(self.birth_date.line.setPlaceholderText, "patients.form.birth_example")

    def _field(self, key: str, part: QWidget) -> QVBoxLayout:
        name = label("strong", wrap=True)
        name.setBuddy(part)
        self.words.bind(name.setText, key)
        self.words.bind(part.setAccessibleName, key)
        block = column(gap=4)
        block.addWidget(name)
        block.addWidget(part)
        return block

    def show_identity(self, identity: Identity) -> None:
        """Fill the fields."""
        self.family_name.setText(identity.family_name)
        self.given_name.setText(identity.given_name)
        self.phone.setText(identity.phone)
        self.birth_date.set_value(identity.birth_date)
        self.sex.set_value(identity.sex)
        self.language.set_value(identity.language)

    def identity(self, base: Identity) -> Identity:
        """Give ``base`` with what stands in the fields."""
        return replace(
            base,
            family_name=self.family_name.text().strip(),
            given_name=self.given_name.text().strip(),
            birth_date=self.birth_date.value,
            sex=self.sex.value,
            phone=self.phone.text().strip(),
            language=self.language.value or base.language,
        )

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.words.apply(texts)
        self.sex.set_words([texts(f"patients.form.sex_{value or 'none'}") for value in SEXES])
        self.language.set_words([texts(f"window.language.{value}") for value in LANGUAGES])
        self.birth_date.set_value(self.birth_date.value)


class NewPatientPage(QWidget):
    """The form for a new patient. ``made`` carries an Identity without an id; ``left`` when it is given up."""

    made = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Wording()
        self.form = IdentityForm(desk)
        self._words.follow(self.form)
        title, intro = label("name"), label("quiet", wrap=True)
        self._words.bind(title.setText, "patients.form.title")
        self._words.bind(intro.setText, "patients.form.intro")
        self.go, self.cancel = button("primary"), button()
        self._words.bind(self.go.setText, "patients.form.go")
        self._words.bind(self.cancel.setText, "patients.form.cancel")
        self.notice = Notice(desk.theme)
        inner = QWidget()
        limit_width(inner, desk.theme, 600)
        block = column(inner, gap=16)
        for part in (title, intro, self.form, self.notice):
            block.addWidget(part)
        acts = row()
        acts.addWidget(self.go)
        acts.addWidget(self.cancel)
        acts.addStretch(1)
        block.addLayout(acts)
        block.addStretch(1)
        ground = QWidget()
        middle = row(ground, margin=(24, 24, 24, 16))
        middle.addWidget(inner, 3)
        middle.addStretch(1)
        column(self).addWidget(scrolled(ground))
        self.form.changed.connect(self._look)
        self.go.clicked.connect(self._make)
        self.cancel.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def prepare(self) -> None:
        """Empty the form and wait for the name."""
        self.form.show_identity(Identity("", language=self._desk.texts.language))
        self.notice.silence()
        self._look()
        self.form.family_name.setFocus()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.form.family_name.text().strip()))

    def _make(self) -> None:
        if self.form.birth_date.is_wrong:
            self.notice.say(self._desk.texts("window.date_expected"), "caution")
            self.form.birth_date.setFocus()
            return
        self.made.emit(self.form.identity(Identity("")))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            self._make()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        self.notice.silence()
