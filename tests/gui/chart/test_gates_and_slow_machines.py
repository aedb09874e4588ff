"""What stands before the plan is named with its link; a slow machine paints the lanes only at rest."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from baclodesk.domain.findings import Severity
from baclodesk.gui.chart.host import ChartState, FindingLine
from baclodesk.gui.chart.paint_pace import PaintPace
from tests.gui.chart.conftest import LEFT, NONE, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus, running


class _Gated(StandIn):
    gates: tuple[FindingLine, ...] = ()

    @override
    def state(self) -> ChartState:
        return replace(super().state(), gates=self.gates)


def test_what_is_missing_is_named_first_and_its_link_leads_there(made: Make) -> None:
    window = _Gated(consensus())
    gate = FindingLine("Day 1 has no date yet.", Severity.NOTE, action="start")
    window.gates = (gate,)
    window.locked = "The session is locked."
    hand = made(window)
    bar = hand.tab.findings
    assert bar.lines == (gate, *hand.tab.board.findings)
    row = bar.rows[0]
    assert row.link.text() == "Set day 1"
    QTest.mouseClick(row.link, LEFT)
    assert window.followed == [gate]
    before = hand.days
    hand.press(hand.edge(3))
    hand.by_days(3)
    hand.release()
    assert hand.days == before
    assert hand.said == "The session is locked."
    window.gates, window.locked = (), ""
    hand.tab.refresh()
    assert bar.lines == hand.tab.board.findings


def test_a_machine_is_slow_after_three_late_series_in_a_row() -> None:
    pace = PaintPace()
    told = [pace.add(ms) for series in (40, 10, 40, 40) for ms in [float(series)] * 20]
    assert not any(told)
    assert [pace.add(40.0) for _ in range(20)] == [False] * 19 + [True]
    assert pace.slow
    assert not any(pace.add(99.0) for _ in range(60))


def test_one_late_paint_in_twenty_makes_no_machine_slow() -> None:
    pace = PaintPace()
    assert not any(pace.add(200.0 if n % 20 == 0 else 5.0) for n in range(200))


def _lanes_drawn(hand: Hand) -> bool:
    assert hand.chart._ground is not None
    assert hand.chart.frame is not None
    _, room = hand.chart.frame.lanes[0]
    drawn = hand.chart._ground.picture.toImage()
    ground = drawn.pixelColor(1, 1)
    dots = (
        (x, y) for x in range(round(room.x), round(room.right), 2) for y in range(round(room.y), round(room.bottom))
    )
    return any(drawn.pixelColor(x, y) != ground for x, y in dots)


def test_a_slow_machine_draws_the_lanes_only_at_rest_and_says_so_once(made: Make, qtbot: QtBot) -> None:
    hand = made(running())
    said: list[str] = []
    hand.chart.hinted.connect(said.append)
    hand.chart.pace._late, hand.chart.pace._series[:] = 2, [40.0] * 19
    hand.chart.repaint()
    words = hand.tab.board.texts("chart.hint.slow")
    assert said.count(words) == 1
    hand.chart.zoom(0.5, 20.0)
    assert _lanes_drawn(hand)
    spot = QPoint(500, 250)
    QTest.mousePress(hand.chart, Qt.MouseButton.MiddleButton, NONE, spot)
    QTest.mouseMove(hand.chart, spot - QPoint(40, 0))
    assert not _lanes_drawn(hand)
    QTest.mouseRelease(hand.chart, Qt.MouseButton.MiddleButton, NONE, spot - QPoint(40, 0))
    qtbot.waitUntil(lambda: _lanes_drawn(hand), timeout=3000)
    hand.chart.repaint()
    QApplication.processEvents()
    assert said.count(words) == 1
