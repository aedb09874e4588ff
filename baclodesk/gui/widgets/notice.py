"""A notice: sign, sentence and what can be done, in the place it concerns. Never a window over the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ..style import icons
from ..style.theme import Theme
from .pieces import button, column, flag, label, row

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
        middle = column()
        middle.addWidget(self._text)
        whole.addLayout(middle, 1)
        whole.addLayout(self._acts)
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

    def silence(self) -> None:
        """Take the notice away."""
        self._text.setText("")
        self.hide()

    def _draw_sign(self) -> None:
        name, colour = _ICONS[self._tone]
        self._sign.setPixmap(icons.pixmap(name, getattr(self._theme.colours, colour), self._theme.px(16)))
