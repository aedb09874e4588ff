"""The pages of a PDF as they will be printed, drawn from the very bytes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from ..desk import Desk
from ..jobs import PAPER, Job
from ..widgets.pieces import clear, column

_SCALE = 2.0
"""Pixels per point at which pages are drawn; the window shows them smaller."""


def draw_pages(data: bytes, scale: float = _SCALE) -> list[QImage]:
    """Draw every page of a PDF; runs in the paper thread alone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    images = []
    try:
        for page in document:
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            drawn = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            )
            images.append(drawn.copy())
            bitmap.close()
    finally:
        document.close()
    return images


class PaperPreview(QScrollArea):
    """Pages below each other on a grey ground, fitted to the width."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._images: list[QImage] = []
        self._job: Job[list[QImage]] | None = None
        self._sheets: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("panel", "true")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = column(ground, margin=16, gap=16)
        self.setWidget(ground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def pages(self) -> int:
        """How many pages are in sight."""
        return len(self._sheets)

    def show_document(self, data: bytes) -> None:
        """Draw the pages of ``data``, in the paper thread."""
        if self._job is not None:
            self._job.cancel()
        self._job = Job(lambda: draw_pages(data), self._show, self._fail, PAPER)

    def empty(self) -> None:
        """Take every page away."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._show([])

    def _fail(self, _error: Exception) -> None:
        self._show([])

    def _show(self, images: list[QImage]) -> None:
        self._job = None
        self._images = images
        place = self.verticalScrollBar().value()
        clear(self._rows)
        self._sheets = []
        for number, _image in enumerate(images, 1):
            sheet = QLabel()
            sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sheet.setAccessibleName(self._desk.texts("paper_page.page", n=number, of=len(images)))
            self._sheets.append(sheet)
            self._rows.addWidget(sheet)
        self._rows.addStretch(1)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = max(120, self.viewport().width() - 32)
        for sheet, image in zip(self._sheets, self._images, strict=True):
            width = min(room, round(image.width() / _SCALE * 1.35))
            size = QSize(round(width * ratio), round(width * ratio * image.height() / image.width()))
            fitted = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            fitted.setDevicePixelRatio(ratio)
            sheet.setPixmap(QPixmap.fromImage(fitted))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
