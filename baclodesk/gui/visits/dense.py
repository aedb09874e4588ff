"""Small fields of the visit: a scale from 0 to 10, and yes or no or unasked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ..widgets.segmented import Segmented

MOST = 10


class ScaleField(Segmented):
    """0 to 10 as eleven narrow buttons; ``given`` carries the number, or None when it is taken back.

    Digits choose; a 0 after a 1 makes it 10.
    """

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([str(number) for number in range(MOST + 1)], parent)
        self._number: int | None = None
        for made in self.buttons:
            made.setProperty("dense", "true")
        self.set_words([str(number) for number in range(MOST + 1)])
        self.set_keys({str(number): str(number) for number in range(MOST)})
        self.chosen.connect(self._give)

    @override
    def value_for(self, text: str) -> str | None:
        value = super().value_for(text)
        return str(MOST) if value == "0" and self._number == 1 else value

    def show_number(self, number: int | None) -> None:
        """Show a number, or none."""
        self._number = number
        self.set_value("" if number is None else str(number))

    def _give(self, value: str) -> None:
        number = None if self._number == int(value) else int(value)
        self.show_number(number)
        self.given.emit(number)


class YesNoField(Segmented):
    """Yes, no, or unasked; ``given`` carries True, False or None. ``answered`` when a letter answered it."""

    given = Signal(object)
    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(("yes", "no"), parent)
        self._shown: bool | None = None
        self.chosen.connect(self._give)

    def show_answer(self, answer: bool | None) -> None:
        """Show an answer, or none."""
        self._shown = answer
        self.set_value("" if answer is None else "yes" if answer else "no")

    def _give(self, value: str) -> None:
        answer = None if self._shown is (value == "yes") else value == "yes"
        self.show_answer(answer)
        self.given.emit(answer)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        value = self.value_for(event.text())
        if value is None or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        self.take(value)
        self.answered.emit()
