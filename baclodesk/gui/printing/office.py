"""Puts printing together for one signed-in practice: the panel beside documents, the queue, its link and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from baclodesk.domain.patient import DocumentMade
from baclodesk.services.ports import Listed
from baclodesk.services.printing_queue import BUSY_STEPS, Step
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..patient.page import Work
from .archive_page import ArchivePage
from .batch import Batch
from .ledger import Ledger
from .panel import PrintPanel
from .queue_page import QueuePage
from .sheet_page import SheetPage

if TYPE_CHECKING:
    from ..workplace import Workplace

QUEUE_KEYS, SHEET_KEYS = "Ctrl+Shift+P", "Ctrl+Shift+K"
ARCHIVE, CHECK = "archive", "check"
"""What a patient's Print menu asks for beside kinds of document."""


class PrintOffice(QObject):
    """Made by the workplace and told of its list, its language and its end."""

    def __init__(self, place: Workplace, desk: Desk) -> None:
        super().__init__(place)
        self._place, self._desk = place, desk
        self.ledger = Ledger(desk, place.store, self._work, self)
        self.batch = Batch(desk, place.store, self.ledger, self)
        self.panel, self.page = PrintPanel(desk, self.ledger), QueuePage(desk, self.batch)
        self.archive, self.sheet = ArchivePage(desk), SheetPage(desk, place.store)
        for page in (self.page, self.archive, self.sheet):
            place.pages.addWidget(page)
            page.left.connect(place.go_back)
        self.archive.wanted.connect(self._show_kept)
        self.sheet.patient_wanted.connect(place.open_patient)
        self.page.sheet_wanted.connect(self.show_sheet_check)
        place.paper.attach_printing(self.panel)
        place.column.queue_wanted.connect(self.show_queue)
        self.ledger.kept.connect(place.refresh_list)
        self.batch.changed.connect(self._count)
        for keys, act in ((QUEUE_KEYS, self.show_queue), (SHEET_KEYS, self.show_sheet_check)):
            QShortcut(QKeySequence(keys), place, act, context=Qt.ShortcutContext.WindowShortcut)
        self._count()

    def _work(self) -> Work | None:
        patient = self._place.patient
        return None if patient is None else patient.work

    def show_queue(self) -> None:
        """Bring the queue to the front."""
        self._place.show_page(self.page)
        self.page.begin()

    def want(self, what: str) -> None:
        """Bring what a patient's Print menu asks for: a document of this kind, or one of the pages about documents."""
        if what == ARCHIVE:
            self.show_archive()
        elif what == CHECK:
            self.show_sheet_check()
        else:
            self._place.show_papers([what])

    def show_archive(self) -> None:
        """Bring the papers handed out to the patient in sight to the front."""
        work = self._work()
        if work is not None:
            self._place.show_page(self.archive)
            self.archive.show_record(work.record)

    def _show_kept(self, paper: DocumentMade) -> None:
        work = self._work()
        if work is not None:
            self._place.show_page(self._place.paper)
            self._place.paper.show_kept(work, paper)

    def show_sheet_check(self) -> None:
        """Ask for the check code of a sheet."""
        self._place.show_page(self.sheet)
        self.sheet.begin()

    def take(self, patients: Sequence[Listed]) -> None:
        """Look through the list of patients for what is due."""
        self.batch.take(patients)

    def _count(self) -> None:
        queue, texts = self.batch.queue, self._desk.texts
        count = queue.count(Step.WAITING, Step.FAILED, Step.UNNOTED, Step.CANCELLED, *BUSY_STEPS)
        key = "printing.queue.link_count" if count else "printing.queue.link"
        self._place.column.show_queue(texts(key, n=count) if count else texts(key), texts("printing.queue.link_tip"))

    def stop(self) -> None:
        """Stop printing and note what came out, before the practice is locked."""
        self.panel.finish()
        self.page.choice.forget()
        self.batch.stop()
        self.sheet.forget()
        self.forget()

    def forget(self) -> None:
        """Drop what is shown of a patient."""
        self.archive.forget()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for part in (self.panel, self.page, self.archive, self.sheet):
            part.retranslate(texts)
        self._count()
