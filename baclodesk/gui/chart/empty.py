"""What stands in the chart's place when there is none: the next step, or the reason why nothing is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.gui.chart.host import ChartHost
from baclodesk.gui.chart.raw_values import RawValues
from baclodesk.gui.chart.theme import SMALL, TITLE, ChartTheme

_CHOICES = ("consensus", "other", "blank")
_DAYS, _MG = 71, 200
"""What the axes of an empty plan reach to."""


class EmptyPage(QWidget):
    """See the module. Keys 1, 2, 3 press the three buttons."""

    def __init__(self, host: ChartHost, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.hint = QLabel(self), QLabel(self)
        for label in (self.title, self.hint):
            label.setWordWrap(True)
        self.buttons = {name: QPushButton(self) for name in _CHOICES}
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addSpacing(12)
        for name, button in self.buttons.items():
            if name == "consensus":
                button.setProperty("kind", "primary")
            button.clicked.connect(lambda _=False, name=name: host.new_plan(name))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.raw = RawValues(self)
        self.raw.said.connect(self.hint.setText)
        layout.addWidget(self.raw, 40)
        layout.addStretch(3)
        self.set_theme(theme)
        self.retranslate()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.theme = theme
        self.title.setStyleSheet(f"font-size: {round(theme.px(TITLE))}px; font-weight: 600; color: {theme.ink};")
        self.hint.setStyleSheet(f"color: {theme.secondary};")
        for button in self.buttons.values():
            button.setMinimumWidth(round(theme.px(180)))
        self.raw.set_theme(theme)

    def retranslate(self) -> None:
        """Say everything in the host's language."""
        texts = self.host.texts()
        for number, (name, button) in enumerate(self.buttons.items(), start=1):
            button.setText(f"{texts(f'chart.state.{name}')}   {number}")
        self.refresh()

    def refresh(self) -> None:
        """Say why there is no chart: nothing begun yet, damaged, or locked."""
        state, texts = self.host.state(), self.host.texts()
        self.title.setText(texts("chart.state.no_plan"))
        self.hint.setText(state.locked or texts("chart.state.no_plan_hint"))
        if state.damaged:
            self.title.setText(texts("chart.state.damaged", why=state.damaged))
            self.hint.setText(texts("chart_more.raw_hint"))
        if state.damaged and state.plan is not None:
            self.raw.show_plan(texts, state.plan)
        self.raw.setVisible(bool(state.damaged) and state.plan is not None)
        for button in self.buttons.values():
            button.setVisible(not state.damaged)
            button.setEnabled(not state.locked)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes of a plan to come; nothing where a record is damaged: any picture would be a wrong one."""
        if self.host.state().damaged:
            return
        texts, theme = self.host.texts(), self.theme
        font = QFont(self.font())
        font.setPixelSize(round(theme.px(SMALL)))
        metrics = QFontMetricsF(font)
        left = metrics.horizontalAdvance(texts.number(_MG)) + 16
        right, top, base = self.width() - 40.0, metrics.height() + 12, self.height() - metrics.height() - 12
        painter = QPainter(self)
        painter.setFont(font)
        for line in range(0, _MG + 1, 40):
            y = round(base - (base - top) * line / _MG) + 0.5
            painter.setPen(QColor(theme.secondary if line == 0 else theme.lines))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            words = texts.number(line)
            painter.setPen(QColor(theme.secondary))
            painter.drawText(QPointF(left - 8 - metrics.horizontalAdvance(words), y + metrics.ascent() * 0.36), words)
        painter.drawText(QPointF(4, metrics.ascent() + 2), texts("chart.axis.mg"))
        for number in range(1, _DAYS + 1, 14):
            x = left + (right - left) * (number - 1) / (_DAYS - 1)
            words = texts("chart.day.short", day=number)
            place = QPointF(x - metrics.horizontalAdvance(words) / 2, base + metrics.ascent() + 6)
            painter.drawText(place, words)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = "123".find(event.text()) if event.text() else -1
        buttons = list(self.buttons.values())
        if 0 <= at < len(buttons) and buttons[at].isEnabled() and buttons[at].isVisibleTo(self):
            buttons[at].click()
        else:
            super().keyPressEvent(event)
