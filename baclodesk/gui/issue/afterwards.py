"""After the issue: it is done, and these documents are to be printed, chosen already."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..paper.wishes import KINDS
from ..widgets.pieces import button, column, label, row, scrolled
from ..widgets.tick import Tick


class Afterwards(QWidget):
    """``wanted`` carries the kinds of document chosen."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._revision = desk, 0
        self.title, self.words = label("title", wrap=True), label("quiet", wrap=True)
        self.ticks = {kind: Tick(desk.theme) for kind in KINDS}
        self.go, self.later = button("primary"), button()
        whole = column(self, margin=(24, 24, 24, 12), gap=12)
        whole.addWidget(self.title)
        whole.addWidget(self.words)
        content = QWidget()
        ticks = column(content, gap=8)
        for tick in self.ticks.values():
            ticks.addWidget(tick)
            tick.toggled.connect(lambda _on: self._look())
        ticks.addStretch(1)
        whole.addWidget(scrolled(content), 1)
        acts = row()
        acts.addWidget(self.go)
        acts.addWidget(self.later)
        acts.addStretch(1)
        whole.addLayout(acts)
        self.go.clicked.connect(lambda: self.wanted.emit(self.kinds))
        self.later.clicked.connect(self.left)

    @property
    def kinds(self) -> list[str]:
        """The documents ticked, in order."""
        return [kind for kind, tick in self.ticks.items() if tick.is_on()]

    def show_revision(self, revision: int, kinds: Mapping[str, bool]) -> None:
        """Say which revision was issued and propose its documents."""
        self._revision = revision
        for kind, tick in self.ticks.items():
            tick.set_on(kinds.get(kind, False))
        self.retranslate(self._desk.texts)
        self._look()
        self.go.setFocus()

    def _look(self) -> None:
        self.go.setEnabled(bool(self.kinds))

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.title.setText(texts("issue_page.done", revision=self._revision))
        self.words.setText(texts("issue_page.done_words"))
        for kind, tick in self.ticks.items():
            tick.set_words(texts(f"documents.name.{kind}"))
        self.go.setText(texts("issue_page.make_papers"))
        self.later.setText(texts("issue_page.later"))
