"""A number between − and +: typed, stepped by keys, wheel or buttons, always within what the plan allows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from baclodesk.gui.chart.field_keys import passed_on
from baclodesk.gui.chart.theme import BODY, ChartTheme

_HEIGHT = 30.0


class _Sign(QToolButton):
    """A drawn − or +, so that both sit exactly in the middle at every text size."""

    def __init__(self, *, plus: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plus = plus
        self.ink = QColor()
        self.dim = QColor()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoRepeat(True)
        self.setAutoRepeatDelay(400)
        self.setAutoRepeatInterval(120)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self.ink if self.isEnabled() else self.dim, 2))
        if self.underMouse() and self.isEnabled():
            painter.fillRect(
                self.rect().adjusted(3, 3, -3, -3), QColor(self.ink.red(), self.ink.green(), self.ink.blue(), 24)
            )
        middle = self.rect().center()
        arm = max(4, self.height() // 6)
        painter.drawLine(middle.x() - arm, middle.y(), middle.x() + arm, middle.y())
        if self._plus:
            painter.drawLine(middle.x(), middle.y() - arm, middle.x(), middle.y() + arm)
        painter.end()


class StepField(QFrame):
    """``stepped`` (and ``stepped_fine`` with Shift) carries −1 or +1; ``typed`` a text to be read as a number.

    ``passed`` carries undo, redo or chart: those keys belong to the tab while nothing is being typed.
    """

    stepped = Signal(int)
    stepped_fine = Signal(int)
    typed = Signal(str)
    passed = Signal(str)

    def __init__(self, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.less, self.more = _Sign(plus=False, parent=self), _Sign(plus=True, parent=self)
        self.edit = QLineEdit(self)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFrame(False)
        self.edit.installEventFilter(self)
        self.edit.editingFinished.connect(self._finished)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.less)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.more)
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        height = round(theme.px(_HEIGHT))
        self.setFixedHeight(height)
        for sign in (self.less, self.more):
            sign.setFixedWidth(round(theme.px(34)))
            sign.setMinimumHeight(24)
            sign.ink, sign.dim = QColor(theme.accent), QColor(theme.lines)
        self.edit.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: none; padding: 0; min-height: 0; color: {theme.ink};"
            f" font-weight: 600; font-size: {round(theme.px(BODY))}px; }}"
            f" QLineEdit:disabled {{ color: {theme.secondary}; }}"
        )
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self.theme.px(134)), round(self.theme.px(_HEIGHT)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.edit.hasFocus()
        painter.setPen(QPen(QColor(self.theme.accent if focused else self.theme.edge), 2 if focused else 1))
        painter.setBrush(QColor(self.theme.input if self.isEnabled() else self.theme.panel))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.end()

    def show_value(self, text: str, *, less: bool, more: bool) -> None:
        """Show a value; ``less`` and ``more`` tell which way it can go."""
        self._shown = text
        if self.edit.text() != text and not (self.edit.hasFocus() and self.edit.isModified()):
            self.edit.setText(text)
        self.less.setEnabled(less)
        self.more.setEnabled(more)

    def _finished(self) -> None:
        text = self.edit.text().strip()
        if self.edit.isModified() and text != self._shown:
            self.edit.setModified(False)
            self.typed.emit(text)
        self.edit.setModified(False)
        self.edit.setText(self._shown)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        command = None if self.edit.isModified() else passed_on(event)
        if command is not None:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.passed.emit(command)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                (self.stepped_fine if fine else self.stepped).emit(1 if event.key() == Qt.Key.Key_Up else -1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.edit.isModified():
                self.edit.setModified(False)
                self.edit.setText(self._shown)
                return True
        if isinstance(event, QWheelEvent) and self.edit.hasFocus():
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            return True
        return False
