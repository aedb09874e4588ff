"""One of several, as joined buttons: one tab stop, arrows move, a click or Space chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from .pieces import row

_LEFT_ALONE = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)


def _place(index: int, last: int) -> str:
    if last == 0:
        return "alone"
    return "first" if index == 0 else "last" if index == last else "middle"


class _Segment(QPushButton):
    """A button of the row that leaves arrows and Enter to the row and what it stands in."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEFT_ALONE:
            event.ignore()
            return
        super().keyPressEvent(event)


class Segmented(QWidget):
    """Joined buttons over ``values``; ``chosen`` carries the value a person picked (never one set by program)."""

    chosen = Signal(str)

    def __init__(self, values: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self._keys: Mapping[str, str] = {}
        self._buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        line = row(self, gap=0)
        last = len(self._values) - 1
        for index in range(len(self._values)):
            made = _Segment()
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("segment", _place(index, last))
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == 0 else Qt.FocusPolicy.ClickFocus)
            made.clicked.connect(lambda _checked=False, index=index: self._pick(index))
            self._buttons.append(made)
            self._group.addButton(made, index)
            line.addWidget(made)
        line.addStretch(1)  # rather than a greatest width, which a column would take over for everything in it
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._buttons[0])

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Let single characters choose values; without this a row leaves them to what it stands in."""
        self._keys = {key.casefold(): value for key, value in keys.items()}

    def set_words(self, words: Sequence[str], tips: Sequence[str] = ()) -> None:
        """Show these words on the buttons, in order; ``tips`` explain them."""
        for made, text in zip(self._buttons, words, strict=True):
            made.setText(text.replace("&", "&&"))
        for made, tip in zip(self._buttons, tips, strict=False):
            made.setToolTip(tip)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons in order."""
        return tuple(self._buttons)

    @property
    def value(self) -> str:
        """The value chosen, or empty."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else ""

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen without telling anyone; an unknown one shows none."""
        if value == self.value:
            return
        self._group.setExclusive(False)
        for candidate, made in zip(self._values, self._buttons, strict=True):
            made.setChecked(candidate == value)
        self._group.setExclusive(True)
        self._rove(self._values.index(value) if value in self._values else 0)

    def pick(self, value: str) -> None:
        """Choose ``value`` as a person would."""
        self._buttons[self._values.index(value)].click()

    def take(self, value: str) -> None:
        """Choose ``value`` by a key: the keyboard stays on the one button of the row that Tab stops at."""
        if value != self.value:
            self.pick(value)
        self._buttons[self._values.index(value)].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, index: int) -> None:
        for place, made in enumerate(self._buttons):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == index else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[index])

    def _pick(self, index: int) -> None:
        self._rove(index)
        self.chosen.emit(self._values[index])

    def value_for(self, text: str) -> str | None:
        """Give the value that a typed character chooses, or None."""
        return self._keys.get(text.casefold())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        value = None if event.isAutoRepeat() else self.value_for(event.text())
        if value is not None:
            self.take(value)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((place for place, made in enumerate(self._buttons) if made.hasFocus()), None)
        if step == 0 or here is None:
            super().keyPressEvent(event)
            return
        self._buttons[(here + step) % len(self._buttons)].setFocus(Qt.FocusReason.TabFocusReason)
