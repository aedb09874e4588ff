"""The pages of a PDF for paper: grey pictures in their own size.

PDFium, which draws them, must not be used by two threads at once: only in that of :data:`baclodesk.gui.jobs.PAPER`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import pypdfium2

DPI = 300
"""Qt's own 1200 would take half a gigabyte a page."""
_POINTS_AN_INCH = 72


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for drawing."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def grey_page(document: pypdfium2.PdfDocument, index: int) -> QImage:
    """Draw one page at DPI, grey on white, as large as it is."""
    page = document[index]
    bitmap = page.render(scale=DPI / _POINTS_AN_INCH, grayscale=True)
    try:
        shape = QImage.Format.Format_Grayscale8
        return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape).copy()
    finally:
        bitmap.close()
        page.close()


def paper_size(data: bytes) -> tuple[float, float]:
    """Give width and height of the first page in points."""
    with opened(data) as document:
        width, height = document.get_page_size(0)
        return float(width), float(height)
