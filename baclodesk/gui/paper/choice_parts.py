"""The fields of the choices: one of several, a day as number or date, a small count; each tells when it was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts

from ..style.theme import Theme
from ..widgets.choices import Choices
from ..widgets.fields import read_date
from ..widgets.flow import Flow
from ..widgets.pieces import column, flag, keep_width, label


class OneOf(QWidget):
    """A name over buttons of which one is chosen; ``changed`` when a person chose another."""

    changed = Signal()

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__()
        self.value = codes[0]
        self.name, self.buttons = label("strong", wrap=True), Choices(codes)
        self.name.setBuddy(self.buttons)
        whole = column(self, gap=4)
        whole.addWidget(self.name)
        whole.addWidget(self.buttons)
        self.buttons.toggled.connect(self._take)
        self.show_value(self.value)

    def show_value(self, value: str) -> None:
        """Show a choice without telling anyone."""
        self.value = value
        self.buttons.set_chosen([value])

    def _take(self, value: str) -> None:
        before = self.value
        self.show_value(value)
        if value != before:
            self.changed.emit()

    def set_words(self, name: str, words: Sequence[str]) -> None:
        """Name the choice and its buttons, in order."""
        self.name.setText(name)
        self.buttons.setAccessibleName(name)
        self.buttons.set_words(words)


def read_day(text: str, texts: Texts, today: date) -> int | date | None:
    """Read a day of a plan as people type it: its number, or a date; None for anything else."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) < 5:
        return int(plain) or None
    return read_date(plain, texts, today=today, past=False)


class DayLine(QWidget):
    """A day typed as number or date, with what was understood below it."""

    changed = Signal()

    def __init__(self, texts: Callable[[], Texts], today: Callable[[], date]) -> None:
        super().__init__()
        self._texts, self._today = texts, today
        self.name, self.line, self.said = label(wrap=True), QLineEdit(), label("secondary", wrap=True)
        self.line.setMaxLength(30)
        self.name.setBuddy(self.line)
        whole = column(self, gap=2)
        for part in (self.name, self.line, self.said):
            whole.addWidget(part)
        self.said.hide()
        self.line.textEdited.connect(self._read)

    @property
    def value(self) -> int | date | None:
        """The day understood, or None."""
        return read_day(self.line.text(), self._texts(), self._today())

    @property
    def is_wrong(self) -> bool:
        """Tell whether something stands there that is no day."""
        return bool(self.line.text().strip()) and self.value is None

    def clear(self) -> None:
        """Empty it."""
        self.line.clear()
        self._say()

    def _read(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        value, texts = self.value, self._texts()
        said = texts.date(value, weekday=True) if isinstance(value, date) else ""
        if self.is_wrong:
            said = texts("paper_page.day_expected")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        flag(self.said, "role", "bad" if self.is_wrong else "secondary")
        flag(self.line, "wrong", self.is_wrong)

    def set_words(self, name: str, hint: str) -> None:
        """Name it; ``hint`` stands in the empty line."""
        self.name.setText(name)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self._say()


class _Short(QLineEdit):
    """A line no wider than the few letters it holds."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), super().sizeHint().height())


class CountLine(QWidget):
    """A whole number from ``least`` to ``most``; empty stands for what is usual."""

    changed = Signal()

    def __init__(self, theme: Theme, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.name, self.line = label(wrap=True), _Short()
        self.line.setMaxLength(3)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        keep_width(self.line, theme, 64)
        self.name.setBuddy(self.line)
        whole = Flow(self, gap=8, line_gap=2)
        whole.addWidget(self.name)
        whole.spring()
        whole.addWidget(self.line)
        self.line.textEdited.connect(self._read)

    @property
    def value(self) -> int | None:
        """The number typed, None when none is."""
        text = self.line.text().strip()
        number = int(text) if text.isascii() and text.isdigit() else -1
        return number if self._least <= number <= self._most else None

    @property
    def is_wrong(self) -> bool:
        """Tell whether something stands there that is no such number."""
        return bool(self.line.text().strip()) and self.value is None

    def show_value(self, value: int | None) -> None:
        """Show a number without telling anyone."""
        self.line.setText("" if value is None else str(value))
        flag(self.line, "wrong", self.is_wrong)

    def _read(self) -> None:
        flag(self.line, "wrong", self.is_wrong)
        self.changed.emit()

    def set_words(self, name: str, usual: str) -> None:
        """Name it; ``usual`` stands in the empty line."""
        self.name.setText(name)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(usual)
