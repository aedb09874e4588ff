"""One document in the window: its pages as they will be printed, to save, or to open and print."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from baclodesk.services import practice
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..patient.page import Work
from ..printing.panel import PrintPanel
from ..widgets.busy import Busy
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, row, rule
from .making import Made, Order, make, refused_words
from .preview import PaperPreview

Opener = Callable[[QUrl], bool]


class PaperPage(QWidget):
    """Shows documents of one patient, one after the other. ``left`` when it is done with."""

    left = Signal()

    def __init__(self, desk: Desk, open_url: Opener = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._desk, self._open_url = desk, open_url
        self._work: Work | None = None
        self._made: Made | None = None
        self._waiting: list[str] = []
        self._job: Job[Made] | None = None
        self._folder: Path | None = None
        self._dialog: QFileDialog | None = None
        self.title, self.words = label("name"), label("quiet", wrap=True)
        self.preview, self.notice, self.busy = PaperPreview(desk), Notice(desk.theme), Busy()
        self.print = button("primary")
        self.panel: PrintPanel | None = None
        self.open, self.save, self.next, self.back = button(), button(), button(), button()
        self._lay_out()
        self.print.clicked.connect(self.ask_print)
        self.open.clicked.connect(self.open_in_viewer)
        self.save.clicked.connect(self.ask_where)
        self.next.clicked.connect(self._show_next)
        self.back.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        head = Flow(line_gap=4)
        head.setContentsMargins(24, 16, 16, 4)
        head.addWidget(self.title)
        head.spring()
        for made in (self.back, self.save, self.open, self.next, self.print):
            head.addWidget(made)
        self.words.setContentsMargins(24, 0, 16, 8)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(self.words)
        whole.addWidget(rule())
        for part in (self.notice, self.busy):
            whole.addWidget(part)
        self._middle = row(gap=0)
        self._middle.addWidget(self.preview, 1)
        whole.addLayout(self._middle, 1)

    def attach_printing(self, panel: PrintPanel) -> None:
        """Take the panel that prints what is in sight."""
        self.panel = panel
        panel.hide()
        self._middle.addWidget(panel)
        panel.left.connect(self._close_panel)
        panel.paper_wanted.connect(self._lay_out_for)
        self._look()

    def ask_print(self) -> None:
        """Open the panel beside the document."""
        if self.panel is not None and self._made is not None:
            self.panel.show()
            self.panel.begin()

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
        self.print.setFocus()

    def _lay_out_for(self, paper: str) -> None:
        """Make the document in sight again, for another paper."""
        if self._made is not None:
            self._make(self._made.kind, paper)

    def show_papers(self, work: Work, kinds: list[str]) -> None:
        """Make the documents of these kinds, one after the other, and show them."""
        self._work, self._waiting = work, list(kinds)
        self._show_next()

    def _show_next(self) -> None:
        if self._work is None or not self._waiting:
            return
        self._make(self._waiting.pop(0))

    def _make(self, kind: str, paper: str = "") -> None:
        if self._work is None:
            return
        desk, record = self._desk, self._work.record
        draft = kind == "schedule" and record.current_issue is None
        order = Order(kind, record, desk.practice, desk.user, desk.now(), draft, paper)
        self._made = None
        if self.panel is not None:
            self.panel.clear()
        self.preview.empty()
        self.notice.silence()
        self.title.setText(desk.texts(f"window.paper.{kind}"))
        self.busy.start(desk.texts("paper_page.busy"))
        self._look()
        self._job = Job(lambda: make(order), self._show, self._refuse, PAPER)

    def _show(self, made: Made) -> None:
        self._job = None
        self.busy.stop()
        self._made = made
        self.preview.show_document(made.data)
        self.retranslate(self._desk.texts)
        if self.panel is not None and self._work is not None:
            self.panel.show_made(made, self._work.record.identity.id)
        (self.open if self.panel is None else self.print).setFocus()

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self.busy.stop()
        self.notice.say(refused_words(error, self._desk.texts), "alarm")
        self._look()

    def _look(self) -> None:
        for made in (self.print, self.open, self.save):
            made.setEnabled(self._made is not None)
        self.print.setVisible(self.panel is not None)
        self.next.setVisible(bool(self._waiting))

    # out of the program

    def open_in_viewer(self) -> None:
        """Put the document into a private folder and open it with the computer's own viewer."""
        if self._made is None:
            return
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="baclodesk-"))
        target = self._folder / self._made.file_name(self._desk.now())
        if self._write(target) and not self._open_url(QUrl.fromLocalFile(str(target))):
            self.notice.say(self._desk.texts("paper_page.no_viewer"), "caution")

    def ask_where(self) -> None:
        """Ask for a place, without a patient's name in the proposed file name."""
        if self._made is None:
            return
        dialog = QFileDialog(self, self._desk.texts("paper_page.save"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._made.file_name(self._desk.now()))
        dialog.fileSelected.connect(lambda name: self.save_as(Path(name)))
        self._dialog = dialog
        dialog.open()

    def save_as(self, target: Path) -> None:
        """Write the document to a place of the doctor's choice."""
        if self._write(target):
            self.notice.say(self._desk.texts("paper_page.saved", file=target.name))

    def _write(self, target: Path) -> bool:
        made, work = self._made, self._work
        if made is None or work is None:
            return False
        try:
            target.write_bytes(made.data)
        except OSError:
            self.notice.say(self._desk.texts("paper_page.not_written"), "alarm")
            return False
        record = practice.document_made(work.record, made.paper, by=self._desk.user, now=self._desk.now())
        if made.kind == "consent" and record.consent.state.value == "prepared":
            record = practice.printed(record, self._desk.today())
        work.session.note_fact(record)
        return True

    def forget(self) -> None:
        """Drop every page and delete what was put into the private folder."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.preview.empty()
        self._made = self._work = None
        if self.panel is not None:
            self.panel.clear()
            self.panel.hide()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _about(self, made: Made, texts: Texts) -> str:
        if made.is_draft:
            return texts("paper_page.draft")
        changed = made.revision is not None and self._work is not None and self._work.record.draft_differs
        return texts("paper_page.older", revision=made.revision) if changed else ""

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.print.setText(texts("printing.ask"))
        self.print.setToolTip(texts("printing.ask_tip"))
        self.open.setText(texts("paper_page.open"))
        self.save.setText(texts("paper_page.save"))
        self.next.setText(texts("paper_page.next"))
        self.back.setText(texts("paper_page.back"))
        made = self._made
        if made is not None:
            language = texts(f"window.language.{made.language}")
            words = texts("paper_page.pages", n=made.pages, language=language)
            self.title.setText(texts(f"window.paper.{made.kind}"))
            more = self._about(made, texts)
            self.words.setText(f"{words} {more}" if more else words)
        self._look()
