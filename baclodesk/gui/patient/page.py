"""One patient's page: the header, the tabs over one session, the notices, the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from baclodesk.domain.findings import Finding
from baclodesk.domain.patient import PatientRecord
from baclodesk.services.facts import findings_of
from baclodesk.services.ports import PracticeStore
from baclodesk.services.texts import Texts, Words

from ..autosave import Autosave, SaveState
from ..desk import Desk
from ..session import Session, UndoState
from ..trouble_words import not_saved
from ..widgets.notice import Notice
from ..widgets.pieces import column, rule
from .foot import PatientFoot
from .header import PatientHeader

TABS = ("intake", "titration", "consent")


def concerns(tab: str, before: PatientRecord, after: PatientRecord) -> bool:
    """Tell whether what differs between two records is shown in a tab of TABS."""
    if tab == "intake":
        return before.intake != after.intake
    if tab == "titration":
        return (before.plan, before.visits, before.appointments) != (after.plan, after.visits, after.appointments)
    return before.consent != after.consent


Acts = tuple[tuple[str, Callable[[], None]], ...]


class Tab(Protocol):
    """One tab: shows the record, takes another language, and drops what is unfinished when it is told to."""

    def show_record(self, record: PatientRecord) -> None:
        """Show the record as it stands."""

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""

    def reveal(self, before: PatientRecord, after: PatientRecord) -> None:
        """Bring what differs between two records into sight."""

    @property
    def busy(self) -> bool:
        """Tell whether something is in the hand just now (a drag): undo waits."""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""

    def settle(self) -> None:
        """Leave nothing half done: end typing, drop a drag. Called before saving, locking and leaving."""


class Work(QObject):
    """One patient at work: the session and its saving, shared by the tabs."""

    def __init__(self, session: Session, store: PracticeStore, desk: Desk) -> None:
        super().__init__()
        self.session, self.store, self.desk = session, store, desk
        session.setParent(self)
        self.autosave = Autosave(session, store, desk.clock)
        self._checked: tuple[PatientRecord, str, date] | None = None
        self._findings: tuple[Finding, ...] = ()

    @property
    def record(self) -> PatientRecord:
        """The record as it stands."""
        return self.session.record

    def edit(self, after: PatientRecord, step: Words, merge_key: str = "") -> None:
        """Take ``after`` as one undo step named by ``step``."""
        self.session.edit(after, step, merge_key)

    def findings(self) -> tuple[Finding, ...]:
        """Check the record under the practice's policy, once per record and day."""
        asked = (self.record, self.desk.practice.policy, self.desk.today())
        if self._checked is None or asked[0] is not self._checked[0] or asked[1:] != self._checked[1:]:
            self._findings, self._checked = findings_of(*asked, library=self.desk.library), asked
        return self._findings


