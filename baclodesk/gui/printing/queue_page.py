"""The secretary's page: every paper due this week, one button for all of them, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from baclodesk.services.printing_queue import BUSY_STEPS, Row, Step
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.flow import Flow
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, limit_width, row, rule, scrolled
from .batch import Batch
from .choice import PrinterChoice
from .rows import ROW, QueueDelegate, QueueModel
from .said import Copies
from .words import code_words

_LEAST_LIST = 160
_TROUBLED = (Step.FAILED, Step.UNNOTED, Step.CANCELLED)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FEWER, _MORE = (Qt.Key.Key_Minus,), (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class QueuePage(Leaf):
    """Shows a Batch and steers it. ``left`` when it is done with; printing goes on behind other pages.

    ``sheet_wanted`` asks for the page that checks a sheet.
    """

    sheet_wanted = Signal()

    def __init__(self, desk: Desk, batch: Batch) -> None:
        super().__init__()
        self._desk, self._batch = desk, batch
        self.title, self.words = label("name"), label("quiet", wrap=True)
        self.print_all, self.stop, self.back = button("primary"), button(), button()
        self.cover, self.sheet = button(), button()
        self.choice, self.notice = PrinterChoice(desk), Notice(desk.theme)
        self.model = QueueModel(lambda: desk.texts, desk.today)
        self.list, self.empty = self._make_list(), label("quiet", wrap=True)
        self.copies_name, self.copies = label("strong"), Copies(desk.theme)
        self.one, self.stop_one, self.why = button(), button(), label("secondary", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(QueueDelegate(self._desk.theme, view))
        view.setUniformItemSizes(True)
        view.setMinimumHeight(_LEAST_LIST)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _lay_out(self) -> None:
        head = Flow(line_gap=4)
        head.setContentsMargins(24, 16, 16, 8)
        head.addWidget(self.title)
        head.spring()
        for made in (self.back, self.sheet, self.cover, self.stop, self.print_all):
            head.addWidget(made)
        said = column(margin=(24, 8, 24, 4))
        said.addWidget(self.words)
        said.addWidget(self.notice)
        top = row(margin=(24, 4, 24, 4))
        limit_width(self.choice, self._desk.theme, 420)
        top.addWidget(self.choice, 4)
        top.addStretch(1)
        middle = column(margin=(14, 4, 14, 4))
        middle.addWidget(self.list, 1)
        self.empty.setContentsMargins(10, 8, 10, 8)
        middle.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        foot = Flow(line_gap=6)
        foot.setContentsMargins(24, 8, 24, 4)
        self.copies_name.setBuddy(self.copies)
        for part in (self.copies_name, self.copies, self.one, self.stop_one):
            foot.addWidget(part)
        reason = column(margin=(24, 0, 24, 10))
        reason.addWidget(self.why)
        content = QWidget()
        rows = column(content, gap=0)
        rows.addLayout(said)
        rows.addLayout(top)
        rows.addLayout(middle, 1)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(rule())
        whole.addLayout(foot)
        whole.addLayout(reason)

    def _connect(self) -> None:
        self._batch.changed.connect(self.look)
        self._batch.halted.connect(self._say_halted)
        self._batch.covered.connect(self._say_covered)
        self.cover.clicked.connect(self.print_cover)
        self.sheet.clicked.connect(self.sheet_wanted)
        self.choice.changed.connect(self.look)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._look_at_row())
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.print_chosen())
        self.print_all.clicked.connect(self.print_everything)
        self.stop.clicked.connect(self._batch.cancel)
        self.one.clicked.connect(self.print_chosen)
        self.stop_one.clicked.connect(self.stop_chosen)
        self.copies.changed.connect(self._take_copies)
        self.back.clicked.connect(self.left)

    def begin(self) -> None:
        """List the printers and put the keyboard onto the list."""
        self.notice.silence()
        self.choice.look()
        self.look()
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        (self.list if self.model.rowCount() else self.back).setFocus()

    # acts

    @property
    def chosen(self) -> Row | None:
        """The row in front."""
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, Row) else None

    def print_everything(self) -> None:
        """Print all that waits."""
        printer = self.choice.printer
        if printer is not None:
            self.notice.silence()
            self._batch.print_all(printer, duplex=self.choice.duplex)
            (self.stop if self._batch.busy else self.list).setFocus()

    def print_chosen(self) -> None:
        """Print the row in front, or again what failed."""
        printer, chosen = self.choice.printer, self.chosen
        if printer is not None and chosen is not None and chosen.step not in BUSY_STEPS:
            self.notice.silence()
            self._batch.print_row(chosen.key, printer, duplex=self.choice.duplex)

    def stop_chosen(self) -> None:
        """Stop the row in front."""
        if (chosen := self.chosen) is not None:
            self._batch.cancel_row(chosen.key)

    def print_cover(self) -> None:
        """Print the list of what came out."""
        printer = self.choice.printer
        if printer is not None:
            self.notice.silence()
            self._batch.print_cover(printer, duplex=self.choice.duplex)

    def _say_covered(self, code: str) -> None:
        texts = self._desk.texts
        if code:
            again = (texts("printing.again"), self.print_cover)
            self.notice.say(code_words(code, texts), "alarm", (again,))
        else:
            self.notice.say(texts("printing.queue.cover_done", printer=self.choice.words))

    def _take_copies(self, copies: int) -> None:
        if (chosen := self.chosen) is not None:
            self._batch.set_copies(chosen.key, copies)

    def _say_halted(self, code: str) -> None:
        texts = self._desk.texts
        again = (texts("printing.again"), self.print_everything)
        self.notice.say(texts("printing.queue.halted", why=code_words(code, texts)), "alarm", (again,))

    # what is in sight

    def look(self) -> None:
        """Show the queue as it stands."""
        chosen, had_focus = self.chosen, self.list.hasFocus()
        queue, texts = self._batch.queue, self._desk.texts
        self.model.show(queue)
        if chosen is not None and not self.list.currentIndex().isValid():
            index = self.model.row_of(chosen.key)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        busy = queue.count(*BUSY_STEPS)
        self.words.setText(self._summary(texts))
        self.print_all.setEnabled(bool(self._batch.waiting) and not busy and self.choice.printer is not None)
        self.cover.setVisible(bool(self._batch.out))
        self.cover.setEnabled(not busy and self.choice.printer is not None)
        if self.stop.hasFocus() and not busy:
            self.list.setFocus()
        self.stop.setVisible(bool(busy))
        self.list.setVisible(bool(queue.rows))
        self.empty.setVisible(not queue.rows)
        if had_focus and not queue.rows:
            self.back.setFocus()
        self._look_at_row()

    def _summary(self, texts: Texts) -> str:
        queue, parts = self._batch.queue, []
        waiting, busy = queue.count(Step.WAITING), queue.count(*BUSY_STEPS)
        done, troubled = queue.count(Step.DONE), queue.count(*_TROUBLED)
        if busy:
            parts.append(texts("printing.queue.running", n=busy))
        elif waiting:
            parts.append(texts("printing.queue.waiting", n=waiting))
        elif done and not troubled:
            parts.append(texts("printing.queue.all_done", n=done))
        if troubled:
            parts.append(texts("printing.queue.trouble", n=troubled))
        return " ".join(parts)

    def _look_at_row(self) -> None:
        chosen, texts = self.chosen, self._desk.texts
        for part in (self.copies_name, self.copies, self.one):
            part.setVisible(chosen is not None)
        step = Step.WAITING if chosen is None else chosen.step
        self.stop_one.setVisible(chosen is not None and step in BUSY_STEPS)
        self.one.setEnabled(step not in BUSY_STEPS and self.choice.printer is not None)
        self.copies.setEnabled(step not in BUSY_STEPS)
        act = {Step.WAITING: "print_one", Step.DONE: "print_again", Step.UNNOTED: "note_one"}
        key = f"printing.queue.{act[step]}" if step in act else "printing.again"
        self.one.setText(texts("printing.queue.print_one" if step in BUSY_STEPS else key))
        words = texts("printing.queue.tip") if chosen is not None else ""
        if chosen is not None:
            self.copies.show_value(chosen.copies)
            if step is Step.UNNOTED:
                words = texts("printing.unnoted", why=code_words(chosen.trouble, texts))
            elif step is Step.CANCELLED:
                words = texts("printing.failed.cancelled")
            elif step is Step.FAILED:
                words = code_words(chosen.trouble, texts)
        self.why.setText(words)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the list's own keys before the list looks for a name that begins with them."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            acts: tuple[tuple[tuple[Qt.Key, ...], Callable[[], None]], ...] = (
                (_ENTER, self.print_chosen),
                ((Qt.Key.Key_Delete,), self.stop_chosen),
                (_MORE, partial(self.copies.step, 1)),
                (_FEWER, partial(self.copies.step, -1)),
            )
            for keys, act in acts:
                if event.key() in keys:
                    act()
                    return True
        return super().eventFilter(watched, event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("printing.queue.title"))
        self.print_all.setText(texts("printing.queue.print_all"))
        self.stop.setText(texts("printing.queue.stop"))
        self.cover.setText(texts("printing.queue.cover"))
        self.cover.setToolTip(texts("printing.queue.cover_tip"))
        self.sheet.setText(texts("window.paper.check"))
        self.stop_one.setText(texts("printing.queue.stop_one"))
        self.back.setText(texts("printing.queue.back"))
        self.list.setAccessibleName(texts("printing.queue.list"))
        self.empty.setText(texts("printing.queue.empty"))
        self.copies_name.setText(texts("printing.copies"))
        self.copies.retranslate(texts)
        self.choice.retranslate(texts)
        self.look()
