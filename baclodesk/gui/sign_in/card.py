"""The middle of the gate: a card with a title, on an otherwise empty page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from baclodesk.services.texts import Texts

from ..desk import Desk
from ..widgets.busy import Busy
from ..widgets.notice import Notice
from ..widgets.pieces import column, keep_width, label
from ..wording import Wording

CARD_WIDTH = 460


class Card(QFrame):
    """A titled card with a notice and a busy sign at its foot. Parts are added to ``body``."""

    def __init__(self, desk: Desk, title_key: str, intro_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.words = Wording()
        self.setProperty("card", "true")
        keep_width(self, desk.theme, CARD_WIDTH)
        title, intro = label("title", wrap=True), label("quiet", wrap=True)
        self.words.bind(title.setText, title_key)
        self.words.bind(intro.setText, intro_key)
        whole = column(self, margin=24, gap=16)
        head = column(gap=4)
        head.addWidget(title)
        head.addWidget(intro)
        whole.addLayout(head)
        self.body = column(gap=12)
        whole.addLayout(self.body)
        self.notice, self.busy = Notice(desk.theme), Busy()
        whole.addWidget(self.notice)
        whole.addWidget(self.busy)

    def field(self, key: str, part: QWidget, hint_key: str = "") -> None:
        """Add a field under its name, with a hint below when there is one."""
        name = label("strong", wrap=True)
        name.setBuddy(part)
        self.words.bind(name.setText, key)
        self.words.bind(part.setAccessibleName, key)
        block = column(gap=4)
        block.addWidget(name)
        block.addWidget(part)
        if hint_key:
            hint = label("secondary", wrap=True)
            self.words.bind(hint.setText, hint_key)
            block.addWidget(hint)
        self.body.addLayout(block)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.words.apply(texts)
