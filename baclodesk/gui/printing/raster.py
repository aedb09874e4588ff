"""The way through Qt's printer: each page as a grey picture of 300 dots an inch on white, in its own size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from baclodesk.services.printing import PrintCancelled, Printer, PrintFailed, PrintJob, Progress, spans

from .drawing import DPI, grey_page, opened
from .system import PAGE_SIZES, system_printers


def native_printer(name: str) -> QPrinter:
    """Give a printer of the system's by name; raises PrintFailed when it is gone: Qt would write a PDF in its place."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrintFailed("printer_gone")
    return QPrinter(info, QPrinter.PrinterMode.ScreenResolution)


class Raster:
    """Prints through a QPrinter made by ``make_printer`` from a name."""

    def __init__(
        self,
        make_printer: Callable[[str], QPrinter] = native_printer,
        list_printers: Callable[[], Sequence[Printer]] = system_printers,
    ) -> None:
        self._make, self._list = make_printer, list_printers

    def printers(self) -> Sequence[Printer]:
        """See the port."""
        return self._list()

    def print_job(self, job: PrintJob, progress: Progress) -> None:
        """Draw one page after the other; memory holds one page at a time."""
        progress(0, job.total)
        printer = self._make(job.printer)
        self._set_up(printer, job)
        painter = QPainter()
        if not painter.begin(printer):
            raise PrintFailed("refused")
        try:
            self._draw(printer, painter, job, progress)
        except PrintCancelled:
            printer.abort()
            raise
        finally:
            if painter.isActive():
                painter.end()
        if printer.printerState() == QPrinter.PrinterState.Error:
            raise PrintFailed("refused")

    @staticmethod
    def _set_up(printer: QPrinter, job: PrintJob) -> None:
        printer.setResolution(DPI)
        printer.setDocName(job.title)
        printer.setCreator("BacloDesk")
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
        printer.setFullPage(True)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if job.paper in PAGE_SIZES:
            printer.setPageSize(QPageSize(PAGE_SIZES[job.paper]))
        printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if job.duplex else QPrinter.DuplexMode.DuplexNone)

    @staticmethod
    def _draw(printer: QPrinter, painter: QPainter, job: PrintJob, progress: Progress) -> None:
        done = sides = 0
        with opened(job.data) as document:
            for span in spans(job):
                for _copy in range(span.copies):
                    if job.duplex and sides % 2:
                        _turn(printer)  # the back of the last sheet stays white
                        sides += 1
                    for page in range(span.first, span.last + 1):
                        if sides:
                            _turn(printer)
                        image = grey_page(document, page - 1)
                        painter.drawImage(QPointF(0, 0), image)
                        done, sides = done + 1, sides + 1
                        progress(done, job.total)


def _turn(printer: QPrinter) -> None:
    if not printer.newPage():
        raise PrintFailed("refused")
