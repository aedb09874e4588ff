"""The dose axis stands still under a drag, and runs on while the pointer stays at the top of the plot."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.chart.conftest import CTRL, SHIFT, Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus


def _top(hand: Hand) -> int:
    assert hand.chart.frame is not None
    return hand.chart.frame.scale.top_mg


def _shown(hand: Hand) -> float:
    """The dragged dose as its bar has it, in mg."""
    board = hand.tab.board
    assert board.shown is not None
    assert board.index is not None
    return float(board.shown.stages[board.index].daily_mg)


def _low() -> StandIn:
    return StandIn(consensus().with_stages(consensus().stages[:3]))


def _pull_to_the_rim(
    hand: Hand, stage: int, y: int, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    hand.press(hand.top(stage), mods)
    spot = hand.spot
    hand.move(spot - QPoint(0, 6))
    hand.move(QPoint(spot.x(), y))


def test_the_axis_stands_still_while_the_axis_shows_the_dose(made: Make) -> None:
    hand = made(_low())
    before = _top(hand)
    assert hand.chart.frame is not None
    _pull_to_the_rim(hand, 3, round(hand.chart.frame.scale.y(60)))
    assert _top(hand) == before
    assert _shown(hand) == 60
    hand.release()
    assert hand.doses[-1] == 60


def test_one_quick_pull_ends_at_what_the_axis_shows(made: Make) -> None:
    hand = made(_low())
    before = _top(hand)
    _pull_to_the_rim(hand, 3, -300)
    assert _top(hand) == before
    assert _shown(hand) <= before
    assert hand.chart.frame is not None
    hand.release()
    assert hand.doses[-1] <= before


def test_held_at_the_rim_the_axis_runs_on_under_the_pointer_and_says_so(made: Make, qtbot: QtBot) -> None:
    hand = made(_low())
    before = _top(hand)
    assert hand.chart.frame is not None
    _pull_to_the_rim(hand, 3, round(hand.chart.frame.scale.top) + 2)
    qtbot.waitUntil(lambda: _top(hand) >= before + 40, timeout=5000)
    assert hand.chart.steps is not None
    assert abs(hand.chart.steps.bars[2].y - hand.spot.y()) < 60, "the bar is still where the pointer is"
    assert f"{_top(hand)}" in hand.said
    shown = _shown(hand)
    assert shown > before
    scale = hand.chart.frame.scale
    hand.move(hand.spot + QPoint(0, round(40 * scale.per_mg)))
    assert _shown(hand) < shown
    here = (scale.base - hand.spot.y()) / scale.per_mg
    assert abs(_shown(hand) - here) <= 20, "the pointer points at the dose on the new axis"
    hand.release()


def test_nothing_runs_on_with_shift_nor_when_the_drag_is_dropped(made: Make, qtbot: QtBot) -> None:
    hand = made(_low())
    before = _top(hand)
    _pull_to_the_rim(hand, 3, 4, SHIFT)
    assert hand.chart._axis.waited == 0
    hand.chart._edge_pan()
    assert hand.chart._axis.waited == 0
    hand.key(Qt.Key.Key_Escape)
    assert _top(hand) == before
    hand.release()
    assert hand.doses == [10, 20, 30]


def test_later_doses_that_go_along_stay_in_view(made: Make) -> None:
    hand = made()
    before = _top(hand)
    _pull_to_the_rim(hand, 5, -400, CTRL)
    assert hand.tab.board.shown is not None
    assert _top(hand) == before
    assert max(stage.daily_mg for stage in hand.tab.board.shown.stages) <= before
    hand.release(CTRL)


def test_a_number_typed_during_the_drag_raises_the_axis_at_once(made: Make) -> None:
    hand = made(_low())
    before = _top(hand)
    hand.press(hand.top(3))
    hand.by_mg(10)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0):
        hand.key(key)
    assert _top(hand) > 120 > before
    assert hand.chart.frame is not None
    assert hand.chart.desk.scale is hand.chart.frame.scale
    hand.key(Qt.Key.Key_Return)
    hand.release()
    assert hand.doses[-1] == 120


def test_a_wall_is_told_where_the_axis_ends_just_above_it(made: Make, qtbot: QtBot) -> None:
    hand = made()
    assert hand.chart.frame is not None
    _pull_to_the_rim(hand, 15, round(hand.chart.frame.scale.top) - 60)
    qtbot.waitUntil(lambda: hand.tab.board.stop is not None, timeout=8000)
    assert _shown(hand) == 300
    assert "300" in hand.said
    assert hand.chart.steps is not None
    assert [item for item in hand.chart.steps.layers["wall"] if item.style == "wall.beyond"]
    hand.release()
