"""The queue at work: one dossier at a time is read, its paper made, printed, and noted; then the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from baclodesk.domain.patient import Identity, PatientRecord
from baclodesk.services.issuing import papers_missing
from baclodesk.services.ports import Listed, PracticeStore
from baclodesk.services.printing import (
    PaperFit,
    PrintBackend,
    Printer,
    PrintFailed,
    PrintJob,
    Progress,
    paper_fit,
    paper_of,
)
from baclodesk.services.printing_queue import OPEN_STEPS, Queue, Reason, Row, Step, due

from ..desk import Desk
from ..jobs import expected_code
from ..paper.making import Order, make
from ..paper.remembering import wish_for
from .cover import Cover, cover_rows, print_cover
from .drawing import paper_size
from .ledger import Ledger, Printed
from .run import PrintRun
from .words import job_title

ALL_STOP = frozenset({"printer_gone", "no_answer", "no_spooler", "no_printer", "refused", "paper"})
"""Failures of the printer and not of one document: what comes next would fail as well, so the rest waits."""
ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Errand:
    """Everything one row needs in the paper thread. ``order`` lacks its record unless the patient is open."""

    row: Row
    order: Order
    printer: Printer
    duplex: bool
    title: str
    is_open: bool
    again: bool


def run_errand(errand: Errand, store: PracticeStore, backend: PrintBackend, progress: Progress) -> Printed:
    """Read, make and print one row; raises the store's errors, DocumentRefused, PrintFailed or PrintCancelled."""
    row, order = errand.row, errand.order
    if not errand.is_open:
        order = replace(order, record=_record(store, row.due.patient_id))
    missing = papers_missing(order.record, (row.kind,))
    if row.due.reason is not Reason.VISIT and not missing and not errand.again:
        raise PrintFailed(ALREADY)
    made = make(order)
    paper = paper_of(*paper_size(made.data))
    if paper_fit(paper, errand.printer) is PaperFit.LACKING:
        raise PrintFailed("paper")
    job = PrintJob(
        errand.title,
        made.data,
        made.pages,
        errand.printer.name,
        paper,
        copies=row.copies,
        duplex=errand.duplex,
        sheets=made.sheets,
    )
    backend.print_job(job, progress)
    return Printed(row.due.patient_id, made.paper, job, order.at)


def _record(store: PracticeStore, patient_id: str) -> PatientRecord:
    opened = store.open(patient_id)
    if not opened.file_revision:
        raise PrintFailed("unsaved")
    return opened.record