class PatientPage(QWidget):
    """Shows one Work. Tabs are given by ``add_tab`` once; ``reopen_wanted`` asks for the newer file."""

    paper_wanted = Signal(str)
    issue_wanted = Signal(str)
    item_wanted = Signal(str)
    identity_wanted = Signal()
    reopen_wanted = Signal()
    visit_wanted = Signal()

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self.work = desk, work
        self._makers: dict[str, Callable[[], Tab]] = {}
        self._rooms: dict[str, QWidget] = {}
        self._tabs: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self._findings: Sequence[Finding] = ()
        self.header, self.foot = PatientHeader(desk), PatientFoot(desk)
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.stack = QStackedWidget()
        self.save_notice, self.file_notice = Notice(desk.theme), Notice(desk.theme)
        self._lay_out()
        self.bar.currentChanged.connect(self._bring)
        self.header.paper_wanted.connect(self.paper_wanted)
        self.header.issue_wanted.connect(lambda: self.issue_wanted.emit(""))
        self.header.findings_wanted.connect(lambda: self.issue_wanted.emit(""))
        self.header.name_wanted.connect(self.identity_wanted)
        self.header.visit_wanted.connect(self.visit_wanted)
        self.foot.undo_wanted.connect(self.undo)
        work.session.record_changed.connect(self.show_record)
        work.session.undo_changed.connect(self._show_undo)
        work.autosave.changed.connect(self._show_save)

    def _lay_out(self) -> None:
        whole = column(self, gap=0)
        whole.addWidget(self.header)
        tabs = column(margin=(20, 0, 16, 0))
        tabs.addWidget(self.bar)
        whole.addLayout(tabs)
        whole.addWidget(rule())
        notices = column(margin=(24, 0, 16, 0), gap=4)
        notices.addWidget(self.save_notice)
        notices.addWidget(self.file_notice)
        whole.addLayout(notices)
        whole.addWidget(self.stack, 1)
        whole.addWidget(rule())
        whole.addWidget(self.foot)

    def add_tab(self, name: str, make: Callable[[], Tab]) -> None:
        """Put a tab behind the others; it is made when it is first gone to."""
        self._makers[name] = make
        room = QWidget()
        column(room)
        self._rooms[name] = room
        self.stack.addWidget(room)
        self.bar.addTab("")

    def tab_of(self, name: str) -> Tab:
        """Give a tab, made now when it was not wanted before."""
        if name not in self._tabs:
            made = self._makers[name]()
            self._tabs[name] = made
            layout = self._rooms[name].layout()
            if layout is not None and isinstance(made, QWidget):
                layout.addWidget(made)
            made.retranslate(self._desk.texts)
            self._stale.add(name)
        return self._tabs[name]

    def _bring(self, place: int) -> None:
        """Show the tab at ``place`` with the record as it stands."""
        name = TABS[place]
        tab = self.tab_of(name)
        self.stack.setCurrentIndex(place)
        if name in self._stale:
            self._stale.discard(name)
            tab.show_record(self.work.record)

    def begin(self) -> None:
        """Show the record for the first time, with what was found when its file was opened."""
        planned = self.work.record.plan is not None or self.work.record.plan_in_force is not None
        self.show_tab("titration" if planned else "intake")
        self._bring(self.bar.currentIndex())
        self.retranslate(self._desk.texts)
        self._show_header(self.work.record)
        self._show_undo(self.work.session.undo_state)
        self._say_opened()

    def take_focus(self) -> None:
        """Put the keyboard onto the tab in front."""
        self.tab_of(self.tab).take_focus()

    def show_tab(self, name: str) -> None:
        """Bring a tab of TABS to the front."""
        self.bar.setCurrentIndex(TABS.index(name))

    def show_item(self, item: str) -> None:
        """Bring an intake question into sight."""
        if item:
            self.item_wanted.emit(item)

    @property
    def tab(self) -> str:
        """The tab in front."""
        return TABS[self.bar.currentIndex()]

    def show_record(self, record: PatientRecord) -> None:
        """Show the record in the header and the tab in front; the other tabs follow when they come to the front."""
        self._show_header(record)
        self._stale = set(self._tabs) - {self.tab}
        self.tab_of(self.tab).show_record(record)

    def _show_header(self, record: PatientRecord) -> None:
        self._findings = self.work.findings()
        self.header.show_record(record, self._findings)
        self.foot.refresh_policy()

    def undo(self) -> None:
        """Go one step back and show what changed."""
        self._go(self.work.session.undo)

    def redo(self) -> None:
        """Go one step forward and show what changed."""
        self._go(self.work.session.redo)

    def _go(self, step: Callable[[], None]) -> None:
        if any(tab.busy for tab in self._tabs.values()):
            return
        self.settle()
        before = self.work.record
        step()
        for name in TABS:
            if concerns(name, before, self.work.record):
                self.show_tab(name)
                self.tab_of(name).reveal(before, self.work.record)
                return

    def settle(self) -> None:
        """Leave nothing half done in any tab."""
        for tab in self._tabs.values():
            tab.settle()
        self.work.session.end_typing()

    def _show_undo(self, state: UndoState) -> None:
        self.foot.show_undo(state)

    def _show_save(self, state: SaveState) -> None:
        self.foot.show_save(state)
        texts = self._desk.texts
        if not state.failure:
            self.save_notice.silence()
            return
        acts = [(texts("trouble.again"), self.work.autosave.begin)]
        if state.failure == "conflict":
            acts = [(texts("trouble.reopen"), self.reopen_wanted.emit)]
        self.save_notice.say(not_saved(texts, state.failure, draft_kept=state.draft_kept), "alarm", tuple(acts))

    def _say_opened(self) -> None:
        opened, texts = self.work.session.opened, self._desk.texts
        if opened.draft is not None and opened.draft != self.work.record:
            acts: Acts = (
                (texts("window.draft.take"), self._take_draft),
                (texts("window.draft.drop"), self._drop_draft),
            )
            self.file_notice.say(texts("window.draft.words"), "caution", acts)
        elif opened.notices:
            notice = next((item for item in opened.notices if item.severe), opened.notices[0])
            key = f"window.opened.{notice.code}"
            words = texts(key) if texts.has(key) else texts("window.opened.other")
            acts = ((texts("window.understood"), self.file_notice.silence),)
            self.file_notice.say(words, "alarm" if notice.severe else "caution", acts)

    def _take_draft(self) -> None:
        draft = self.work.session.opened.draft
        self.file_notice.silence()
        if draft is not None:
            self.work.autosave.has_draft = True
            self.work.edit(draft, lambda texts: texts("window.draft.step"))

    def _drop_draft(self) -> None:
        self.work.store.discard_draft(self.work.record.identity.id)
        self.file_notice.silence()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for index, name in enumerate(TABS[: self.bar.count()]):
            self.bar.setTabText(index, texts(f"window.tab.{name}"))
            self.bar.setTabToolTip(index, f"Ctrl+{index + 1}")
        self.header.retranslate(texts)
        self.foot.retranslate(texts)
        for tab in self._tabs.values():
            tab.retranslate(texts)
        self.header.show_record(self.work.record, self._findings)
        self._show_save(self.work.autosave.state)
        if not self.file_notice.isHidden():
            self._say_opened()
