"""What a move paints, piece by piece, is the picture that painting everything would give."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from baclodesk.gui.chart.theme import DARK, LIGHT, ChartTheme, high_contrast
from baclodesk.gui.chart.widget import ChartView
from tests.gui.chart.conftest import Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running

BLACK = high_contrast("#FFFFFF", "#000000", "#00FFFF", "#000000", dark=True)


class Screen(QObject):
    """Keeps what has been painted of a chart, each paint only where it was asked for."""

    def __init__(self, chart: ChartView) -> None:
        super().__init__(chart)
        self.chart = chart
        self.seen = self.whole()
        self.asked: list[QRegion] = []
        self._own = False
        chart.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and not self._own:
            self.asked.append(QRegion(event.region()))
        return False

    def whole(self) -> QImage:
        """Give the chart painted from nothing."""
        self._own = True
        image = self.chart.grab().toImage()
        self._own = False
        return image

    def follow(self) -> None:
        """Paint what was asked for over what is there."""
        regions, self.asked = self.asked, []
        self._own = True
        for region in regions:
            self.chart.render(self.seen, region.boundingRect().topLeft(), region)
        self._own = False


def _same(one: QImage, other: QImage) -> bool:
    return one == other.convertToFormat(one.format())


def _end(hand: Hand, dice: random.Random) -> None:
    hand.press(hand.edge(dice.randrange(2, 14)))
    for _ in range(8):
        hand.by_days(dice.choice((-6, -2, 0, 1, 3, 9, 20)))
        yield_to(hand)


def _dose(hand: Hand, dice: random.Random) -> None:
    hand.press(hand.top(dice.randrange(2, 14)))
    for _ in range(8):
        hand.by_mg(dice.choice((-40, -10, 0, 5, 10, 30)))
        yield_to(hand)


def yield_to(hand: Hand) -> None:
    screen = hand.chart.findChild(Screen)
    assert isinstance(screen, Screen)
    screen.follow()
    whole = screen.whole()
    assert _same(screen.seen, whole), "a piece was left over or not painted"


@pytest.mark.parametrize("theme", [LIGHT, DARK, BLACK], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize("act", [_end, _dose], ids=["length", "dose"])
@pytest.mark.parametrize("plan", ["new", "running"])
def test_pieces_painted_by_moves_make_the_whole_picture(
    made: Make, theme: ChartTheme, act: Callable[[Hand, random.Random], None], plan: str
) -> None:
    window = running() if plan == "running" else StandIn(consensus(), today=date(2026, 10, 1))
    hand = made(window)
    hand.tab.set_theme(theme)
    QApplication.processEvents()
    Screen(hand.chart)
    dice = random.Random(7)
    for turn in range(4):
        act(hand, dice)
        if turn % 2:
            QTest.keyClick(hand.chart, Qt.Key.Key_Escape)
        hand.release()
        yield_to(hand)
        hand.move(QPoint(5, 5))
        yield_to(hand)
