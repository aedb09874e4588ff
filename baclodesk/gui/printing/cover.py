"""The cover of a batch: what came out for whom, to hand over and sign for. It holds names and is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from baclodesk.documents.inputs import CoverRow
from baclodesk.domain.practice import Practice
from baclodesk.services.printing import PrintBackend, Printer, PrintJob, Progress, paper_of
from baclodesk.services.printing_queue import Row
from baclodesk.services.texts import Texts

from ..desk import Desk
from .drawing import paper_size
from .ledger import Printed
from .words import document_words, visit_words


@dataclass(frozen=True, slots=True)
class Cover:
    """What the paper thread makes the cover of."""

    rows: tuple[CoverRow, ...] = field(repr=False)
    practice: Practice = field(repr=False)
    by: str = field(repr=False)
    at: datetime = field(repr=False)


def cover_rows(out: Iterable[tuple[Row, Printed]], desk: Desk) -> Iterator[CoverRow]:
    """Give a row for every paper that came out, in the practice's language."""
    texts = Texts(desk.practice.language)
    for row, printed in out:
        job = printed.job
        remark = visit_words(row.due, texts, desk.today())
        yield CoverRow(row.due.name, document_words(row.kind, texts), job.copies, job.end - job.first + 1, remark)


def print_cover(
    cover: Cover, printer: Printer, title: str, backend: PrintBackend, progress: Progress, *, duplex: bool
) -> None:
    """Make the cover and hand it to the printer; raises DocumentRefused, PrintFailed or PrintCancelled."""
    from baclodesk.documents import from_record

    wish = from_record.Wish(cover.at, cover.by)
    done = from_record.cover_of(cover.rows, cover.practice, wish)
    paper = paper_of(*paper_size(done.data))
    backend.print_job(PrintJob(title, done.data, done.pages, printer.name, paper, duplex=duplex), progress)
