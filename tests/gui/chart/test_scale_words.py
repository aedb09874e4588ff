"""The range of the dose axis is only spoken of when an edit changed it, and only where the axis is seen."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from baclodesk.gui.chart.theme import LIGHT
from tests.gui.chart.conftest import Hand, Make
from tests.gui.chart.stand_in import StandIn, consensus


def raise_last(hand: Hand, mg: int) -> None:
    """An edit of the last stage from outside the chart."""
    plan = hand.window.plan
    assert plan is not None
    hand.window.plan = plan.with_stages([*plan.stages[:-1], replace(plan.stages[-1], mg=(Fraction(mg, 4),) * 4)])
    hand.tab.refresh()


def test_a_resize_and_a_text_size_say_nothing(made: Make) -> None:
    hand = made(height=900)
    before = hand.chart.view.top_mg
    hand.tab.set_theme(LIGHT.scaled(2.0))
    hand.tab.resize(1280, 420)
    QApplication.processEvents()
    assert hand.chart.view.top_mg != before
    assert "scale" not in hand.said


def test_an_edit_that_needs_more_room_says_so_and_one_that_does_not_is_quiet(made: Make) -> None:
    hand = made()
    raise_last(hand, 190)
    assert hand.said == ""
    raise_last(hand, 320)
    assert hand.said.startswith(f"The scale now reaches {hand.chart.view.top_mg}")


def test_a_drag_that_outgrows_the_axis_says_so(made: Make, qtbot: QtBot) -> None:
    hand = made()
    before = hand.chart.view.top_mg
    hand.press(hand.top(15))
    hand.by_mg(90)
    qtbot.waitUntil(lambda: hand.chart.view.top_mg > before)
    assert hand.said.startswith("The scale now reaches")
    hand.release()


def test_a_dose_typed_in_a_drag_that_outgrows_the_axis_shows_what_is_typed(made: Make) -> None:
    hand = made()
    hand.press(hand.top(15))
    hand.by_mg(-20)
    for digit in (Qt.Key.Key_2, Qt.Key.Key_6, Qt.Key.Key_0):
        hand.key(digit)
    assert "Typed: 260" in hand.said, "what is typed goes before"
    hand.key(Qt.Key.Key_Return)
    assert hand.doses[-1] == 260
    hand.release()


def test_over_the_table_nothing_is_said_of_the_chart(made: Make) -> None:
    hand = made()
    hand.tab.show_page("table")
    raise_last(hand, 320)
    assert hand.said == ""


def test_the_first_plan_says_nothing_of_a_range(made: Make) -> None:
    hand = made(StandIn(None))
    hand.window.plan = consensus()
    hand.tab.refresh()
    assert hand.said == ""
