"""Signing in: a name from the list, the password, one constant sentence when it is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..doors import Demonstration, Doors
from ..jobs import Job, expected_code
from ..trouble_words import trouble
from ..widgets.flow import Flow
from ..widgets.password import PasswordField
from ..widgets.pieces import button
from .card import Card

_NAMES_SHOWN = 5


class EnterCard(Card):
    """Sign in with name and password. ``entered`` carries the unlocked store; ``forgot`` asks for the recovery key."""

    entered = Signal(object)
    forgot = Signal()

    def __init__(self, desk: Desk, doors: Doors, demo: Demonstration | None, parent: QWidget | None = None) -> None:
        super().__init__(desk, "signin.title", "signin.intro", parent)
        self._doors, self._demo = doors, demo
        self._job: Job[PracticeStore] | None = None
        self.names = QListWidget()
        self.names.setUniformItemSizes(True)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.password = PasswordField(desk.theme)
        self.words.follow(self.password)
        self.go = button("primary")
        self.words.bind(self.go.setText, "signin.enter")
        self._forgot = button("link")
        self.words.bind(self._forgot.setText, "signin.forgot")
        self.field("signin.name", self.names)
        self.field("signin.password", self.password)
        foot = Flow()
        foot.addWidget(self._forgot)
        foot.spring()
        foot.addWidget(self.go)
        self.body.addLayout(foot)
        self.go.clicked.connect(self.sign_in)
        self.password.entered.connect(self.sign_in)
        self._forgot.clicked.connect(self.forgot)
        self.names.itemActivated.connect(lambda _item: self.password.setFocus())
        desk.theme.changed.connect(self._fit_names)

    def prepare(self, name: str = "") -> None:
        """Show the names afresh, ``name`` chosen, and wait for the password."""
        self.password.clear()
        self.notice.silence()
        self.names.clear()
        for known in self._doors.names():
            self.names.addItem(QListWidgetItem(known))
        wanted = name or (self._demo.name if self._demo else "")
        found = self.names.findItems(wanted, Qt.MatchFlag.MatchExactly) if wanted else []
        self.names.setCurrentItem(found[0] if found else self.names.item(0))
        if self._demo is not None:
            self.password.set_text(self._demo.password)
            self._say_demo()
        self._fit_names()
        self.password.setFocus()

    def _fit_names(self) -> None:
        rows = max(1, min(_NAMES_SHOWN, self.names.count()))
        height = self.names.sizeHintForRow(0) if self.names.count() else 24
        self.names.setFixedHeight(rows * max(height, self.desk.theme.px(24)) + 10)

    def _say_demo(self) -> None:
        if self._demo is not None:
            words = self.desk.texts("signin.demo", name=self._demo.name, password=self._demo.password)
            self.notice.say(words)

    def sign_in(self) -> None:
        """Try name and password, in a thread."""
        item = self.names.currentItem()
        if self._job is not None or item is None:
            return
        name, password = item.text(), self.password.text()
        self._set_busy(busy=True)
        self._job = Job(lambda: self._doors.sign_in(name, password), self._enter, self._refuse)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.go, self.password, self.names, self._forgot):
            part.setEnabled(not busy)
        if busy:
            self.notice.silence()
            self.busy.start(self.desk.texts("signin.busy"))
        else:
            self.busy.stop()

    def _enter(self, store: PracticeStore) -> None:
        self._job = None
        self._set_busy(busy=False)
        self.password.clear()
        self.entered.emit(store)

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self._set_busy(busy=False)
        self.password.line.selectAll()
        self.password.setFocus()
        self.notice.say(trouble(self.desk.texts, expected_code(error) or ""), "alarm")

    @override
    def retranslate(self, texts: Texts) -> None:
        super().retranslate(texts)
        if self._demo is not None and self.notice.isVisibleTo(self):
            self._say_demo()
        else:
            self.notice.silence()
