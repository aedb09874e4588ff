"""The small picture of one day: times dragged and moved by keys, amounts by half tablets."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.chart.conftest import CTRL, LEFT, NONE, Hand, Make
from tests.gui.chart.stand_in import running


def _times(hand: Hand, stage: int) -> list[tuple[str, str | None]]:
    assert hand.window.plan is not None
    return [(time.name, time.at) for time in hand.window.plan.times_at(stage - 1)]


def _mg(hand: Hand, stage: int) -> list[int]:
    assert hand.window.plan is not None
    return [int(mg) for mg in hand.window.plan.stages[stage - 1].mg]


def _drag_to(hand: Hand, at: int, clock: float) -> None:
    shape = hand.tab.inspector.shape
    spot = QPoint(round(shape.place(at)), shape.height() // 2)
    x = 22 + (shape.width() - 44) * (clock * 60 - 5 * 60) / (19 * 60)
    QTest.mousePress(shape, LEFT, NONE, spot)
    QTest.mouseMove(shape, spot - QPoint(6, 0))
    QTest.mouseMove(shape, QPoint(round(x), spot.y()))
    QTest.mouseRelease(shape, LEFT, NONE, QPoint(round(x), spot.y()))


def test_a_bedtime_dose_is_moved_to_the_afternoon_with_its_amount(made: Make) -> None:
    hand = made()
    hand.select(7)
    assert _mg(hand, 7) == [20, 15, 15, 20]
    _drag_to(hand, 3, 16.5)
    assert _times(hand, 7) == [("8 am", "08:00"), ("1 pm", "13:00"), ("16:30", "16:30"), ("6 pm", "18:00")]
    assert _mg(hand, 7) == [20, 15, 20, 15]
    assert _times(hand, 6)[3] == ("bedtime", None)
    assert hand.doses[6:8] == [70, 80]
    assert hand.window.commits == ["From stage 7: bedtime → 16:30"]
    hand.key(Qt.Key.Key_Z, CTRL)
    assert _times(hand, 7)[3] == ("bedtime", None)


def test_keys_choose_a_time_move_it_and_change_its_amount(made: Make) -> None:
    hand = made()
    hand.select(7)
    shape = hand.tab.inspector.shape
    shape.setFocus(Qt.FocusReason.TabFocusReason)
    assert "half an hour" in hand.said
    QTest.keyClick(shape, Qt.Key.Key_Right)
    assert hand.tab.speech.spoken[-1] == "1 pm 15\u00a0mg"
    QTest.keyClick(shape, Qt.Key.Key_Left, CTRL)
    assert _times(hand, 7)[1] == ("12:30", "12:30")
    QTest.keyClick(shape, Qt.Key.Key_Up, CTRL)
    assert _mg(hand, 7) == [20, 20, 15, 20]
    QTest.keyClick(shape, Qt.Key.Key_Down, CTRL)
    assert _mg(hand, 7) == [20, 15, 15, 20]
    for _ in range(9):
        QTest.keyClick(shape, Qt.Key.Key_Left, CTRL)
    assert _times(hand, 7)[:2] == [("7:30", "07:30"), ("8 am", "08:00")]
    assert _mg(hand, 7) == [15, 20, 15, 20]
    before = hand.window.plan
    for _ in range(20):
        QTest.keyClick(shape, Qt.Key.Key_Left, CTRL)
    assert _times(hand, 7)[0][1] == "05:00"
    QTest.keyClick(shape, Qt.Key.Key_A)
    assert hand.window.plan != before


def test_in_a_running_treatment_a_time_moves_from_tomorrow_on(made: Make) -> None:
    hand = made(running())
    hand.select(7)
    _drag_to(hand, 3, 16.5)
    assert hand.days[6:8] == [4, 1]
    assert _times(hand, 7)[3] == ("bedtime", None)
    assert _times(hand, 8)[2] == ("16:30", "16:30")
    hand.select(2)
    before = hand.window.plan
    _drag_to(hand, 3, 16.5)
    assert hand.window.plan is before
    assert "history" in hand.said
    shape = hand.tab.inspector.shape
    shape.setFocus()
    QTest.keyClick(shape, Qt.Key.Key_Left, CTRL)
    assert hand.window.plan is before


def test_a_time_that_another_intake_has_is_passed_over(made: Make) -> None:
    hand = made()
    hand.select(7)
    _drag_to(hand, 2, 13.0)
    names = [clock for _, clock in _times(hand, 7)]
    assert len(set(names)) == 4
    assert names == sorted(names, key=lambda clock: clock or "99")
