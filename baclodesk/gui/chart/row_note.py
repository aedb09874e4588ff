"""Why an edit was refused, said in the table under its row. It covers neither that row nor the current cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from baclodesk.domain.findings import Severity
from baclodesk.gui.chart.findings_bar import Sign
from baclodesk.gui.chart.theme import BODY, ChartTheme

_MARGIN, _SIDE, _GAP, _BORDER = 5, 10, 8, 2


class RowNote(QFrame):
    """Lies over the rows; takes neither focus nor clicks, and is spoken by nobody but the board."""

    def __init__(self, theme: ChartTheme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("rowNote")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sign, self.words = Sign(Severity.STOP, theme, self), QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(_SIDE, _MARGIN, _SIDE, _MARGIN)
        line.setSpacing(_GAP)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        self.uid = 0
        self._born = QTimer(self, singleShot=True, interval=0)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.sign.set_theme(theme)
        self.setStyleSheet(
            f"QFrame#rowNote {{ background: {theme.attention_ground}; border: {_BORDER}px solid {theme.attention_line};"
            f" border-radius: 4px; }}"
            f" QLabel {{ background: transparent; border: none; color: {theme.ink};"
            f" font-size: {round(theme.px(BODY))}px; }}"
        )

    def say(self, uid: int, sentence: str) -> None:
        """Take a sentence about a stage; where it stands is for ``put``."""
        self.uid = uid
        self.words.setText(sentence)
        self.show()
        self.raise_()
        self._born.start()

    @property
    def young(self) -> bool:
        """Tell whether what made the note is still going on: leaving a cell with the mouse refuses, then clicks."""
        return self._born.isActive()

    def height_for(self, width: int) -> int:
        """Give the height in pixels that the sentence needs."""
        self.words.ensurePolished()
        beside = 2 * _SIDE + self.sign.width() + _GAP + 2 * _BORDER
        words = self.words.heightForWidth(max(width - beside, 1))
        return max(words, self.sign.height()) + 2 * (_MARGIN + _BORDER)

    def put(self, row: QRect, current: QRect, first: bool) -> None:
        """Stand under ``row``; where the ``current`` one would be covered over it, or (``first``) under both."""
        height = self.height_for(row.width())
        below = QRect(0, row.bottom() + 1, row.width(), height)
        if below.intersects(current):
            below.moveTop(current.bottom() + 1 if first else row.top() - height)
        self.setGeometry(below)
