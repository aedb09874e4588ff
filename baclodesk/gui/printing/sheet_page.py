"""Is the sheet in the patient's hand still in force? The check code at its foot, typed or scanned, tells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from baclodesk.services.ports import PracticeStore
from baclodesk.services.sheet_code import (
    SheetCodeError,
    SheetState,
    SheetVerdict,
    check_sheet,
    read_code,
    sheet_sentence,
)
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..jobs import Job, expected_code
from ..trouble_words import trouble
from ..widgets.leaf import Leaf
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, label, limit_width, row, rule, scrolled

_TONES = {SheetState.CURRENT: "note", SheetState.REPLACED: "caution", SheetState.UNKNOWN: "caution"}


class SheetPage(Leaf):
    """``patient_wanted`` carries the id of the patient a sheet belongs to; ``left`` when the page is done with."""

    patient_wanted = Signal(str)

    def __init__(self, desk: Desk, store: PracticeStore) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        self._job: Job[SheetVerdict] | None = None
        self._verdict: SheetVerdict | None = None
        self.title, self.words, self.name = label("name"), label("quiet", wrap=True), label("strong", wrap=True)
        self.line, self.notice = QLineEdit(), Notice(desk.theme)
        self.line.setMaxLength(60)
        self.name.setBuddy(self.line)
        self.check, self.patient, self.back = button("primary"), button(), button()
        self._lay_out()
        self.check.clicked.connect(self.look_up)
        self.line.returnPressed.connect(self.look_up)
        self.patient.clicked.connect(self._open)
        self.back.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        head = row(margin=(24, 16, 16, 8))
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        content = QWidget()
        limit_width(content, self._desk.theme, 640)
        rows = column(content, margin=(24, 16, 24, 16), gap=12)
        for part in (self.words, self.name, self.line):
            rows.addWidget(part)
        acts = row()
        acts.addWidget(self.check)
        acts.addWidget(self.patient)
        acts.addStretch(1)
        rows.addLayout(acts)
        rows.addWidget(self.notice)
        rows.addStretch(1)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addWidget(scrolled(content), 1)

    def begin(self) -> None:
        """Wait for a code."""
        self.forget()
        self.line.setFocus()

    def look_up(self) -> None:
        """Say what the practice knows of the sheet with this code; the dossier is opened in a thread."""
        self._verdict = None
        self.patient.hide()
        try:
            code = read_code(self.line.text())
        except SheetCodeError as wrong:
            self.notice.say(self._desk.texts(f"sheet.wrong.{wrong.code.partition('.')[2]}"), "caution")
            return
        store = self._store
        self._job = Job(lambda: check_sheet(store, code), self._answer, self._fail)

    def _answer(self, verdict: SheetVerdict) -> None:
        self._job, self._verdict = None, verdict
        self.notice.say(sheet_sentence(verdict, self._desk.texts), _TONES.get(verdict.state, "alarm"))
        self.patient.setVisible(bool(verdict.patient_id))
        self.line.selectAll()  # the next sheet can be scanned at once

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.notice.say(trouble(self._desk.texts, expected_code(error) or ""), "alarm")

    def _open(self) -> None:
        if self._verdict is not None:
            self.patient_wanted.emit(self._verdict.patient_id)

    def forget(self) -> None:
        """Drop code and answer."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._verdict = None
        self.line.clear()
        self.notice.silence()
        self.patient.hide()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("sheet.title"))
        self.words.setText(texts("sheet.words"))
        self.name.setText(texts("sheet.code"))
        self.line.setAccessibleName(texts("sheet.code"))
        self.check.setText(texts("sheet.check"))
        self.patient.setText(texts("sheet.open"))
        self.back.setText(texts("paper_page.back"))
        if self._verdict is not None:
            self._answer(self._verdict)
