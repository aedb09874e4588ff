"""A print job says what comes out on which sheets, names nobody, and is noted only as what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baclodesk.domain.consent import ConsentState
from baclodesk.domain.patient import PatientRecord
from baclodesk.services import archive, practice
from baclodesk.services.issuing import Paper, papers_missing
from baclodesk.services.printing import (
    MOST_COPIES,
    PAPERS,
    NoPrinters,
    PaperFit,
    PrintCancelled,
    Printer,
    PrintFailed,
    PrintJob,
    Span,
    choose_printer,
    noted,
    paper_fit,
    paper_of,
    read_span,
    spans,
)
from baclodesk.services.texts import Texts
from tests.services.record_examples import DOCTOR, NOW, TODAY, calm_record
from tests.services.test_issuing import issue, ready

PAPER = Paper("schedule", b"%PDF of nobody", 3, None, "fr")


class Keep:
    def __init__(self) -> None:
        self.papers: dict[str, bytes] = {}

    def keep_paper(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        self.papers[name] = content
        return name

    def kept_paper(self, name: str) -> bytes:
        return self.papers[name]


def job(pages: int = 3, **more: object) -> PrintJob:
    return PrintJob("BacloDesk: schedule", b"%PDF of nobody", pages, "laser", **more)  # type: ignore[arg-type]


def sheets_of(made: PrintJob) -> list[tuple[int, ...]]:
    """Lay the pages on sheets as a printer does: every span begins a new one."""
    found: list[tuple[int, ...]] = []
    for span in spans(made):
        for _copy in range(span.copies):
            pages = list(range(span.first, span.last + 1))
            step = 2 if made.duplex else 1
            found.extend(tuple(pages[at : at + step]) for at in range(0, len(pages), step))
    return found


def test_a_page_of_the_size_of_a4_or_letter_is_known_and_no_other() -> None:
    assert {paper_of(*size) for size in PAPERS.values()} == {"A4", "Letter"}
    assert paper_of(595, 842) == "A4"
    assert paper_of(842, 595) == ""


def test_papers_are_compared_with_what_the_printer_tells_of_itself() -> None:
    both = Printer("x", papers=("A4", "Letter"), usual_paper="Letter")
    assert paper_fit("Letter", both) is PaperFit.FITS
    assert paper_fit("A4", both) is PaperFit.OTHER_USUAL
    assert paper_fit("A4", replace(both, papers=("Letter",))) is PaperFit.LACKING
    assert paper_fit("A4", Printer("silent")) is PaperFit.FITS
    assert paper_fit("", both) is PaperFit.FITS


def test_the_printer_used_last_comes_first_then_the_usual_one_then_any() -> None:
    one, two = Printer("one"), Printer("two", usual=True)
    assert choose_printer((one, two), "one") is one
    assert choose_printer((one, two), "gone") is two
    assert choose_printer((one,)) is one
    assert choose_printer(()) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Span(1, 4)),
        (" ", Span(1, 4)),
        ("2", Span(2, 2)),
        ("2-3", Span(2, 3)),
        ("2 – 3", Span(2, 3)),
        ("3-", Span(3, 4)),
        ("-2", Span(1, 2)),
        ("-", None),
        ("0", None),
        ("5", None),
        ("3-2", None),
        ("1,3", None),
        ("٣", None),
        ("2-99999", None),
    ],
)
def test_pages_are_read_as_people_type_them(text: str, found: Span | None) -> None:
    assert read_span(text, 4) == found


@pytest.mark.parametrize("wrong", [{"first": 0}, {"last": 4}, {"first": 3, "last": 2}, {"copies": 0}, {"copies": 21}])
def test_a_job_for_pages_or_copies_that_do_not_exist_is_not_made(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no such"):
        job(**wrong)


@given(st.data())
def test_every_page_comes_out_once_per_copy_and_no_two_parts_share_a_sheet(data: st.DataObject) -> None:
    pages = data.draw(st.integers(1, 9))
    first = data.draw(st.integers(1, pages))
    last = data.draw(st.integers(first, pages))
    begins = (1, *sorted(data.draw(st.sets(st.integers(2, 9), max_size=3))))
    made = job(
        pages,
        first=first,
        last=last,
        copies=data.draw(st.integers(1, MOST_COPIES)),
        duplex=data.draw(st.booleans()),
        sheets=begins,
    )
    sheets = sheets_of(made)
    assert [page for sheet in sheets for page in sheet] == [*range(first, last + 1)] * made.copies
    assert made.total == sum(span.pages * span.copies for span in spans(made))
    for sheet in sheets:
        assert not set(sheet[1:]) & {*begins, first}, "a part or a copy begins on the back of another"


def test_a_consent_of_two_copies_on_both_sides_keeps_them_apart() -> None:
    assert sheets_of(job(2, duplex=True, sheets=(1, 2))) == [(1,), (2,)]
    assert sheets_of(job(4, duplex=True, sheets=(1, 3), copies=2)) == [(1, 2), (3, 4)] * 2


def test_neither_the_job_nor_an_error_shows_what_is_printed() -> None:
    assert "nobody" not in repr(job())
    assert (PrintFailed("refused").code, PrintCancelled().code) == ("refused", "cancelled")


def test_a_computer_without_printers_says_so_and_prints_nothing() -> None:
    backend = NoPrinters()
    assert backend.printers() == ()
    with pytest.raises(PrintFailed, match="no_printer"):
        backend.print_job(job(), lambda done, of: None)


def test_a_print_is_noted_with_who_when_what_hash_and_pages_and_its_bytes_are_kept() -> None:
    keep = Keep()
    record = noted(calm_record(), PAPER, job(), keep, by=DOCTOR, now=NOW)
    made = record.documents[-1]
    assert (made.kind, made.at, made.by, made.pages) == ("schedule", "2026-12-04T10:20:00+00:00", DOCTOR, 3)
    assert made.digest == sha256(PAPER.content).hexdigest()
    assert archive.reprint(made, keep) == PAPER.content


def test_some_pages_are_noted_as_a_part_and_the_schedule_is_still_to_be_printed() -> None:
    record = issue(ready())
    part = noted(record, _schedule(record), job(first=2, last=3), Keep(), by=DOCTOR, now=NOW)
    assert (part.documents[-1].kind, part.documents[-1].pages) == ("schedule.part", 2)
    assert papers_missing(part, ("schedule",)) == ("schedule",)
    whole = noted(part, _schedule(record), job(), Keep(), by=DOCTOR, now=NOW + timedelta(minutes=1))
    assert papers_missing(whole, ("schedule",)) == ()


def _schedule(record: PatientRecord) -> Paper:
    return replace(PAPER, revision=record.issued[-1].revision)


def test_a_prepared_consent_is_printed_by_its_print_and_a_signed_one_stays_signed() -> None:
    wanted = practice.Wanted("off_label", Fraction(200), DOCTOR, "Claire Arnaud")
    prepared = practice.prepared(calm_record(), Texts("fr"), wanted, TODAY)
    paper = replace(PAPER, kind="consent")
    after = noted(prepared, paper, job(), Keep(), by=DOCTOR, now=NOW)
    assert after.consent.state is ConsentState.PRINTED
    part = noted(prepared, paper, job(last=1), Keep(), by=DOCTOR, now=NOW)
    assert part.consent.state is ConsentState.PREPARED
    signed = practice.signed(prepared, TODAY)
    assert noted(signed, paper, job(), Keep(), by=DOCTOR, now=NOW).consent.state is ConsentState.SIGNED
