"""Writes what came out of the printer into the patient's record, whether it lies open in the window or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.issuing import Paper
from baclodesk.services.ports import PracticeStore
from baclodesk.services.printing import PrintJob, noted

from ..desk import Desk
from ..jobs import expected_code
from ..patient.page import Work


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that came out of the printer: whose, what, how, and when."""

    patient_id: str
    paper: Paper
    job: PrintJob
    at: datetime


class Ledger(QObject):
    """``work`` gives the patient open in the window. ``kept`` after a row was saved for one that is not open."""

    kept = Signal()

    def __init__(self, desk: Desk, store: PracticeStore, work: Callable[[], Work | None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._store, self._work = desk, store, work

    def open_work(self, patient_id: str) -> Work | None:
        """Give the work on this patient when it is open in the window."""
        work = self._work()
        return work if work is not None and work.record.identity.id == patient_id else None

    def note(self, printed: Printed) -> str:
        """Note one print durably; gives the code of what stood in the way, or empty. May be called again after that.

        The dossier is read anew just before it is saved: work done on it meanwhile is not lost.
        """
        work = self.open_work(printed.patient_id)
        try:
            if work is not None:
                work.session.note_fact(self._after(work.record, printed))
                return "" if work.autosave.flush() else work.autosave.state.failure
            opened = self._store.open(printed.patient_id)
            self._store.save(self._after(opened.record, printed), opened.file_revision)
        except Exception as error:
            code = expected_code(error)
            if code is None:
                raise
            return code
        self.kept.emit()
        return ""

    def _after(self, record: PatientRecord, printed: Printed) -> PatientRecord:
        after = noted(record, printed.paper, printed.job, self._store, by=self._desk.user, now=printed.at)
        return record if after.documents[-1] in record.documents else after
