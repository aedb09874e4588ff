"""The letterhead: who the documents come from, with a logo if there is one, and a sample as it will be printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from baclodesk.domain.practice import Practice
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import PAPER, Job
from ..paper.preview import draw_pages
from ..widgets.flow import Flow
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label

LINES = ("name", "doctor", "identifier", "phone", "emergency")
MOST_FILE_BYTES = 5_000_000
_SAMPLE_PAUSE_MS = 150
_SHOWN_SHARE = 0.178
"""Of the page's height: the letterhead, the title, the patient's line."""
_HIGH = 297 / 210
"""Height of a page by its width (A4)."""
_SCALE = 2.0


class Sample(QLabel):
    """The upper part of a page with this letterhead, drawn from the bytes of a document."""

    drawn = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._practice = Practice()
        self._image = QImage()
        self._job: Job[QImage] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_SAMPLE_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self.setProperty("sample", "true")
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setMinimumWidth(120)

    def show_practice(self, practice: Practice) -> None:
        """Draw the sample anew, a moment after the last letter was typed."""
        self._practice = practice
        if self.isVisible():
            self._pause.start()

    def _draw(self) -> None:
        if self._job is not None:
            self._job.cancel()
        practice, now = self._practice, self._desk.now()

        def work() -> QImage:
            from baclodesk.documents import from_record

            done = from_record.sample_of(practice, from_record.Wish(now))
            (page,) = draw_pages(done.data, _SCALE, 1)
            return page.copy(0, 0, page.width(), round(page.height() * _SHOWN_SHARE))

        self._job = Job(work, self._show, self._fail, PAPER)

    def _show(self, image: QImage) -> None:
        self._job, self._image = None, image
        self._fit()
        self.drawn.emit()

    def _fail(self, _error: Exception) -> None:
        self._show(QImage())

    def _fit(self) -> None:
        if self._image.isNull():  # the room it will take: nothing moves when it comes
            self.clear()
            self.setFixedHeight(round(self.width() * _SHOWN_SHARE * _HIGH))
            return
        ratio = self.devicePixelRatioF()
        width = round(min(self.width() * ratio, self._image.width()))
        fitted = self._image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        self.setPixmap(QPixmap.fromImage(fitted))
        self.setFixedHeight(round(fitted.height() / ratio))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()  # the page may go for good before the sample is drawn

    def forget(self) -> None:
        """Draw nothing more."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None


class LetterheadSection(QWidget):
    """Lines, address and logo over the sample. ``edited`` at every letter; ``logo_chosen`` carries another logo."""

    edited = Signal()
    logo_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._filling = False
        self._logo = b""
        self._job: Job[bytes] | None = None
        self._dialog: QFileDialog | None = None
        self.lines = {name: QLineEdit() for name in LINES}
        self.address = QPlainTextEdit()
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(desk.theme.px(70))
        self._names = {name: label("strong", wrap=True) for name in (*LINES, "address", "logo")}
        self.choose, self.remove = button(), button("quiet")
        self.logo_words, self.notice = label("secondary", wrap=True), Notice(desk.theme)
        self.sample_name, self.sample = label("strong", wrap=True), Sample(desk)
        self._lay_out()
        self._connect()
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        rows = column(self, gap=12)
        shown = column(gap=4)
        shown.addWidget(self.sample_name)
        shown.addWidget(self.sample)
        rows.addLayout(shown)
        parts: dict[str, QWidget] = {**self.lines, "address": self.address}
        for name, part in parts.items():
            self._names[name].setBuddy(part)
            block = column(gap=4)
            block.addWidget(self._names[name])
            block.addWidget(part)
            rows.addLayout(block)
        logo = column(gap=4)
        logo.addWidget(self._names["logo"])
        acts = Flow(gap=8, line_gap=4)
        acts.addWidget(self.choose)
        acts.addWidget(self.remove)
        logo.addLayout(acts)
        logo.addWidget(self.logo_words)
        logo.addWidget(self.notice)
        rows.addLayout(logo)

    def _connect(self) -> None:
        for line in self.lines.values():
            line.setMaxLength(120)
            line.textEdited.connect(self._note)
        self.address.textChanged.connect(self._note)
        self.choose.clicked.connect(self.ask_logo)
        self.remove.clicked.connect(lambda: self._take_logo(b""))

    def prepare(self) -> None:
        """Show what is set now."""
        self._filling = True
        practice = self._desk.practice
        for name, line in self.lines.items():
            line.setText(getattr(practice, name))
        self.address.setPlainText(practice.address)
        self._logo = practice.logo
        self.notice.silence()
        self._filling = False
        self._look()

    def on(self, practice: Practice) -> Practice:
        """Give the practice with what is typed here."""
        name, doctor, identifier, phone, emergency = (self.lines[line].text().strip() for line in LINES)
        return replace(
            practice,
            name=name,
            doctor=doctor,
            identifier=identifier,
            phone=phone,
            emergency=emergency,
            address=self.address.toPlainText().strip(),
            logo=self._logo,
        )

    def _note(self) -> None:
        if not self._filling:
            self._look()
            self.edited.emit()

    def _look(self) -> None:
        self.remove.setVisible(bool(self._logo))
        self.sample.show_practice(self.on(self._desk.practice))

    # the logo

    def ask_logo(self) -> None:
        """Ask for a picture file."""
        dialog = QFileDialog(self, self._desk.texts("settings.logo_choose"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PNG, JPEG (*.png *.jpg *.jpeg)")
        dialog.fileSelected.connect(lambda name: self.read_logo(Path(name)))
        self._dialog = dialog
        dialog.open()

    def read_logo(self, file: Path) -> None:
        """Read a picture in a thread, and take it as the logo when it can be one."""
        self.notice.silence()

        def work() -> bytes:
            from baclodesk.documents.logo import LogoRefused, read_logo

            try:
                with file.open("rb") as handle:
                    data = handle.read(MOST_FILE_BYTES + 1)
            except OSError:
                raise LogoRefused("logo.unreadable") from None
            return read_logo(data)

        self._job = Job(work, self._take_logo, self._refuse, PAPER)

    def _take_logo(self, logo: bytes) -> None:
        self._job, self._logo = None, logo
        self.notice.silence()
        self._look()
        self.logo_chosen.emit(logo)

    def _refuse(self, error: Exception) -> None:
        self._job = None
        code = getattr(error, "code", "")
        key = f"settings.{code.replace('.', '_')}"
        texts = self._desk.texts
        self.notice.say(texts(key) if code and texts.has(key) else texts("settings.logo_unreadable"), "caution")

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def forget(self) -> None:
        """Drop what is under way."""
        self.sample.forget()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        for name, made in self._names.items():
            made.setText(texts(f"settings.{name}"))
        for name, line in self.lines.items():
            line.setAccessibleName(texts(f"settings.{name}"))
        self.address.setAccessibleName(texts("settings.address"))
        self.choose.setText(texts("settings.logo_choose"))
        self.remove.setText(texts("settings.logo_remove"))
        self.logo_words.setText(texts("settings.logo_words"))
        self.sample_name.setText(texts("settings.sample"))
        self.sample.setAccessibleName(texts("settings.sample"))
