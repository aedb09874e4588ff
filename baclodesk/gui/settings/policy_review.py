"""What another policy would change: all open plans checked in a thread, told per patient before it is confirmed."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar
from typing_extensions import override

from baclodesk.domain.practice import Practice
from baclodesk.services.own_policies import library_of
from baclodesk.services.policy_change import PatientChange, PolicyChange, recheck
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import Job, expected_code
from ..knowledge import sentence
from ..trouble_words import trouble
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, clear, column, label


class PolicyReview(QFrame):
    """Checks and lists; ``confirmed`` carries the practice that is to hold, ``dropped`` when nothing changes."""

    confirmed = Signal(object)
    dropped = Signal()
    _counted = Signal(int, int)

    def __init__(self, desk: Desk, store: PracticeStore) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._wanted: Practice | None = None
        self._job: Job[PolicyChange] | None = None
        self._stop = Event()
        self.outcome: PolicyChange | None = None
        self.setProperty("box", "true")
        self.title, self.words = label("strong", wrap=True), label(wrap=True)
        self.bar, self.notice = QProgressBar(), Notice(desk.theme)
        self.bar.setTextVisible(False)
        self.use, self.leave = button("primary"), button()
        self._rows = column(gap=8)
        whole = column(self, margin=16, gap=8)
        for part in (self.title, self.words, self.bar, self.notice):
            whole.addWidget(part)
        acts = Flow(gap=8)
        acts.addWidget(self.use)
        acts.addWidget(self.leave)
        whole.addLayout(acts)
        whole.addLayout(self._rows)
        self.use.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.drop)
        self._counted.connect(self._count)
        self.hide()

    @property
    def running(self) -> bool:
        """Tell whether plans are being checked."""
        return self._job is not None

    def start(self, wanted: Practice) -> None:
        """Check all open plans under the policy of ``wanted`` against the one in force."""
        self.stop()
        desk, store, stop = self._desk, self._store, Event()
        before, after, today, library = desk.practice.policy, wanted.policy, desk.today(), library_of(wanted)
        self._wanted, self._stop, self.outcome = wanted, stop, None
        clear(self._rows)
        self.notice.silence()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.use.setEnabled(False)

        def work() -> PolicyChange:
            return recheck(store, before, after, today, library, progress=self._counted.emit, cancelled=stop.is_set)

        self._job = job = Job(work, self._show, self._failed)
        self.destroyed.connect(stop.set)
        self.destroyed.connect(job.cancel)
        self.retranslate(desk.texts)
        self.show()
        self.leave.setFocus()

    def _count(self, done: int, of: int) -> None:
        if self._job is not None:
            self.bar.setRange(0, max(1, of))
            self.bar.setValue(done)
            self.words.setText(self._desk.texts("policy_page.checking", done=done, of=of))

    def stop(self) -> None:
        """Stop checking; nothing is told any more."""
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def drop(self) -> None:
        """Leave the policy as it is."""
        self.stop()
        self._wanted = self.outcome = None
        self.hide()
        self.dropped.emit()

    def _confirm(self) -> None:
        wanted = self._wanted
        if wanted is not None and self.outcome is not None:
            self._wanted = None
            self.hide()
            self.confirmed.emit(wanted)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.bar.hide()
        self.words.setText("")
        self.notice.say(trouble(self._desk.texts, expected_code(error) or ""), "alarm")

    def _show(self, outcome: PolicyChange) -> None:
        self._job, self.outcome = None, outcome
        self.bar.hide()
        self.use.setEnabled(True)
        self.use.setFocus()
        self._tell(self._desk.texts, outcome)

    def _tell(self, texts: Texts, outcome: PolicyChange) -> None:
        clear(self._rows)
        words = [texts("policy_page.checked", n=outcome.checked)]
        words.append(texts("policy_page.changes", n=len(outcome.changes)))
        if not outcome.changes:
            words[1] = texts("policy_page.no_changes")
        self.words.setText(" ".join(words))
        for change in outcome.changes:
            self._add(texts, change)
        if outcome.unreadable:
            self.notice.say(texts("policy_page.unreadable", n=len(outcome.unreadable)), "caution")

    def _add(self, texts: Texts, change: PatientChange) -> None:
        if self._wanted is None:
            return
        library = library_of(self._wanted)
        block = column(gap=2)
        block.addWidget(label("strong", change.full_name, wrap=True))
        for key, found in (("appears", change.appear), ("disappears", change.disappear)):
            for code in dict.fromkeys(item.code for item in found):
                alike = [item for item in found if item.code == code]
                said = texts(f"policy_page.{key}", words=sentence(texts, alike[0], library))
                if len(alike) > 1:
                    said = texts("policy_page.alike", words=said, n=len(alike) - 1)
                block.addWidget(label("" if key == "appears" else "quiet", said, wrap=True))
        self._rows.addLayout(block)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.use.setText(texts("policy_page.use"))
        self.leave.setText(texts("policy_page.stay"))
        if self._wanted is None:
            return
        named = library_of(self._wanted).policies[self._wanted.policy]
        self.title.setText(texts("policy_page.review", name=named.name(texts.language)))
        if self.outcome is not None:
            self._tell(texts, self.outcome)
        elif self._job is not None:
            self.words.setText(texts("policy_page.begun"))
