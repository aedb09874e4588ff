"""What the inspector tells beside the numbers: the note of the stage or plan, marked by a sign, and the extra dose."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.gui.chart import plan_words
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.theme import SMALL, ChartTheme

_SIGN = 14.0


class NoteSign(QWidget):
    """A small written sheet; the words beside it say the same."""

    def __init__(self, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = round(self.theme.px(_SIGN))
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.secondary), max(1.0, self.theme.px(1.2))))
        side = float(self.width())
        sheet = QRectF(side * 0.14, side * 0.08, side * 0.72, side * 0.84)
        painter.drawRoundedRect(sheet, side * 0.1, side * 0.1)
        for part in (0.3, 0.5, 0.7):
            y = sheet.top() + sheet.height() * part
            painter.drawLine(QPointF(sheet.left() + side * 0.14, y), QPointF(sheet.right() - side * 0.14, y))
        painter.end()


class Written(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self.sign, self.note, self.extra = NoteSign(theme, self), QLabel(self), QLabel(self)
        for label in (self.note, self.extra):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.note, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(line)
        whole.addWidget(self.extra)
        self.set_theme(theme)
        board.refreshed.connect(self.refresh)
        board.chosen.connect(self.refresh)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.sign.theme = theme
        self.sign.updateGeometry()
        for label, colour in ((self.note, theme.ink), (self.extra, theme.secondary)):
            label.setStyleSheet(f"font-size: {round(theme.px(SMALL))}px; color: {colour};")
        self.refresh()

    def refresh(self) -> None:
        """Tell the note of the current stage, without one that of the plan; and the plan's extra dose."""
        board, texts, plan = self.board, self.board.texts, self.board.plan
        note = extra = ""
        if plan is not None and board.current is None:
            note = plan.note
        elif plan is not None and board.current is not None:
            note = plan.stage(board.current).note
        if plan is not None:
            extra = " · ".join(plan_words.extra_words(texts, plan, board.state.rules))
        told = plan_words.note(texts, note)
        self.note.setText(plan_words.breakable(told))
        self.note.setAccessibleName(told)
        self.extra.setText(extra[:1].upper() + extra[1:])
        self.sign.setVisible(bool(note))
        self.note.setVisible(bool(note))
        self.extra.setVisible(bool(extra))
        self.setVisible(bool(note or extra))
