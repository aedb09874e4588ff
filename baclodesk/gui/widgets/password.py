"""A field for a secret: shown on demand, with a sign while Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from baclodesk.services.texts import Texts

from ..style import icons
from ..style.theme import Theme
from .pieces import column, label, row

_OFF = False


class _Secret(QLineEdit):
    caps_lock = Signal(bool)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(_OFF)  # toggled: unknown until the next letter
        elif len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(text.isupper() is not shift)
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.caps_lock.emit(_OFF)
        super().focusOutEvent(event)


class PasswordField(QWidget):
    """Line, show button and Caps Lock sign. ``entered`` when Enter is pressed, ``changed`` with every letter."""

    entered = Signal()
    changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown_words = ("", "")
        self.line = _Secret()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.line.setMaxLength(512)
        self.show_button = QToolButton()
        self.show_button.setProperty("button", "true")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._toggle)
        self.caps_icon, self.caps_text = QLabel(), label("attention", wrap=True)
        self.caps = QWidget()
        signs = row(self.caps, gap=4)
        signs.addWidget(self.caps_icon)
        signs.addWidget(self.caps_text, 1)
        self.caps.hide()
        whole = column(self, gap=4)
        line = row(gap=4)
        line.addWidget(self.line, 1)
        line.addWidget(self.show_button)
        whole.addLayout(line)
        whole.addWidget(self.caps)
        self.line.caps_lock.connect(self.caps.setVisible)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        theme.changed.connect(self._draw)
        self._draw()

    def retranslate(self, texts: Texts) -> None:
        """Take the language's words."""
        self.caps_text.setText(texts("signin.caps"))
        self.line.setAccessibleName(texts("signin.password"))
        self._shown_words = (texts("signin.show"), texts("signin.hide"))
        self._draw()

    def text(self) -> str:
        """The secret as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        self.line.setText(text)

    def clear(self) -> None:
        """Empty the field and hide what is typed next."""
        self.line.clear()
        self.show_button.setChecked(False)

    def _toggle(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._draw()

    def _draw(self) -> None:
        shown = self.show_button.isChecked()
        self.show_button.setIcon(icons.icon(self._theme, "hide" if shown else "show", "ink"))
        self.show_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.show_button.setText(self._shown_words[1 if shown else 0])
        height = max(self.line.sizeHint().height(), self.show_button.sizeHint().height())
        for part in (self.line, self.show_button):
            part.setFixedHeight(height)
        self.caps_icon.setPixmap(icons.pixmap("caps", self._theme.colours.attention, self._theme.px(14)))
