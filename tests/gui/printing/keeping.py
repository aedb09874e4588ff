"""A back end that keeps what it was given, with every failure on a switch; and a practice listed as the real one is."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from typing_extensions import override

from baclodesk.services.ports import Listed
from baclodesk.services.printing import Printer, PrintFailed, PrintJob, Progress
from baclodesk.storage import summary
from tests.gui.fakes import NOW, FakeStore

LASER = Printer("laser", "Office laser", usual=True, duplex=True, papers=("A4", "Letter"), usual_paper="A4")
SMALL = Printer("small", papers=("Letter",), usual_paper="Letter")
STOPPED = Printer("stopped", papers=("A4",), usual_paper="A4", stopped=True)


class Keeping:
    """Keeps jobs in ``jobs``. ``fails`` are codes to fail with, one job after the other.

    While ``gate`` is closed a job waits after its first page; ``reached`` tells that one waits there.
    """

    def __init__(self, printers: Sequence[Printer] = (LASER, SMALL, STOPPED)) -> None:
        self.list = list(printers)
        self.jobs: list[PrintJob] = []
        self.fails: list[str] = []
        self.gate, self.reached = Event(), Event()
        self.gate.set()

    def printers(self) -> Sequence[Printer]:
        if self.fails and self.fails[0] == "list":
            raise PrintFailed(self.fails.pop(0))
        return tuple(self.list)

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        if self.fails:
            code = self.fails.pop(0)
            if code == "bug":
                raise RuntimeError("nobody foresaw this")
            raise PrintFailed(code)
        for done in range(job.total):
            progress(done, job.total)
            self.reached.set()
            assert self.gate.wait(20)
        progress(job.total - 1, job.total)
        self.jobs.append(job)
        progress(job.total, job.total)


class ListedStore(FakeStore):
    """Lists its patients as the sealed store does, so that the queue sees what it would see."""

    @override
    def patients(self) -> Sequence[Listed]:
        self._check(self.list_error)
        rows = [
            summary.listed(key, summary.of_record(record), NOW.date())
            for key, (record, _revision) in self.records.items()
        ]
        return sorted(rows, key=lambda row: row.full_name)
