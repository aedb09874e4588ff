"""The pages of a PDF as they will be printed, drawn from the very bytes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from ..desk import Desk
from ..jobs import PAPER, Job
from ..widgets.pieces import clear, column

_SCALE = 2.0
"""Pixels per point at which pages are drawn; the window shows them smaller."""
_FINEST, _FINEST_OF_MANY, _MANY = 4.0, 2.6, 6
"""Pixels per point for a page seen large: a page of 4 takes 32 MB, so of many pages each gets less."""
_WIDEST, _GAP = 1.35, 16
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_PIXELS_PER_POINT = 96 / 72


def draw_pages(data: bytes, scale: float = _SCALE, most: int | None = None) -> list[QImage]:
    """Draw the pages of a PDF, all or the first ``most``; runs in the paper thread alone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    images = []
    try:
        for index in range(len(document) if most is None else min(most, len(document))):
            bitmap = document[index].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            drawn = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            )
            images.append(drawn.copy())
            bitmap.close()
    finally:
        document.close()
    return images


class PaperPreview(QScrollArea):
    """Pages below each other on a grey ground, fitted to the width, or at a zoom.

    ``page_changed`` carries the page in sight, counted from 1; ``drawn`` when pages came; ``zoomed`` after a zoom.
    """

    page_changed = Signal(int)
    drawn = Signal()
    zoomed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data = b""
        self._images: list[QImage] = []
        self._points: list[float] = []
        self._job: Job[list[QImage]] | None = None
        self._sheets: list[QLabel] = []
        self._tops: list[int] = []
        self._wanted = self._height = 0
        self._scale = _SCALE
        self._page = 0
        self.zoom: float | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("panel", "true")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = column(ground, margin=_GAP, gap=_GAP)
        self.setWidget(ground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_at_page())
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._arrive())

    @property
    def pages(self) -> int:
        """How many pages are in sight."""
        return len(self._sheets)

    @property
    def page(self) -> int:
        """The page in sight, counted from 1; 0 without any."""
        return self._page

    @property
    def images(self) -> tuple[QImage, ...]:
        """The pages as they were drawn."""
        return tuple(self._images)

    def show_document(self, data: bytes) -> None:
        """Draw the pages of ``data``, in the paper thread."""
        self._data, self._scale = data, _SCALE
        self._draw()

    def _draw(self) -> None:
        if self._job is not None:
            self._job.cancel()
        data, scale = self._data, self._scale
        self._job = Job(
            lambda: draw_pages(data, scale), lambda images: self._show(images, scale), self._fail, PAPER, owner=self
        )

    def empty(self) -> None:
        """Take every page away."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._data = b""
        self._show([])

    def _fail(self, _error: Exception) -> None:
        self._show([])

    def _show(self, images: list[QImage], scale: float = _SCALE) -> None:
        self._job = None
        self._images, self._points = images, [image.width() / scale for image in images]
        place = self.verticalScrollBar().value()
        if len(images) != len(self._sheets):
            self._lay_out(len(images))
        self._fit()
        self.verticalScrollBar().setValue(place)
        self._look_at_page()
        self.drawn.emit()

    def _lay_out(self, count: int) -> None:
        clear(self._rows)
        self._sheets = []
        for number in range(1, count + 1):
            sheet = QLabel()
            sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            sheet.setAccessibleName(self._desk.texts("paper_page.page", n=number, of=count))
            self._sheets.append(sheet)
            self._rows.addWidget(sheet)
        self._rows.addStretch(1)

    def _width(self, points: float) -> int:
        """Give the width in pixels of the window at which a page of this width is shown."""
        if self.zoom is not None:
            return round(points * _PIXELS_PER_POINT * self.zoom)
        return min(max(120, self.viewport().width() - 2 * _GAP), round(points * _WIDEST))

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        self._tops, top = [], _GAP
        for sheet, image, points in zip(self._sheets, self._images, self._points, strict=True):
            width = self._width(points)
            size = QSize(round(width * ratio), round(width * ratio * image.height() / image.width()))
            fitted = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            fitted.setDevicePixelRatio(ratio)
            sheet.setPixmap(QPixmap.fromImage(fitted))
            self._tops.append(top)
            top += round(fitted.height() / ratio) + _GAP
        self._height = top

    # zoom and pages

    @property
    def percent(self) -> int:
        """How large the pages are shown, 100 being their size on paper."""
        if not self._points:
            return 100
        return round(self._width(self._points[0]) / self._points[0] / _PIXELS_PER_POINT * 100)

    def zoom_in(self) -> None:
        """Show the pages larger, by one step."""
        now = self.percent / 100
        self.set_zoom(next((step for step in ZOOMS if step > now + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller, by one step."""
        now = self.percent / 100
        self.set_zoom(next((step for step in reversed(ZOOMS) if step < now - 0.01), ZOOMS[0]))

    def set_zoom(self, zoom: float | None) -> None:
        """Show the pages at a part of their size on paper; None fits them to the width."""
        self.zoom = zoom
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAlwaysOff if zoom is None else policy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(bar)
        page = self._page
        self._fit()
        self._sharpen()
        self.go_to(page)
        self.zoomed.emit()

    def _sharpen(self) -> None:
        """Draw the pages anew when they are shown larger than they were drawn."""
        if not self._points:
            return
        most = _FINEST if len(self._points) <= _MANY else _FINEST_OF_MANY
        wanted = min(most, self._width(self._points[0]) / self._points[0] * self.devicePixelRatioF())
        if wanted > self._scale * 1.05:
            self._scale = wanted
            self._draw()

    def go_to(self, page: int) -> None:
        """Bring a page into sight, counted from 1."""
        if 1 <= page <= len(self._tops):
            bar, place = self.verticalScrollBar(), self._tops[page - 1] - _GAP
            laid_out = bar.maximum() + self.viewport().height() >= self._height - 2 * _GAP
            self._wanted = 0 if laid_out else page
            bar.setValue(place)
            self._look_at_page()

    def _arrive(self) -> None:
        """Go where a page was wanted before the window had laid it out."""
        if self._wanted:
            page, self._wanted = self._wanted, 0
            self.go_to(page)

    def _look_at_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = sum(1 for top in self._tops if top <= middle)
        page = max(page, 1) if self._sheets else 0
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom is None:
            self._fit()
