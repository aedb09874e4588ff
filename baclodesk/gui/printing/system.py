"""The printers this computer has, as Qt sees them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from baclodesk.services.printing import Printer

_NAMES = {QPageSize.PageSizeId.A4: "A4", QPageSize.PageSizeId.Letter: "Letter"}
PAGE_SIZES = {name: size for size, name in _NAMES.items()}
_BOTH_SIDES = {QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexAuto}


def described(info: QPrinterInfo) -> Printer:
    """Give what is to be known of a printer."""
    papers = (_NAMES.get(size.id(), "") for size in info.supportedPageSizes())
    words = info.description()
    return Printer(
        name=info.printerName(),
        words="" if words == info.printerName() else words,
        usual=info.isDefault(),
        duplex=bool(_BOTH_SIDES & set(info.supportedDuplexModes())),
        papers=tuple(dict.fromkeys(paper for paper in papers if paper)),
        usual_paper=_NAMES.get(info.defaultPageSize().id(), ""),
        stopped=info.state() == QPrinter.PrinterState.Error,
    )


def system_printers() -> Sequence[Printer]:
    """List the printers; takes seconds when the print server does not answer."""
    return tuple(described(info) for info in QPrinterInfo.availablePrinters())
