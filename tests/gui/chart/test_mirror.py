"""Time from right to left: the picture is turned about, the pointer with it, and keys keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from baclodesk.domain.chart_list import Area, Box, Label, Line, Path
from baclodesk.gui.chart.mirror import mirrored, mirrored_area
from tests.gui.chart.conftest import CTRL, LEFT, NONE, Hand, Make
from tests.gui.chart.stand_in import consensus, running


def test_every_kind_of_item_is_turned_about_and_twice_is_nothing() -> None:
    items = (
        Line(10, 5, 30, 6, "grid"),
        Path(((0, 1), (40, 2)), "steps", closed=True),
        Box(10, 3, 20, 4, "fill", 2.0),
        Label(12, 9, "◄ 3 more", "more"),
        Label(50, 9, "70", "dose", "middle"),
        Label(90, 9, "240", "axis", "end"),
    )
    turned = mirrored(items, 100)
    assert turned == (
        Line(90, 5, 70, 6, "grid"),
        Path(((60, 2), (100, 1)), "steps", closed=True),
        Box(70, 3, 20, 4, "fill", 2.0),
        Label(88, 9, "► 3 more", "more", "end"),
        Label(50, 9, "70", "dose", "middle"),
        Label(10, 9, "240", "axis", "start"),
    )
    assert mirrored(turned, 100) == items
    assert mirrored_area(Area(10, 1, 20, 5), 100) == Area(70, 1, 20, 5)


def _turned(hand: Hand, spot: QPoint) -> QPoint:
    return QPoint(hand.chart.width() - spot.x(), spot.y())


def test_the_painted_chart_is_the_mirror_image_of_the_usual_one(made: Make) -> None:
    hand = made()
    usual = hand.chart.grab().toImage()
    hand.tab.mirrored = True
    hand.chart.repaint()
    seen = hand.chart.grab().toImage()
    assert seen != usual
    ratio = seen.devicePixelRatio()
    assert hand.chart.steps is not None
    for bar in hand.chart.steps.bars[3:12]:
        x, y = (bar.x0 + bar.x1) / 2 + 9, bar.y + 12
        there = usual.pixelColor(round(x * ratio), round(y * ratio))
        here = seen.pixelColor(round((hand.chart.width() - x) * ratio), round(y * ratio))
        assert there == here
    hand.tab.mirrored = False
    hand.chart.repaint()
    assert hand.chart.grab().toImage() == usual


def test_edges_are_dragged_where_they_are_seen_and_left_is_still_earlier(made: Make) -> None:
    hand = made()
    hand.tab.mirrored = True
    assert hand.tab.mirrored
    spot = _turned(hand, hand.edge(5))
    hand.press(spot)
    hand.move(spot - QPoint(8, 0))
    hand.move(spot - QPoint(round(4 * hand.per_day), 0))
    hand.release()
    assert hand.days[4] == 9
    hand.select(5)
    hand.key(Qt.Key.Key_Left)
    assert hand.tab.board.index == 3
    hand.key(Qt.Key.Key_Right, CTRL)
    assert hand.days[3] == 6
    QTest.mouseClick(hand.chart, LEFT, NONE, _turned(hand, hand.body(12)))
    assert hand.tab.board.index == 11


def test_readers_find_a_stage_where_it_is_seen(made: Make) -> None:
    hand = made()
    hand.tab.mirrored = True
    node = QAccessible.queryAccessibleInterface(hand.chart)
    child = node.child(6)
    assert child is not None
    assert child.rect().contains(hand.chart.mapToGlobal(_turned(hand, hand.body(7))))
    place = hand.chart.mapToGlobal(_turned(hand, hand.body(7)))
    assert node.childAt(place.x(), place.y()) is child


class _Paints(QObject):
    """Keeps what was asked to be painted."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def _painted(hand: Hand, *, mirrored: bool) -> QRect:
    """Drag a late edge and give what was painted for one step of it."""
    hand.tab.mirrored = mirrored
    QApplication.processEvents()
    spot, way = hand.edge(13), 1
    if mirrored:
        spot, way = _turned(hand, spot), -1
    hand.press(spot)
    hand.move(spot + QPoint(8 * way, 0))
    hand.move(spot + QPoint(round(2 * hand.per_day) * way, 0))
    paints = _Paints()
    hand.chart.installEventFilter(paints)
    hand.move(spot + QPoint(round(3 * hand.per_day) * way, 0))
    hand.chart.removeEventFilter(paints)
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    return paints.region.boundingRect()


def test_a_drag_paints_where_the_mirrored_chart_changed_and_not_elsewhere(made: Make) -> None:
    hand = made(running())
    usual, turned = _painted(hand, mirrored=False), _painted(hand, mirrored=True)
    assert 0 < usual.width() < hand.chart.width() / 2
    assert abs(turned.left() - (hand.chart.width() - usual.right() - 1)) <= 1
    assert abs(turned.width() - usual.width()) <= 1
    assert turned.top() == usual.top()


@pytest.fixture
def from_right() -> Iterator[None]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("from_right")
def test_in_a_right_to_left_window_the_plot_stays_and_table_and_inspector_mirror(made: Make) -> None:
    hand = made()
    assert hand.chart.steps is not None
    bars = hand.chart.steps.bars
    assert bars[0].x0 < bars[-1].x0
    assert hand.tab.inspector.mapTo(hand.tab, QPoint()).x() < hand.chart.mapTo(hand.tab, QPoint()).x()
    hand.select(5)
    hand.key(Qt.Key.Key_Left)
    assert hand.tab.board.index == 3
    hand.press(hand.edge(4))
    hand.by_days(3)
    hand.release()
    assert hand.days[3] == 8
    hand.tab.show_page("table")
    columns = hand.tab.table.model().columnCount()
    first, last = (hand.tab.table.columnViewportPosition(at) for at in (0, columns - 1))
    assert first > last
    assert consensus().stages[0].days == 5