class Batch(QObject):
    """Holds the queue. ``changed`` whenever a row moved; ``halted`` carries the code of what stopped everything.

    ``covered`` after the cover was printed, with the code of what stood in the way, or empty.
    """

    changed = Signal()
    halted = Signal(str)
    covered = Signal(str)

    def __init__(self, desk: Desk, store: PracticeStore, ledger: Ledger, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._store, self._ledger = desk, store, ledger
        self._run: PrintRun[Printed] | None = None
        self._cover: PrintRun[None] | None = None
        self._key = ""
        self._unnoted: dict[str, Printed] = {}
        self._out: dict[str, Printed] = {}
        self._printer: tuple[Printer, bool] | None = None
        self.queue = Queue()

    @property
    def busy(self) -> bool:
        """Tell whether something is printed now."""
        return self._run is not None

    @property
    def waiting(self) -> int:
        """How many rows ``print_all`` would print."""
        return self.queue.all_queued(ALL_STOP).count(Step.QUEUED) - self.queue.count(Step.QUEUED)

    def take(self, patients: Sequence[Listed]) -> None:
        """Look through the list of patients for what is due."""
        self._set(self.queue.merged(due(patients, self._desk.today(), self._desk.practice.handouts)))

    def _set(self, queue: Queue) -> None:
        if queue != self.queue:
            self.queue = queue
            self.changed.emit()

    def set_copies(self, key: str, copies: int) -> None:
        """Take another number of copies for a row."""
        self._set(self.queue.with_copies(key, copies))

    def print_all(self, printer: Printer, *, duplex: bool) -> None:
        """Print every row that waits, and those that only the printer kept from being printed."""
        self._printer = (printer, duplex)
        self._set(self.queue.all_queued(ALL_STOP))
        self._next()

    def print_row(self, key: str, printer: Printer, *, duplex: bool) -> None:
        """Print one row, or print it again after a failure; one that was printed is only noted again."""
        row = self.queue.row(key)
        if row is None:
            return
        if row.step is Step.UNNOTED:
            self._note(key, self._unnoted.pop(key))
        elif row.step in OPEN_STEPS or row.step is Step.DONE:
            self._printer = (printer, duplex)
            again = row.trouble == ALREADY or row.step is Step.DONE
            self._set(self.queue.stepped(key, Step.QUEUED, ALREADY if again else ""))
            self._next()

    def cancel_row(self, key: str) -> None:
        """Stop a row: one that is printed now after the page in hand, one that comes later before it begins."""
        row = self.queue.row(key)
        if row is not None and row.step is Step.QUEUED:
            self._set(self.queue.stepped(key, Step.WAITING))
        elif key == self._key and self._run is not None:
            self._run.cancel()

    def cancel(self) -> None:
        """Stop everything."""
        self._set(self.queue.none_queued())
        if self._run is not None:
            self._run.cancel()

    def stop(self) -> None:
        """Stop and wait for the page in hand, so that what came out is noted before the practice is locked."""
        self._set(self.queue.none_queued())
        for run in (self._run, self._cover):
            if run is not None:
                run.finish()
        for printed in self._unnoted.values():
            self._ledger.note(printed)
        self._unnoted.clear()
        self._out.clear()
        self._set(Queue())

    # one row after the other

    def _next(self) -> None:
        row = self.queue.next
        if row is None or self._run is not None or self._printer is None:
            return
        desk, (printer, duplex) = self._desk, self._printer
        patient_id = row.due.patient_id
        work = self._ledger.open_work(patient_id)
        record = PatientRecord(Identity(patient_id)) if work is None else work.record
        order = Order(row.kind, record, desk.practice, desk.user, desk.now(), wish_for(desk, row.kind))
        title = job_title(row.kind, desk.texts)
        errand = Errand(row, order, printer, duplex, title, work is not None, row.trouble == ALREADY)
        self._key = row.key
        self._set(self.queue.stepped(row.key, Step.PRINTING))
        store, backend = self._store, desk.backend
        self._run = PrintRun(
            lambda progress: run_errand(errand, store, backend, progress), self._done, self._fail, self._page
        )

    def _page(self, page: int, pages: int) -> None:
        self._set(self.queue.paged(self._key, page, pages))

    def _done(self, printed: Printed) -> None:
        self._run = None
        self._out[self._key] = printed
        self._note(self._key, printed)
        self._next()

    def _note(self, key: str, printed: Printed) -> None:
        code = self._ledger.note(printed)
        if code:
            self._unnoted[key] = printed
            self._set(self.queue.stepped(key, Step.UNNOTED, code))
        else:
            self._set(self.queue.stepped(key, Step.DONE))

    # the cover

    @property
    def out(self) -> tuple[tuple[Row, Printed], ...]:
        """The rows that came out of the printer, with what came out, in the order of the queue."""
        return tuple((row, self._out[row.key]) for row in self.queue.rows if row.key in self._out)

    def print_cover(self, printer: Printer, *, duplex: bool) -> None:
        """Print the list of what came out, for handing it over at the end of the day; it goes into no dossier."""
        if self._run is not None or not self.out:
            return
        desk = self._desk
        cover = Cover(tuple(cover_rows(self.out, desk)), desk.practice, desk.user, desk.now())
        title, backend = job_title("cover", desk.texts), desk.backend
        self._cover = PrintRun(
            lambda progress: print_cover(cover, printer, title, backend, progress, duplex=duplex),
            self._cover_done,
            self._cover_failed,
            lambda _page, _pages: None,
        )

    def _cover_done(self, _nothing: None) -> None:
        self._cover = None
        self.covered.emit("")

    def _cover_failed(self, error: Exception) -> None:
        self._cover = None
        self.covered.emit(expected_code(error) or "other")

    def _fail(self, error: Exception) -> None:
        self._run = None
        code = expected_code(error) or "other"
        if code == "cancelled":
            self._set(self.queue.stepped(self._key, Step.CANCELLED))
        else:
            self._set(self.queue.stepped(self._key, Step.FAILED, code))
        if code in ALL_STOP:
            self._set(self.queue.none_queued())
            self.halted.emit(code)
        self._next()
