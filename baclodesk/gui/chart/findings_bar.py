"""One line for each finding under the chart: a sign, the sentence, what to do about it. A click selects the stage."""

from __future__ import annotations

from math import ceil, inf

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.domain.findings import Severity
from baclodesk.gui.chart.board import Board
from baclodesk.gui.chart.direction import held
from baclodesk.gui.chart.finding_groups import grouped
from baclodesk.gui.chart.host import FindingLine
from baclodesk.gui.chart.panels import mark_scrolled
from baclodesk.gui.chart.theme import ChartTheme
from baclodesk.gui.chart.words import flow

_ROOM = 3.0
"""The bar is less high than so many findings of one line; it ends after a whole one and shows one at least."""
_BESIDE = 6
"""Pixels of border and padding left and right of a sentence."""


class Sign(QWidget):
    """The severity as a shape: octagon refuse, filled triangle stop, open triangle caution, dot note; tick answered."""

    def __init__(self, severity: Severity, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity, self.answered = severity, False
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        size = round(theme.px(14))
        self.setFixedSize(QSize(size, size))
        self.update()

    def show_severity(self, severity: Severity, *, answered: bool = False) -> None:
        """Take another shape."""
        if (severity, answered) != (self.severity, self.answered):
            self.severity, self.answered = severity, answered
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        s = float(self.width())
        quiet = self.answered or self.severity is Severity.NOTE
        colour = QColor(self.theme.secondary if quiet else self.theme.attention)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self.severity >= Severity.STOP else Qt.BrushStyle.NoBrush)
        if self.answered:
            painter.setPen(QPen(colour, 2))
            painter.drawPolyline(QPolygonF([QPointF(1.5, s * 0.55), QPointF(s * 0.4, s - 2.5), QPointF(s - 1.5, 2.5)]))
        elif self.severity is Severity.NOTE:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(s / 2, s / 2), s / 6, s / 6)
        elif self.severity is Severity.REFUSE:
            a = s * 0.3
            ring = [(a, 1), (s - a, 1), (s - 1, a), (s - 1, s - a), (s - a, s - 1), (a, s - 1), (1, s - a), (1, a)]
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        else:
            painter.drawPolygon(QPolygonF([QPointF(1, s - 2), QPointF(s / 2, 2), QPointF(s - 1, s - 2)]))
        painter.end()


