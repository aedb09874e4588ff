"""The papers handed out to one patient, the newest first: each can be looked at and printed again as it was."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem
from typing_extensions import override

from baclodesk.domain.patient import DocumentMade, PatientRecord
from baclodesk.services.printing import PART
from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.flow import Flow
from ..widgets.leaf import Leaf
from ..widgets.pieces import button, column, label, rule
from .words import document_words

_PAPER = int(Qt.ItemDataRole.UserRole)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ArchivePage(Leaf):
    """``wanted`` carries the paper to be shown as it was handed out; ``left`` when the page is done with."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._record: PatientRecord | None = None
        self.title, self.words, self.empty = label("name"), label("quiet", wrap=True), label("quiet", wrap=True)
        self.show_paper, self.back = button("primary"), button()
        self.list, self.why = QListWidget(), label("secondary", wrap=True)
        self.list.setWordWrap(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._look())
        self.list.itemDoubleClicked.connect(lambda _item: self.want())
        self.list.installEventFilter(self)
        self.show_paper.clicked.connect(self.want)
        self.back.clicked.connect(self.left)
        self.retranslate(desk.texts)

    def _lay_out(self) -> None:
        head = Flow(line_gap=4)
        head.setContentsMargins(24, 16, 16, 4)
        head.addWidget(self.title)
        head.spring()
        for made in (self.back, self.show_paper):
            head.addWidget(made)
        for part in (self.words, self.why, self.empty):
            part.setContentsMargins(24, 4, 24, 8)
        middle = column(margin=(16, 4, 16, 4))
        middle.addWidget(self.list)
        whole = column(self, gap=0)
        whole.addLayout(head)
        whole.addWidget(self.words)
        whole.addWidget(rule())
        whole.addLayout(middle, 1)
        whole.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self.why)

    def show_record(self, record: PatientRecord) -> None:
        """List the papers of this patient."""
        self._record = record
        self.list.clear()
        for paper in reversed(record.documents):
            item = QListWidgetItem(f"{self._name(paper)}\n{self._facts(paper)}")
            item.setData(_PAPER, paper)
            self.list.addItem(item)
        self.list.setVisible(bool(record.documents))
        self.empty.setVisible(not record.documents)
        if record.documents:
            self.list.setCurrentRow(0)
        (self.list if record.documents else self.back).setFocus()
        self._look()

    def _name(self, paper: DocumentMade) -> str:
        texts, kind = self._desk.texts, paper.kind.removesuffix(PART)
        name = document_words(kind, texts)
        if kind != paper.kind:
            name = texts("archive.part", document=name)
        return name if paper.revision is None else texts("archive.revision", document=name, revision=paper.revision)

    def _facts(self, paper: DocumentMade) -> str:
        texts, at = self._desk.texts, datetime.fromisoformat(paper.at).astimezone(self._desk.now().tzinfo)
        moment = f"{texts.date(at.date())}, {at:%H:%M}"
        parts = [texts("archive.made", moment=moment, who=paper.by), texts("archive.pages", n=paper.pages)]
        parts.append(texts(f"window.language.{paper.language}"))
        if not paper.kept:
            parts.append(texts("archive.only_noted"))
        return " · ".join(parts)

    @property
    def chosen(self) -> DocumentMade | None:
        """The paper in front."""
        found = self.list.currentIndex().data(_PAPER)
        return found if isinstance(found, DocumentMade) else None

    def want(self) -> None:
        """Ask for the paper in front."""
        paper = self.chosen
        if paper is not None and paper.kept:
            self.wanted.emit(paper)

    def _look(self) -> None:
        paper, texts = self.chosen, self._desk.texts
        self.show_paper.setEnabled(paper is not None and bool(paper.kept))
        lost = paper is not None and not paper.kept
        part = paper is not None and paper.kind.endswith(PART)
        self.why.setText(texts("archive.part_why" if part else "archive.not_kept") if lost else "")

    def forget(self) -> None:
        """Drop the patient."""
        self._record = None
        self.list.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.list and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self.want()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("archive.title"))
        self.words.setText(texts("archive.words"))
        self.empty.setText(texts("archive.empty"))
        self.show_paper.setText(texts("archive.show"))
        self.back.setText(texts("paper_page.back"))
        self.list.setAccessibleName(texts("archive.title"))
        if self._record is not None:
            self.show_record(self._record)
