"""The ways to the printers: what the spooler is told, and pages drawn as they are in sight, on real files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.gui.paper.making import Made, Order, make
from baclodesk.gui.paper.wishes import PaperWish
from baclodesk.gui.printing.drawing import DPI, grey_page, opened, paper_size
from baclodesk.gui.printing.raster import Raster, native_printer
from baclodesk.gui.printing.spooler import Spooler
from baclodesk.gui.printing.system import described, system_printers
from baclodesk.gui.printing.usual import UsualBackend
from baclodesk.services import demo
from baclodesk.services.printing import PAPERS, PrintCancelled, PrintFailed, PrintJob, Progress, paper_of

from ..fakes import NOW
from .keeping import LASER


def counting(seen: list[tuple[int, int]], stop_at: int | None = None) -> Progress:
    def progress(done: int, of: int) -> None:
        seen.append((done, of))
        if done == stop_at:
            raise PrintCancelled

    return progress


@pytest.fixture(scope="module")
def consent(stories: dict[str, PatientRecord]) -> Made:
    return make(Order("consent", stories["Lemoine"], demo.practice("en"), "Dr Laurent", NOW))


def job_of(made: Made, **more: object) -> PrintJob:
    job = PrintJob("BacloDesk: Consent", made.data, made.pages, "laser", "A4", sheets=made.sheets)
    return replace(job, **more)  # type: ignore[arg-type]


# ── pictures of pages ────────────────────────────────────────────────────────────────────────────────────────────────


def to_file(target: Path) -> Callable[[str], QPrinter]:
    """Give printers that write a PDF, as a stand-in for one of paper."""

    def printer(_name: str) -> QPrinter:
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        return made

    return printer


def drawn(data: bytes) -> list[QImage]:
    with opened(data) as document:
        return [grey_page(document, index) for index in range(len(document))]


def dots_printed(data: bytes) -> list[tuple[int, int, bytes]]:
    """Give width, height and grey values of the one picture on each page of a print."""
    found = []
    with opened(data) as document:
        for page in document:
            (picture,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            bitmap = picture.get_bitmap()
            found.append((bitmap.width, bitmap.height, packed(bytes(bitmap.buffer), bitmap.width, bitmap.stride)))
    return found


def packed(dots: bytes, width: int, stride: int) -> bytes:
    return b"".join(dots[at : at + width] for at in range(0, len(dots), stride))


def dots_of(image: QImage) -> tuple[int, int, bytes]:
    dots = packed(bytes(image.constBits()), image.width(), image.bytesPerLine())
    return image.width(), image.height(), dots


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_page_comes_out_at_300_dots_an_inch_on_its_own_paper_as_it_was_in_sight(
    qtbot: QtBot, stories: dict[str, PatientRecord], tmp_path: Path, paper: str
) -> None:
    order = Order("schedule", stories["Bekri"], demo.practice("en"), "Dr Laurent", NOW, PaperWish(paper=paper))
    made, out = make(order), tmp_path / "out.pdf"
    seen: list[tuple[int, int]] = []
    Raster(to_file(out)).print_job(replace(job_of(made), paper=paper), counting(seen))
    assert seen == [(0, made.pages), *((page, made.pages) for page in range(1, made.pages + 1))]
    printed = out.read_bytes()
    assert paper_of(*paper_size(printed)) == paper
    width, height = PAPERS[paper]
    assert dots_printed(printed) == [dots_of(page) for page in drawn(made.data)], "dot by dot what was drawn"
    for wide, high, _dots in dots_printed(printed):
        assert abs(wide - width * DPI / 72) <= 2
        assert abs(high - height * DPI / 72) <= 2


def test_the_page_is_drawn_as_grey_dots_and_holds_no_letters(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    Raster(to_file(out)).print_job(job_of(consent), counting([]))
    document = pypdfium2.PdfDocument(out.read_bytes())
    try:
        assert [page.get_textpage().get_text_bounded().strip() for page in document] == [""] * consent.pages
    finally:
        document.close()


def test_on_both_sides_a_copy_of_the_consent_begins_a_new_sheet(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    Raster(to_file(out)).print_job(job_of(consent, duplex=True, copies=2), counting([]))
    pages = drawn(out.read_bytes())
    white = [not any(byte < 200 for byte in bytes(page.constBits())) for page in pages]
    assert white[:3] == [False, True, False], "copy 1, its white back, copy 2"
    assert white.count(False) == consent.pages * 2
    Raster(to_file(out)).print_job(job_of(consent, copies=2, first=2), counting([]))
    assert len(drawn(out.read_bytes())) == (consent.pages - 1) * 2


def test_a_cancelled_print_stops_after_the_page_in_hand(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with pytest.raises(PrintCancelled):
        Raster(to_file(tmp_path / "out.pdf")).print_job(job_of(consent, copies=5), counting(seen, stop_at=1))
    assert seen[-1] == (1, 5 * consent.pages)


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_cannot_begin_is_told(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    with pytest.raises(PrintFailed, match="refused"):
        Raster(to_file(tmp_path / "no folder" / "out.pdf")).print_job(job_of(consent), counting([]))


def test_a_printer_that_is_gone_never_becomes_a_file(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    with pytest.raises(PrintFailed, match="printer_gone"):
        native_printer("no such printer")
    with pytest.raises(PrintFailed, match="printer_gone"):
        Raster().print_job(job_of(consent, printer="no such printer"), counting([]))
    assert Raster(list_printers=lambda: (LASER,)).printers() == (LASER,)


def test_a_printer_that_takes_no_further_page_is_told(qtbot: QtBot, consent: Made, tmp_path: Path) -> None:
    class Jammed(QPrinter):
        @override
        def newPage(self) -> bool:
            return False

    def jammed(_name: str) -> QPrinter:
        made = Jammed()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "out.pdf"))
        return made

    with pytest.raises(PrintFailed, match="refused"):
        Raster(jammed).print_job(job_of(consent), counting([]))


def test_what_the_system_tells_of_a_printer_is_understood() -> None:
    class Info(QPrinterInfo):
        @override
        def printerName(self) -> str:
            return "laser"

        @override
        def description(self) -> str:
            return "Office laser"

        @override
        def isDefault(self) -> bool:
            return True

        @override
        def defaultPageSize(self) -> QPageSize:
            return QPageSize(QPageSize.PageSizeId.A4)

        @override
        def supportedPageSizes(self) -> list[QPageSize]:
            sizes = (QPageSize.PageSizeId.A5, QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter)
            return [QPageSize(size) for size in sizes]

        @override
        def supportedDuplexModes(self) -> list[QPrinter.DuplexMode]:
            return [QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexLongSide]

        @override
        def state(self) -> QPrinter.PrinterState:
            return QPrinter.PrinterState.Idle

    assert described(Info()) == LASER
    assert [item.name for item in system_printers()] == [
        item.printerName() for item in QPrinterInfo.availablePrinters()
    ]


# ── the spooler ──────────────────────────────────────────────────────────────────────────────────────────────────────

_LP = """#!/bin/sh
printf '%s\\n' "$@" >> "{folder}/arguments"
echo -- >> "{folder}/arguments"
cat >> "{folder}/input"
{end}
"""


@dataclass
class Stand:
    """A program in the place of ``lp`` that writes down what it is given."""

    folder: Path
    program: Path

    def calls(self) -> list[list[str]]:
        text = (self.folder / "arguments").read_text("utf-8")
        return [call.strip().split("\n") for call in text.split("--\n") if call.strip()]


@pytest.fixture
def stand(tmp_path: Path) -> Callable[[str], Stand]:
    def made(end: str = "exit 0") -> Stand:
        program = tmp_path / "lp"
        program.write_text(_LP.format(folder=tmp_path, end=end), "utf-8")
        program.chmod(0o700)
        return Stand(tmp_path, program)

    return made


def test_the_spooler_gets_the_very_bytes_and_a_job_that_names_nobody(
    stand: Callable[..., Stand], consent: Made
) -> None:
    lp = stand()
    seen: list[tuple[int, int]] = []
    Spooler(lp.program).print_job(job_of(consent, copies=2), counting(seen))
    assert (lp.folder / "input").read_bytes() == consent.data
    (call,) = lp.calls()
    assert call[:6] == ["-d", "laser", "-t", "BacloDesk: Consent", "-n", "2"]
    assert {"sides=one-sided", "media=A4", "print-scaling=none", "collate=true"} <= set(call)
    assert "Lemoine" not in " ".join(call)
    assert seen == [(0, 2 * consent.pages), (2 * consent.pages, 2 * consent.pages)]


def test_on_both_sides_every_copy_of_the_consent_is_a_job_of_its_own(
    stand: Callable[..., Stand], consent: Made
) -> None:
    lp = stand()
    Spooler(lp.program).print_job(job_of(consent, duplex=True), counting([]))
    ranges = [part for call in lp.calls() for part in call if part.startswith("page-ranges")]
    begins = [*consent.sheets, consent.pages + 1]
    assert ranges == [f"page-ranges={first}-{after - 1}" for first, after in pairwise(begins)]
    assert all("sides=two-sided-long-edge" in call for call in lp.calls())
    Spooler(lp.program).print_job(job_of(consent, first=2, last=2, paper=""), counting([]))
    assert "page-ranges=2-2" in lp.calls()[-1]
    assert not any(part.startswith("media") for part in lp.calls()[-1])


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("echo 'lp: Error - The printer or class does not exist.' >&2; exit 1", "printer_gone"),
        ("echo 'lp: Error - unable to write' >&2; exit 1", "refused"),
    ],
)
def test_what_the_spooler_refuses_is_told_by_its_reason(
    stand: Callable[..., Stand], consent: Made, end: str, code: str
) -> None:
    with pytest.raises(PrintFailed, match=code):
        Spooler(stand(end).program).print_job(job_of(consent), counting([]))


def test_a_spooler_that_does_not_answer_or_is_not_there_is_told(
    stand: Callable[..., Stand], consent: Made, tmp_path: Path
) -> None:
    with pytest.raises(PrintFailed, match="no_answer"):
        Spooler(stand("exec tail -f /dev/null").program, patience_s=0.2).print_job(job_of(consent), counting([]))
    with pytest.raises(PrintFailed, match="no_spooler"):
        Spooler(tmp_path / "nothing").print_job(job_of(consent), counting([]))


def test_the_spooler_is_taken_where_there_is_one_and_pictures_elsewhere(
    stand: Callable[..., Stand], consent: Made
) -> None:
    lp = stand()
    usual = UsualBackend("linux", lambda name: str(lp.program) if name == "lp" else None)
    assert isinstance(usual.way, Spooler)
    usual.print_job(job_of(consent), counting([]))
    assert (lp.folder / "input").read_bytes() == consent.data
    assert list(usual.printers()) == list(system_printers())
    assert isinstance(UsualBackend("win32", lambda _name: str(lp.program)).way, Raster)
    assert isinstance(UsualBackend("linux", lambda _name: None).way, Raster)
