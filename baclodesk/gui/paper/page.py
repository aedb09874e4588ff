"""One document in the window: its pages as they will be printed, what can be chosen, to print, to save, or to open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from baclodesk.domain.patient import DocumentMade
from baclodesk.services.archive import reprint
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..patient.page import Work
from ..printing.panel import PrintPanel
from ..printing.words import document_words, failed_words
from ..widgets.busy import Busy
from ..widgets.flow import Flow
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, row, rule
from .choices import ChoicePanel
from .handing_out import FilesOut, Opener
from .making import Made, Order, make
from .page_list import PageList, ZoomBar
from .preview import PaperPreview
from .remembering import remember, wish_for
from .wishes import PaperWish

SLOW_MS = 400
"""A document is made in a blink; only one that takes longer says so."""


class PaperPage(Leaf):
    """Shows documents of one patient, one after the other. ``left`` when it is done with."""

    def __init__(self, desk: Desk, open_url: Opener = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._desk, self._files = desk, FilesOut(desk, open_url)
        self._work: Work | None = None
        self._made: Made | None = None
        self._kind, self._archived = "", False
        self._waiting: list[str] = []
        self._job: Job[Made] | None = None
        self._fresh = True
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_busy)
        self._dialog: QFileDialog | None = None
        self.title, self.words = label("name"), label("quiet", wrap=True)
        self.preview, self.notice, self.busy = PaperPreview(desk), Notice(desk.theme), Busy()
        self.zoom, self.list = ZoomBar(desk, self.preview), PageList(desk, self.preview)
        self.choices = ChoicePanel(desk)
        self.print = button("primary")
        self.panel: PrintPanel | None = None
        self.open, self.save, self.next, self.back = button(), button(), button(), button()
        self._lay_out()
        self._connect()
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
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self.busy.setSizePolicy(policy)
        for part in (self.notice, self.busy):
            whole.addWidget(part)
        self._middle = row(gap=0)
        sheets = column(gap=0)
        sheets.addWidget(self.zoom)
        pages = row(gap=0)
        pages.addWidget(self.list)
        pages.addWidget(self.preview, 1)
        sheets.addLayout(pages, 1)
        self._middle.addLayout(sheets, 1)
        self._middle.addWidget(self.choices)
        whole.addLayout(self._middle, 1)

    def _connect(self) -> None:
        self.print.clicked.connect(self.ask_print)
        self.open.clicked.connect(self.open_in_viewer)
        self.save.clicked.connect(self.ask_where)
        self.next.clicked.connect(self._show_next)
        self.back.clicked.connect(self.left)
        self.choices.changed.connect(self._take_choices)
        self.choices.spoiled.connect(self._spoil)
        zooms = (
            ("Ctrl++", self.preview.zoom_in),
            ("Ctrl+=", self.preview.zoom_in),
            ("Ctrl+-", self.preview.zoom_out),
            ("Ctrl+0", partial(self.preview.set_zoom, None)),
        )
        for keys, act in zooms:
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def attach_printing(self, panel: PrintPanel) -> None:
        """Take the panel that prints what is in sight."""
        self.panel = panel
        panel.hide()
        self._middle.addWidget(panel)
        panel.left.connect(self._close_panel)
        panel.paper_wanted.connect(self._lay_out_for)
        self._look()

    def ask_print(self) -> None:
        """Open the printing in the place of the choices."""
        if self.panel is not None and self._made is not None:
            self.choices.hide()
            self.panel.show()
            self.panel.begin()

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
        self.choices.setVisible(not self._archived)
        self.print.setFocus()

    # what is shown

    def show_papers(self, work: Work, kinds: list[str]) -> None:
        """Make the documents of these kinds, one after the other, and show them."""
        self._work, self._waiting = work, list(kinds)
        self._show_next()

    def show_kept(self, work: Work, paper: DocumentMade) -> None:
        """Show a document handed out before, byte by byte as it was."""
        self._work, self._waiting = work, []
        self._begin(paper.kind, archived=True)
        store = work.store

        def read() -> Made:
            data = reprint(paper, store)
            return Made(paper.kind, data, paper.pages, paper.language, paper.revision, is_draft=False, kept=paper.kept)

        self._job = Job(read, self._show, self._refuse, PAPER)

    def _show_next(self) -> None:
        if self._work is None or not self._waiting:
            return
        kind = self._waiting.pop(0)
        wish = wish_for(self._desk, kind)
        self.choices.show_kind(kind, self._work.record, wish)
        self._begin(kind, archived=False)
        self._make(self.choices.wish or wish)

    def _begin(self, kind: str, *, archived: bool) -> None:
        """Make room for another document."""
        self._kind, self._archived, self._fresh = kind, archived, True
        if self.panel is not None:
            self.panel.hide()
        self.choices.setVisible(not archived)
        self.preview.empty()
        self._wait()

    def _wait(self) -> None:
        """Have no document until the next one is made; pages in sight stay there meanwhile."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._made = None
        if self.panel is not None:
            self.panel.clear()
        self.notice.silence()
        self.title.setText(document_words(self._kind, self._desk.texts))
        self._slow.start()
        self._look()

    def _take_choices(self) -> None:
        wish = self.choices.wish
        if wish is not None and self._kind and not self._archived:
            remember(self._desk, self._kind, wish)
            self._make(wish)

    def _spoil(self) -> None:
        """What is typed cannot be read: nothing is shown that was not chosen."""
        self._wait()
        self._rest()
        self.preview.empty()

    def _lay_out_for(self, paper: str) -> None:
        """Make the document in sight again, for another paper."""
        if self._archived:
            return
        self.choices.paper.show_value(paper)
        wish = self.choices.wish
        if wish is not None:
            self._make(wish)

    def _make(self, wish: PaperWish) -> None:
        if self._work is None:
            return
        desk, record = self._desk, self._work.record
        self._wait()
        order = Order(self._kind, record, desk.practice, desk.user, desk.now(), wish)
        self._job = Job(lambda: make(order), self._show, self._refuse, PAPER)

    def _show(self, made: Made) -> None:
        self._job = None
        self._rest()
        self._made = made
        self.preview.show_document(made.data)
        self.retranslate(self._desk.texts)
        if made.unprintable:
            self.notice.say(self._desk.texts("paper_page.unprintable", letters=made.unprintable), "caution")
        if self.panel is not None and self._work is not None:
            self.panel.show_made(made, self._work.record.identity.id)
        if self._fresh:
            (self.open if self.panel is None else self.print).setFocus()
        self._fresh = False

    def _say_busy(self) -> None:
        self.busy.start(self._desk.texts("paper_page.busy"))

    def _rest(self) -> None:
        self._slow.stop()
        self.busy.stop()

    def _refuse(self, error: Exception) -> None:
        self._job = None
        self._rest()
        self.preview.empty()
        self.notice.say(failed_words(error, self._desk.texts), "alarm")
        self._look()

    def _look(self) -> None:
        for made in (self.print, self.open, self.save):
            made.setEnabled(self._made is not None)
        self.print.setVisible(self.panel is not None)
        self.next.setVisible(bool(self._waiting))

    # out of the program

    def open_in_viewer(self) -> None:
        """Put the document into a private folder and open it with the computer's own viewer."""
        if self._made is not None and self._work is not None:
            self._say(*self._files.open_in_viewer(self._made, self._work))

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
        if self._made is not None and self._work is not None:
            self._say(*self._files.save(self._made, self._work, target))

    def _say(self, words: str, tone: str) -> None:
        if words:
            self.notice.say(words, tone)

    def forget(self) -> None:
        """Drop every page and delete what was put into the private folder."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._rest()
        self.preview.empty()
        self.choices.forget()
        self._made = self._work = None
        self._kind = ""
        if self.panel is not None:
            self.panel.clear()
            self.panel.hide()
        self._files.forget()

    def _about(self, made: Made, texts: Texts) -> str:
        if self._archived:
            return texts("paper_page.kept")
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
        for part in (self.choices, self.zoom, self.list):
            part.retranslate(texts)
        made = self._made
        if made is not None:
            language = texts(f"window.language.{made.language}")
            words = texts("paper_page.pages", n=made.pages, language=language)
            self.title.setText(document_words(made.kind, texts))
            more = self._about(made, texts)
            self.words.setText(f"{words} {more}" if more else words)
        self._look()
