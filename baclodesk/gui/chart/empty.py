"""What stands in the chart's place when there is none: the next step, or the reason why nothing is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from baclodesk.gui.chart.host import ChartHost
from baclodesk.gui.chart.theme import TITLE, ChartTheme

_CHOICES = ("consensus", "other", "blank")


class EmptyPage(QWidget):
    """See the module. Keys 1, 2, 3 press the three buttons."""

    def __init__(self, host: ChartHost, theme: ChartTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.host = host
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title, self.hint = QLabel(self), QLabel(self)
        self.hint.setWordWrap(True)
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
        layout.addStretch(3)
        self.set_theme(theme)
        self.retranslate()

    def set_theme(self, theme: ChartTheme) -> None:
        """Take other colours and text sizes."""
        self.title.setStyleSheet(f"font-size: {round(theme.px(TITLE))}px; font-weight: 600; color: {theme.ink};")
        self.hint.setStyleSheet(f"color: {theme.secondary};")
        for button in self.buttons.values():
            button.setMinimumWidth(round(theme.px(180)))

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
            self.hint.setText("")
        for button in self.buttons.values():
            button.setVisible(not state.damaged)
            button.setEnabled(not state.locked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = "123".find(event.text()) if event.text() else -1
        buttons = list(self.buttons.values())
        if 0 <= at < len(buttons) and buttons[at].isEnabled() and buttons[at].isVisibleTo(self):
            buttons[at].click()
        else:
            super().keyPressEvent(event)
