"""Small parts of the printing pages: a notice with its act under it, for narrow places, and a number of copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QWidget

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
        self.fewer, self.number, self.more = button("", "−"), QSpinBox(), button("", "+")
        self.number.setRange(1, MOST_COPIES)
        self.number.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        keep_width(self.number, theme, 58)
        line = row(self, gap=4)
        for part in (self.fewer, self.number, self.more):
            line.addWidget(part)
        for part, step in ((self.fewer, self.number.stepDown), (self.more, self.number.stepUp)):
            part.setProperty("dense", "true")
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the number itself takes arrows
            keep_width(part, theme, 30)
            part.clicked.connect(step)
        self.number.valueChanged.connect(self.changed)
        self.setFocusProxy(self.number)

    @property
    def value(self) -> int:
        """The number shown."""
        return self.number.value()

    def show_value(self, copies: int) -> None:
        """Show a number without telling anyone."""
        with QSignalBlocker(self.number):
            self.number.setValue(copies)

    def retranslate(self, texts: Texts) -> None:
        """Take the language of ``texts``."""
        self.number.setAccessibleName(texts("printing.copies"))
        for part, key in ((self.fewer, "printing.fewer"), (self.more, "printing.more")):
            part.setAccessibleName(texts(key))
            part.setToolTip(texts(key))
