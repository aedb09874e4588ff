"""A notice: sign, sentence and what can be done, in the place it concerns. Never a window over the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ..style import icons
from ..style.theme import Theme
from .pieces import button, flag, label, row

_SHARE: Final = 0.4
"""The part of the width that the acts may take beside the sentence."""
_ICONS = {"note": ("note", "secondary"), "caution": ("caution", "attention"), "alarm": ("stop", "alarm")}


class Notice(QFrame):
    """A framed sentence of one tone (note, caution, alarm) with up to three acts beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, "note"
        self._buttons: list[QPushButton] = []
        self._doings: tuple[Callable[[], None], ...] = ()
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text = label(wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self._acts = row(gap=4)
        whole = row(self, margin=(12, 8, 8, 8), gap=8)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._middle = row()
        self._middle.addWidget(self._text, 1)
        self._middle.addLayout(self._acts)
        whole.addLayout(self._middle, 1)
        theme.changed.connect(self._draw_sign)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons of the acts, in order."""
        return tuple(self._buttons)

    def say(self, text: str, tone: str = "note", acts: tuple[tuple[str, Callable[[], None]], ...] = ()) -> None:
        """Show a sentence with its acts (words, what they do)."""
        self._tone = tone
        flag(self, "notice", tone)
        self._text.setText(text)
        self._doings = tuple(act for _words, act in acts)
        self._fit_buttons()
        for made, (words, _act) in zip(self._buttons, acts, strict=True):
            made.setText(words)
        self._draw_sign()
        self._fit()
        self.show()

    def _fit_buttons(self) -> None:
        """Keep the buttons that are there: one that has the keyboard does not lose it when the sentence changes."""
        while len(self._buttons) > len(self._doings):
            gone = self._buttons.pop()
            self._acts.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place in range(len(self._buttons), len(self._doings)):
            made = button("link")
            made.clicked.connect(lambda _checked=False, place=place: self._doings[place]())
            self._buttons.append(made)
            self._acts.addWidget(made)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put the acts under the sentence where they would leave it little room beside them."""
        beside = self._acts.sizeHint().width() <= _SHARE * self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(way)
        self._acts.setAlignment(Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft)

    def silence(self) -> None:
        """Take the notice away."""
        self._text.setText("")
        self.hide()

    def _draw_sign(self) -> None:
        name, colour = _ICONS[self._tone]
        self._sign.setPixmap(icons.pixmap(name, getattr(self._theme.colours, colour), self._theme.px(16)))
