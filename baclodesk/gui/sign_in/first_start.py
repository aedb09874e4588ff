"""The very first start: where the practice is kept, who the doctor is, the password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..doors import Doors, Made
from ..jobs import Job, expected_code
from ..trouble_words import trouble
from ..widgets.pieces import button, row
from .card import Card
from .new_password import NewPassword


class FirstStartCard(Card):
    """Makes a practice. ``made`` carries Made; ``existing`` tells that the folder chosen already holds one."""

    made = Signal(object)
    existing = Signal()

    def __init__(self, desk: Desk, doors: Doors, parent: QWidget | None = None) -> None:
        super().__init__(desk, "signin.first.title", "signin.first.intro", parent)
        self._doors = doors
        self._job: Job[Made] | None = None
        self._dialog: QFileDialog | None = None
        self.folder, self.choose = QLineEdit(), button()
        self.words.bind(self.choose.setText, "signin.first.choose")
        folder = QWidget()
        line = row(folder)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose)
        folder.setFocusProxy(self.folder)
        self.doctor = QLineEdit()
        self.doctor.setMaxLength(80)
        self.new_password = NewPassword(desk, doors)
        self.words.follow(self.new_password)
        self.words.bind(self.doctor.setPlaceholderText, "signin.first.doctor_example")
        self.field("signin.first.doctor", self.doctor)
        self.body.addWidget(self.new_password)
        self.field("signin.first.folder", folder, "signin.first.folder_hint")
        self.go = button("primary")
        self.words.bind(self.go.setText, "signin.first.go")
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.go)
        self.body.addLayout(foot)
        self.choose.clicked.connect(self._ask_folder)
        self.folder.editingFinished.connect(self._folder_named)
        self.doctor.textChanged.connect(self._look)
        self.new_password.changed.connect(self._look)
        self.go.clicked.connect(self.make)

    def prepare(self) -> None:
        """Start with the default folder and empty fields."""
        self.folder.setText(str(self._doors.folder))
        self.doctor.clear()
        self.new_password.clear()
        self.notice.silence()
        self._look()
        self.doctor.setFocus()

    def _look(self) -> None:
        ready = bool(self.doctor.text().strip()) and self.new_password.is_enough()
        self.go.setEnabled(ready and self._job is None)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.desk.texts("signin.first.choose"), str(self._doors.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._folder_chosen)
        self._dialog = dialog
        dialog.open()

    def _folder_chosen(self, name: str) -> None:
        self.folder.setText(name)
        self._folder_named()

    def _folder_named(self) -> None:
        folder = Path(self.folder.text().strip()).expanduser()
        if folder == self._doors.folder or not self.folder.text().strip():
            return
        if not folder.is_absolute():
            self.notice.say(self.desk.texts("signin.first.folder_whole"), "caution")
            return
        self._doors.choose(folder)
        self.notice.silence()
        if self._doors.exists():
            self.existing.emit()

    def make(self) -> None:
        """Make the practice, in a thread."""
        if self._job is not None:
            return
        name, password = self.doctor.text().strip(), self.new_password.text()
        self.notice.silence()
        self.busy.start(self.desk.texts("signin.first.busy"))
        self._job = Job(lambda: self._doors.make(name, password), self._show_made, self._refuse)
        self._look()

    def _show_made(self, made: Made) -> None:
        self._job = None
        self.busy.stop()
        self.new_password.clear()
        self.made.emit(made)

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self.busy.stop()
        self._look()
        self.notice.say(trouble(self.desk.texts, expected_code(error) or ""), "alarm")

    @override
    def retranslate(self, texts: Texts) -> None:
        super().retranslate(texts)
        self.notice.silence()
