"""Small fields of the visit: a scale from 0 to 10, and yes or no or unasked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..widgets.segmented import Segmented

MOST = 10


class ScaleField(Segmented):
    """0 to 10 as eleven narrow buttons; ``given`` carries the number, or None when it is taken back."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([str(number) for number in range(MOST + 1)], parent)
        self._number: int | None = None
        for made in self.buttons:
            made.setProperty("dense", "true")
        self.set_words([str(number) for number in range(MOST + 1)])
        self.chosen.connect(self._give)

    def show_number(self, number: int | None) -> None:
        """Show a number, or none."""
        self._number = number
        self.set_value("" if number is None else str(number))

    def _give(self, value: str) -> None:
        number = None if self._number == int(value) else int(value)
        self.show_number(number)
        self.given.emit(number)


class YesNoField(Segmented):
    """Yes, no, or unasked; ``given`` carries True, False or None."""

    given = Signal(object)

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
