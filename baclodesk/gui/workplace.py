"""The window while somebody is signed in: the column of patients and the page in sight. Locking destroys it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.services.ports import Opened, PracticeStore
from baclodesk.services.texts import Texts

from .desk import Desk
from .help_page import HelpPage
from .issue.page import IssuePage
from .jobs import expected_code
from .paper.page import PaperPage
from .patient.assembly import assemble
from .patient.identity import IdentityPage
from .patient.page import TABS, PatientPage, Work
from .patients.column import PatientColumn
from .patients.new_patient import NewPatientPage
from .patients.welcome import WelcomePage
from .policy_line import PolicyRoom
from .printing.office import PrintOffice
from .session import Session
from .settings.page import SettingsPage
from .trouble_words import trouble
from .widgets.pieces import column

COLUMN_WIDTH, MOST_COLUMN, LEAST_COLUMN, MOST_LEAST_COLUMN = 248, 272, 212, 240
PatientPages = IssuePage | PaperPage | IdentityPage


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Work that neither file nor draft could take: held in memory over a lock."""

    record: PatientRecord
    base: int | None


class Workplace(QWidget):
    """Column and pages of one signed-in practice."""

    lock_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self, desk: Desk, store: PracticeStore) -> None:
        super().__init__()
        self.setProperty("ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self.store = desk, store
        self.patient: PatientPage | None = None
        self.column = PatientColumn(desk)
        self.welcome, self.new_patient = WelcomePage(desk), NewPatientPage(desk)
        self.settings, self.help = SettingsPage(desk, store), HelpPage(desk)
        self.issue, self.paper, self.identity = IssuePage(desk), PaperPage(desk), IdentityPage(desk)
        self.pages = QStackedWidget()
        for page in self._all_pages():
            self.pages.addWidget(page)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.column)
        self.room = PolicyRoom(desk, self.pages)
        self.splitter.addWidget(self.room)
        self.splitter.setStretchFactor(1, 1)
        self.column.list.setMinimumWidth(min(desk.theme.px(LEAST_COLUMN), MOST_LEAST_COLUMN))
        self.splitter.setSizes([min(desk.theme.px(COLUMN_WIDTH), MOST_COLUMN), 1200])
        column(self).addWidget(self.splitter)
        self._connect()
        self._set_shortcuts()
        self.printing = PrintOffice(self, desk)
        self.refresh_list()

    def _connect(self) -> None:
        self.column.picked.connect(self.open_patient)
        self.column.new_wanted.connect(self.start_new_patient)
        self.column.lock_wanted.connect(self.lock_wanted)
        self.column.settings_wanted.connect(lambda: self.show_page(self.settings))
        self.column.help_wanted.connect(lambda: self.show_page(self.help))
        self.welcome.new_wanted.connect(self.start_new_patient)
        self.welcome.search_wanted.connect(self.start_search)
        self.new_patient.made.connect(self.add_patient)
        self.new_patient.left.connect(self.go_back)
        self.settings.language_chosen.connect(self.language_chosen)
        self.settings.left.connect(self.go_back)
        self.settings.practice_changed.connect(self.room.refresh)
        self.settings.practice_changed.connect(self._practice_changed)
        self.help.left.connect(self.go_back)
        self.issue.left.connect(self.go_back)
        self.issue.place_wanted.connect(self._go_to_place)
        self.issue.papers_wanted.connect(self.show_papers)
        self.paper.left.connect(self.go_back)
        self.identity.left.connect(self.go_back)

    def _set_shortcuts(self) -> None:
        acts: list[tuple[str, Callable[[], None]]] = [
            ("Ctrl+F", self.start_search),
            ("Ctrl+N", self.start_new_patient),
            ("Ctrl+L", self.lock_wanted.emit),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+,", lambda: self.show_page(self.settings)),
            ("F1", lambda: self.show_page(self.help)),
            ("Ctrl+P", self._open_print_menu),
            ("Ctrl+Return", self._issue),
            ("Ctrl+Shift+V", self._visit),
        ]
        acts.extend((f"Ctrl+{place + 1}", partial(self._tab, name)) for place, name in enumerate(TABS))
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WindowShortcut)

    def _all_pages(self) -> tuple[WelcomePage | NewPatientPage | SettingsPage | HelpPage | PatientPages, ...]:
        return (self.welcome, self.new_patient, self.settings, self.help, self.issue, self.paper, self.identity)

    # the list

    def refresh_list(self) -> None:
        """Read the list of patients again."""
        chosen = self.patient.work.record.identity.id if self.patient is not None else ""
        try:
            patients = self.store.patients()
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            self.welcome.notice.say(trouble(self._desk.texts, code), "alarm")
            return
        self.column.show_patients(patients, chosen)
        self.printing.take(patients)
        self.welcome.prepare(len(patients))

    # pages

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front; the one before is kept for the way back."""
        if self.patient is not None:
            self.patient.settle()
        if page is self.settings:
            self.settings.prepare()
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def go_back(self) -> None:
        """Return to the patient in sight, or to the next step."""
        self.pages.setCurrentWidget(self.patient if self.patient is not None else self.welcome)

    def start_search(self) -> None:
        """Put the cursor into the search."""
        self.column.search.setFocus()
        self.column.search.selectAll()

    def start_new_patient(self) -> None:
        """Show the form for a new patient."""
        if self.pages.currentWidget() is not self.new_patient:
            self.new_patient.prepare()
            self.show_page(self.new_patient)
        self.new_patient.form.family_name.setFocus()

    # patients

    def add_patient(self, person: Identity) -> None:
        """Make a record, save it, and open it on its intake."""
        record = PatientRecord(replace(person, id=self.store.new_id()))
        try:
            revision = self.store.save(record, None)
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            self.new_patient.notice.say(trouble(self._desk.texts, code), "alarm")
            return
        self.column.search.clear()
        if self.leave_patient():
            self._show_work(Opened(record, revision))
            self.refresh_list()

    def open_patient(self, patient_id: str) -> None:
        """Save the patient in sight and open another."""
        if self.patient is not None and self.patient.work.record.identity.id == patient_id:
            self.go_back()
            return
        if not self.leave_patient():
            return
        try:
            opened = self.store.open(patient_id)
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            self._close_patient()
            self.welcome.notice.say(trouble(self._desk.texts, code), "alarm")
            self.pages.setCurrentWidget(self.welcome)
            return
        self._show_work(opened)

    def leave_patient(self) -> bool:
        """Save the patient in sight before another is opened; False when that failed and the work must stay."""
        if self.patient is None:
            return True
        self.patient.settle()
        autosave = self.patient.work.autosave
        if autosave.flush() or autosave.state.draft_kept:
            return True
        self.column.choose(self.patient.work.record.identity.id)
        self.go_back()
        return False

    def _show_work(self, opened: Opened, work: PatientRecord | None = None) -> None:
        self._close_patient()
        self.welcome.notice.silence()
        made = Work(Session(opened, work), self.store, self._desk)
        page = assemble(self._desk, made)
        page.reopen_wanted.connect(self.reopen)
        page.paper_wanted.connect(self.printing.want)
        page.issue_wanted.connect(self.show_issue)
        page.identity_wanted.connect(self.show_identity)
        made.autosave.saved.connect(self.refresh_list)
        self.patient = page
        self.pages.addWidget(page)
        page.begin()
        self.pages.setCurrentWidget(page)
        self.column.choose(opened.record.identity.id)
        page.take_focus()

    def _close_patient(self) -> None:
        page, self.patient = self.patient, None
        if page is None:
            return
        for part in (self.issue, self.paper, self.identity, self.printing):
            part.forget()
        page.work.autosave.stop()
        page.work.autosave.saved.disconnect(self.refresh_list)
        self.pages.removeWidget(page)
        page.hide()
        page.deleteLater()
        page.work.deleteLater()

    def reopen(self) -> None:
        """After a conflict: show the newer file; the own work stays as a draft and is offered at once."""
        if self.patient is None:
            return
        opened = self.store.open(self.patient.work.record.identity.id)
        own = self.patient.work.record
        self._show_work(Opened(opened.record, opened.file_revision, opened.notices, own))

    def take_up(self, unsaved: Unsaved) -> None:
        """Go on with work that was held in memory over a lock."""
        self._show_work(self.store.open(unsaved.record.identity.id), unsaved.record)
        if self.patient is not None:
            self.patient.work.session.base = unsaved.base
            self.patient.work.autosave.begin()

    # acts on the patient in sight

    def _in_sight(self) -> PatientPage | None:
        return self.patient if self.pages.currentWidget() is self.patient else None

    def undo(self) -> None:
        """Take the last step back."""
        if (page := self._in_sight()) is not None:
            page.undo()

    def redo(self) -> None:
        """Do the last step again."""
        if (page := self._in_sight()) is not None:
            page.redo()

    def _tab(self, name: str) -> None:
        if self.patient is not None:
            self.go_back()
            self.patient.show_tab(name)
            self.patient.take_focus()

    def _open_print_menu(self) -> None:
        if (page := self._in_sight()) is not None:
            page.header.open_menu()
        elif self.pages.currentWidget() is self.paper:
            self.paper.ask_print()

    def _issue(self) -> None:
        if self._in_sight() is not None:
            self.show_issue()

    def _visit(self) -> None:
        if self.patient is not None:
            self._tab("titration")
            self.patient.visit_wanted.emit()

    def show_issue(self, key: str = "") -> None:
        """Show the issue page of the patient in sight; ``key`` names the finding to begin with."""
        if self.patient is not None:
            self.show_page(self.issue)
            self.issue.show_work(self.patient.work, key)

    def show_papers(self, kinds: list[str]) -> None:
        """Make and show documents of the patient in sight, one after the other."""
        if self.patient is not None and kinds:
            self.show_page(self.paper)
            self.paper.show_papers(self.patient.work, kinds)

    def show_identity(self) -> None:
        """Show the form of name and birth date."""
        if self.patient is not None:
            self.show_page(self.identity)
            self.identity.show_work(self.patient.work)

    def _go_to_place(self, tab: str, item: str) -> None:
        if self.patient is None:
            return
        self._tab(tab)
        self.patient.show_item(item)

    def _practice_changed(self) -> None:
        if self.patient is not None:
            self.patient.show_record(self.patient.work.record)

    # closing

    def close_down(self) -> tuple[Unsaved | None, bool]:
        """Save and forget; gives work that nothing could take, and whether everything is in the practice's files."""
        unsaved, whole = None, True
        self.printing.stop()
        if self.patient is not None:
            self.patient.settle()
            autosave, session = self.patient.work.autosave, self.patient.work.session
            whole = autosave.flush()
            if not whole and not autosave.state.draft_kept:
                unsaved = Unsaved(session.record, session.base)
        self._close_patient()
        self.column.empty()
        self.store.lock()
        return unsaved, whole

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.column.retranslate(texts)
        self.printing.retranslate(texts)
        for page in (*self._all_pages(), self.room):
            page.retranslate(texts)
        if self.patient is not None:
            self.patient.retranslate(texts)
        QTimer.singleShot(0, self.refresh_list)
