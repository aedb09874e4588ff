"""Beside a document: printer, copies, pages, and the button. The bytes in sight are the bytes printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QProgressBar, QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.services.printing import PaperFit, PrintJob, Progress, paper_fit, paper_of, read_span
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..paper.making import Made
from ..widgets.flow import Flow
from ..widgets.pieces import add_all, button, column, flag, keep_width, label, scrolled
from .choice import PrinterChoice
from .drawing import paper_size
from .ledger import Ledger, Printed
from .run import PrintRun
from .said import Copies, Said
from .words import code_words, failed_words, job_title, paper_words

WIDTH, MOST_WIDTH = 300, 408
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PrintPanel(QFrame):
    """Prints one document. ``left`` when it is closed; ``paper_wanted`` asks for the document on another paper."""

    left = Signal()
    paper_wanted = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        self._desk, self._ledger = desk, ledger
        self._made: Made | None = None
        self._paper: str | None = None  # not measured yet
        self._patient_id = self._printer_words = ""
        self._measuring: Job[str] | None = None
        self._run: PrintRun[Printed] | None = None
        self.setProperty("panel", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.choice = label("title"), PrinterChoice(desk)
        self.copies, self.pages = Copies(desk.theme), QLineEdit()
        self.pages.setMaxLength(9)
        self.copies_name, self.pages_name = label("strong"), label("strong")
        self.pages_words, self.paper_words = label("secondary", wrap=True), label("secondary", wrap=True)
        self.paper_notice, self.notice = Said(desk.theme), Said(desk.theme)
        self.bar, self.progress = QProgressBar(), label("secondary", wrap=True)
        self.bar.setTextVisible(False)
        self.go, self.stop, self.close_panel = button("primary"), button(), button("quiet")
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        content = QWidget()
        rows = column(content, margin=(16, 12, 16, 12), gap=8)
        head = Flow(gap=8, line_gap=0)
        head.addWidget(self.title)
        head.spring()
        head.addWidget(self.close_panel)
        rows.addLayout(head)
        rows.addWidget(self.choice)
        rows.addSpacing(4)
        self.pages.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_width(self.pages, self._desk.theme, 112)
        parts: tuple[tuple[QLabel, QWidget], ...] = ((self.copies_name, self.copies), (self.pages_name, self.pages))
        for name, part in parts:
            name.setBuddy(part)
            line = Flow(gap=8, line_gap=4)
            line.addWidget(name)
            line.spring()
            line.addWidget(part)
            rows.addLayout(line)
        add_all(rows, (self.pages_words, self.paper_words, self.paper_notice))
        rows.addSpacing(4)
        add_all(rows, (self.go, self.stop, self.bar, self.progress, self.notice))
        rows.addStretch(1)
        self._fit()
        self._desk.theme.changed.connect(self._fit)
        column(self).addWidget(scrolled(content))

    def _fit(self) -> None:
        """Grow with the text, but leave the document in sight."""
        self.setFixedWidth(min(self._desk.theme.px(WIDTH), MOST_WIDTH))

    def _connect(self) -> None:
        self.choice.changed.connect(self._look)
        self.pages.textEdited.connect(lambda _text: self._look())
        self.go.clicked.connect(self.print_document)
        self.stop.clicked.connect(self.cancel)
        self.close_panel.clicked.connect(self.left)

    # what is to be printed

    def show_made(self, made: Made, patient_id: str) -> None:
        """Take another document; what was said of the one before goes."""
        self._made, self._patient_id, self._paper = made, patient_id, None
        self.pages.clear()
        self.copies.show_value(1)
        self.notice.silence()
        self._forget_measuring()
        self._measuring = Job(lambda: paper_of(*paper_size(made.data)), self._measured, self._not_measured, PAPER)
        self._look()

    def clear(self) -> None:
        """Have nothing to print; a print under way goes on and is noted."""
        self._made = None
        self._forget_measuring()
        self._look()

    def _forget_measuring(self) -> None:
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    def begin(self) -> None:
        """List the printers and put the keyboard onto the button."""
        self.choice.look()
        self._look()
        (self.go if self.go.isEnabled() else self.choice.list).setFocus()

    def _measured(self, paper: str) -> None:
        self._paper = paper
        self._look()

    def _not_measured(self, _error: Exception) -> None:
        self._measured("")

    def job(self) -> PrintJob | None:
        """Give what would be printed now; None while something is missing or wrong."""
        made, printer = self._made, self.choice.printer
        if (
            made is None
            or printer is None
            or self._paper is None
            or paper_fit(self._paper, printer) is PaperFit.LACKING
        ):
            return None
        span = read_span(self.pages.text(), made.pages)
        if span is None:
            return None
        return PrintJob(
            job_title(made.kind, self._desk.texts),
            made.data,
            made.pages,
            printer.name,
            self._paper,
            copies=self.copies.value,
            duplex=self.choice.duplex,
            first=span.first,
            last=span.last,
            sheets=made.sheets,
        )

    def _look(self) -> None:
        texts, made, printer = self._desk.texts, self._made, self.choice.printer
        running = self._run is not None
        wrong = made is not None and read_span(self.pages.text(), made.pages) is None
        flag(self.pages, "wrong", wrong)
        self.pages_words.setVisible(wrong)
        if wrong and made is not None:
            self.pages_words.setText(texts("printing.pages_wrong", n=made.pages))
        self.go.setEnabled(not running and self.job() is not None)
        self.stop.setVisible(running)
        self.bar.setVisible(running)
        self.progress.setVisible(running)
        for part in (self.choice, self.copies, self.pages):
            part.setEnabled(not running)
        self.paper_words.setVisible(made is not None and printer is not None)
        self.paper_notice.silence()
        if made is None or printer is None or self._paper is None:
            self.paper_words.hide()
            return
        words, tone = paper_words(self._paper, printer, texts)
        self.paper_words.setText("" if tone else words)
        if tone:
            self.paper_words.hide()
            other = next(iter(printer.papers), "") if tone == "alarm" else printer.usual_paper
            act = (texts("printing.paper.lay_out", paper=other), lambda: self.paper_wanted.emit(other))
            self.paper_notice.say(words, tone, act)

    # printing

    def print_document(self) -> None:
        """Hand the document over; it is noted in the record when the printer has it."""
        job, made, desk = self.job(), self._made, self._desk
        if self._run is not None or job is None or made is None:
            return
        self.notice.silence()
        patient_id, paper, backend, now = self._patient_id, made.paper, desk.backend, desk.now
        self._printer_words = self.choice.words
        self.bar.setRange(0, job.total)
        self._page(0, job.total)

        def work(progress: Progress) -> Printed:
            backend.print_job(job, progress)
            return Printed(patient_id, paper, job, now())

        self._run = PrintRun(work, self._done, self._fail, self._page)
        self._look()
        self.stop.setFocus()

    def _page(self, page: int, pages: int) -> None:
        self.bar.setValue(page)
        self.progress.setText(self._desk.texts("printing.page", done=min(page + 1, pages), of=pages))

    def _done(self, printed: Printed) -> None:
        self._run = None
        self._look()
        self._note(printed)
        self.go.setFocus()

    def _note(self, printed: Printed) -> None:
        texts, job = self._desk.texts, printed.job
        code = self._ledger.note(printed)
        if code:
            again = (texts("printing.note_again"), lambda: self._note(printed))
            self.notice.say(texts("printing.unnoted", why=code_words(code, texts)), "alarm", again)
            return
        words = texts("printing.done", printer=self._printer_words, n=job.total)
        if not job.is_whole:
            words = f"{words} {texts('printing.done_part')}"
        self.notice.say(words)

    def _fail(self, error: Exception) -> None:
        self._run = None
        self._look()
        texts = self._desk.texts
        stopped = getattr(error, "code", "") == "cancelled"
        again = None if stopped else (texts("printing.again"), self.print_document)
        self.notice.say(failed_words(error, texts), "caution" if stopped else "alarm", again)
        self.go.setFocus()

    def cancel(self) -> None:
        """Stop after the page in hand."""
        if self._run is not None:
            self._run.cancel()

    def finish(self) -> None:
        """Stop, and wait for the page in hand: what came out is noted before the practice is locked."""
        self.choice.forget()
        if self._run is not None:
            self._run.finish()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self._run is None:
            self.print_document()
        elif event.key() == Qt.Key.Key_Escape:
            if self._run is not None:
                self.cancel()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("printing.title"))
        self.copies_name.setText(texts("printing.copies"))
        self.copies.retranslate(texts)
        self.pages_name.setText(texts("printing.pages"))
        self.pages.setAccessibleName(texts("printing.pages"))
        self.pages.setPlaceholderText(texts("printing.pages_all"))
        self.pages.setToolTip(texts("printing.pages_tip"))
        self.go.setText(texts("printing.go"))
        self.go.setToolTip(texts("printing.go_tip"))
        self.stop.setText(texts("printing.cancel"))
        self.close_panel.setText(texts("printing.close"))
        self.choice.retranslate(texts)
        self._look()
