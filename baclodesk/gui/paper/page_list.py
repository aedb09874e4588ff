"""Beside the preview: its pages as small pictures to go to, and how large the pages are shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.flow import Flow
from ..widgets.pieces import button, keep_width, label
from .preview import PaperPreview

_SMALL_WIDTH, _LIST_WIDTH = 64, 96
LEAST_ROOM = 380
"""Pixels that list and pages need together."""


class PageList(QListWidget):
    """The pages as small pictures; hidden while there is one page alone, or little room."""

    def __init__(self, desk: Desk, preview: PaperPreview) -> None:
        super().__init__()
        self._desk, self._preview = desk, preview
        self.setIconSize(QSize(desk.theme.px(_SMALL_WIDTH), desk.theme.px(_SMALL_WIDTH) * 3 // 2))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_width(self, desk.theme, _LIST_WIDTH)
        self.hide()
        preview.drawn.connect(self._show)
        preview.installEventFilter(self)
        preview.page_changed.connect(self._follow)
        self.currentRowChanged.connect(lambda place: preview.go_to(place + 1))
        self.retranslate(desk.texts)

    def _show(self) -> None:
        images = self._preview.images
        with QSignalBlocker(self):
            self.clear()
            for number, image in enumerate(images, 1):
                small = image.scaledToWidth(_SMALL_WIDTH * 2, Qt.TransformationMode.SmoothTransformation)
                item = QListWidgetItem(QIcon(QPixmap.fromImage(small)), str(number))
                item.setToolTip(self._desk.texts("paper_page.page", n=number, of=len(images)))
                self.addItem(item)
        self._look()
        self._follow(self._preview.page)

    def _look(self) -> None:
        """Be there for several pages, where the pages themselves keep room enough."""
        room = self._preview.width() + (0 if self.isHidden() else self.width())
        self.setVisible(self.count() > 1 and room >= LEAST_ROOM)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._look()
        return super().eventFilter(watched, event)

    def _follow(self, page: int) -> None:
        with QSignalBlocker(self):
            self.setCurrentRow(page - 1)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.setAccessibleName(texts("paper_page.pages_list"))


class ZoomBar(QWidget):
    """Smaller, larger, fitted to the width; and which page is in sight."""

    def __init__(self, desk: Desk, preview: PaperPreview) -> None:
        super().__init__()
        self._desk, self._preview = desk, preview
        self.smaller, self.larger, self.fit = button("", "−"), button("", "+"), button("quiet")
        self.percent, self.page = label("secondary", figures=True), label("secondary", wrap=True)
        line = Flow(self, gap=6, line_gap=2)
        line.setContentsMargins(24, 4, 16, 4)
        for part in (self.smaller, self.percent, self.larger, self.fit):
            line.addWidget(part)
        line.spring()
        line.addWidget(self.page)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for made in (self.smaller, self.larger):
            made.setProperty("dense", "true")
            keep_width(made, desk.theme, 30)
        keep_width(self.percent, desk.theme, 48)
        self.smaller.clicked.connect(preview.zoom_out)
        self.larger.clicked.connect(preview.zoom_in)
        self.fit.clicked.connect(lambda: preview.set_zoom(None))
        preview.drawn.connect(self.look)
        preview.zoomed.connect(self.look)
        preview.page_changed.connect(lambda _page: self.look())
        self.retranslate(desk.texts)

    def look(self) -> None:
        """Show zoom and page as they are."""
        preview, texts = self._preview, self._desk.texts
        self.percent.setText(f"{preview.percent}\u00a0%")
        self.page.setText(texts("paper_page.page", n=preview.page, of=preview.pages) if preview.pages else "")
        self.fit.setEnabled(preview.zoom is not None)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.fit.setText(texts("paper_page.fit"))
        self.fit.setToolTip(texts("paper_page.fit_tip"))
        for made, key in ((self.smaller, "paper_page.smaller"), (self.larger, "paper_page.larger")):
            made.setAccessibleName(texts(key))
            made.setToolTip(texts(f"{key}_tip"))
        self.look()
