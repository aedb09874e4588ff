"""The window itself: the gate or the workplace, the language, the lock, and what happens when something breaks."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from baclodesk.domain.practice import Practice
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from .desk import Desk
from .doors import Demonstration
from .one_at_a_time import OneAtATime
from .sign_in.gate import Gate
from .trouble_page import TroublePage, report
from .trouble_words import not_saved

if TYPE_CHECKING:
    from .workplace import Unsaved, Workplace

LEAST_WIDTH, LEAST_HEIGHT = 1024, 700
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_EVENTS_SEEN_EVERY_MS = 1000


class Frame(QMainWindow):
    """The one window. Its title never names a patient. ``signed_in`` after the practice is open."""

    signed_in = Signal()

    def __init__(self, desk: Desk, demo: Demonstration | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.workplace: Workplace | None = None  # its module is loaded after the first paint
        self._unsaved: Unsaved | None = None
        self._before_trouble: QWidget | None = None
        self.setWindowTitle("BacloDesk")
        self.gate = Gate(desk, desk.doors, demo)
        self.trouble = TroublePage(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gate)
        self.stack.addWidget(self.trouble)
        self.setCentralWidget(self.stack)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.idle = QTimer(self, singleShot=True)
        self.idle.timeout.connect(lambda: self.lock(idle=True))
        self._quiet = QTimer(self, singleShot=True, interval=_EVENTS_SEEN_EVERY_MS)
        self.gate.entered.connect(self.enter)
        self.gate.language_chosen.connect(self.set_language)
        self.trouble.back_wanted.connect(self._leave_trouble)
        self.trouble.save_wanted.connect(self._save_from_trouble)
        self._restore()

    def _restore(self) -> None:
        kept = self.desk.preferences.state("window")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1440, 900)

    def begin(self) -> None:
        """Show the gate."""
        self.gate.start()

    # signing in and locking

    def enter(self, store: PracticeStore) -> None:
        """Open the practice; work held over a lock is taken up again by whoever made it."""
        from .workplace import Workplace

        guarded = OneAtATime(store)
        self.desk.user = guarded.user
        self.desk.practice = self._practice(guarded)
        self.workplace = Workplace(self.desk, guarded)
        self.workplace.lock_wanted.connect(self.lock)
        self.workplace.language_chosen.connect(self.set_language)
        kept = self.desk.preferences.state("column")
        if kept is not None:
            self.workplace.splitter.restoreState(kept)
        self.stack.addWidget(self.workplace)
        self.stack.setCurrentWidget(self.workplace)
        unsaved, self._unsaved = self._unsaved, None
        if unsaved is not None:
            self.workplace.take_up(unsaved)
        self._live()
        self.workplace.column.search.setFocus()
        self.signed_in.emit()

    def _practice(self, store: OneAtATime) -> Practice:
        practice = store.practice()
        if not practice.doctor:
            practice = replace(practice, doctor=store.user)
        return practice

    def _live(self) -> None:
        self.idle.start(self.desk.preferences.idle_minutes * 60_000)
        self._quiet.start()

    def lock(self, *, idle: bool = False) -> None:
        """Save, drop everything readable, and show the sign-in over nothing."""
        if self.workplace is None:
            return
        texts, name = self.desk.texts, self.desk.user
        self._unsaved, whole = self._shut()
        said = "locked_idle" if idle else "locked"
        self.gate.show_sign_in(name, notice=texts(f"signin.{said if whole else 'locked_draft'}"))

    def _shut(self) -> tuple[Unsaved | None, bool]:
        workplace, self.workplace = self.workplace, None
        if workplace is None:
            return None, True
        self.idle.stop()
        self.desk.preferences.keep_state("column", workplace.splitter.saveState())
        left = workplace.close_down()
        self.desk.user, self.desk.practice = "", Practice()
        self.trouble.text.clear()
        self.stack.setCurrentWidget(self.gate)
        self.stack.removeWidget(workplace)
        workplace.hide()
        workplace.deleteLater()
        return left

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.windowHandle()  # a filter here sees input only, one over the application would see every event
        window.removeEventFilter(self)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.workplace is not None and event.type() in _SIGNS_OF_LIFE and not self._quiet.isActive():
            self._live()
        return super().eventFilter(watched, event)

    # language

    def set_language(self, language: str) -> None:
        """Say everything in another language at once, and remember it."""
        if language == self.desk.texts.language:
            return
        self.desk.preferences.language = language
        self.speak(Texts(language))

    def speak(self, texts: Texts) -> None:
        """Let every page take these sentences."""
        self.desk.texts = texts
        self.gate.retranslate(texts)
        self.trouble.retranslate(texts)
        if self.workplace is not None:
            self.workplace.retranslate(texts)

    # the unforeseen

    def show_trouble(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Show the report page over the work, which stays open."""
        current = self.stack.currentWidget()
        if current is not self.trouble:
            self._before_trouble = current
        self.trouble.show_report(report(kind, trace))
        self.stack.setCurrentWidget(self.trouble)

    def _leave_trouble(self) -> None:
        self.stack.setCurrentWidget(self._before_trouble or self.gate)

    def _save_from_trouble(self) -> None:
        patient = self.workplace.patient if self.workplace is not None else None
        if patient is None or patient.work.autosave.flush():
            self.trouble.notice.say(self.desk.texts("trouble.report_saved"))
        else:
            state = patient.work.autosave.state
            self.trouble.notice.say(not_saved(self.desk.texts, state.failure, draft_kept=state.draft_kept), "alarm")

    # closing

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.preferences.keep_state("window", self.saveGeometry())
        if self.workplace is not None and not self.workplace.leave_patient():
            event.ignore()  # neither file nor draft could take the work: the notice on the page says so
            return
        self._shut()
        self.desk.preferences.write()
        super().closeEvent(event)
