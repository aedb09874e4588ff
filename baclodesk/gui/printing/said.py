"""Small parts of the printing pages: a notice with its act under it, for narrow places, and a number of copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from baclodesk.services.printing import MOST_COPIES
from baclodesk.services.texts import Texts

from ..style.theme import Theme
from ..widgets.notice import Notice
from ..widgets.pieces import button, column, keep_width, row


class Said(QWidget):
    """A notice with at most one act, which stands under it: beside it there is no room in a panel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._do: Callable[[], None] | None = None
        self.notice, self.act = Notice(theme), button("link")
        whole = column(self, gap=2)
        whole.addWidget(self.notice)
        whole.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        self.act.clicked.connect(self._press)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self.notice.text

    def say(self, text: str, tone: str = "note", act: tuple[str, Callable[[], None]] | None = None) -> None:
        """Show a sentence and what can be done."""
        words, self._do = act or ("", None)
        self.act.setText(words)
        self.act.setVisible(act is not None)
        self.notice.say(text, tone)
        self.show()

    def silence(self) -> None:
        """Take it away."""
        self._do = None
        self.notice.silence()
        self.hide()

    def _press(self) -> None:
        if self._do is not None:
            self._do()


class Copies(QWidget):
    """A number of copies: typed, by arrows, or by the two buttons. ``changed`` when a person changed it."""

    changed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._value = 1
        self.fewer, self.number, self.more = button("", "−"), _Figure(), button("", "+")
        keep_width(self.number, theme, 44)
        line = row(self, gap=4)
        for part in (self.fewer, self.number, self.more):
            line.addWidget(part)
        for made, by in ((self.fewer, -1), (self.more, 1)):
            made.setProperty("dense", "true")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the number itself takes arrows
            keep_width(made, theme, 30)
            made.clicked.connect(lambda _checked=False, by=by: self.step(by))
        self.number.stepped.connect(self.step)
        self.number.textEdited.connect(self._read)
        self.number.editingFinished.connect(lambda: self.show_value(self._value))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.number)
        self.show_value(1)

    @property
    def value(self) -> int:
        """The number chosen, 1 to MOST_COPIES."""
        return self._value

    def show_value(self, copies: int) -> None:
        """Show a number without telling anyone."""
        self._value = copies
        if self.number.text() != str(copies):
            self.number.setText(str(copies))

    def step(self, by: int) -> None:
        """Take some more or fewer, as a person does."""
        self._take(self._value + by)
        self.show_value(self._value)

    def _read(self, text: str) -> None:
        if text.isascii() and text.isdigit():
            self._take(int(text))

    def _take(self, copies: int) -> None:
        wanted = max(1, min(MOST_COPIES, copies))
        if wanted != self._value:
            self._value = wanted
            self.changed.emit(wanted)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.number.setAccessibleName(texts("printing.copies"))
        for part, key in ((self.fewer, "printing.fewer"), (self.more, "printing.more")):
            part.setAccessibleName(texts(key))
            part.setToolTip(texts(key))


class _Figure(QLineEdit):
    """A line for a small number; the arrows go one up or down."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(2)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)
