"""The page before the practice, and the locked window: one card in the middle, policy and version in the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
from typing_extensions import override

from baclodesk import __version__
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import LANGUAGES, Texts

from ..desk import Desk
from ..doors import Demonstration, Doors, Made
from ..jobs import Job
from ..widgets.pieces import column, label, row, scrolled
from ..widgets.segmented import Segmented
from ..wording import Wording
from .card import Card
from .enter import EnterCard
from .first_start import FirstStartCard
from .keep_key import KeepKeyCard
from .recover import RecoverCard


class Gate(QWidget):
    """Shows the card that fits. ``entered`` carries an unlocked store; ``language_chosen`` a language's code."""

    entered = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, desk: Desk, doors: Doors, demo: Demonstration | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._doors = desk, doors
        self._words = Wording()
        self.enter, self.recover = EnterCard(desk, doors, demo), RecoverCard(desk, doors)
        self.first, self.keep_key = FirstStartCard(desk, doors), KeepKeyCard(desk)
        self._cards: tuple[Card, ...] = (self.enter, self.recover, self.first, self.keep_key)
        self._stack = QStackedWidget()
        self._areas: dict[Card, QScrollArea] = {}
        for card in self._cards:
            self._words.follow(card)
            self._areas[card] = self._placed(card)
            self._stack.addWidget(self._areas[card])
        self.language = Segmented(LANGUAGES)
        self.language.set_words([code.upper() for code in LANGUAGES], ("English", "Français"))
        self.language.chosen.connect(self.language_chosen)
        self._policy, self._version = label("secondary", wrap=True), label("secondary")
        self.stale = label("attention", wrap=True)
        self.stale.hide()
        self._old: Job[str] | None = None
        self._lay_out()
        self.enter.entered.connect(self._enter)
        self.enter.forgot.connect(self._show_recover)
        self.recover.made.connect(self._show_key)
        self.recover.back.connect(self._back)
        self.first.made.connect(self._show_key)
        self.first.existing.connect(self._back)
        self.keep_key.kept.connect(self._enter)
        self.retranslate(desk.texts)

    def _placed(self, card: Card) -> QScrollArea:
        ground = QWidget()
        middle = column(ground, margin=(16, 8, 16, 8))
        line = row()
        line.addStretch(1)
        line.addWidget(card)  # without an alignment, which would leave out the height that the width needs
        line.addStretch(1)
        middle.addStretch(2)
        middle.addLayout(line)
        middle.addStretch(3)
        return scrolled(ground)

    def _lay_out(self) -> None:
        head = row(margin=(24, 16, 24, 0))
        head.addWidget(label("title", "BacloDesk"))
        head.addStretch(1)
        head.addWidget(self.language)
        foot = row(margin=(24, 0, 24, 16))
        words = column(gap=2)
        words.addWidget(self.stale)
        words.addWidget(self._policy)
        foot.addLayout(words, 1)
        foot.addWidget(self._version)
        whole = column(self, gap=8)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        whole.addLayout(foot)

    def start(self) -> None:
        """Show the sign-in, or the first-start card when there is no practice yet."""
        if self._doors.exists():
            self.show_sign_in()
        else:
            self.first.prepare()
            self._stack.setCurrentWidget(self._areas[self.first])
            self.first.doctor.setFocus()

    def show_sign_in(self, name: str = "", *, notice: str = "") -> None:
        """Show the sign-in with ``name`` chosen and nothing else; ``notice`` says why, when there is a reason."""
        self._stack.setCurrentWidget(self._areas[self.enter])
        self.enter.prepare(name)
        if notice:
            self.enter.notice.say(notice, "caution")

    @property
    def card(self) -> Card:
        """The card in sight."""
        return next(card for card, area in self._areas.items() if area is self._stack.currentWidget())

    def _back(self) -> None:
        self.show_sign_in()

    def _show_recover(self) -> None:
        self._stack.setCurrentWidget(self._areas[self.recover])
        self.recover.prepare()

    def _show_key(self, made: Made) -> None:
        self._stack.setCurrentWidget(self._areas[self.keep_key])
        self.keep_key.prepare(made)

    def _enter(self, store: PracticeStore) -> None:
        self.entered.emit(store)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self._words.apply(texts)
        self.language.set_value(texts.language)
        self._policy.setText(texts("signin.foot"))
        if self.isVisible():
            self._say_stale(texts)
        self._version.setText(texts("signin.version", version=__version__))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_stale(self._desk.texts)

    def _say_stale(self, texts: Texts) -> None:
        """Say when the rules were last compared with their sources so long ago that they need it again.

        All data files are read for it, in a thread: the window is painted first.
        """
        today = self._desk.today()

        def words() -> str:
            from baclodesk.services.rule_packs import stale_packs, told

            old = stale_packs(today)
            first = told(texts, old[0]) if old else ""
            return texts("signin.stale", words=first, n=len(old) - 1) if len(old) > 1 else first

        if self._old is not None:
            self._old.cancel()
        self._old = Job(words, self._show_stale, lambda _error: None)
        self.destroyed.connect(self._old.cancel)

    def _show_stale(self, words: str) -> None:
        self.stale.setText(words)
        self.stale.setVisible(bool(words))
