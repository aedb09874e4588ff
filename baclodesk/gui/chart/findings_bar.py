"""One line for each finding under the chart: a sign, the sentence, what to do about it. A click selects the stage."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.findings import Severity
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.host import FindingLine
from baclodesk.gui.chart.panels import mark_scrolled
from baclodesk.gui.chart.theme import ChartTheme

_SHOWN = 2.3
"""Lines shown before the bar scrolls."""


class Sign(QWidget):
    """The severity as a shape: octagon refuse, filled triangle stop, open triangle caution, dot note."""

    def __init__(self, severity: Severity, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity, self.theme = severity, theme
        size = round(theme.px(14))
        self.setFixedSize(QSize(size, size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        s = float(self.width())
        colour = QColor(self.theme.attention if self.severity > Severity.NOTE else self.theme.secondary)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self.severity >= Severity.STOP else Qt.BrushStyle.NoBrush)
        if self.severity is Severity.NOTE:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(s / 2, s / 2), s / 6, s / 6)
        elif self.severity is Severity.REFUSE:
            a = s * 0.3
            ring = [(a, 1), (s - a, 1), (s - 1, a), (s - 1, s - a), (s - a, s - 1), (a, s - 1), (1, s - a), (1, a)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        else:
            painter.drawPolygon(QPolygonF([QPointF(1, s - 2), QPointF(s / 2, 2), QPointF(s - 1, s - 2)]))
        painter.end()


class FindingsBar(QScrollArea):
    """See the module."""

    def __init__(self, board: Board, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board, self.theme = board, theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines: tuple[FindingLine, ...] | None = None
        self.setAccessibleName(board.texts("chart.name.findings"))
        board.refreshed.connect(self.refresh)
        self.refresh()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.lines = None
        self.refresh()

    def show_lines(self, lines: tuple[FindingLine, ...]) -> None:
        """Show these lines (those of a plan being dragged, too)."""
        if lines == self.lines:
            return
        self.lines = lines
        inner = QWidget()
        mark_scrolled(inner)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(2)
        for line in lines:
            layout.addLayout(self._row(line, inner))
        layout.addStretch(1)
        self.setWidget(inner)
        height = max(24, round(self.theme.px(22))) + 2
        self.setFixedHeight(0 if not lines else round(height * min(float(len(lines)), _SHOWN)) + 4)

    def refresh(self) -> None:
        """Show the findings of the plan at rest."""
        self.show_lines(self.board.findings)

    def _row(self, line: FindingLine, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Sign(line.severity, self.theme, parent))
        text = QPushButton(line.text, parent)
        text.setProperty("kind", "quiet")
        text.setStyleSheet(
            f"QPushButton {{ border: none; background: transparent; text-align: left; color: {self.theme.ink};"
            f" padding: 0 2px; min-height: {max(22, round(self.theme.px(20)))}px; }}"
            f" QPushButton:focus {{ border: 2px solid {self.theme.accent}; border-radius: 4px; }}"
        )
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        text.setToolTip(line.text)
        text.clicked.connect(lambda: self._go(line))
        row.addWidget(text, 1)
        if line.action:
            link = QPushButton(self.board.texts(f"chart.action.{line.action}"), parent)
            link.setProperty("kind", "link")
            link.setStyleSheet(
                f"QPushButton {{ border: none; background: transparent; color: {self.theme.accent}; font-weight: 600;"
                f" padding: 0 4px; min-height: {max(22, round(self.theme.px(20)))}px; }}"
                f" QPushButton:focus {{ border: 2px solid {self.theme.accent}; border-radius: 4px; }}"
            )
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda: self.board.host.follow(line))
            row.addWidget(link)
        return row

    def _go(self, line: FindingLine) -> None:
        plan = self.board.plan
        if line.stage is not None and plan is not None and line.stage <= len(plan.stages):
            self.board.select(plan.stages[line.stage - 1].uid)
