"""Undo, redo and the way to the chart while a field has the keyboard: the plan's, unless typing waits in the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from baclodesk.gui.chart import keys

_PASSED_ON = frozenset({"undo", "redo", "chart"})


def passed_on(event: QEvent) -> str | None:
    """Give the command of the tab that a key in a field may mean: undo, redo or chart; None for any other event."""
    if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        return None
    command = keys.command_of(event, letters=False)
    return command if command in _PASSED_ON else None


class KeyedPanel(QWidget):
    """A panel of fields. ``passed`` carries a command for the tab, while no field here holds typing.

    ``closed`` when the panel is done or left; Escape is its Back.
    """

    closed = Signal()
    passed = Signal(str)

    def watch_fields(self) -> None:
        """Listen to every field that is here now; to be asked again when fields were added."""
        for field in self._fields():
            field.installEventFilter(self)

    def _fields(self) -> list[QLineEdit | QPlainTextEdit]:
        found: list[QLineEdit | QPlainTextEdit] = [*self.findChildren(QLineEdit)]
        found += self.findChildren(QPlainTextEdit)
        return [field for field in found if field.isVisibleTo(self)]  # one taken out is hidden until it goes

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        command = passed_on(event)
        if command is None or not isinstance(watched, QLineEdit | QPlainTextEdit):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if not any(_typed_in(field) for field in self._fields()):
                self.passed.emit(command)
            elif command == "undo":
                watched.undo()
            elif command == "redo":
                watched.redo()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _typed_in(field: QLineEdit | QPlainTextEdit) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()