class _Row(QWidget):
    """One line; kept and refilled, because lines change while a handle is dragged."""

    def __init__(self, bar: FindingsBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = bar
        self.line: FindingLine | None = None
        self.high = 0  # pixels
        self._wide = 0  # pixels for the words; until they have been laid out they are taken to need one line
        self.sign = Sign(Severity.NOTE, bar.theme, self)
        self.text, self.link = QPushButton(self), QPushButton(self)
        self.text.setObjectName("finding")
        self.link.setObjectName("findingLink")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.link.setCursor(Qt.CursorShape.PointingHandCursor)
        self.text.installEventFilter(self)
        self.text.clicked.connect(self._go)
        self.link.clicked.connect(self._follow)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.link)

    def fill(self, line: FindingLine) -> None:
        """Show a line."""
        if line == self.line:
            return
        self.line = line
        self._wrap()
        self.text.setToolTip(line.text)
        self.sign.show_severity(line.severity, answered=line.answered)
        self.link.setVisible(bool(line.action))
        if line.action:
            self.link.setText(held(self._bar.board.texts(f"chart.action.{line.action}")))

    def _wrap(self) -> None:
        """Put the whole sentence on as many lines as it needs; nothing of it is left out."""
        if self.line is not None:
            width = max(self._wide - 2 * _BESIDE, 40) if self._wide else inf
            measures = QFontMetricsF(self.text.font())
            lines = [held(line.replace("&", "&&")) for line in flow((self.line.text,), measures, width)]
            self.text.setText("\n".join(lines))
            self.high = max(self._bar.least_high, ceil(len(lines) * measures.height()) + _BESIDE)
            self.text.setFixedHeight(self.high)
            self.text.setAccessibleName(self.line.text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wrap the sentence anew when its room has changed: by the window, or by a link that came or went."""
        if event.type() == QEvent.Type.Resize:
            self.wrap_anew()
            self._bar.settle()
        return False

    def wrap_anew(self) -> None:
        """Wrap the sentence anew where its width has changed."""
        if self._bar.isVisible() and self.text.width() != self._wide:
            before, self._wide = self.high, self.text.width()
            self._wrap()
            if self.high != before:
                self._bar.fit()

    def _go(self) -> None:
        if self.line is not None:
            self._bar.go(self.line)

    def _follow(self) -> None:
        if self.line is not None:
            self._bar.board.host.follow(self.line)


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
        self.lines: tuple[FindingLine, ...] = ()
        self.rows: list[_Row] = []
        self._inner = QWidget()
        mark_scrolled(self._inner)
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(0, 2, 0, 2)
        self._layout.setSpacing(2)
        self._layout.addStretch(1)
        self.setWidget(self._inner)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settled)
        board.refreshed.connect(self.refresh)
        self.set_theme(theme)

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        high = max(22, round(theme.px(20)))
        self._inner.setStyleSheet(
            f"QPushButton {{ border: 2px solid transparent; background: transparent; padding: 0 2px;"
            f" min-height: {high}px; }}"
            f" QPushButton#finding {{ text-align: left; color: {theme.ink}; }}"
            f" QPushButton#findingLink {{ color: {theme.accent}; font-weight: 600; }}"
            f" QPushButton:focus {{ border: 2px solid {theme.accent}; border-radius: 4px; }}"
        )
        for row in self.rows:
            row.sign.set_theme(theme)
        self.refresh()

    def show_lines(self, lines: tuple[FindingLine, ...]) -> None:
        """Show these lines (those of a plan being dragged, too), after what is missing before anything can be done."""
        lines = () if self.board.state.damaged else grouped((*self.board.state.gates, *lines), self.board.texts)
        if lines == self.lines and len(self.rows) >= len(lines):
            return
        self.lines = lines
        while len(self.rows) < len(lines):
            row = _Row(self, self._inner)
            self._layout.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for row, line in zip(self.rows, lines, strict=False):
            row.fill(line)
            row.show()
        for row in self.rows[len(lines) :]:
            row.hide()
        self.fit()

    def settle(self) -> None:
        """Look once more at every row when the layout is done: a scroll bar that comes takes room from all of them."""
        self._settling.start()

    def _settled(self) -> None:
        for row in self.rows[: len(self.lines)]:
            row.wrap_anew()

    @property
    def least_high(self) -> int:
        """Height of a finding of one line, in pixels."""
        return max(26, round(self.theme.px(20)) + 6)

    def fit(self) -> None:
        """Be as high as the findings that are shown whole; the height stays while a handle is dragged."""
        if self.board.preview is not None:
            return
        around, between = self._layout.contentsMargins(), self._layout.spacing()
        room, high = _ROOM * self.least_high, 0
        for row in self.rows[: len(self.lines)]:
            after = row.high + (high + between if high else around.top() + around.bottom())
            if high and after >= room:
                break
            high = after
        self.setFixedHeight(high)

    @property
    def focus_order(self) -> list[QWidget]:
        """Everything here that the Tab key comes to, line by line."""
        return [part for row in self.rows for part in (row.text, row.link)]

    def refresh(self) -> None:
        """Show the findings of the plan at rest, in the board's language."""
        self.setAccessibleName(self.board.texts("chart.name.findings"))
        for row in self.rows:
            row.line = None
        self.lines = ()
        self.show_lines(self.board.findings)
        self.fit()

    def go(self, line: FindingLine) -> None:
        """Select the stage, or all the stages, that a line is about."""
        plan, board = self.board.plan, self.board
        if line.stage is None or plan is None or max(line.stages or (line.stage,)) > len(plan.stages):
            return
        board.select(plan.stages[line.stage - 1].uid)
        for number in line.stages[1:]:
            board.select(plan.stages[number - 1].uid, "toggle")
        if line.stages:
            board.current = board.selected[0]
            board.chosen.emit()
