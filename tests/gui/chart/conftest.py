"""A tab on screen with real rules, and the hand that drags on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.stand_in import StandIn, consensus

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Hand:
    """Presses, moves and releases on the chart of a tab, in days and mg."""

    def __init__(self, tab: TitrationTab, window: StandIn) -> None:
        self.tab, self.chart, self.window = tab, tab.chart, window
        self.spot, self.mods = QPoint(), NONE

    @property
    def per_day(self) -> float:
        assert self.chart.frame is not None
        return self.chart.frame.scale.per_day

    @property
    def per_mg(self) -> float:
        assert self.chart.frame is not None
        return self.chart.frame.scale.per_mg

    def edge(self, stage: int) -> QPoint:
        """The right edge of a stage (number from 1), half way up."""
        assert self.chart.steps is not None
        assert self.chart.frame is not None
        bar = self.chart.steps.bars[stage - 1]
        return QPoint(round(bar.x1), round((bar.y + self.chart.frame.scale.base) / 2))

    def top(self, stage: int) -> QPoint:
        """The top of a stage, in its middle."""
        assert self.chart.steps is not None
        assert self.chart.frame is not None
        bar = self.chart.steps.bars[stage - 1]
        return QPoint(round((bar.x0 + min(bar.x1, self.chart.frame.scale.right)) / 2), round(bar.y))

    def body(self, stage: int) -> QPoint:
        """The inside of a stage."""
        assert self.chart.frame is not None
        spot = self.top(stage)
        return QPoint(spot.x(), round((spot.y() + self.chart.frame.scale.base) / 2))

    def press(self, spot: QPoint, mods: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        self.spot, self.mods = spot, mods
        QTest.mousePress(self.chart, button, mods, spot)

    def move(self, spot: QPoint, mods: Qt.KeyboardModifier | None = None) -> None:
        """Move with the keys held that were held at the press, or with others from now on."""
        self.spot = spot
        self.mods = self.mods if mods is None else mods
        where = QPointF(spot)
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        event = QMouseEvent(kind, where, self.chart.mapToGlobal(where), none, LEFT, self.mods)
        QApplication.sendEvent(self.chart, event)
        QApplication.processEvents()

    def by_days(self, days: float) -> None:
        """Move sideways by days, in two events."""
        start = self.spot
        self.move(start + QPoint(6 if days > 0 else -6, 0))
        self.move(start + QPoint(round(days * self.per_day), 0))

    def by_mg(self, mg: float) -> None:
        """Move up by mg, in two events."""
        start = self.spot
        self.move(start + QPoint(0, -6 if mg > 0 else 6))
        self.move(start + QPoint(0, -round(mg * self.per_mg)))

    def release(self, mods: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.chart, button, mods, self.spot)
        QApplication.processEvents()

    def click(self, spot: QPoint, mods: Qt.KeyboardModifier = NONE) -> None:
        self.press(spot, mods)
        self.release(mods)

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.chart, key, mods)
        QApplication.processEvents()

    def select(self, stage: int) -> None:
        """Make a stage the current one (number from 1) with the focus in the chart."""
        assert self.tab.board.plan is not None
        self.chart.setFocus()
        self.tab.board.select(self.tab.board.plan.stages[stage - 1].uid)
        QApplication.processEvents()

    @property
    def days(self) -> list[int | None]:
        assert self.window.plan is not None
        return [stage.days for stage in self.window.plan.stages]

    @property
    def doses(self) -> list[int]:
        assert self.window.plan is not None
        return [int(stage.daily_mg) for stage in self.window.plan.stages]

    @property
    def said(self) -> str:
        return self.tab.readout.said


Make = Callable[..., Hand]


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Make]:
    """Make a tab on screen for a window (the consensus plan by default)."""
    tabs: list[TitrationTab] = []

    def make(window: StandIn | None = None, *, width: int = 1280, height: int = 820) -> Hand:
        window = StandIn(consensus()) if window is None else window
        tab = TitrationTab(window, LIGHT)
        qtbot.addWidget(tab)
        tabs.append(tab)
        tab.resize(width, height)
        tab.show()
        qtbot.waitExposed(tab)
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        tab.chart.setFocus()
        QTest.keyRelease(tab.chart, Qt.Key.Key_Control)  # Qt remembers keys that a test before left held
        QApplication.processEvents()
        assert QApplication.keyboardModifiers() == NONE
        return Hand(tab, window)

    yield make
    for tab in tabs:
        tab.close()
