"""In the whole window, undo from a field of the chart's inspector or panel goes one step back, not two and not none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from baclodesk.gui.chart.tab import TitrationTab
from baclodesk.gui.titration.page import TitrationPage
from baclodesk.gui.workplace import Workplace
from baclodesk.services.texts import NBSP

from .conftest import id_of
from .fakes import FakeStore

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def chart_of(place: Workplace, store: FakeStore) -> TitrationTab:
    place.open_patient(id_of(store, "Arnaud"))
    assert place.patient is not None
    place.patient.show_tab("titration")
    page = place.patient.tab_of("titration")
    assert isinstance(page, TitrationPage)
    QApplication.processEvents()
    return page.chart


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, mods: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(focused(), key, mods)
    QApplication.processEvents()


def days_of(tab: TitrationTab) -> list[int | None]:
    assert tab.board.plan is not None
    return [stage.days for stage in tab.board.plan.stages]


def held_twice(place: Workplace, store: FakeStore) -> tuple[TitrationTab, list[int | None], list[int | None]]:
    """A chart after two steps on stage 12; the days after the first of them, and those now."""
    tab = chart_of(place, store)
    assert tab.board.plan is not None
    tab.board.select(tab.board.plan.stages[11].uid)
    tab.chart.setFocus()
    press(Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier)
    first = days_of(tab)
    press(Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier)
    return tab, first, days_of(tab)


def test_undo_and_redo_from_a_field_of_the_inspector(place: Workplace, store: FakeStore) -> None:
    tab, first, second = held_twice(place, store)
    tab.inspector.dose.edit.setFocus()
    press(Qt.Key.Key_Z)
    assert days_of(tab) == first
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert days_of(tab) == second
    press(Qt.Key.Key_Z)
    press(Qt.Key.Key_Y)
    assert days_of(tab) == second


def test_typing_in_a_panel_is_undone_before_the_plan(place: Workplace, store: FakeStore) -> None:
    tab, first, second = held_twice(place, store)
    tab.commands.run("first_day" if tab.board.history is None else "reduce")
    QApplication.processEvents()
    field = focused()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "3")
    press(Qt.Key.Key_Z)
    assert field.text() != "3"
    assert days_of(tab) == second
    while field.isModified():
        press(Qt.Key.Key_Z)
    press(Qt.Key.Key_Z)
    assert days_of(tab) == first
    assert focused() is tab.chart


def test_the_button_of_undo_names_steps_that_ran_together_from_their_start(place: Workplace, store: FakeStore) -> None:
    tab = chart_of(place, store)
    assert tab.board.plan is not None
    assert place.patient is not None
    tab.board.select(tab.board.plan.stages[11].uid)
    tab.chart.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    words = "Stage 12: 140 mg → 100 mg"
    assert place.patient.foot.undo.toolTip().replace(NBSP, " ") == words
    press(Qt.Key.Key_Z)
    assert tab.board.plan.stages[11].daily_mg == 140
    assert tab.readout.said.replace(NBSP, " ") == f"Undone: {words}"
