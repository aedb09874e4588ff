"""Puts printing together for one signed-in practice: the panel beside documents, the queue, its link and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from baclodesk.services.ports import Listed
from baclodesk.services.printing_queue import BUSY_STEPS, Step
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..patient.page import Work
from .batch import Batch
from .ledger import Ledger
from .panel import PrintPanel
from .queue_page import QueuePage

if TYPE_CHECKING:
    from ..workplace import Workplace

QUEUE_KEYS = "Ctrl+Shift+P"


class PrintOffice(QObject):
    """Made by the workplace and told of its list, its language and its end."""

    def __init__(self, place: Workplace, desk: Desk) -> None:
        super().__init__(place)
        self._place, self._desk = place, desk
        self.ledger = Ledger(desk, place.store, self._work, self)
        self.batch = Batch(desk, place.store, self.ledger, self)
        self.panel, self.page = PrintPanel(desk, self.ledger), QueuePage(desk, self.batch)
        place.pages.addWidget(self.page)
        place.paper.attach_printing(self.panel)
        place.column.queue_wanted.connect(self.show_queue)
        self.page.left.connect(place.go_back)
        self.ledger.kept.connect(place.refresh_list)
        self.batch.changed.connect(self._count)
        QShortcut(QKeySequence(QUEUE_KEYS), place, self.show_queue, context=Qt.ShortcutContext.WindowShortcut)
        self._count()

    def _work(self) -> Work | None:
        patient = self._place.patient
        return None if patient is None else patient.work

    def show_queue(self) -> None:
        """Bring the queue to the front."""
        self._place.show_page(self.page)
        self.page.begin()

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

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.panel.retranslate(texts)
        self.page.retranslate(texts)
        self._count()
