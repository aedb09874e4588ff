"""Buttons for one or several choices, breaking into lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from .flow import Flow
from .pieces import flag


class _Choice(QPushButton):
    """A button that leaves arrows and Enter to the question."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


class Choices(QWidget):
    """Toggle buttons over ``codes``; ``toggled`` carries the code a person pressed."""

    toggled = Signal(str)

    def __init__(self, codes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = tuple(codes)
        flow = Flow(self, gap=6, line_gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: list[QPushButton] = []
        for place, code in enumerate(self._codes):
            made = _Choice()
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", "alone")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus)
            made.clicked.connect(lambda _checked=False, code=code: self.toggled.emit(code))
            self.buttons.append(made)
            flow.addWidget(made)
        self.setFocusProxy(self.buttons[0])

    def set_words(self, words: Sequence[str]) -> None:
        """Show these words on the buttons, in order."""
        for made, text in zip(self.buttons, words, strict=True):
            made.setText(text.replace("&", "&&"))

    def set_chosen(self, codes: Sequence[str]) -> None:
        """Show which are chosen."""
        for made, code in zip(self.buttons, self._codes, strict=True):
            made.setChecked(code in codes)
            flag(made, "segment", "alone")

    def code_at(self, place: int) -> str | None:
        """Give the code of the button at ``place`` (0-based)."""
        return self._codes[place] if 0 <= place < len(self._codes) else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, made in enumerate(self.buttons) if made.hasFocus()), None)
        if step == 0 or here is None:
            super().keyPressEvent(event)
            return
        self.buttons[(here + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
