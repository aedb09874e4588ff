"""The sheet beside the plan: the first page of the schedule as it would be printed now, anew after every change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from baclodesk.domain.patient import PatientRecord
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..widgets.flow import Flow
from ..widgets.pieces import button, column, label, scrolled
from .making import Made, Order, make, refused_words
from .preview import draw_pages
from .remembering import wish_for

KIND = "schedule"
WIDTH, LEAST_WIDTH = 380, 260
_MARGIN, _WIDEST = 12, 800


class SheetBeside(QFrame):
    """Follows a record. ``drawn`` when a page is in sight; ``closed`` when it is to go away.

    One sheet is made at a time; changes that come meanwhile are taken together.
    """

    drawn = Signal()
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: PatientRecord | None = None
        self._shown: PatientRecord | None = None
        self._job: Job[tuple[Made, QImage]] | None = None
        self.setProperty("panel", "true")
        self.title, self.words, self.sheet = label("title"), label("secondary", wrap=True), QLabel()
        self.close_panel = button("quiet")
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.close_panel.clicked.connect(self.closed)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=_MARGIN, gap=8)
        head = Flow(gap=8, line_gap=0)
        head.addWidget(self.title)
        head.spring()
        head.addWidget(self.close_panel)
        rows.addLayout(head)
        rows.addWidget(self.words)
        rows.addWidget(self.sheet)
        rows.addStretch(1)
        column(self).addWidget(scrolled(content))
        self.setFixedWidth(WIDTH)

    def fit(self, beside: int, whole: int) -> bool:
        """Take the room there is beside the plan, or the whole of it when that is too little; tells whether beside."""
        fits = beside >= LEAST_WIDTH
        self.setFixedWidth(min(WIDTH, beside) if fits else whole)
        return fits

    @property
    def room(self) -> int:
        """The width of the page in pixels of the window."""
        return max(120, min(_WIDEST, self.width() - 2 * _MARGIN - 16))

    def show_record(self, record: PatientRecord) -> None:
        """Show the plan of this record, as soon as the sheet before is finished."""
        self._record = record
        if self._job is None and not self.isHidden():
            self._make()

    def _make(self) -> None:
        record = self._record
        if record is None or record is self._shown:
            return
        self._shown = record
        desk, usual = self._desk, wish_for(self._desk, KIND)
        draft = record.draft_differs or record.current_issue is None
        wish = replace(usual, choice=replace(usual.choice, draft=draft))
        order = Order(KIND, record, desk.practice, desk.user, desk.now(), wish)
        pixels = self.room * self.devicePixelRatioF()

        def work() -> tuple[Made, QImage]:
            from baclodesk.services.printing import PAPERS

            made = make(order)
            width, _height = PAPERS[wish.paper or order.practice.paper]
            (page,) = draw_pages(made.data, pixels / width, 1)
            return made, page

        self._job = Job(work, self._show, self._refuse, PAPER)

    def _show(self, done: tuple[Made, QImage]) -> None:
        self._job = None
        made, image = done
        texts = self._desk.texts
        self.words.setText(texts("paper_page.beside_draft") if made.is_draft else texts("paper_page.beside_issued"))
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(QPixmap.fromImage(image))
        self.sheet.show()
        self.drawn.emit()
        self._make()

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self.sheet.hide()
        self.words.setText(refused_words(error, self._desk.texts))
        self._make()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._shown = None

    def forget(self) -> None:
        """Make nothing more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._record = self._shown = None
        self.sheet.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._shown = None
            if self._job is None:
                self._make()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("documents.name.schedule"))
        self.close_panel.setText(texts("printing.close"))
        self.setAccessibleName(texts("window.paper.beside"))
        self._shown = None
        if self._job is None and not self.isHidden():
            self._make()
