"""What is typed is taken as it stands, or refused with what could be taken: never rounded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from baclodesk.gui.chart import gestures
from tests.gui.chart.conftest import CTRL, Make
from tests.gui.chart.stand_in import StandIn, consensus

FIVES = [5] * 14 + [None]
NEAREST = "47\u00a0mg cannot be made from the tablets: nearest are 45\u00a0mg and 50\u00a0mg."


def _enter(box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_the_inspector_refuses_a_dose_that_the_tablets_cannot_make(made: Make) -> None:
    hand = made()
    hand.select(5)
    panel = hand.tab.inspector
    _enter(panel.dose.edit, "47")
    assert hand.said == NEAREST
    _enter(panel.slots[0][1].edit, "1,3")
    assert hand.said == "13\u00a0mg cannot be made from the tablets: nearest are 10\u00a0mg and 15\u00a0mg."
    assert hand.window.commits == []
    assert panel.dose.edit.text() == "50\u00a0mg"
    _enter(panel.dose.edit, "45")
    assert hand.doses[4] == 45


@pytest.mark.parametrize(("name", "text"), [("mg", "47"), ("time:0", "1,3"), ("days", "3"), ("mg", "9000")])
def test_a_cell_refuses_it_and_nothing_is_changed(made: Make, name: str, text: str) -> None:
    plan = consensus()
    plan = plan.with_stages([replace(stage, days=stage.days and 9) for stage in plan.stages])
    hand = made(StandIn(plan))
    hand.tab.show_page("table")
    QApplication.processEvents()
    table = hand.tab.table
    index = table.stages.index(4, table.stages.columns.index(name))
    table.setCurrentIndex(index)
    table.edit(index)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    _enter(box, text)
    assert hand.window.commits == []
    assert hand.window.plan == plan
    assert hand.said != ""


def test_a_value_past_a_wall_is_refused_not_brought_to_the_wall(made: Make) -> None:
    hand = made()
    hand.select(15)
    _enter(hand.tab.inspector.dose.edit, "320")
    assert hand.window.commits == []
    assert hand.said.startswith("Upper limit 300\u00a0mg a day")
    assert hand.tab.board.wall is not None


def test_enter_refuses_a_number_typed_in_a_drag_and_the_drag_goes_on(made: Make) -> None:
    hand = made()
    hand.press(hand.top(5))
    hand.by_mg(10)
    QTest.keyClicks(hand.chart, "47")
    assert hand.said == f"Typed: 47. {NEAREST}"
    assert hand.tab.board.preview == consensus(), "45 was not asked for, so it is not drawn"
    hand.key(Qt.Key.Key_Return)
    assert hand.chart.dragging
    assert hand.said == NEAREST
    assert hand.tab.speech.spoken[-1] == NEAREST
    assert hand.window.commits == []
    hand.key(Qt.Key.Key_Backspace)
    QTest.keyClicks(hand.chart, "5")
    hand.key(Qt.Key.Key_Return)
    assert hand.doses[4] == 45
    hand.release()
    assert len(hand.window.commits) == 1


@pytest.mark.parametrize(("text", "why"), [("47", NEAREST), (".", "A number is needed"), ("999", "Upper limit")])
def test_a_release_over_a_number_that_cannot_be_taken_changes_nothing_and_says_why(
    made: Make, text: str, why: str
) -> None:
    hand = made()
    hand.press(hand.top(5))
    hand.by_mg(10)
    QTest.keyClicks(hand.chart, text)
    hand.release()
    assert hand.window.commits == []
    assert why in hand.said
    assert isinstance(hand.chart.state, gestures.Idle | gestures.Hover)
    assert hand.tab.board.preview is None


def test_half_a_day_is_no_length(made: Make) -> None:
    hand = made()
    hand.press(hand.edge(5))
    hand.by_days(2)
    QTest.keyClicks(hand.chart, "8.5")
    hand.key(Qt.Key.Key_Return)
    assert hand.said == "“8.5” is no number of days. Type a whole number, like 9."
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.days == FIVES


def test_a_number_being_typed_has_the_comma_of_its_language(made: Make) -> None:
    hand = made(StandIn(consensus("fr"), language="fr"))
    hand.press(hand.top(5))
    hand.by_mg(10)
    hand.key(Qt.Key.Key_4)
    hand.key(Qt.Key.Key_5)
    QTest.keyClick(hand.chart, Qt.Key.Key_Comma)
    assert hand.said.startswith("Saisi\u00a0: 45, – Entrée valide")
    hand.key(Qt.Key.Key_Escape)
    hand.release()


def test_a_difference_that_a_later_stage_cannot_follow_is_refused(made: Make) -> None:
    hand = made()
    hand.press(hand.top(5), CTRL)
    hand.by_mg(-10)
    QTest.keyClicks(hand.chart, "48")
    hand.key(Qt.Key.Key_Return)
    assert "cannot be made" in hand.said
    hand.key(Qt.Key.Key_Escape)
    hand.release()
    assert hand.window.commits == []
