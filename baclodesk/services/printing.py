"""Paper out of the program: what a printer can do, one job for it, and what the record remembers of a job done.

A job holds the very bytes of a document; nothing in it names a patient. Back ends are reached through PrintBackend.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.services.archive import PaperKeep, archived
from baclodesk.services.consenting import printed
from baclodesk.services.issuing import Paper, document_made

PAPERS: Final = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points of the papers that documents are laid out for."""
_SLACK_PT: Final = 3.0
MOST_COPIES: Final = 20
PART: Final = ".part"
"""Ends the kind under which a print of some pages only is noted: it does not count as the document printed."""


class PrintFailed(Exception):  # noqa: N818 - it says what happened
    """Nothing more comes out of the printer for this job; ``code`` names the sentence ``printing.failed.<code>``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PrintCancelled(PrintFailed):
    """Somebody stopped the job; pages handed over before may still come out."""

    def __init__(self) -> None:
        super().__init__("cancelled")


def paper_of(width_pt: float, height_pt: float) -> str:
    """Name the paper of a page of this size in points; empty when it is none of PAPERS."""
    for name, (width, height) in PAPERS.items():
        if abs(width - width_pt) <= _SLACK_PT and abs(height - height_pt) <= _SLACK_PT:
            return name
    return ""


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as the system knows it.

    ``papers`` are those of PAPERS it has, empty when the system does not tell; ``usual_paper`` the one it takes unless
    told otherwise (may be another than of PAPERS, then empty); ``stopped``: what is sent waits.
    """

    name: str
    words: str = ""
    usual: bool = False
    duplex: bool = False
    papers: tuple[str, ...] = ()
    usual_paper: str = ""
    stopped: bool = False


class PaperFit(Enum):
    """How a document's paper meets a printer."""

    FITS = "fits"
    OTHER_USUAL = "other_usual"
    LACKING = "lacking"


def paper_fit(paper: str, printer: Printer) -> PaperFit:
    """Compare a document's paper with what the printer has and usually takes; what is not known fits."""
    if paper and printer.papers and paper not in printer.papers:
        return PaperFit.LACKING
    if paper and printer.usual_paper and paper != printer.usual_paper:
        return PaperFit.OTHER_USUAL
    return PaperFit.FITS


def choose_printer(printers: Sequence[Printer], wanted: str = "") -> Printer | None:
    """Give the printer wanted by name, else the system's usual one, else the first; None without any."""
    named = next((item for item in printers if item.name == wanted), None)
    usual = next((item for item in printers if item.usual), None)
    return named or usual or (printers[0] if printers else None)


@dataclass(frozen=True, slots=True)
class Span:
    """Pages ``first`` to ``last``, counted from 1, in ``copies``; the first of them begins a sheet."""

    first: int
    last: int
    copies: int = 1

    @property
    def pages(self) -> int:
        """How many pages one copy has."""
        return self.last - self.first + 1


def read_span(text: str, pages: int) -> Span | None:
    """Read ``2``, ``2-4``, ``-3``, ``3-`` or nothing (all) as people type it; None when it names no page there is."""
    plain = re.sub(r"[\s\u00a0]+", "", text).replace("–", "-")
    match = re.fullmatch(r"([0-9]{0,4})(-?)([0-9]{0,4})", plain)
    if match is None or plain == "-":
        return None
    begin, dash, end = match.groups()
    first = int(begin) if begin else 1
    last = int(end) if end else (pages if dash or not begin else first)
    return Span(first, last) if 1 <= first <= last <= pages else None


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One document for one printer. ``title`` is what the spooler shows and never names a patient.

    ``sheets`` are the pages that must begin a new sheet of paper; ``last`` 0: to the end. Raises ValueError for pages
    or copies that do not exist.
    """

    title: str
    data: bytes = field(repr=False)
    pages: int
    printer: str
    paper: str = ""
    copies: int = 1
    duplex: bool = False
    first: int = 1
    last: int = 0
    sheets: tuple[int, ...] = (1,)

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.end <= self.pages:
            raise ValueError("no such pages")
        if not 1 <= self.copies <= MOST_COPIES:
            raise ValueError("no such number of copies")

    @property
    def end(self) -> int:
        """The last page printed."""
        return self.last or self.pages

    @property
    def is_whole(self) -> bool:
        """Tell whether every page is printed."""
        return self.first == 1 and self.end == self.pages

    @property
    def total(self) -> int:
        """Pages printed, all copies together."""
        return (self.end - self.first + 1) * self.copies


def spans(job: PrintJob) -> tuple[Span, ...]:
    """Give the runs of pages in the order they are printed, collated; each begins a new sheet.

    On one side every page has its own sheet anyway; on both sides, copies and the parts of a document that begin a
    sheet must not share one.
    """
    if not job.duplex:
        return (Span(job.first, job.end, job.copies),)
    begins = sorted({job.first, *(page for page in job.sheets if job.first < page <= job.end)})
    ends = [*(page - 1 for page in begins[1:]), job.end]
    once = tuple(Span(first, last) for first, last in zip(begins, ends, strict=True))
    return once * job.copies


class Progress(Protocol):
    """Called by a back end after each piece of work; raises PrintCancelled when the job is to stop."""

    def __call__(self, done: int, of: int) -> None:
        """Take how many of the job's pages were handed over."""


class PrintBackend(Protocol):
    """A way to the printers. Both methods may take seconds and are called in one thread, never two at once."""

    def printers(self) -> Sequence[Printer]:
        """Give the printers there are now; none is a plain answer."""

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        """Hand the job over; on return the printer's queue has all of it. Raises PrintFailed or PrintCancelled."""


class NoPrinters:
    """The back end of a computer that cannot print."""

    def printers(self) -> Sequence[Printer]:
        """Give none."""
        return ()

    def print_job(self, job: PrintJob, progress: Progress) -> None:  # noqa: ARG002 - the port's
        """Refuse: there is no printer."""
        raise PrintFailed("no_printer")


def noted(
    record: PatientRecord, paper: Paper, job: PrintJob, keep: PaperKeep, *, by: str, now: datetime
) -> PatientRecord:
    """Write into the record what came out of the printer; called only after the back end said that it did.

    The document's bytes are kept with it. Raises the store's errors and ArchiveError; then nothing is noted.

    A print of some pages is noted as a part of the document with the number of pages printed, and changes nothing of
    what is still to be printed. A consent that waited for its print is printed now.
    """
    if not job.is_whole:
        part = Paper(paper.kind + PART, paper.content, job.end - job.first + 1, paper.revision, paper.language)
        return document_made(record, part, by=by, now=now)
    return handed_out(record, paper, keep, by=by, now=now)


def handed_out(record: PatientRecord, paper: Paper, keep: PaperKeep, *, by: str, now: datetime) -> PatientRecord:
    """Keep and note a document that leaves the program whole, on paper or as a file.

    A consent that waited for its print is printed now. Raises the store's errors and ArchiveError.
    """
    record = archived(record, paper, keep, by=by, now=now)
    if paper.kind == "consent" and record.consent.state is ConsentState.PREPARED:
        record = printed(record, now.date())
    return record
