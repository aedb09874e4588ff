"""Fields bound to the record: they leave undo to the record's own stack, and read dates and amounts as people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts

from .pieces import column, flag, label

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def _is_undo(event: QEvent) -> bool:
    return (
        event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        and isinstance(event, QKeyEvent)
        and any(event.matches(key) for key in _UNDO_KEYS)
    )


class RecordLine(QLineEdit):
    """One line of the record; ``left`` when the typing in it is over."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(400)
        self.editingFinished.connect(self.left)

    @override
    def event(self, event: QEvent) -> bool:
        if _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def show_text(self, text: str) -> None:
        """Show the record's text, leaving the cursor alone when nothing differs."""
        if self.text() != text:
            self.setText(text)


class RecordText(QPlainTextEdit):
    """Some lines of the record, growing with their text from ``least`` lines on; ``edited`` only by a person."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, least: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._telling = least, True
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show the record's text without telling anyone."""
        if self.toPlainText() != text:
            self._telling = False
            self.setPlainText(text)
            self._telling = True

    def _changed(self) -> None:
        self._fit()
        if self._telling:
            self.edited.emit(self.toPlainText())

    def _fit(self) -> None:
        lines = min(12, max(self._least, self.document().size().toSize().height()))
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines + 18))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.height())


def plain_letters(text: str) -> str:
    """Give ``text`` in lower case without accents, for comparing."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def read_amount(text: str) -> Fraction | None:
    """Read an amount as typed (comma or point), or None when it is not one."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
    return Fraction(plain) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,4})?", plain, re.ASCII) else None


def read_date(text: str, texts: Texts, *, today: date, past: bool = True) -> date | None:
    """Read a date as people type it, or None.

    Day first: ``3 5 1979``, ``3.5.79``, ``03051979``, ``3 May 1979``; also ISO. Two figures of a year fall into the
    last hundred years (``past``), else into this century; without a year it is this year's.
    """
    plain = plain_letters(text).replace("\u00a0", " ").strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    if iso:
        return _day(*(int(part) for part in iso.groups()))
    if re.fullmatch(r"\d{8}", plain) or re.fullmatch(r"\d{6}", plain):
        plain = f"{plain[:2]} {plain[2:4]} {plain[4:]}"
    parts = [part for part in re.split(r"[^0-9a-z]+", re.sub(r"(?<=\d)er\b", "", plain)) if part]
    if not 2 <= len(parts) <= 3 or not parts[0].isdigit():
        return None
    month = int(parts[1]) if parts[1].isdigit() else _month(parts[1], texts)
    if month is None or (len(parts) == 3 and not parts[2].isdigit()):
        return None
    return _day(_year(parts[2], today, past=past) if len(parts) == 3 else today.year, month, int(parts[0]))


def _month(word: str, texts: Texts) -> int | None:
    for number in range(1, 13):
        known = plain_letters(texts(f"common.month.m{number}")).rstrip(".")
        if len(word) >= 3 and (word.startswith(known) or known.startswith(word)):
            return number
    return None


def _year(word: str, today: date, *, past: bool) -> int:
    year = int(word)
    if len(word) > 2:
        return year
    year += today.year // 100 * 100
    return year - 100 if past and year > today.year else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateField(QWidget):
    """A date typed freely; below it what was understood, or what is expected. ``edited`` carries a date or None."""

    edited = Signal(object)
    left = Signal()

    def __init__(
        self, texts: Callable[[], Texts], today: Callable[[], date], *, past: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._texts, self._today, self._past = texts, today, past
        self._value: date | None = None
        self.line = RecordLine()
        self.line.setMaxLength(30)
        self.understood = label("secondary")
        self.understood.hide()
        whole = column(self, gap=2)
        whole.addWidget(self.line)
        whole.addWidget(self.understood)
        self.line.textEdited.connect(self._read)
        self.line.editingFinished.connect(self._settle)
        self.setFocusProxy(self.line)

    @override
    def setAccessibleName(self, name: str, /) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)  # the line has the keyboard, so it is what is read aloud

    @property
    def value(self) -> date | None:
        """The date understood, or None."""
        return self._value

    @property
    def is_wrong(self) -> bool:
        """Tell whether something stands there that is no date."""
        return bool(self.line.text().strip()) and self._value is None

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        if value is not None or not self.is_wrong:
            self._value = value
            if not self.line.hasFocus() or value != self._read_line():
                self.line.show_text("" if value is None else self._texts().date(value))
            self._say("")

    def _read_line(self) -> date | None:
        return read_date(self.line.text(), self._texts(), today=self._today(), past=self._past)

    def _read(self, text: str) -> None:
        before, self._value = self._value, self._read_line()
        self._say("" if self._value is None else self._texts().date(self._value, weekday=True))
        if self._value != before or not text.strip():
            self.edited.emit(self._value)

    def _settle(self) -> None:
        if self._value is not None:
            self.line.show_text(self._texts().date(self._value))
            self._say("")
        elif self.is_wrong:
            self._say(self._texts()("window.date_expected"))
        self.left.emit()

    def _say(self, text: str) -> None:
        self.understood.setText(text)
        self.understood.setVisible(bool(text))
        wrong = self.is_wrong and bool(text)
        flag(self.understood, "role", "bad" if wrong else "secondary")
        flag(self.line, "wrong", wrong)
