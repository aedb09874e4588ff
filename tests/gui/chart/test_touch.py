"""Fingers and pen, as the window system sends them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from baclodesk.gui.chart import gestures
from baclodesk.gui.chart.targets import TargetKind
from tests.gui.chart.conftest import LEFT, NONE, RIGHT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


class Finger:
    """One finger, and a second one for a pinch, on the chart of a hand."""

    def __init__(self, hand: Hand, screen: QPointingDevice) -> None:
        self.hand, self.chart, self.screen = hand, hand.chart, screen
        self.spot = QPoint()

    def drags(self) -> bool:
        return self.chart.dragging

    def current(self) -> int | None:
        return self.hand.tab.board.current

    def press(self, spot: QPoint) -> None:
        self.spot = spot
        QTest.touchEvent(self.chart, self.screen).press(0, spot, self.chart).commit()
        QApplication.processEvents()

    def move(self, spot: QPoint) -> None:
        self.spot = spot
        QTest.touchEvent(self.chart, self.screen).move(0, spot, self.chart).commit()
        QApplication.processEvents()

    def release(self) -> None:
        QTest.touchEvent(self.chart, self.screen).release(0, self.spot, self.chart).commit()
        QApplication.processEvents()

    def tap(self, spot: QPoint) -> None:
        self.press(spot)
        self.release()

    def drag(self, spot: QPoint, by: QPoint) -> None:
        self.press(spot)
        for part in (0.5, 1.0):
            self.move(spot + QPoint(round(by.x() * part), round(by.y() * part)))
        self.release()

    def both(self, doing: str, one: QPoint, two: QPoint) -> None:
        sequence = QTest.touchEvent(self.chart, self.screen)
        for number, spot in enumerate((one, two)):
            getattr(sequence, doing)(number, spot, self.chart)
        sequence.commit()
        QApplication.processEvents()


def _wide() -> StandIn:
    plan = consensus()
    return StandIn(plan.with_stages(plan.stages[:5]))


def test_the_first_tap_selects_and_changes_nothing(made: Make, screen: QPointingDevice) -> None:
    hand = made(_wide())
    finger = Finger(hand, screen)
    before = hand.days
    finger.drag(hand.edge(2), QPoint(round(3 * hand.per_day), 0))
    assert hand.days == before
    assert finger.current() is None
    finger.tap(hand.body(2))
    assert hand.window.plan is not None
    assert finger.current() == hand.window.plan.stages[1].uid
    assert hand.days == before
    assert isinstance(hand.chart.state, gestures.Idle)


def test_the_knobs_of_the_selected_stage_follow_the_finger_as_one_step(made: Make, screen: QPointingDevice) -> None:
    hand = made(_wide())
    finger = Finger(hand, screen)
    finger.tap(hand.body(2))
    finger.drag(hand.edge(2) + QPoint(15, 0), QPoint(round(3 * hand.per_day), 0))
    assert hand.days[1] == 8
    assert hand.window.stack.count() == 1
    finger.tap(hand.body(3))
    finger.drag(hand.top(3) + QPoint(0, 15), QPoint(0, -round(10 * hand.per_mg)))
    assert hand.doses[2] == 40


def test_a_finger_on_another_stage_pans_a_zoomed_chart(made: Make, screen: QPointingDevice) -> None:
    hand = made()
    hand.chart.zoom(0.4, 30.0)
    first = hand.chart.view.first
    finger = Finger(hand, screen)
    before = hand.days
    finger.drag(QPoint(600, 400), QPoint(-120, 0))
    assert hand.chart.view.first > first
    assert hand.days == before


def test_a_finger_that_rests_opens_the_menu_of_what_lies_under_it(
    made: Make, screen: QPointingDevice, qtbot: QtBot
) -> None:
    hand = made(_wide())
    finger = Finger(hand, screen)
    finger.press(hand.body(3))
    assert not hand.tab.findChildren(QMenu)
    qtbot.waitUntil(lambda: bool(hand.tab.findChildren(QMenu)), timeout=3000)
    assert hand.window.plan is not None
    assert finger.current() == hand.window.plan.stages[2].uid
    for menu in hand.tab.findChildren(QMenu):
        menu.close()
    finger.release()
    assert isinstance(hand.chart.state, gestures.Idle)
    finger.tap(hand.body(2))
    assert finger.current() == hand.window.plan.stages[1].uid


def test_a_finger_that_moves_never_opens_the_menu(made: Make, screen: QPointingDevice) -> None:
    hand = made(_wide())
    finger = Finger(hand, screen)
    finger.tap(hand.body(2))
    finger.press(hand.edge(2))
    finger.move(hand.edge(2) + QPoint(30, 0))
    assert finger.drags()
    assert not hand.chart.touch._rest.isActive()
    finger.release()
    assert not hand.tab.findChildren(QMenu)


def test_a_second_finger_drops_the_drag_and_two_fingers_zoom_and_pan(made: Make, screen: QPointingDevice) -> None:
    hand = made()
    finger = Finger(hand, screen)
    finger.tap(hand.body(2))
    before = hand.days
    finger.press(hand.edge(2))
    finger.move(hand.edge(2) + QPoint(40, 0))
    assert finger.drags()
    assert hand.chart.frame is not None
    QTest.touchEvent(hand.chart, screen).stationary(0).press(1, QPoint(700, 300), hand.chart).commit()
    assert not finger.drags()
    finger.both("move", QPoint(500, 300), QPoint(700, 300))
    hand.chart.fit()
    days, day = hand.chart.view.days, hand.chart.frame.scale.offset_at(600)
    finger.both("move", QPoint(400, 300), QPoint(800, 300))
    assert hand.chart.view.days == pytest.approx(days / 2)
    assert hand.chart.frame.scale.offset_at(600) == pytest.approx(day)
    first = hand.chart.view.first
    finger.both("move", QPoint(300, 300), QPoint(700, 300))
    assert hand.chart.view.first > first
    finger.both("release", QPoint(300, 300), QPoint(700, 300))
    assert hand.days == before
    assert isinstance(hand.chart.state, gestures.Idle)


def test_a_touch_taken_away_drops_the_drag(made: Make, screen: QPointingDevice) -> None:
    from PySide6.QtGui import QEventPoint, QTouchEvent

    hand = made(_wide())
    finger = Finger(hand, screen)
    finger.tap(hand.body(2))
    before = hand.days
    finger.press(hand.edge(2))
    finger.move(hand.edge(2) + QPoint(60, 0))
    assert finger.drags()
    point = QEventPoint(0, QEventPoint.State.Released, QPointF(finger.spot), QPointF(finger.spot))
    QApplication.sendEvent(hand.chart, QTouchEvent(QEvent.Type.TouchCancel, screen, NONE, [point]))
    assert not finger.drags()
    finger.release()
    assert hand.days == before
    assert isinstance(hand.chart.state, gestures.Idle)


def _pen(hand: Hand, kind: QEvent.Type, spot: QPoint, button: Qt.MouseButton = LEFT) -> None:
    up = kind == QEvent.Type.TabletRelease
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position,
        1,
        2,
    )
    held = Qt.MouseButton.NoButton if up else button
    place = QPointF(spot)
    where = QPointF(hand.chart.mapToGlobal(spot))
    event = QTabletEvent(kind, device, place, where, 0.0 if up else 0.5, 0, 0, 0, 0, 0, NONE, button, held)
    QApplication.sendEvent(hand.chart, event)
    QApplication.processEvents()


def test_a_pen_drags_within_its_wider_zone(made: Make) -> None:
    hand = made(_wide())
    spot = hand.edge(2) + QPoint(16, 0)
    assert hand.chart.desk.target(spot.x(), spot.y(), "mouse").kind is not TargetKind.EDGE
    assert hand.chart.desk.target(spot.x(), spot.y(), "pen").kind is TargetKind.EDGE
    _pen(hand, QEvent.Type.TabletPress, spot)
    _pen(hand, QEvent.Type.TabletMove, spot + QPoint(10, 0))
    _pen(hand, QEvent.Type.TabletMove, spot + QPoint(round(2 * hand.per_day), 0))
    _pen(hand, QEvent.Type.TabletRelease, spot + QPoint(round(2 * hand.per_day), 0))
    assert hand.days[1] == 7
    assert hand.window.stack.count() == 1


def test_the_barrel_button_and_a_resting_pen_open_the_menu(made: Make, qtbot: QtBot) -> None:
    hand = made(_wide())
    _pen(hand, QEvent.Type.TabletPress, hand.body(3), RIGHT)
    assert hand.tab.findChildren(QMenu)
    _pen(hand, QEvent.Type.TabletRelease, hand.body(3), RIGHT)
    for menu in hand.tab.findChildren(QMenu):
        menu.close()
    qtbot.waitUntil(lambda: not hand.tab.findChildren(QMenu))
    _pen(hand, QEvent.Type.TabletPress, hand.body(2))
    qtbot.waitUntil(lambda: bool(hand.tab.findChildren(QMenu)), timeout=3000)
    for menu in hand.tab.findChildren(QMenu):
        menu.close()
    _pen(hand, QEvent.Type.TabletRelease, hand.body(2))


def test_a_pinch_on_the_pad_zooms_about_the_pointer(made: Make) -> None:
    hand = made(_wide())
    days = hand.chart.view.days
    place = QPointF(500, 300)
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        QPointF(hand.chart.mapToGlobal(place.toPoint())),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(hand.chart, event)
    assert hand.chart.view.days == pytest.approx(days / 1.25)


def test_a_double_tap_opens_the_editor_in_place(made: Make, screen: QPointingDevice) -> None:
    hand = made(_wide())
    finger = Finger(hand, screen)
    finger.tap(hand.body(2))
    assert not hand.tab.editor.isVisible()
    finger.tap(hand.body(4))
    assert not hand.tab.editor.isVisible(), "two taps apart are no double tap"
    finger.tap(hand.body(4) + QPoint(5, 5))
    assert hand.tab.editor.isVisible()
    assert hand.tab.board.index == 3
    hand.tab.editor.leave()
    finger.tap(hand.body(4))
    assert not hand.tab.editor.isVisible(), "a third tap begins anew"


def test_a_double_tap_of_the_pen_opens_the_editor_too(made: Make) -> None:
    hand = made(_wide())
    for _ in range(2):
        _pen(hand, QEvent.Type.TabletPress, hand.body(3))
        _pen(hand, QEvent.Type.TabletRelease, hand.body(3))
    assert hand.tab.editor.isVisible()
